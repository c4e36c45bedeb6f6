//! A list of things to do.

#[cfg(not(feature = "uniffi"))]
extern crate uniffi_off as uniffi;
#[cfg(feature = "uniffi")]
use uniffi_off as _;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();

use std::fmt;
use std::sync::{Arc, Mutex};

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Entry {
    /// What.
    pub text: String,
}

/// What can go wrong.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Error)]
pub enum TodoError {
    /// There is nothing to do.
    Empty,
    /// It is on the list already.
    Duplicate {
        /// What.
        text: String,
    },
    /// It is not on the list.
    Missing {
        /// What.
        text: String,
    },
}

impl fmt::Display for TodoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("there is nothing to do"),
            Self::Duplicate { text } => write!(f, "{text} is on the list already"),
            Self::Missing { text } => write!(f, "{text} is not on the list"),
        }
    }
}

/// Things to do, in order.
#[derive(Debug, Default, uniffi::Object)]
pub struct TodoList {
    entries: Mutex<Vec<Entry>>,
}

#[uniffi::export]
impl TodoList {
    /// Makes an empty one.
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds something at the end.
    pub fn add(&self, entry: Entry) -> Result<(), TodoError> {
        let mut entries = self.entries.lock().expect("no change panics");
        if entries.contains(&entry) {
            return Err(TodoError::Duplicate { text: entry.text });
        }
        entries.push(entry);
        Ok(())
    }

    /// Adds many things.
    pub fn add_all(&self, entries: Vec<Entry>) -> Result<(), TodoError> {
        entries.into_iter().try_for_each(|entry| self.add(entry))
    }

    /// Everything.
    pub fn get_entries(&self) -> Vec<Entry> {
        self.entries.lock().expect("no change panics").clone()
    }

    /// What was added last.
    pub fn last(&self) -> Result<Entry, TodoError> {
        self.entries.lock().expect("no change panics").last().cloned().ok_or(TodoError::Empty)
    }

    /// Takes something off the list.
    pub fn clear(&self, text: &str) -> Result<(), TodoError> {
        let mut entries = self.entries.lock().expect("no change panics");
        let place = entries.iter().position(|entry| entry.text == text);
        let place = place.ok_or_else(|| TodoError::Missing { text: text.to_owned() })?;
        entries.remove(place);
        Ok(())
    }
}

static DEFAULT: Mutex<Option<Arc<TodoList>>> = Mutex::new(None);

/// The list that is everybody's.
#[uniffi::export]
pub fn default_list() -> Option<Arc<TodoList>> {
    DEFAULT.lock().expect("no change panics").clone()
}

/// Makes a list everybody's.
#[uniffi::export]
pub fn set_default_list(list: Arc<TodoList>) {
    *DEFAULT.lock().expect("no change panics") = Some(list);
}
