//! `REQUIRED_USE` of dozens of flags, as real ones have them: the fewest changes, and that they are proven to be.

use std::collections::HashSet;

use polyatom::{DepSpec, DepSpecKind};

fn names(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{prefix}{number}")).collect()
}

/// The changes, of which fewer are ruled out.
fn solve(text: &str, enabled: &[String], masked: &[&str], forced: &[&str]) -> Vec<(String, bool)> {
    let spec = DepSpec::parse(DepSpecKind::RequiredUse, text, None).unwrap();
    let solution = spec.solve_required_use(enabled, masked, forced).unwrap().expect("a solution");
    assert!(solution.is_optimal, "{text}");
    let mut after: HashSet<String> = enabled.iter().cloned().collect();
    for (flag, on) in &solution.changes {
        if *on {
            after.insert((*flag).to_owned())
        } else {
            after.remove(*flag)
        };
    }
    assert!(spec.check_required_use(&after, None).unwrap().is_satisfied());
    solution.changes.into_iter().map(|(flag, on)| (flag.to_owned(), on)).collect()
}

#[test]
fn groups() {
    for count in [16, 17, 41, 60, 1000] {
        let flags = names("f", count);
        let list = flags.join(" ");
        let all_but_the_first: Vec<(String, bool)> = flags[1..].iter().map(|flag| (flag.clone(), false)).collect();
        for operator in ["??", "^^"] {
            assert_eq!(solve(&format!("{operator} ( {list} )"), &flags, &[], &[]), all_but_the_first);
        }
        for operator in ["||", "^^"] {
            assert_eq!(solve(&format!("{operator} ( {list} )"), &[], &[], &[]), [("f0".to_owned(), true)]);
            assert_eq!(solve(&format!("{operator} ( {list} )"), &[], &["f0"], &[]), [("f1".to_owned(), true)]);
        }
        assert_eq!(solve(&format!("?? ( {list} )"), &flags, &["f0"], &["f5"]).len(), count - 1);
    }
    let flags = names("f", 20);
    let pairs = |at: usize| (at + 1..20).map(move |other| format!("f{at}? ( !f{other} )"));
    assert_eq!(solve(&(0..20).flat_map(pairs).collect::<Vec<_>>().join(" "), &flags, &[], &[]).len(), 19);
}

/// As `python-single-r1` and `llvm-r1` write them.
#[test]
fn targets_and_slots() {
    let (targets, singles) = (names("pt", 30), names("ps", 30));
    let mut text = format!("python? ( || ( {} ) ^^ ( {} ) )", targets.join(" "), singles.join(" "));
    (0..30).for_each(|at| text += &format!(" ps{at}? ( pt{at} ) x{at}? ( python !y{at} ) y{at}? ( || ( x{at} pt{at} ) )"));
    let all = [targets, singles, names("x", 30), names("y", 30), vec!["python".to_owned()]].concat();
    assert_eq!(solve(&text, &all, &[], &["python"]).len(), 29 + 30);
    assert_eq!(solve(&text, &names("x", 30), &[], &["python"]).len(), 3);
    let slots = names("llvm_slot_", 12);
    let mut text = format!("llvm? ( ^^ ( {} ) )", slots.join(" "));
    (0..40).for_each(|at| text += &format!(" c{at}? ( llvm || ( llvm_slot_{} llvm_slot_{} ) )", at % 12, (at * 5 + 3) % 12));
    assert_eq!(solve(&text, &names("c", 40), &[], &[]).len(), 34);
}
