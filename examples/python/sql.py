"""Versions in a database, which sorts them by their keys. usage: sql.py REPOSITORY"""

import sqlite3
from sys import argv

from polyatom import Repository, Version

database = sqlite3.connect(":memory:")
database.execute("create table versions (name text, version text, key blob)")
rows = [
    (str(cpv.cpn), str(cpv.version), cpv.version.sort_key)
    for cpv in Repository.open(argv[1]).cpvs
]
database.executemany("insert into versions values (?, ?, ?)", rows)
database.execute("create index by_key on versions (name, key)")

newest = (
    "select name, version, max(key) from versions group by name having count(*) > 3"
)
for name, version, _ in database.execute(newest):
    print("newest of", name, "is", version)

since = "select version from versions where name = ? and key >= ? order by key"
quill = database.execute(since, ("dev-lang/quill", Version("3").sort_key))
print("quill since 3:", *(version for (version,) in quill))
