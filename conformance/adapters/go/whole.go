package main

import (
	"fmt"
	"hash/crc32"
	"os"
	"reflect"
	"strings"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// Reads everything of every package of a repository, and sums it up: all languages must come to the same. A list of what there is to read
// (../fields.txt) sees to it that nothing is forgotten that the interface has.

// namedPart is a part of a type, with what it is.
type namedPart struct{ name, kind string }

// readShapes gives the parts of each type, and those of the one of which everything is read.
func readShapes(path string) (map[string][]namedPart, []namedPart, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	found, first, current := map[string][]namedPart{}, "", ""
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		name, kind, _ := strings.Cut(line, " ")
		if name != "type" {
			found[current] = append(found[current], namedPart{name, kind})
			continue
		}
		if current = kind; first == "" {
			first = kind
		}
	}
	return found, found[first], nil
}

// plainName is a name without what languages write differently.
func plainName(name string) string {
	return strings.ToLower(strings.ReplaceAll(name, "_", ""))
}

type wholeReader struct {
	shapes map[string][]namedPart
}

// put adds a value as it is summed up. Some languages write an absent text as an empty one.
func (r wholeReader) put(out *strings.Builder, value reflect.Value, kind string) {
	if strings.HasPrefix(kind, "?") && kind != "?text" {
		if value.Kind() == reflect.Pointer && value.IsNil() {
			out.WriteString("~")
			return
		}
		if _, isShape := r.shapes[kind[1:]]; !isShape {
			value = reflect.Indirect(value)
		}
		r.put(out, value, kind[1:])
		return
	}
	switch {
	case strings.HasPrefix(kind, "*"):
		out.WriteString("[")
		for i := range value.Len() {
			r.put(out, value.Index(i), kind[1:])
		}
		out.WriteString("]")
	case kind == "truth":
		out.WriteString(map[bool]string{true: "+", false: "-"}[value.Bool()])
	case kind == "number":
		fmt.Fprintf(out, "%v;", value.Interface())
	case r.shapes[kind] != nil:
		out.WriteString("(")
		for _, part := range r.shapes[kind] {
			r.putPart(out, value, part)
		}
		out.WriteString(")")
	default:
		text := ""
		if value.Kind() != reflect.Pointer || !value.IsNil() {
			text = fmt.Sprint(value.Interface())
		}
		fmt.Fprintf(out, "%d:%s", len(text), text)
	}
}

// putPart adds a part of a value, or why it cannot be read.
func (r wholeReader) putPart(out *strings.Builder, value reflect.Value, part namedPart) {
	if plain := reflect.Indirect(value); plain.Kind() == reflect.Struct {
		field := plain.FieldByNameFunc(func(name string) bool { return plainName(name) == plainName(part.name) })
		if field.IsValid() && field.CanInterface() {
			r.put(out, field, part.kind)
			return
		}
	}
	method := methodNamed(value, part.name)
	given := []reflect.Value{}
	for i := range method.Type().NumIn() {
		if !method.Type().IsVariadic() || i < method.Type().NumIn()-1 {
			given = append(given, reflect.Zero(method.Type().In(i)))
		}
	}
	answers := method.Call(given)
	if len(answers) == 2 && answers[1].Kind() == reflect.Bool {
		if part.kind != "?text" && !answers[1].Bool() {
			out.WriteString("~")
			return
		}
		part.kind = strings.TrimPrefix(part.kind, "?")
	} else if len(answers) == 2 && !answers[1].IsNil() {
		code := reflect.Indirect(answers[1].Elem()).FieldByName("Code")
		fmt.Fprintf(out, "!%v;", code.Interface())
		return
	}
	r.put(out, answers[0], part.kind)
}

// methodNamed is the method of that name, which Go shortens where it has a word of its own.
func methodNamed(value reflect.Value, name string) reflect.Value {
	if name == "length" {
		name = "len"
	}
	for i := range value.NumMethod() {
		if plainName(value.Type().Method(i).Name) == plainName(name) {
			return value.Method(i)
		}
	}
	panic(fmt.Sprintf("%v has no %s", value.Type(), name))
}

// readWhole prints the sum of each part over all packages.
func readWhole(path, fields string) error {
	shapes, parts, err := readShapes(fields)
	if err != nil {
		return err
	}
	repository, err := polyatom.RepositoryOpen(path)
	if err != nil {
		return err
	}
	packages := repository.Packages()
	sums, sizes, unusable := make([]uint32, len(parts)), make([]int, len(parts)), 0
	reader := wholeReader{shapes}
	for place := range packages.Len() {
		found, err := packages.Get(place)
		if err != nil {
			unusable++
			continue
		}
		for at, part := range parts {
			var out strings.Builder
			reader.putPart(&out, reflect.ValueOf(found), part)
			sums[at] = crc32.Update(sums[at], crc32.IEEETable, []byte(out.String()))
			sizes[at] += out.Len()
		}
	}
	fmt.Printf("%d packages, %d of them unusable\n", packages.Len(), unusable)
	for at, part := range parts {
		fmt.Printf("%s %d %08x\n", part.name, sizes[at], sums[at])
	}
	return nil
}
