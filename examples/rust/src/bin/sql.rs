//! Versions in a database, which sorts them by their keys: sql REPOSITORY
use polyatom::Version;
use polyatom_repo::Repository;
use rusqlite::Connection;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let repository = Repository::open(std::env::args().nth(1).unwrap_or_default())?;
    let database = Connection::open_in_memory()?;
    database.execute("create table versions (name text, version text, key blob)", ())?;
    let mut insert = database.prepare("insert into versions values (?, ?, ?)")?;
    for cpv in repository.cpvs() {
        let version = cpv.version();
        insert.execute((cpv.cpn().to_string(), version.to_string(), version.sort_key()))?;
    }
    database.execute("create index by_key on versions (name, key)", ())?;

    let mut newest = database.prepare("select name, version, max(key) from versions group by name having count(*) > 3")?;
    let mut rows = newest.query(())?;
    while let Some(row) = rows.next()? {
        println!("newest of {} is {}", row.get::<_, String>(0)?, row.get::<_, String>(1)?);
    }

    let mut since = database.prepare("select version from versions where name = ? and key >= ? order by key")?;
    let mut rows = since.query(("dev-lang/quill", Version::parse("3")?.sort_key()))?;
    print!("quill since 3:");
    while let Some(row) = rows.next()? {
        print!(" {}", row.get::<_, String>(0)?);
    }
    println!();
    Ok(())
}
