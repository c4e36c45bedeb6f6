//! Flags that two packages want of a third in different ways, with their own flags as by default: usedeps REPOSITORY...
use polyatom::DepSpecKind;
use polyatom_repo::RepositorySet;

fn main() {
    let set = RepositorySet::open(std::env::args().skip(1).map(|path| (path, 0))).value;
    for name in set.dependency_names() {
        let wishes = set.default_dependencies(&name, &[DepSpecKind::Rdepend]);
        for (at, one) in wishes.iter().enumerate() {
            for other in &wishes[at + 1..] {
                let (a, b) = (&one.value, &other.value);
                if a.atom.conflict_with(&b.atom).is_some_and(|conflict| conflict.flag().is_some()) {
                    println!("{} wants {}, {} wants {}", a.cpv, a.atom, b.cpv, b.atom);
                }
            }
        }
    }
}
