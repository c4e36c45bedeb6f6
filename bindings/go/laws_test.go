package polyatom_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// What laws/codes.json says of every error, in every language. That it has every code is a test of the library.

type lawOfCode struct {
	Code  polyatom.ErrorCode
	Error string
	Call  []string
}

func codes(t *testing.T) (laws []lawOfCode) {
	text, err := os.ReadFile("../../laws/codes.json")
	if err == nil {
		err = json.Unmarshal(text, &laws)
	}
	if err != nil {
		t.Fatal(err)
	}
	return laws
}

func eapis(texts []string) (eapis []polyatom.EAPI) {
	for _, text := range texts {
		eapis = append(eapis, must(polyatom.ParseEAPI(text)))
	}
	return eapis
}

func specOf(kind, text string, eapi ...string) (*polyatom.DepSpec, error) {
	var options []polyatom.DepSpecOptions
	for _, eapi := range eapis(eapi) {
		options = append(options, polyatom.DepSpecOptions{EAPI: eapi})
	}
	return polyatom.NewDepSpec(must(polyatom.ParseDepSpecKind(kind)), text, options...)
}

// called gives the error of a call that is written down in JSON.
func called(t *testing.T, name string, texts ...string) error {
	switch name {
	case "union":
		return second(must(specOf(texts[0], texts[1])).Union(must(specOf(texts[2], texts[3]))))
	case "check_iuse":
		return must(specOf(texts[0], texts[1])).CheckIUSE(nil)
	case "check_required_use":
		return second(must(specOf(texts[0], texts[1])).CheckRequiredUse(nil))
	case "solve_required_use":
		return second(must(specOf(texts[0], texts[1])).SolveRequiredUse(nil))
	case "DepNode":
		return second(polyatom.NewDepNode(must(specOf(texts[0], texts[1])), 7))
	case "number":
		return second(polyatom.MustParseRevision(texts[0]).Number())
	case "from_upstream":
		return second(polyatom.VersionFromUpstream(texts[0]))
	case "dnf":
		return second(must(specOf(texts[0], texts[1])).DNF(1))
	case "check_use":
		pkg := must(polyatom.NewPackage(polyatom.MustParseCpv(texts[1])))
		return second(polyatom.MustParseAtom(texts[0]).CheckUse(pkg))
	case "check_name":
		return polyatom.CheckName(must(polyatom.ParseNameKind(texts[0])), texts[1])
	case "DepSpec":
		return second(specOf(texts[0], texts[1], texts[2:]...))
	case "Atom":
		return second(polyatom.ParseAtom(texts[0], eapis(texts[1:])...))
	}
	for _, function := range functions {
		value := reflect.ValueOf(function)
		if strings.EqualFold(nameOf(value), "Parse"+name) {
			err, _ := value.Call([]reflect.Value{reflect.ValueOf(texts[0])})[1].Interface().(error)
			return err
		}
	}
	t.Fatalf("nothing makes a %s", name)
	return nil
}

func TestEveryCodeIsThatOfItsError(t *testing.T) {
	for _, law := range codes(t) {
		err := called(t, law.Call[0], law.Call[1:]...)
		if !errors.Is(err, law.Code) || !errors.As(err, new(polyatom.Error)) {
			t.Errorf("%v: not %s, but %v", law.Call, law.Code, err)
			continue
		}
		fields := reflect.ValueOf(err).Elem()
		if name := fields.Type().Name(); !strings.EqualFold(name, law.Error+"Error") {
			t.Errorf("%v: a %s, and not of %s", law.Call, name, law.Error)
		}
		field := fields.FieldByName
		input, start, end := field("Input").String(), int(field("Start").Int()), int(field("End").Int())
		if start < 0 || start > end || end > len(input) || !strings.Contains(err.Error(), field("Reason").String()) {
			t.Errorf("%v: %d to %d of %q, %v", law.Call, start, end, input, err)
		}
		again := reflect.New(fields.Type())
		text, failed := json.Marshal(err)
		if failed == nil {
			failed = json.Unmarshal(text, again.Interface())
		}
		if failed != nil || !reflect.DeepEqual(again.Interface(), any(err)) {
			t.Errorf("%v: %s is read as %v, %v", law.Call, text, again, failed)
		}
	}
}

// readAgain gives what a value is after it was written and read again.
func readAgain(value any, write func(any) ([]byte, error), read func([]byte, any) error) (any, error) {
	again := reflect.New(reflect.Indirect(reflect.ValueOf(value)).Type())
	text, err := write(value)
	if err == nil {
		err = read(text, again.Interface())
	}
	if reflect.TypeOf(value).Kind() != reflect.Pointer {
		again = again.Elem()
	}
	return again.Interface(), err
}

func asGob(value any) ([]byte, error) {
	var buffer bytes.Buffer
	err := gob.NewEncoder(&buffer).Encode(value)
	return buffer.Bytes(), err
}

func fromGob(text []byte, value any) error {
	return gob.NewDecoder(bytes.NewReader(text)).Decode(value)
}

// answers calls every method that takes nothing and does not end the value.
func answers(value any) map[string]string {
	answers := map[string]string{"%v": fmt.Sprint(value)}
	for i := range reflect.TypeOf(value).NumMethod() {
		method, name := reflect.ValueOf(value).Method(i), reflect.TypeOf(value).Method(i).Name
		if method.Type().NumIn() == 0 && method.Type().NumOut() > 0 && method.Type().Out(0).Kind() != reflect.Func {
			var texts []string
			for _, result := range method.Call(nil) {
				text, err := json.Marshal(result.Interface())
				texts = append(texts, fmt.Sprint(string(text), err))
			}
			answers[name] = strings.Join(texts, ", ")
		}
	}
	return answers
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	for _, value := range samples() {
		for form, copied := range map[string]func() (any, error){
			"JSON": func() (any, error) { return readAgain(value, json.Marshal, json.Unmarshal) },
			"gob":  func() (any, error) { return readAgain(value, asGob, fromGob) },
		} {
			again, err := copied()
			if err != nil {
				t.Errorf("%T %v as %s: %v", value, value, form, err)
				continue
			}
			one, other := answers(value), answers(again)
			for name := range one {
				if one[name] != other[name] {
					t.Errorf("%T %v as %s: %s gives %s, and not %s", value, value, form, name, other[name], one[name])
				}
			}
			if equal := reflect.ValueOf(value).MethodByName("Equal"); equal.IsValid() && !equal.Call([]reflect.Value{reflect.ValueOf(again)})[0].Bool() {
				t.Errorf("%T %v as %s is not equal", value, value, form)
			}
		}
	}
}
