// A service that answers questions about a repository in JSON: the versions of a package, and what a query finds.
//
// usage: service REPOSITORY [PATH...]
//
// With paths, it prints what it would answer to each of them.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// version is what is told of each.
type version struct {
	Package     *polyatom.Cpv      `json:"package"`
	Slot        *polyatom.Slot     `json:"slot"`
	Keywords    *polyatom.Keywords `json:"keywords"`
	Description string             `json:"description"`
}

// versions tells them; one bad entry costs one version.
func versions(packages *polyatom.EbuildPackages) []version {
	told := []version{}
	for _, p := range packages.Successes() {
		slot, err := p.Slot()
		keywords, wrong := p.Keywords()
		if err == nil && wrong == nil {
			told = append(told, version{p.Cpv(), slot, keywords, p.Description()})
		}
	}
	return told
}

// answer writes the value, or the error with the status for it.
func answer(w http.ResponseWriter, value any, err error) {
	w.Header().Set("Content-Type", "application/json")
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		value = err
	}
	json.NewEncoder(w).Encode(value)
}

// service is its routes.
func service(repository *polyatom.Repository) *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /packages/{category}/{name}", func(w http.ResponseWriter, r *http.Request) {
		name, err := polyatom.ParseCpn(r.PathValue("category") + "/" + r.PathValue("name"))
		if err != nil {
			answer(w, nil, err)
			return
		}
		answer(w, versions(repository.Versions(name)), nil)
	})
	mux.HandleFunc("GET /packages", func(w http.ResponseWriter, r *http.Request) {
		query, err := polyatom.ParseQuery(r.FormValue("query"))
		if err != nil {
			answer(w, nil, err)
			return
		}
		found, err := repository.Query(r.Context(), query, nil)
		if err != nil {
			answer(w, nil, err)
			return
		}
		answer(w, versions(found), nil)
	})
	return mux
}

func main() {
	mux := service(ebuilds.Must(polyatom.RepositoryOpen(os.Args[1])))
	for _, path := range os.Args[2:] {
		recorder := httptest.NewRecorder()
		mux.ServeHTTP(recorder, httptest.NewRequest("GET", path, nil))
		fmt.Print(path, ": ", recorder.Code, " ", recorder.Body)
	}
	if len(os.Args) == 2 {
		log.Fatal(http.ListenAndServe("localhost:8080", mux))
	}
}
