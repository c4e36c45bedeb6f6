// Why versions of a package may not be installed: masked ROOT PACKAGE.
package main

import (
	"fmt"
	"log"
	"os"
	"strings"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	config, err := polyatom.ConfigOpen(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for _, version := range config.Invisible(polyatom.MustParseCpn(os.Args[2])) {
		for _, reason := range version.Reasons {
			fmt.Printf("%s is masked by %s: %s\n", version.Cpv, reason.Kind, strings.Join(reason.Words, " "))
			for _, source := range reason.Sources {
				fmt.Printf("  %s\n", source)
			}
			if reason.Remedy != nil {
				fmt.Printf("  to lift it: %s\n", reason.Remedy)
			}
		}
	}
}
