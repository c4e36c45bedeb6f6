//! Compiled into what is broken: tells which fault is alive, or writes down which ones are asked about.

use std::collections::HashSet;
use std::fs::File;
use std::io::Write;
use std::sync::{LazyLock, Mutex};

static ALIVE: LazyLock<Option<u32>> = LazyLock::new(|| std::env::var("MUTANT").ok()?.parse().ok());
static ASKED: LazyLock<Option<Mutex<(HashSet<u32>, File)>>> = LazyLock::new(|| {
    let path = std::env::var_os("MUTANTS_ASKED")?;
    Some(Mutex::new((HashSet::new(), File::options().create(true).append(true).open(path).expect("it can be written"))))
});

/// Is this fault alive?
pub fn on(number: u32) -> bool {
    if let Some(alive) = *ALIVE {
        return alive == number;
    }
    if let Some(asked) = &*ASKED {
        let (numbers, file) = &mut *asked.lock().expect("nothing panics here");
        if numbers.insert(number) {
            writeln!(file, "{number}").expect("it can be written");
        }
    }
    false
}
