// A page with the newest version of each package.
//
// usage: index REPOSITORY
package main

import (
	"html/template"
	"log"
	"os"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

var page = template.Must(template.New("page").Parse(`<title>{{.Name}}</title>
<table>
{{range .Newest -}}
<tr><td>{{if .Homepages}}<a href="{{index .Homepages 0}}">{{.Cpv.Cpn}}</a>{{else}}{{.Cpv.Cpn}}{{end}}<td>{{.Cpv.Version}}<td>{{.Description}}
{{end -}}
</table>
`))

func main() {
	repository := ebuilds.Must(polyatom.RepositoryOpen(os.Args[1]))
	var newest []*polyatom.EbuildPackage
	for _, p := range repository.Packages().Successes() { // versions come in ascending order
		if p.IsLive() {
			continue
		}
		if last := len(newest) - 1; last >= 0 && newest[last].Cpv().Cpn().Equal(p.Cpv().Cpn()) {
			newest = newest[:last]
		}
		newest = append(newest, p)
	}
	if err := page.Execute(os.Stdout, struct {
		Name   string
		Newest []*polyatom.EbuildPackage
	}{repository.Name(), newest}); err != nil {
		log.Fatal(err)
	}
}
