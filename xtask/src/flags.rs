//! The whole command line on one page.

#![allow(missing_docs)] // The macro's doc comments are the help text; the types it writes have none.

use std::path::PathBuf;

xflags::xflags! {
    /// Every task of Polyatom. `--only` takes languages separated by commas: rust,c,python,ruby,go.
    cmd xtask {
        /// Show each command and its whole output.
        optional -v, --verbose

        /// Build the packages, install them with their own package managers, run one program in every language.
        cmd demo {
            /// A repository with a metadata cache: its root, or a .tar.gz of it. Default: the sample in demo/sample.
            optional --repo path: PathBuf
            /// The root of a system, which has etc/portage. Default: that in demo/system, with the repository.
            optional --system path: PathBuf
            /// Only these languages.
            optional --only languages: String
        }
        /// Run every test; ends with a table and the numbers.
        cmd test {
            /// Only the steps whose name contains this; if there are none, only the tests whose name does.
            optional filter: String
            /// Only these languages.
            optional --only languages: String
        }
        /// Write the site of the documentation, in target/docs/site, which works from there without a network.
        cmd docs {
            /// Show it in a browser.
            optional --open
            /// Look at it in a browser without a window: nothing fails, nothing comes from elsewhere, tabs and search work.
            optional --check
        }
        /// Build libpolyatom and make every binding importable in place.
        cmd build {
            /// Only these languages.
            optional --only languages: String
        }
        /// Compare the C interface with what was promised: additions pass, what would break a program fails.
        cmd abi {
            /// Promise what the header says now.
            optional --update
        }
        /// Install libpolyatom for C: headers, libraries, pkg-config and CMake files.
        cmd install {
            /// Default: /usr/local.
            optional --prefix directory: PathBuf
            /// Where libraries go, below the prefix unless it is absolute; lib64 on some systems. Default: lib.
            optional --libdir directory: PathBuf
            /// Put all of it below this directory, which no file will name; for packagers.
            optional --destdir directory: PathBuf
        }
        /// Make the packages of all languages in dist, with checksums, contents, origin and the commands that upload them.
        cmd release {
            /// Refuse to make another version than this.
            optional --version version: String
            /// Only these kinds, as docs/release.md lists them: c,debian,python.
            optional --only kinds: String
            /// Only for these platforms: x86_64-linux-gnu, aarch64-linux-gnu, x86_64-linux-musl, aarch64-linux-musl.
            optional --platform names: String
            /// Make them again elsewhere, which must give the same bytes; install them, and run the conformance suite over what is installed.
            optional --verify
            /// Of what --verify does, only the steps whose names contain this.
            optional --step text: String
            /// Upload what is in dist; without credentials, only say how.
            optional --publish
        }
        /// Move to another version, in every place that names it, and open its section in the list of changes.
        cmd bump {
            /// Three numbers between dots, more than now.
            required version: String
        }
        /// Write the bindings from the interface.
        cmd generate {
            /// Write nothing; fail with a diff when a committed file is stale.
            optional --check
            /// Only these languages.
            optional --only languages: String
        }
        /// Run the conformance suite over our adapters.
        cmd conformance {
            /// Only the adapters of these languages.
            optional --only languages: String
            /// Only this area of the suite; may be repeated.
            repeated --area area: String
            /// Instead of the suite, the strings of a real repository in this directory: all adapters must say the same.
            optional --data directory: PathBuf
            /// Instead of the suite, everything of every package of the real repositories: all adapters must read the same.
            optional --whole
            /// Look at the page that the runner writes, in a browser without a window.
            optional --page
            /// Other implementations, installed from PyPI; the page of what they pass is written anew.
            optional --others
        }
        /// Run the programs of docs/columns.md on data engines from PyPI, Spark and PostgreSQL among them.
        cmd columns {}
        /// Break core and what repo makes of profiles and configurations in every way that cargo-mutants knows: the suite alone must notice.
        cmd mutants {
            /// Only the faults whose names contain this: a file, a function, an operator.
            optional --only text: String
        }
        /// Time ours and the peers, interleaved in one run.
        cmd bench {
            /// Only these languages; or cli, for the command line; or ccwrap, for the compiler wrapper; or strangers, for the generator beside UniFFI's own.
            optional --only languages: String
            /// Only the cases whose name contains this.
            optional --case text: String
            /// Write the figures as JSON.
            optional --json file: PathBuf
            /// Few rounds and small sizes: does it run at all?
            optional --quick
            /// Draw the charts of the documentation anew, and its figures of the cases that run.
            optional --charts
        }
        /// Compare instruction counts of the hot paths with the stored ones.
        cmd instructions {
            /// Only these languages.
            optional --only languages: String
            /// Store what is counted now.
            optional --update
            /// Why they changed; stored with them.
            optional --reason text: String
        }
        /// Repeat the conformance suite in each language and look for what is not given back.
        cmd leaks {
            /// Only these languages.
            optional --only languages: String
            /// Under valgrind.
            optional --valgrind
            /// A part of the suite, as continuous integration runs it.
            optional --reduced
        }
        /// Run with AddressSanitizer, LeakSanitizer and race detectors.
        cmd sanitize {
            /// Only these languages.
            optional --only languages: String
            /// A part of the suite, as continuous integration runs it.
            optional --reduced
        }
        /// Throw random input at every parser and at the C interface.
        cmd fuzz {
            /// Only the target of this name.
            optional target: String
            /// How long in all; default: an hour.
            optional --seconds seconds: u64
        }
        /// Build for other architectures and run the conformance suite there, in an emulator.
        cmd cross {
            /// Only these architectures: aarch64, s390x, armhf.
            optional --arch names: String
            /// Only these languages.
            optional --only languages: String
            /// A part of the suite, as continuous integration runs it.
            optional --reduced
        }
        /// Make the real data that tests read where it is there: strings of a repository, from its metadata cache, in target/data.
        cmd data {
            /// The repository's root, which has metadata/md5-cache.
            required --repo directory: PathBuf
        }
        /// Show which tools are found, which are needed, and what installs them.
        cmd doctor {}
        /// Build real packages with and without the compiler wrapper; their sources are fetched from Debian.
        cmd wrapper {}
        /// Check what no compiler checks: markers, lengths, versions, paths.
        cmd tidy {}
        /// What continuous integration runs.
        cmd ci {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(words: &[&str]) -> String {
        let words = words.iter().map(Into::into).collect();
        Xtask::from_vec(words).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn what_cannot_be_understood_is_named() {
        assert!(refused(&["nonsense"]).contains("nonsense"));
        assert!(refused(&["test", "--speed"]).contains("--speed"));
        assert!(refused(&["test", "--only"]).contains("--only"));
        assert!(refused(&["fuzz", "--seconds", "soon"]).contains("--seconds"));
        assert!(refused(&["data"]).contains("--repo"));
        assert!(refused(&["bump"]).contains("version"));
        assert_eq!(refused(&["test", "atom", "--only", "c"]), "");
    }
}
