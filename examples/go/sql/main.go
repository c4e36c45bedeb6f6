// Versions in a database, which sorts them by their keys. With the tag libsqlite3, the driver links the SQLite of the system.
//
// usage: sql REPOSITORY
package main

import (
	"database/sql"
	"fmt"
	"os"

	"example.org/example/ebuilds"
	_ "github.com/mattn/go-sqlite3"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	repository := ebuilds.Must(polyatom.RepositoryOpen(os.Args[1]))
	database := ebuilds.Must(sql.Open("sqlite3", ":memory:"))
	database.SetMaxOpenConns(1) // Each connection would have a database of its own.
	ebuilds.Must(database.Exec("create table versions (name text, version text, key blob)"))
	insert := ebuilds.Must(database.Prepare("insert into versions values (?, ?, ?)"))
	for _, cpv := range repository.Cpvs() {
		ebuilds.Must(insert.Exec(cpv.Cpn(), cpv.Version(), cpv.Version().SortKey()))
	}
	ebuilds.Must(database.Exec("create index by_key on versions (name, key)"))

	newest := ebuilds.Must(database.Query("select name, version, max(key) from versions group by name having count(*) > 3"))
	for newest.Next() {
		var name polyatom.Cpn
		var version polyatom.Version
		ebuilds.Must(0, newest.Scan(&name, &version, new([]byte)))
		fmt.Println("newest of", name, "is", version)
	}

	since := "select version from versions where name = ? and key >= ? order by key"
	quill := ebuilds.Must(database.Query(since, "dev-lang/quill", polyatom.MustParseVersion("3").SortKey()))
	fmt.Print("quill since 3:")
	for quill.Next() {
		var version string
		ebuilds.Must(0, quill.Scan(&version))
		fmt.Print(" ", version)
	}
	fmt.Println()
}
