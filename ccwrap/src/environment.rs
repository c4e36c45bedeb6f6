//! What each build system reads of a toolchain: variables of the environment, and files.

use crate::error::Error;
use crate::toolchain::{Toolchain, Verdict};
use std::fmt::Write as _;

/// What a build system is told.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub variables: Vec<(String, String)>,
    /// Names, relative to the directory that is asked for, with their texts.
    pub files: Vec<(&'static str, String)>,
}

/// Stands in values for the directory of the files.
const DIRECTORY: &str = "@dir@";

/// The build systems, by name.
type Teller = fn(&Toolchain, &mut Told);
const TELLERS: [(&str, Teller); 8] = [
    ("cargo", cargo),
    ("maturin", maturin),
    ("cgo", cgo),
    ("mkmf", mkmf),
    ("setuptools", setuptools),
    ("autotools", autotools),
    ("cmake", cmake),
    ("meson", meson),
];

/// Says what `system` reads; its files will be in `directory`.
pub fn tell(toolchain: &Toolchain, system: &str, directory: &str) -> Result<Told, Error> {
    let known = || TELLERS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let (_, teller) = TELLERS
        .iter()
        .find(|(name, _)| *name == system)
        .ok_or_else(|| Error::Other(format!("{system:?} is not one of {}", known())))?;
    let mut told = Told::default();
    common(toolchain, &mut told);
    teller(toolchain, &mut told);
    for (_, value) in &mut told.variables {
        *value = value.replace(DIRECTORY, directory);
    }
    Ok(told)
}

impl Told {
    fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.variables.push((name.into(), value.into()));
    }

    fn set_if(&mut self, name: impl Into<String>, value: Option<&String>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    /// Lines for a shell.
    pub fn exports(&self) -> String {
        let mut text = String::new();
        for (name, value) in &self.variables {
            let _ = writeln!(text, "export {name}={}", crate::explain::quoted(value));
        }
        text
    }
}

/// What many build systems read.
fn common(toolchain: &Toolchain, told: &mut Told) {
    if let Some(sysroot) = &toolchain.target.sysroot {
        let gnu = toolchain.gnu();
        told.set("PKG_CONFIG_SYSROOT_DIR", sysroot);
        told.set(
            "PKG_CONFIG_LIBDIR",
            format!("{sysroot}/usr/lib/{gnu}/pkgconfig:{sysroot}/usr/lib/pkgconfig:{sysroot}/usr/share/pkgconfig"),
        );
    }
}

fn c_flags(toolchain: &Toolchain) -> String {
    let sysroot = toolchain.target.sysroot.iter().map(|sysroot| format!("--sysroot={sysroot}"));
    let cpu = toolchain.target.cpu.iter().map(|cpu| format!("-march={cpu}"));
    let includes =
        toolchain.provides.values().flat_map(|library| library.include.iter().map(|directory| format!("-I{directory}")));
    sysroot.chain(cpu).chain(toolchain.flags.c.iter().cloned()).chain(includes).collect::<Vec<_>>().join(" ")
}

fn cxx_flags(toolchain: &Toolchain) -> String {
    // Both flags of C and of C++, as most build systems add neither to the other.
    [c_flags(toolchain)]
        .into_iter()
        .chain(toolchain.flags.cxx.iter().cloned())
        .filter(|flag| !flag.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn link_flags(toolchain: &Toolchain) -> String {
    let sysroot = toolchain.target.sysroot.iter().map(|sysroot| format!("--sysroot={sysroot}"));
    let directories =
        toolchain.provides.values().flat_map(|library| library.libdir.iter().map(|directory| format!("-L{directory}")));
    sysroot.chain(toolchain.flags.link.iter().cloned()).chain(directories).collect::<Vec<_>>().join(" ")
}

fn cargo(toolchain: &Toolchain, told: &mut Told) {
    let (triple, compilers) = (&toolchain.target.triple, &toolchain.compilers);
    let (lower, upper) = (triple.replace('-', "_"), triple.replace('-', "_").to_uppercase());
    told.set("CARGO_BUILD_TARGET", triple);
    told.set(format!("CARGO_TARGET_{upper}_LINKER"), &compilers.c);
    told.set_if(format!("CARGO_TARGET_{upper}_RUNNER"), toolchain.target.runner.as_ref());
    told.set(format!("CC_{lower}"), &compilers.c);
    told.set_if(format!("CXX_{lower}"), compilers.cxx.as_ref());
    told.set_if(format!("AR_{lower}"), compilers.ar.as_ref());
    told.set_if(format!("RANLIB_{lower}"), compilers.ranlib.as_ref());
    told.set(format!("CFLAGS_{lower}"), c_flags(toolchain));
    told.set(format!("CXXFLAGS_{lower}"), cxx_flags(toolchain));
    told.set("PKG_CONFIG_ALLOW_CROSS", "1");
    if toolchain.policy.downloads == Verdict::Deny {
        told.set("CARGO_NET_OFFLINE", "true");
    }
    if !toolchain.provides.is_empty() {
        told.files.push((".cargo/config.toml", overrides(toolchain)));
    }
}

/// cargo does not run the build script of a crate whose link is overridden, so that it can download and build nothing.
fn overrides(toolchain: &Toolchain) -> String {
    let mut text = String::new();
    for (name, library) in &toolchain.provides {
        let kind = if library.is_static { "static=" } else { "" };
        let libs: Vec<String> = library.link.iter().map(|link| format!("{:?}", format!("{kind}{link}"))).collect();
        let search: Vec<String> = library.libdir.iter().map(|directory| format!("{:?}", format!("native={directory}"))).collect();
        let _ = write!(
            text,
            "[target.{}.{name}]\nrustc-link-lib = [{}]\nrustc-link-search = [{}]\n",
            toolchain.target.triple,
            libs.join(", "),
            search.join(", ")
        );
        if let Some(version) = &library.version {
            let _ = writeln!(text, "version = {version:?}");
        }
        if let Some(directory) = library.include.first() {
            let _ = writeln!(text, "include = {directory:?}");
        }
    }
    text
}

fn maturin(toolchain: &Toolchain, told: &mut Told) {
    cargo(toolchain, told);
    let Some(python) = &toolchain.interpreters.python else { return };
    told.set_if("PYO3_CROSS_LIB_DIR", python.lib.as_ref());
    told.set_if("PYO3_CROSS_PYTHON_VERSION", python.abi3.as_ref());
}

fn cgo(toolchain: &Toolchain, told: &mut Told) {
    let (flags, link) = (c_flags(toolchain), link_flags(toolchain));
    told.set("CGO_ENABLED", "1");
    told.set("GOOS", if toolchain.target.triple.contains("darwin") { "darwin" } else { "linux" });
    let processor = toolchain.processor();
    told.set("GOARCH", GO_NAMES.iter().find(|(name, _)| *name == processor).map_or(processor, |(_, go)| go));
    told.set("CC", &toolchain.compilers.c);
    told.set_if("CXX", toolchain.compilers.cxx.as_ref());
    told.set_if("AR", toolchain.compilers.ar.as_ref());
    told.set("CGO_CFLAGS", &flags);
    told.set("CGO_CXXFLAGS", cxx_flags(toolchain));
    told.set("CGO_LDFLAGS", &link);
    if toolchain.policy.downloads == Verdict::Deny {
        told.set("GOFLAGS", "-mod=vendor");
        told.set("GOPROXY", "off");
    }
}

/// Go's names of processors that have others elsewhere.
const GO_NAMES: [(&str, &str); 6] =
    [("x86_64", "amd64"), ("aarch64", "arm64"), ("i686", "386"), ("armv7", "arm"), ("arm", "arm"), ("powerpc64le", "ppc64le")];

fn mkmf(toolchain: &Toolchain, told: &mut Told) {
    autotools(toolchain, told);
    let mut overlay = String::from(
        "# Makes mkmf build for another target: RUBYOPT loads it.\nrequire \"rbconfig\"\nconfig = RbConfig::MAKEFILE_CONFIG\n",
    );
    let compilers = &toolchain.compilers;
    let linker = format!("{} -shared", compilers.c);
    let mut values = vec![
        ("CC", compilers.c.clone()),
        ("LDSHARED", linker),
        ("CFLAGS", c_flags(toolchain)),
        ("LDFLAGS", link_flags(toolchain)),
    ];
    values.extend(compilers.cxx.iter().map(|cxx| ("CXX", cxx.clone())));
    values.extend(compilers.ar.iter().map(|ar| ("AR", ar.clone())));
    let ruby = toolchain.interpreters.ruby.as_ref();
    values.extend(ruby.and_then(|ruby| ruby.platform.clone()).map(|platform| ("arch", platform)));
    values.extend(ruby.and_then(|ruby| ruby.include.clone()).map(|include| ("rubyarchhdrdir", include)));
    for (name, value) in values {
        let _ = writeln!(overlay, "config[{name:?}] = {value:?}");
    }
    told.files.push(("rbconfig_overlay.rb", overlay));
    told.set("RUBYOPT", format!("-r{DIRECTORY}/rbconfig_overlay.rb"));
}

fn setuptools(toolchain: &Toolchain, told: &mut Told) {
    autotools(toolchain, told);
    told.set("LDSHARED", format!("{} -shared", toolchain.compilers.c));
    let tag = toolchain.tags.get("wheel");
    told.set_if("_PYTHON_HOST_PLATFORM", tag);
    let Some(python) = &toolchain.interpreters.python else { return };
    told.set_if("_PYTHON_SYSCONFIGDATA_NAME", python.sysconfigdata.as_ref());
    told.set_if("PYTHONPATH", python.lib.as_ref());
    told.set_if("SETUPTOOLS_EXT_SUFFIX", python.ext_suffix.as_ref());
}

fn autotools(toolchain: &Toolchain, told: &mut Told) {
    let compilers = &toolchain.compilers;
    told.set("CC", &compilers.c);
    told.set_if("CXX", compilers.cxx.as_ref());
    told.set_if("AR", compilers.ar.as_ref());
    told.set_if("RANLIB", compilers.ranlib.as_ref());
    told.set_if("STRIP", compilers.strip.as_ref());
    told.set_if("LD", compilers.ld.as_ref());
    told.set("CFLAGS", c_flags(toolchain));
    told.set("CXXFLAGS", cxx_flags(toolchain));
    told.set("LDFLAGS", link_flags(toolchain));
    told.set("CONFIGURE_HOST", format!("--host={}", toolchain.gnu()));
}

fn cmake(toolchain: &Toolchain, told: &mut Told) {
    let mut text = String::from("set(CMAKE_SYSTEM_NAME Linux)\n");
    let mut set = |name: &str, value: &str| {
        let value = value.replace('\\', "\\\\").replace('"', "\\\"");
        let _ = writeln!(text, "set({name} \"{value}\")");
    };
    let compilers = &toolchain.compilers;
    set("CMAKE_SYSTEM_PROCESSOR", toolchain.processor());
    set("CMAKE_C_COMPILER", &compilers.c);
    let programs = [
        ("CMAKE_CXX_COMPILER", &compilers.cxx),
        ("CMAKE_AR", &compilers.ar),
        ("CMAKE_RANLIB", &compilers.ranlib),
        ("CMAKE_STRIP", &compilers.strip),
    ];
    for (name, program) in programs {
        program.iter().for_each(|program| set(name, program));
    }
    set("CMAKE_C_FLAGS_INIT", &c_flags(toolchain));
    set("CMAKE_CXX_FLAGS_INIT", &cxx_flags(toolchain));
    for kind in ["EXE", "SHARED", "MODULE"] {
        set(&format!("CMAKE_{kind}_LINKER_FLAGS_INIT"), &link_flags(toolchain));
    }
    if let Some(runner) = &toolchain.target.runner {
        set("CMAKE_CROSSCOMPILING_EMULATOR", &runner.replace(' ', ";"));
    }
    if let Some(sysroot) = &toolchain.target.sysroot {
        set("CMAKE_SYSROOT", sysroot);
        for (what, mode) in [("PROGRAM", "NEVER"), ("LIBRARY", "ONLY"), ("INCLUDE", "ONLY"), ("PACKAGE", "ONLY")] {
            set(&format!("CMAKE_FIND_ROOT_PATH_MODE_{what}"), mode);
        }
    }
    told.files.push(("toolchain.cmake", text));
    told.set("CMAKE_TOOLCHAIN_FILE", format!("{DIRECTORY}/toolchain.cmake"));
}

fn meson(toolchain: &Toolchain, told: &mut Told) {
    let quote = |text: &str| format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"));
    let list = |words: &str| format!("[{}]", words.split_whitespace().map(quote).collect::<Vec<_>>().join(", "));
    let compilers = &toolchain.compilers;
    let mut text = format!("[binaries]\nc = {}\n", quote(&compilers.c));
    for (name, program) in [("cpp", &compilers.cxx), ("ar", &compilers.ar), ("strip", &compilers.strip)] {
        program.iter().for_each(|program| {
            let _ = writeln!(text, "{name} = {}", quote(program));
        });
    }
    if let Some(runner) = &toolchain.target.runner {
        let _ = writeln!(text, "exe_wrapper = {}", list(runner));
    }
    let _ = write!(
        text,
        "\n[built-in options]\nc_args = {}\nc_link_args = {}\n",
        list(&c_flags(toolchain)),
        list(&link_flags(toolchain))
    );
    let _ = write!(text, "cpp_args = {}\ncpp_link_args = {}\n", list(&cxx_flags(toolchain)), list(&link_flags(toolchain)));
    if let Some(sysroot) = &toolchain.target.sysroot {
        let _ = write!(text, "\n[properties]\nsys_root = {}\n", quote(sysroot));
    }
    let processor = toolchain.processor();
    let endian = if matches!(processor, "s390x" | "powerpc64" | "sparc64" | "mips") { "big" } else { "little" };
    let _ =
        write!(text, "\n[host_machine]\nsystem = 'linux'\ncpu_family = {0}\ncpu = {0}\nendian = '{endian}'\n", quote(processor));
    told.files.push(("cross.ini", text));
    told.set("MESON_CROSS_FILE", format!("{DIRECTORY}/cross.ini"));
}
