//! A service that answers questions about a repository in JSON: the versions of a package, and what a query finds.
//!
//! usage: service REPOSITORY [PATH...]
//!
//! With paths, it prints what it would answer to each of them.
use percent_encoding::percent_decode_str;
use polyatom::Cpn;
use polyatom_repo::{Metadata, PackageList, Query, QueryError, Repository};
use serde::Serialize;
use std::error::Error;
use std::sync::Arc;
use tiny_http::{Header, Response, Server};

#[derive(Serialize)]
struct Version {
    package: String,
    slot: String,
    keywords: String,
    description: String,
}

/// What is wrong, and where.
#[derive(Serialize)]
struct Mistake {
    message: String,
    input: String,
    start: usize,
    end: usize,
    reason: String,
    hint: Option<String>,
    code: &'static str,
}

impl From<polyatom::Error> for Box<Mistake> {
    fn from(error: polyatom::Error) -> Box<Mistake> {
        let (message, input, span) = (error.to_string(), error.input().to_owned(), error.span());
        let (reason, hint, code) = (error.reason().to_owned(), error.hint(), error.code());
        Box::new(Mistake { message, input, start: span.start, end: span.end, reason, hint, code })
    }
}

impl From<QueryError> for Box<Mistake> {
    fn from(error: QueryError) -> Box<Mistake> {
        let (message, input, span) = (error.to_string(), error.input().to_owned(), error.span());
        let (reason, hint, code) = (error.reason(), error.hint().map(str::to_owned), error.code());
        Box::new(Mistake { message, input, start: span.start, end: span.end, reason, hint, code })
    }
}

/// Tells them; one bad entry costs one version.
fn versions(packages: &PackageList) -> Vec<Version> {
    let good = (0..packages.len()).filter_map(|at| packages.get(at)?.ok());
    let told = good.filter_map(|package| {
        Some(Version {
            package: package.cpv().to_string(),
            slot: package.slot().ok()?.to_string(),
            keywords: package.keywords().ok()?.to_string(),
            description: package.description().to_owned(),
        })
    });
    told.collect()
}

/// What an address asks for; nothing if that is not there.
fn found(repository: &Arc<Repository>, url: &str) -> Result<Option<Vec<Version>>, Box<Mistake>> {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let parts: Vec<_> = path.split('/').map(|part| percent_decode_str(part).decode_utf8_lossy()).collect();
    let packages = match parts.iter().map(AsRef::as_ref).collect::<Vec<_>>()[..] {
        ["", "packages", category, name] => {
            let wanted = Cpn::parse(&format!("{category}/{name}"))?;
            repository.list_of(wanted.category(), wanted.package())
        }
        ["", "packages"] => {
            let text = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "query");
            let query = Query::parse(&text.map(|(_, text)| text).unwrap_or_default())?;
            repository.query(&query)?.value
        }
        _ => return Ok(None),
    };
    Ok(Some(versions(&packages)))
}

/// The status and the text.
fn answer(repository: &Arc<Repository>, url: &str) -> serde_json::Result<(u16, String)> {
    Ok(match found(repository, url) {
        Ok(Some(versions)) => (200, serde_json::to_string(&versions)?),
        Ok(None) => (404, serde_json::json!({"message": "not found"}).to_string()),
        Err(mistake) => (400, serde_json::to_string(&mistake)?),
    })
}

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut arguments = std::env::args().skip(1);
    let repository = Repository::open(arguments.next().unwrap_or_default())?;
    let paths: Vec<String> = arguments.collect();
    for path in &paths {
        let (status, text) = answer(&repository, path)?;
        println!("{path}: {status} {text}");
    }
    if paths.is_empty() {
        let json: Header = "Content-Type: application/json".parse().map_err(|()| "not a header")?;
        for request in Server::http("localhost:8080")?.incoming_requests() {
            let (status, text) = answer(&repository, request.url())?;
            request.respond(Response::from_string(text).with_status_code(status).with_header(json.clone()))?;
        }
    }
    Ok(())
}
