// An adapter for polyatom-conformance: put your implementation where it says TODO.
package main
import "encoding/json"
import "os"
import "slices"
import "strings"

type object = map[string]any
type input struct{ A, B, Text, EAPI string; Versions []string }
func result(out any, versions ...string) object {
	if slices.ContainsFunc(versions, func(v string) bool { return v == "" || v[0] < '0' || v[0] > '9' }) {
		return object{"error": "invalid", "message": "a version starts with a digit"}
	}
	return object{"out": out}
}
var operations = map[string]func(in input, eapi *string) object{
	"version.compare": func(in input, eapi *string) object {
		return result([]string{"<", "=", ">"}[strings.Compare(in.A, in.B)+1], in.A, in.B) // TODO
	},
	"version.sort": func(in input, eapi *string) object {
		slices.SortStableFunc(in.Versions, strings.Compare) // TODO: compare with your implementation
		return result(in.Versions, in.Versions...)
	},
}
func main() {
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for in.More() {
		var message struct{ Cmd, Op string; Seq int; EAPI *string; In input }
		if in.Decode(&message) != nil || message.Cmd == "stop" {
			return
		}
		reply := object{"protocol": 1, "name": "mine", "version": "0", "language": "go",
			"eapis": strings.Split("0123456789", ""), "ops": []string{"version.compare", "version.sort"}}
		if message.Cmd == "run" {
			reply = operations[message.Op](message.In, message.EAPI)
			reply["seq"] = message.Seq
		}
		out.Encode(reply)
	}
}
