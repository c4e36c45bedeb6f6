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
            /// Only these languages.
            optional --only languages: String
        }
        /// Run every test; ends with a table and the numbers.
        cmd test {
            /// Only the tests whose name contains this.
            optional filter: String
            /// Only these languages.
            optional --only languages: String
        }
        /// Build libpolyatom and make every binding importable in place.
        cmd build {
            /// Only these languages.
            optional --only languages: String
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
            /// Only this adapter: rust, c, python, ruby or go.
            optional --adapter language: String
            /// Only this area of the suite; may be repeated.
            repeated --area area: String
            /// Instead of the suite, the strings of a real repository in this directory: all adapters must say the same.
            optional --data directory: PathBuf
        }
        /// Show which tools are found, which are needed, and what installs them.
        cmd doctor {}
        /// Check what no compiler checks: markers, lengths, versions, paths.
        cmd tidy {}
        /// What continuous integration runs.
        cmd ci {}
    }
}
