//! How fast dependency specifications are read.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use polyatom::{DepSpec, DepSpecKind, Eapi};

#[path = "../tests/it/data.rs"]
mod data;

const TEXT: &str =
    "dev-libs/glib:2 >=dev-libs/openssl-3:=[-bindist(-)] x11-libs/cairo[X?] gtk? ( || ( x11-libs/gtk+:3 gui-libs/gtk:4 ) )";

/// Every specification of a real repository, where its data is there.
fn real_data() -> Vec<(DepSpecKind, Eapi, String)> {
    let lines = data::lines("depspecs.jsonl.gz").unwrap_or_default();
    let field = |line: &serde_json::Value, name: &str| line[name].as_str().expect("a text").to_owned();
    let parse = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let kind = DepSpecKind::parse(&field(&line, "kind")).expect("a kind");
        (kind, Eapi::parse(&field(&line, "eapi")).expect("an EAPI"), field(&line, "s"))
    };
    lines.iter().map(|line| parse(line)).collect()
}

fn one(criterion: &mut Criterion) {
    let spec = DepSpec::parse(DepSpecKind::Depend, TEXT, Eapi::V8).expect("a specification");
    let mut group = criterion.benchmark_group("depspec");
    group.bench_function("parse", |bencher| bencher.iter(|| DepSpec::parse(DepSpecKind::Depend, black_box(TEXT), Eapi::V8)));
    group.bench_function("evaluate", |bencher| bencher.iter(|| black_box(&spec).evaluate(&["gtk"])));
    group.bench_function("simplify", |bencher| bencher.iter(|| black_box(&spec).simplify()));
    group.finish();
}

fn all(criterion: &mut Criterion) {
    let lines = real_data();
    let mut group = criterion.benchmark_group("depspec/real-data");
    for (name, kind) in [("all", None), ("depend", Some(DepSpecKind::Depend)), ("src_uri", Some(DepSpecKind::SrcUri))] {
        let chosen: Vec<_> = lines.iter().filter(|(own, ..)| kind.is_none_or(|kind| kind == *own)).collect();
        group.throughput(Throughput::Elements(chosen.len() as u64)).sample_size(20);
        group.bench_function(format!("parse/{name}"), |bencher| {
            bencher.iter(|| {
                for (kind, eapi, text) in &chosen {
                    black_box(DepSpec::parse(*kind, text, *eapi)).expect("a specification");
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, one, all);
criterion_main!(benches);
