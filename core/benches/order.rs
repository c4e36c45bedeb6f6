//! Comparing, sorting and matching.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use polyatom::{Atom, Cpv, Operator, Version};

fn parse(text: &str) -> Version {
    Version::parse(text).expect("a version")
}

/// Versions of many shapes in an order that looks random but is always the same.
fn shuffled_versions(count: u32) -> Vec<Version> {
    let mut seed = 1u32;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % below
    };
    (0..count)
        .map(|_| match next(8) {
            0 => parse(&format!("{}.{}_p{}", next(10), next(20), 20_200_000 + next(50_000))),
            1 => parse(&format!("{}.{}.{}_rc{}", next(10), next(20), next(30), next(5))),
            2 => parse(&format!("{}.{:02}.{}-r{}", next(10), next(20), next(30), next(5))),
            _ => parse(&format!("{}.{}.{}", next(10), next(50), next(100))),
        })
        .collect()
}

fn compare(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compare");
    let pairs = [
        ("1.2.3", "1.2.4"),
        ("1.2.3_p20240101-r1", "1.2.3_p20240101-r2"),
        ("1.2.3.4.5.6.7.8.9.10.11.12", "1.2.3.4.5.6.7.8.9.10.11.13"),
    ];
    for (a, b) in pairs {
        let (x, y) = (parse(a), parse(b));
        group.bench_function(format!("version/{a}/{b}"), |bencher| bencher.iter(|| black_box(&x).cmp(black_box(&y))));
    }
    let atoms =
        ["=cat/pkg-10-r1:2/3=[a,b,c]", "=cat/pkg-11-r1:2/3=[a,b,c]"].map(|text| Atom::parse(text, None).expect("an atom"));
    group.bench_function("atom", |bencher| bencher.iter(|| black_box(&atoms[0]).cmp(black_box(&atoms[1]))));
    group.finish();
}

fn sort(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("sort");
    let versions = shuffled_versions(200_000);
    group.sample_size(10).throughput(Throughput::Elements(versions.len() as u64));
    group.bench_function("200000-versions", |bencher| {
        bencher.iter_batched(|| versions.clone(), |mut versions| versions.sort(), BatchSize::LargeInput);
    });
    let atoms: Vec<Atom> = (0..100)
        .rev()
        .map(|number| format!("=cat/pkg-{number}-r1:2/3=[a,b,c]"))
        .map(|text| Atom::parse(&text, None).expect("an atom"))
        .collect();
    group.throughput(Throughput::Elements(100)).sample_size(50);
    group.bench_function("100-atoms-reversed", |bencher| {
        bencher.iter_batched(|| atoms.iter().collect::<Vec<_>>(), |mut atoms| atoms.sort(), BatchSize::SmallInput);
    });
    group.finish();
}

fn matching(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("match");
    let cpv = Cpv::parse("dev-lang/python-3.12.1-r1").expect("a package");
    for text in ["dev-lang/python", ">=dev-lang/python-3.11", "=dev-lang/python-3*", "~dev-lang/python-3.12.1"] {
        let atom = Atom::parse(text, None).expect("an atom");
        group.bench_function(text, |bencher| bencher.iter(|| black_box(&atom).matches(black_box(&cpv))));
    }
    let (candidate, wanted) = (parse("3.12.1-r1"), parse("3.12"));
    group.bench_function("operator", |bencher| {
        bencher.iter(|| Operator::GreaterOrEqual.matches(black_box(&candidate), black_box(&wanted)));
    });
    let (a, b) = (Atom::parse(">=a/b-1:0[c,-d]", None).expect("an atom"), Atom::parse("<a/b-2[c,e?]", None).expect("an atom"));
    group.bench_function("intersects", |bencher| bencher.iter(|| black_box(&a).intersects(black_box(&b))));
    group.finish();
}

criterion_group!(benches, compare, sort, matching);
criterion_main!(benches);
