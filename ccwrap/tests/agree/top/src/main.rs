//! Prints what its dependencies agreed on when they were built.

fn main() {
    println!("{}", env!("FLOAT"));
}
