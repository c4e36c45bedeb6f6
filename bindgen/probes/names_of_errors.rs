//! Errors that are called as those of the languages.

macro_rules! error {
    ($($name:ident)*) => {
        /// What can go wrong.
        #[derive(Debug, uniffi::Error)]
        pub enum WorkError {
            $(
                /// It went wrong.
                $name {
                    /// Where.
                    at: String,
                },
            )*
        }
    };
}

error! {
    Type Key Index Standard Io Os Name Attribute Import Memory Overflow System ZeroDivision NotImplemented Lookup
    Arithmetic Assertion Buffer Eof Unicode Range Frozen NoMethod Local Thread FloatDomain Syntax Script Signal
    Library2 Base Native Fatal Timeout Connection Permission Encoding Load
}

impl std::fmt::Display for WorkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("late")
    }
}

/// Works.
#[uniffi::export]
pub fn work(names: Vec<String>) -> Result<u8, WorkError> {
    let _ = names;
    Ok(1)
}
