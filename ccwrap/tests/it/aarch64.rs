//! Real packages for another machine: what the toolchain's file says is all that their build systems are told, and an emulator runs the
//! result.

use crate::place::CCWRAP;
use crate::real::{Build, run, succeed};
use ccwrap::toolchain::Toolchain;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const CONFIG: &str = "tools = { cc = '/usr/bin/aarch64-linux-gnu-gcc', ar = '/usr/bin/aarch64-linux-gnu-ar', \
    ranlib = '/usr/bin/aarch64-linux-gnu-ranlib', strip = '/usr/bin/aarch64-linux-gnu-strip' }\nunmatched = 'pass'\n\
    reproduce = { march = 'armv8-a', deterministic_ar = true, file_prefix_map = { '@source@' = '.' } }";

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("toolchains/aarch64-unknown-linux-gnu.toml")
}

fn unpack(name: &str) -> Option<Build> {
    if !Path::new("/usr/bin/aarch64-linux-gnu-gcc").exists() || !Path::new("/usr/bin/qemu-aarch64-static").exists() {
        eprintln!("skipped: there is no compiler for aarch64, or no emulator");
        return None;
    }
    Build::new(name, "a", Some(CONFIG))
}

/// Runs a line of shell that has been told of the toolchain.
fn told(build: &Build, system: &str, line: &str) -> String {
    let script = format!(
        "eval \"$({CCWRAP} env --for {system} --toolchain '{}' --dir '{}')\"; {line}",
        file().display(),
        build.path("told").display()
    );
    succeed(build.command("sh").args(["-ec", &script]))
}

/// Runs a program as the toolchain says that programs of the target are run.
fn emulated(build: &Build, program: &Path) -> String {
    let runner = Toolchain::read(&file()).expect("it is right").target.runner.expect("it has one");
    let words: Vec<&str> = runner.split(' ').collect();
    succeed(build.command(words[0]).args(&words[1..]).arg(program))
}

fn program(build: &Build, name: &str, source: &str, link: &[&str]) -> PathBuf {
    let (file, program) = (build.path(&format!("{name}.c")), build.path(name));
    fs::write(&file, source).expect("a file");
    succeed(build.command("aarch64-linux-gnu-gcc").arg(&file).arg("-o").arg(&program).args(link));
    program
}

#[test]
fn libffi_calls_a_function_there() {
    let Some(build) = unpack("libffi") else { return };
    told(&build, "autotools", "./configure $CONFIGURE_HOST --prefix=/usr --disable-docs --enable-static --disable-shared");
    build.make();
    let library = build.find("libffi.a");
    let include = build.find("ffi.h").parent().expect("a directory").display().to_string();
    let source = "#include <ffi.h>\n#include <stdio.h>\nstatic double half(int number) { return number / 2.0; }\n\
        int main(void) {\n    ffi_cif cif; ffi_type *types[] = {&ffi_type_sint}; int number = 85; void *values[] = {&number}; double answer = 0;\n\
        \x20   if (ffi_prep_cif(&cif, FFI_DEFAULT_ABI, 1, &ffi_type_double, types) != FFI_OK) return 1;\n\
        \x20   ffi_call(&cif, FFI_FN(half), &answer, values);\n    printf(\"%.1f\\n\", answer);\n    return 0;\n}\n";
    let program = program(&build, "call", source, &["-I", &include, &library.display().to_string()]);
    assert_eq!(emulated(&build, &program), "42.5\n");
    // Its configure asks for the processor of the machine on which it runs, which is not this one.
    let native = |record: &serde_json::Value| record["final"].to_string().contains("-march=amd");
    assert!(!build.records().iter().any(native));
}

#[test]
fn zlib_libpng_and_a_cgo_package_work_there() {
    let Some(zlib) = unpack("zlib") else { return };
    told(&zlib, "autotools", "CHOST=aarch64-linux-gnu ./configure --prefix=/usr --static");
    zlib.make();
    assert!(emulated(&zlib, &zlib.source.join("example")).contains("uncompress(): hello, hello!"));
    let (library, header) = (zlib.find("libz.a"), zlib.find("zlib.h"));
    let directory = |file: &Path| file.parent().expect("a directory").display().to_string();
    let (include, lib) = (directory(&header), directory(&library));
    if let Some(png) = unpack("libpng1.6") {
        let flags = format!("CPPFLAGS=-I{include} LDFLAGS=-L{lib}");
        told(&png, "autotools", &format!("export {flags}; ./configure $CONFIGURE_HOST --prefix=/usr --disable-shared"));
        png.make();
        succeed(png.command("make").arg("pngtest"));
        assert!(emulated(&png, &png.source.join("pngtest")).contains("PASS"));
    }
    if run(Command::new("go").arg("version")).status.success() {
        cgo(&zlib, &include, &lib);
    }
}

/// A package that asks the library for a checksum.
fn cgo(zlib: &Build, include: &str, lib: &str) {
    let source = format!(
        "package main\n\n/*\n#cgo CFLAGS: -I{include}\n#cgo LDFLAGS: -L{lib} -lz\n#include <zlib.h>\n\
         static unsigned long check(void) {{ return crc32(0, (const unsigned char *)\"123456789\", 9); }}\n*/\nimport \"C\"\n\n\
         import (\n\t\"fmt\"\n\t\"runtime\"\n)\n\nfunc main() {{ fmt.Println(runtime.GOARCH, C.check()) }}\n"
    );
    let package = zlib.path("answer");
    fs::create_dir_all(&package).expect("a directory");
    fs::write(package.join("main.go"), source).expect("a file");
    fs::write(package.join("go.mod"), "module answer\n\ngo 1.21\n").expect("a file");
    let cache = zlib.path("cache").display().to_string();
    // Nothing is vendored here, so that the policy against downloads leaves Go no way but its own library.
    let line = format!("unset GOFLAGS; export GOCACHE={cache} GOTOOLCHAIN=local; cd {}; go build -o answer .", package.display());
    told(zlib, "cgo", &line);
    assert_eq!(emulated(zlib, &package.join("answer")), "arm64 3421780262\n");
}
