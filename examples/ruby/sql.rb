# frozen_string_literal: true

# Versions in a database, which sorts them by their keys.   usage: sql.rb REPOSITORY
require "polyatom"
require "sqlite3"

database = SQLite3::Database.new(":memory:")
database.execute("create table versions (name text, version text, key blob)")
insert = database.prepare("insert into versions values (?, ?, ?)")
Polyatom::Repository.open(ARGV[0]).cpvs.each do |cpv|
  insert.execute(cpv.cpn.to_s, cpv.version.to_s, SQLite3::Blob.new(cpv.version.sort_key))
end
insert.close
database.execute("create index by_key on versions (name, key)")

newest = "select name, version, max(key) from versions group by name having count(*) > 3"
database.execute(newest) { |name, version, _| puts "newest of #{name} is #{version}" }

since = "select version from versions where name = ? and key >= ? order by key"
key = SQLite3::Blob.new(Polyatom::Version.new("3").sort_key)
puts ["quill since 3:", *database.execute(since, ["dev-lang/quill", key]).flatten].join(" ")
