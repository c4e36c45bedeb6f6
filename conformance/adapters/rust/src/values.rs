//! The operations on values other than versions, packages and atoms, and on what is derived from those.

use std::collections::BTreeMap;

use polyatom::{
    AcceptKeywords, Atom, AtomPattern, Cpn, Cpv, DepSpec, DepSpecKind, Eapi, Error, Iuse, Keyword, KeywordStatus, Keywords,
    NameKind, PackageName, Slot, UseDep, UseFlags, Version, VersionRequirement,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::operations::{Operation, Outcome, Pair, Text, atom, maybe_eapi};

pub const OPERATIONS: [(&str, Operation); 23] = [
    ("eapi.parse", eapi_parse),
    ("version.describe", version_describe),
    ("version.from_upstream", version_from_upstream),
    ("requirement.matches", requirement_matches),
    ("requirement.intersects", requirement_intersects),
    ("package_name.parse", package_name_parse),
    ("package.split", package_split),
    ("atom.filter", atom_filter),
    ("atom.could_match", atom_could_match),
    ("atom.conflict", atom_conflict),
    ("atom.canonical", atom_canonical),
    ("atom.equal", atom_equal),
    ("name.check", name_check),
    ("use_flags.parse", use_flags_parse),
    ("iuse.parse", iuse_parse),
    ("iuse.effective", iuse_effective),
    ("keyword.parse", keyword_parse),
    ("keywords.parse", keywords_parse),
    ("keywords.status", keywords_status),
    ("keywords.accepted", keywords_accepted),
    ("required_use.solve", required_use_solve),
    ("src_uri.downloads", src_uri_downloads),
    ("error.describe", error_describe),
];

fn text(input: &Value) -> Result<String, serde_json::Error> {
    Ok(Text::deserialize(input)?.text.into_owned())
}

fn eapi_parse(input: &Value, _: &Value) -> Outcome {
    Ok(json!(Eapi::parse(&text(input)?)?.as_str()))
}

fn version_describe(input: &Value, _: &Value) -> Outcome {
    let version = Version::parse(&text(input)?)?;
    let segments = version.segments().ok().map(|segments| segments.iter().map(u64::to_string).collect::<Vec<_>>());
    Ok(json!({
        "segments": segments,
        "prerelease": version.is_prerelease(),
        "live": version.is_live(),
        "release": version.release().as_str(),
        "next_revision": version.next_revision().as_str(),
        "canonical": version.canonical().as_str(),
    }))
}

fn version_from_upstream(input: &Value, _: &Value) -> Outcome {
    Ok(json!(Version::from_upstream(&text(input)?)?.as_str()))
}

fn requirement_matches(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        requirement: String,
        versions: Vec<String>,
    }
    let Input { requirement, versions } = Input::deserialize(input)?;
    let requirement = VersionRequirement::parse(&requirement)?;
    let versions = versions.iter().map(|text| Version::parse(text)).collect::<Result<Vec<_>, _>>()?;
    Ok(versions.iter().enumerate().filter(|(_, version)| requirement.matches(version)).map(|(place, _)| place).collect())
}

fn requirement_intersects(input: &Value, _: &Value) -> Outcome {
    let Pair { a, b } = Pair::deserialize(input)?;
    Ok(json!(VersionRequirement::parse(&a)?.intersects(&VersionRequirement::parse(&b)?)))
}

fn package_name_parse(input: &Value, _: &Value) -> Outcome {
    let name = PackageName::parse(&text(input)?)?;
    let version = name.version().map(|version| version.to_string());
    Ok(json!({"category": name.category(), "package": name.package(), "version": version}))
}

fn package_split(input: &Value, _: &Value) -> Outcome {
    let text = text(input)?;
    let (package, version) = polyatom::split_package(&text)?;
    Ok(json!({"package": package, "version": version.map(|version| version.to_string())}))
}

#[derive(Deserialize)]
struct Candidates {
    atom: String,
    cpvs: Vec<String>,
}

impl Candidates {
    fn read(input: &Value, eapi: &Value) -> Result<(Atom, Vec<Cpv>), crate::operations::Failure> {
        let Candidates { atom: text, cpvs } = Candidates::deserialize(input)?;
        let atom = atom(&text, eapi)?;
        Ok((atom, cpvs.iter().map(|text| Cpv::parse(text)).collect::<Result<_, _>>()?))
    }
}

fn atom_filter(input: &Value, eapi: &Value) -> Outcome {
    let (atom, cpvs) = Candidates::read(input, eapi)?;
    Ok(atom.filter(&cpvs).map(Cpv::as_str).collect())
}

fn atom_could_match(input: &Value, eapi: &Value) -> Outcome {
    let (atom, cpvs) = Candidates::read(input, eapi)?;
    Ok(cpvs.iter().enumerate().filter(|(_, cpv)| atom.could_match(cpv)).map(|(place, _)| place).collect())
}

fn atom_conflict(input: &Value, eapi: &Value) -> Outcome {
    let Pair { a, b } = Pair::deserialize(input)?;
    let (a, b) = (atom(&a, eapi)?, atom(&b, eapi)?);
    let conflict = a.conflict_with(&b);
    Ok(json!({
        "part": conflict.as_ref().map(|conflict| conflict.part().as_str()),
        "flag": conflict.as_ref().and_then(|conflict| conflict.flag()),
    }))
}

fn atom_canonical(input: &Value, eapi: &Value) -> Outcome {
    Ok(json!(atom(&text(input)?, eapi)?.canonical().as_str()))
}

fn atom_equal(input: &Value, eapi: &Value) -> Outcome {
    let Pair { a, b } = Pair::deserialize(input)?;
    Ok(json!(atom(&a, eapi)? == atom(&b, eapi)?))
}

fn name_check(input: &Value, _: &Value) -> Outcome {
    let kind: NameKind = String::deserialize(&input["kind"])?.parse()?;
    Ok(json!(kind.check(&text(input)?).map(|()| true)?))
}

fn use_flags_parse(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        names: Vec<String>,
    }
    Ok(UseFlags::new(Input::deserialize(input)?.names)?.names().collect())
}

fn iuse_parse(input: &Value, _: &Value) -> Outcome {
    let iuse = Iuse::parse(&text(input)?)?;
    Ok(json!({
        "flags": iuse.names().collect::<Vec<_>>(),
        "enabled": iuse.enabled().names().collect::<Vec<_>>(),
        "disabled": iuse.disabled().names().collect::<Vec<_>>(),
    }))
}

fn iuse_effective(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        text: String,
        implicit: Vec<String>,
    }
    let Input { text, implicit } = Input::deserialize(input)?;
    Ok(Iuse::parse(&text)?.effective(&UseFlags::new(implicit)?).names().collect())
}

fn keyword_parse(input: &Value, _: &Value) -> Outcome {
    let keyword = Keyword::parse(&text(input)?)?;
    Ok(json!({"arch": keyword.arch(), "status": keyword.status().as_str()}))
}

fn keywords_parse(input: &Value, _: &Value) -> Outcome {
    Ok(Keywords::parse(&text(input)?)?.iter().map(Keyword::as_str).collect())
}

fn keywords_status(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        text: String,
        arch: String,
    }
    let Input { text, arch } = Input::deserialize(input)?;
    Ok(json!(Keywords::parse(&text)?.status(&arch).map(KeywordStatus::as_str)))
}

fn keywords_accepted(input: &Value, _: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        keywords: String,
        accept: String,
    }
    let Input { keywords, accept } = Input::deserialize(input)?;
    Ok(json!(Keywords::parse(&keywords)?.is_accepted_by(&AcceptKeywords::parse(&accept)?)))
}

fn required_use_solve(input: &Value, eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        text: String,
        #[serde(rename = "use")]
        enabled: Vec<String>,
        #[serde(default)]
        masked: Vec<String>,
        #[serde(default)]
        forced: Vec<String>,
    }
    let Input { text, enabled, masked, forced } = Input::deserialize(input)?;
    let spec = DepSpec::parse(DepSpecKind::RequiredUse, &text, maybe_eapi(eapi)?)?;
    let Some(solution) = spec.solve_required_use(&enabled, &masked, &forced)? else {
        return Ok(json!({"changes": null, "use": null}));
    };
    let mut flags: Vec<&str> = enabled.iter().map(String::as_str).collect();
    for (flag, enable) in &solution.changes {
        flags.retain(|other| other != flag);
        flags.extend(enable.then_some(*flag));
    }
    flags.sort_unstable();
    Ok(json!({"changes": solution.changes.len(), "use": flags}))
}

fn src_uri_downloads(input: &Value, eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        text: String,
        #[serde(rename = "use")]
        enabled: Option<Vec<String>>,
        #[serde(default)]
        mirrors: BTreeMap<String, Vec<String>>,
    }
    let Input { text, enabled, mirrors } = Input::deserialize(input)?;
    let mut spec = DepSpec::parse(DepSpecKind::SrcUri, &text, maybe_eapi(eapi)?)?;
    if let Some(flags) = enabled {
        spec = spec.evaluate(&flags);
    }
    let files = spec.downloads(&mirrors);
    Ok(files.iter().map(|file| json!({"filename": file.filename, "uris": file.uris})).collect())
}

fn error_describe(input: &Value, eapi: &Value) -> Outcome {
    #[derive(Deserialize)]
    struct Input {
        what: String,
        text: String,
    }
    let Input { what, text } = Input::deserialize(input)?;
    let error = refusal(&what, &text, maybe_eapi(eapi)?).err();
    Ok(error.map_or(Value::Null, |error| {
        let span = error.span();
        json!({"code": error.code(), "start": span.start, "end": span.end})
    }))
}

fn refusal(what: &str, text: &str, eapi: Option<Eapi>) -> Result<(), Error> {
    match what {
        "atom" => Atom::parse(text, eapi).map(drop),
        "cpn" => Cpn::parse(text).map(drop),
        "cpv" => Cpv::parse(text).map(drop),
        "iuse" => Iuse::parse(text).map(drop),
        "keyword" => Keyword::parse(text).map(drop),
        "keywords" => Keywords::parse(text).map(drop),
        "package_name" => PackageName::parse(text).map(drop),
        "pattern" => AtomPattern::parse(text).map(drop),
        "requirement" => VersionRequirement::parse(text).map(drop),
        "slot" => Slot::parse(text).map(drop),
        "use_dep" => UseDep::parse(text, eapi).map(drop),
        "version" => Version::parse(text).map(drop),
        kind => DepSpec::parse(DepSpecKind::parse(kind)?, text, eapi).map(drop),
    }
}
