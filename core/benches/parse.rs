//! Reading atoms and versions, valid and not.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use polyatom::{Atom, Cpv, Eapi, Version};

const ATOM: &str = "=cat/pkg-123456-r1:2/3=[a,b,c]";

fn atoms(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("atom");
    let real = ">=dev-python/boto3-1.43.1[python_targets_python3_12(-)?,python_targets_python3_13(-)?]";
    for (name, text) in
        [("every-part", ATOM), ("name", "dev-lang/python"), ("version", ">=dev-libs/openssl-3.0.1-r2"), ("real", real)]
    {
        group.bench_function(format!("parse/{name}"), |bencher| bencher.iter(|| Atom::parse(black_box(text), Eapi::V8)));
    }
    group.bench_function("is-valid", |bencher| bencher.iter(|| Atom::is_valid(black_box(ATOM), Eapi::V8)));
    group.bench_function("invalid", |bencher| bencher.iter(|| Atom::parse(black_box("cat/pkg-123456"), Eapi::V8).is_err()));
    group.bench_function("without", |bencher| {
        let atom = Atom::parse(ATOM, Eapi::V8).expect("an atom");
        bencher.iter(|| black_box(&atom).without(&[polyatom::AtomField::UseDeps]));
    });
    group.finish();
}

fn distinct_atoms(criterion: &mut Criterion) {
    let texts: Vec<String> = (0..100_000).map(|number| format!("=cat/pkg-{number}-r1:2/3=[a,b,c]")).collect();
    let mut group = criterion.benchmark_group("atom");
    group.throughput(criterion::Throughput::Elements(texts.len() as u64)).sample_size(20);
    group.bench_function("parse/100000-distinct-kept", |bencher| {
        bencher.iter_with_large_drop(|| texts.iter().map(|text| Atom::parse(text, Eapi::V8)).collect::<Result<Vec<_>, _>>());
    });
    group.finish();
}

fn versions(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("version");
    for text in ["1.2.3-r4", "20240131", "1.2.3_alpha4_p20231108-r1"] {
        group.bench_function(format!("parse/{text}"), |bencher| bencher.iter(|| Version::parse(black_box(text))));
    }
    group.bench_function("is-valid", |bencher| bencher.iter(|| Version::is_valid(black_box("1.2.3-r4"))));
    group.bench_function("invalid", |bencher| bencher.iter(|| Version::parse(black_box("1.2.3-r")).is_err()));
    group.finish();
    criterion.bench_function("cpv/parse", |bencher| bencher.iter(|| Cpv::parse(black_box("dev-lang/python-3.11.2-r1"))));
}

criterion_group!(benches, atoms, distinct_atoms, versions);
criterion_main!(benches);
