package polyatom_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// What laws/codes.json says of every error, in every language. That it has every code is a test of the library.

type lawOfCode struct {
	Code  polyatom.ErrorCode
	Error string
	Call  []any
}

// failure is the error that making a value ends with.
func failure(call []any) (err error) {
	defer func() { err, _ = recover().(error) }()
	made(call)
	return nil
}

// raise makes the call of a law, and looks at the error that it ends with. It returns the error's type.
func raise(t *testing.T, law lawOfCode) reflect.Type {
	var wrong polyatom.Error
	if err := failure(law.Call); !errors.As(err, &wrong) || !errors.Is(err, law.Code) {
		t.Fatalf("%v: not %s, but %v", law.Call, law.Code, err)
	}
	kind := reflect.TypeOf(wrong).Elem()
	if !strings.EqualFold(kind.Name(), law.Error+"Error") {
		t.Errorf("%v: a %s, and not of %s", law.Call, kind.Name(), law.Error)
	}
	details := wrong.Details()
	if details.Code != law.Code || details.Message != wrong.Error() || !strings.Contains(details.Message, details.Reason) {
		t.Errorf("%v: %#v", law.Call, details)
	}
	wantPlace(t, details)
	again := reflect.New(kind)
	text, failed := json.Marshal(wrong)
	if failed == nil {
		failed = json.Unmarshal(text, again.Interface())
	}
	if failed != nil || !errors.Is(again.Interface().(error), wrong) {
		t.Errorf("%v: %s is read as %v, %v", law.Call, text, again, failed)
	}
	return kind
}

func TestEveryCodeIsThatOfItsError(t *testing.T) {
	var laws []lawOfCode
	law("codes.json", &laws)
	raised := map[reflect.Type]bool{}
	for _, law := range laws {
		t.Run(string(law.Code)+"-"+law.Error, func(t *testing.T) { raised[raise(t, law)] = true })
	}
	for _, kind := range errorKinds {
		if !raised[kind] {
			t.Errorf("nothing raises a %s", kind)
		}
	}
}

func TestProblemsSayWhereAndWhy(t *testing.T) {
	var laws []lawOfCode
	law("problems.json", &laws)
	for _, law := range laws {
		t.Run(string(law.Code), func(t *testing.T) {
			problems, ok := made(law.Call).Interface().([]polyatom.Problem)
			problems = slices.DeleteFunc(problems, func(problem polyatom.Problem) bool { return problem.Code != string(law.Code) })
			if !ok || len(problems) == 0 {
				t.Fatalf("%v: no such problem", law.Call)
			}
			for _, problem := range problems {
				told := problem.String()
				if problem.Start > problem.End || problem.End > len(problem.Input) || !strings.Contains(told, problem.Reason) ||
					!strings.HasPrefix(told, problem.Path+":") {
					t.Errorf("%#v", problem)
				}
			}
		})
	}
}

func TestEveryCodeOfAProblemIsTold(t *testing.T) {
	untold := polyatom.ProblemCodes()
	for _, table := range []string{"codes.json", "problems.json"} {
		var laws []lawOfCode
		law(table, &laws)
		for _, law := range laws {
			untold = slices.DeleteFunc(untold, func(code string) bool { return code == string(law.Code) })
		}
	}
	if len(untold) > 0 {
		t.Errorf("laws/problems.json has no call for %v", untold)
	}
}

// wantPlace wants the carets of the message under what is cut out of the input.
func wantPlace(t *testing.T, details polyatom.ErrorDetails) {
	t.Helper()
	if details.Start < 0 || details.Start > details.End || details.End > len(details.Input) {
		t.Errorf("%#v", details)
		return
	}
	lines := strings.Split(details.Message, "\n")
	part := details.Input[details.Start:details.End]
	if len(lines) < 3 || len(details.Input) > 80 || strings.TrimSpace(lines[1]) != strings.TrimSpace(details.Input) || part == "" {
		return // The message shows a part of the input, or not as it is, or where something is missing.
	}
	shown, carets := []rune(lines[1]), strings.Index(lines[2], "^")
	if got := string(shown[carets:min(len(shown), utf8.RuneCountInString(strings.TrimRight(lines[2], " ")))]); got != part {
		t.Errorf("%q is shown, and %q is cut out: %v", got, part, details.Message)
	}
}

func TestCommonErrorTellsAll(t *testing.T) {
	var wrong polyatom.Error
	err := second(polyatom.ParseAtom("dev-lang/python-3.11"))
	if !errors.As(err, &wrong) || !errors.Is(err, polyatom.ErrMissingOperator) || errors.Is(err, polyatom.ErrNotUTF8) {
		t.Fatal(err)
	}
	details := wrong.Details()
	if details.Input[details.Start:details.End] != "-3.11" || details.Hint == "" || details.Code != polyatom.ErrMissingOperator {
		t.Errorf("%#v", details)
	}
	for _, wrong := range []polyatom.Error{&polyatom.ArgumentError{Message: "x"}, &polyatom.PanicError{Message: "x"}} {
		if wrong.Details() != (polyatom.ErrorDetails{Message: "x"}) || errors.Is(wrong, polyatom.ErrorCode("")) {
			t.Errorf("%#v", wrong)
		}
	}
}
