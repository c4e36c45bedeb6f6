//! `init`: everything beside an interface that is written by hand once: the packages in which the generated files stand.

use anyhow::{Context, Result, ensure};
use askama::Template;
use camino::{Utf8Path, Utf8PathBuf};
use heck::ToSnakeCase;
use std::fs;

/// The versions of what the packages depend on.
const UNIFFI: &str = "0.32.2";
const PYO3: &str = "0.30";

/// What the skeletons name.
struct Names<'a> {
    package: &'a str,
    namespace: &'a str,
    module: &'a str,
}

macro_rules! skeletons {
    ($($name:ident: $path:literal { $($field:ident),* })*) => {
        $(
            #[derive(Template)]
            #[template(path = $path, escape = "none")]
            struct $name<'a> {
                $($field: &'a str,)*
            }
        )*
    };
}

skeletons! {
    Settings: "init/bindgen.toml" { package, namespace, module }
    Workspace: "init/interface-Cargo.toml" { package, uniffi, version }
    Interface: "init/lib.rs" { namespace }
    CCrate: "init/c-Cargo.toml" { package, namespace, version }
    CLibrary: "init/c-lib.rs" { namespace }
    PythonCrate: "init/python-Cargo.toml" { package, namespace, version, pyo3 }
    PythonProject: "init/pyproject.toml" { namespace }
    Gem: "init/gemspec" { namespace }
    GemEntry: "init/gem.rb" { namespace }
    GoModule: "init/go.mod" { module }
    GoLink: "init/link.go" { namespace }
}

/// Writes the skeletons into the directory of an interface crate. What is there already stays as it is.
pub fn run(directory: &Utf8Path, namespace: &str, package: Option<&str>, module: Option<&str>) -> Result<()> {
    let is_name = namespace == namespace.to_snake_case() && !namespace.is_empty();
    ensure!(is_name, "{namespace:?} is not a name for a library: use lower case, digits and underscores, as in \"my_library\"");
    let package = match package {
        Some(package) => package.to_owned(),
        None => package_of(directory)?.unwrap_or_else(|| format!("{namespace}-ffi")),
    };
    let module = module.map_or_else(|| format!("example.org/{namespace}"), str::to_owned);
    let names = Names { package: &package, namespace, module: &module };
    let has_crate = directory.join("Cargo.toml").exists();
    for (path, text) in files(&names)? {
        let path = directory.join(path);
        if path.exists() {
            println!("kept {path}");
            continue;
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("creating {parent}"))?;
        }
        fs::write(&path, text).with_context(|| format!("writing {path}"))?;
        println!("wrote {path}");
    }
    if has_crate {
        println!(
            "\nIn your Cargo.toml, add \"c\" and \"python\" to the members of the workspace, and what the README says of features."
        );
    }
    println!("\nNext: polyatom-bindgen generate --config {}", directory.join("bindgen.toml"));
    Ok(())
}

/// The name of the package that is there already.
fn package_of(directory: &Utf8Path) -> Result<Option<String>> {
    let path = directory.join("Cargo.toml");
    let Ok(text) = fs::read_to_string(&path) else { return Ok(None) };
    let manifest: toml::Table = text.parse().with_context(|| format!("in {path}"))?;
    let name = manifest.get("package").and_then(|package| package.get("name")).and_then(|name| name.as_str());
    Ok(name.map(str::to_owned))
}

/// Each file's path and text.
fn files(names: &Names) -> Result<Vec<(Utf8PathBuf, String)>> {
    let Names { package, namespace, module } = *names;
    let version = env!("CARGO_PKG_VERSION");
    let files = [
        ("bindgen.toml".into(), Settings { package, namespace, module }.render()?),
        ("Cargo.toml".into(), Workspace { package, uniffi: UNIFFI, version }.render()?),
        ("src/lib.rs".into(), Interface { namespace }.render()?),
        ("c/Cargo.toml".into(), CCrate { package, namespace, version }.render()?),
        ("c/src/lib.rs".into(), CLibrary { namespace }.render()?),
        ("python/Cargo.toml".into(), PythonCrate { package, namespace, version, pyo3: PYO3 }.render()?),
        ("python/src/lib.rs".into(), "//! The Python extension; all of it is generated.\n\nmod generated;".to_owned()),
        ("python/pyproject.toml".into(), PythonProject { namespace }.render()?),
        (format!("ruby/{namespace}.gemspec").into(), Gem { namespace }.render()?),
        (format!("ruby/lib/{namespace}.rb").into(), GemEntry { namespace }.render()?),
        ("go/go.mod".into(), GoModule { module }.render()?),
        ("go/link.go".into(), GoLink { namespace }.render()?),
    ];
    // Templates do not keep the newline at their end.
    Ok(files.into_iter().map(|(path, text): (Utf8PathBuf, String)| (path, format!("{}\n", text.trim_end()))).collect())
}
