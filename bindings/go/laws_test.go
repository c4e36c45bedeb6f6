package polyatom_test

import (
	"bytes"
	"encoding"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// Laws that hold for every value of every type: see laws/README.md.

func TestEveryTypeHasAValue(t *testing.T) {
	for _, kind := range types {
		if !slices.ContainsFunc(reached(), func(value reflect.Value) bool { return typeOf(value) == kind }) {
			t.Errorf("laws/values.json makes no %s", kind)
		}
	}
}

// call calls a method.
func call(value reflect.Value, name string, arguments ...reflect.Value) reflect.Value {
	return value.MethodByName(name).Call(arguments)[0]
}

// equal calls Equal, with what it takes: a pointer, or a record itself.
func equal(one, other reflect.Value) bool {
	if one.MethodByName("Equal").Type().In(0).Kind() != reflect.Pointer {
		other = reflect.Indirect(other)
	}
	return call(one, "Equal", other).Bool()
}

func has(value reflect.Value, name string) bool {
	return value.MethodByName(name).IsValid()
}

// texts shows what methods answer.
func answerTexts(value reflect.Value) map[string]string {
	texts := map[string]string{}
	for name, results := range reading(value) {
		for _, result := range results {
			text, err := json.Marshal(result.Interface())
			if texts[name] += fmt.Sprint(string(text), err); result.Kind() != reflect.Slice {
				texts[name] += fmt.Sprint(result)
			}
		}
	}
	return texts
}

func TestContainersHoldWhatTheyYield(t *testing.T) {
	eachValue(t, func(t *testing.T, value reflect.Value) {
		if !has(value, "All") {
			return
		}
		items, count := call(value, "All"), 0
		each := func(item, err reflect.Value) bool {
			if err.IsValid() {
				got := value.MethodByName("Get").Call([]reflect.Value{reflect.ValueOf(count)})
				if shown(got[0]) != shown(item) || fmt.Sprint(got[1]) != fmt.Sprint(err) {
					t.Errorf("%v, %v at %d, and %v, %v by its place", item, err, count, got[0], got[1])
				}
			}
			if has(value, "Contains") {
				if value.MethodByName("Contains").Type().In(0).Kind() == reflect.String {
					item = reflect.ValueOf(fmt.Sprint(item))
				}
				if !call(value, "Contains", item).Bool() {
					t.Errorf("it does not contain %v", item)
				}
			}
			count++
			return true
		}
		if items.Type().CanSeq2() {
			items.Seq2()(each)
			for range items.Seq2() {
				break
			}
		} else {
			items.Seq()(func(item reflect.Value) bool { return each(item, reflect.Value{}) })
			for range items.Seq() {
				break
			}
		}
		if has(value, "Len") && call(value, "Len").Int() != int64(count) {
			t.Errorf("%d, and not %d", call(value, "Len").Int(), count)
		}
	})
}

// TestHowManyLaws tells, with -v, how many values the laws are tried on.
func TestHowManyLaws(t *testing.T) {
	values := map[string]int{}
	for _, value := range reached() {
		values[typeOf(value).Name()]++
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		t.Logf("%s: %d values", name, values[name])
	}
	if len(values) < len(types) {
		t.Errorf("%d types, and not %d", len(values), len(types))
	}
}

// isAsWritten says whether an answer is a part of the text as it is written: it may differ for equal values.
func isAsWritten(kind reflect.Type, name string, asWritten map[string][]string) bool {
	return slices.Contains([]string{"String", "GoString", "MarshalText", "MarshalJSON", "MarshalBinary", "Value"}, name) ||
		slices.ContainsFunc(asWritten[kind.Name()], func(known string) bool {
			return strings.EqualFold(strings.ReplaceAll(known, "_", ""), name)
		})
}

// sameAnswer says whether two answers are equal, one by one.
func sameAnswer(one, other reflect.Value) bool {
	switch {
	case one.Kind() == reflect.Slice:
		same := one.Len() == other.Len()
		for i := 0; same && i < one.Len(); i++ {
			same = sameAnswer(one.Index(i), other.Index(i))
		}
		return same
	case one.Kind() != reflect.Interface && has(one, "Equal") && one.MethodByName("Equal").Type().In(0) == one.Type():
		return equal(one, other)
	}
	return fmt.Sprint(one) == fmt.Sprint(other)
}

func TestEqualValuesAnswerAlike(t *testing.T) {
	var asWritten map[string][]string
	law("as_written.json", &asWritten)
	pairs := 0
	for _, kind := range types {
		values := slices.DeleteFunc(slices.Clone(reached()), func(value reflect.Value) bool {
			return typeOf(value) != kind || !has(value, "Equal")
		})
		for i, one := range values {
			for _, other := range values[:i] {
				if shown(one) == shown(other) || !equal(one, other) {
					continue
				}
				pairs++
				answers := reading(other)
				for name, results := range reading(one) {
					for place, result := range results {
						if !isAsWritten(kind, name, asWritten) && !sameAnswer(result, answers[name][place]) {
							t.Errorf("%s: %s of %v is %v, and of %v %v", kind, name, one, result, other, answers[name][place])
						}
					}
				}
			}
		}
	}
	if pairs < len(asWritten) {
		t.Errorf("%d pairs of values that are equal and read differently", pairs)
	}
}

func TestEqualValuesAreAlike(t *testing.T) {
	for _, kind := range types {
		values := slices.DeleteFunc(slices.Clone(reached()), func(value reflect.Value) bool {
			return typeOf(value) != kind || !has(value, "Equal")
		})
		for _, one := range values {
			for _, other := range values {
				same := equal(one, other)
				if same != equal(other, one) || shown(one) == shown(other) && !same {
					t.Errorf("%s: %v, %v: %v", kind, one, other, same)
				}
				// A column compares row by row, and gives a column.
				if has(one, "Compare") && kind != reflect.TypeFor[polyatom.Column]() {
					order := call(one, "Compare", other).Int()
					if order != -call(other, "Compare", one).Int() || (order == 0) != same {
						t.Errorf("%s: %v, %v: equal %v, order %d", kind, one, other, same, order)
					}
				}
				if has(one, "Key") && (call(one, "Key").String() == call(other, "Key").String()) != same {
					t.Errorf("%s: %v, %v: equal %v, and the keys are not", kind, one, other, same)
				}
				if has(one, "Hash") && same && call(one, "Hash").Uint() != call(other, "Hash").Uint() {
					t.Errorf("%s: %v, %v are equal, and the numbers are not", kind, one, other)
				}
			}
			takes := one.MethodByName("Equal").Type().In(0)
			if takes.Kind() == reflect.Pointer && equal(one, reflect.Zero(takes)) {
				t.Errorf("%s: %v equals nil", kind, one)
			}
		}
	}
}

// A form is a way to write a value, and to read it again.
type form struct {
	name  string
	write func(any) ([]byte, error)
	read  func([]byte, any) error
}

var forms = []form{
	{"JSON", json.Marshal, json.Unmarshal},
	{"gob", func(value any) ([]byte, error) {
		var buffer bytes.Buffer
		err := gob.NewEncoder(&buffer).Encode(value)
		return buffer.Bytes(), err
	}, func(text []byte, value any) error { return gob.NewDecoder(bytes.NewReader(text)).Decode(value) }},
}

// wrapped puts a value where values are held: by itself, in a struct, a list and a map, as what it is and as a pointer.
func wrapped(value reflect.Value) map[string]reflect.Value {
	plain := reflect.Indirect(value)
	pointer := reflect.New(plain.Type())
	pointer.Elem().Set(plain)
	holders := map[string]reflect.Value{}
	for name, held := range map[string]reflect.Value{"": plain, "pointer, ": pointer} {
		kind := held.Type()
		record := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "V", Type: kind}})).Elem()
		record.Field(0).Set(held)
		table := reflect.MakeMap(reflect.MapOf(reflect.TypeFor[string](), kind))
		table.SetMapIndex(reflect.ValueOf("k"), held)
		holders[name+"alone"], holders[name+"in a struct"], holders[name+"in a map"] = held, record, table
		holders[name+"in a list"] = reflect.Append(reflect.MakeSlice(reflect.SliceOf(kind), 0, 1), held)
	}
	return holders
}

// held is the value in a holder.
func held(holder reflect.Value) reflect.Value {
	switch {
	case holder.Kind() == reflect.Map:
		return holder.MapIndex(reflect.ValueOf("k"))
	case holder.Kind() == reflect.Slice:
		return holder.Index(0)
	case holder.Kind() == reflect.Struct && holder.Type().Name() == "":
		return holder.Field(0)
	}
	return holder
}

// again is a pointer to the value, whatever it was held as: methods of both kinds can be called on it.
func again(value reflect.Value) reflect.Value {
	pointer := reflect.New(typeOf(value))
	pointer.Elem().Set(reflect.Indirect(value))
	return pointer
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	eachValue(t, func(t *testing.T, value reflect.Value) {
		want := answerTexts(again(value))
		for _, form := range forms {
			for place, holder := range wrapped(value) {
				text, err := form.write(holder.Interface())
				if err != nil {
					var refusal *polyatom.ArgumentError
					if !errors.As(err, &refusal) || !strings.Contains(err.Error(), "cannot be written") {
						t.Errorf("%s, %s: %v", form.name, place, err)
					}
					continue
				}
				copied := reflect.New(holder.Type())
				if err := form.read(text, copied.Interface()); err != nil {
					// What stands for files that are open is shown as text, from which it is not opened again.
					if strings.Contains(err.Error(), "cannot be read, for it is not made of a text") {
						continue
					}
					t.Errorf("%s, %s: %q: %v", form.name, place, text, err)
					continue
				}
				twin := again(held(copied.Elem()))
				if got := answerTexts(twin); !reflect.DeepEqual(got, want) {
					t.Errorf("%s, %s: %q gives %v, and not %v", form.name, place, text, got, want)
				}
				if has(value, "Equal") && !equal(value, twin) {
					t.Errorf("%s, %s: %q is not equal", form.name, place, text)
				}
			}
		}
	})
}

// What is written as text is a key in JSON.
func TestTextsAreKeysInJSON(t *testing.T) {
	eachValue(t, func(t *testing.T, value reflect.Value) {
		plain := reflect.Indirect(value)
		if _, ok := plain.Interface().(encoding.TextMarshaler); !ok {
			return
		}
		table := reflect.MakeMap(reflect.MapOf(plain.Type(), reflect.TypeFor[int]()))
		table.SetMapIndex(plain, reflect.ValueOf(1))
		text, err := json.Marshal(table.Interface())
		copied := reflect.New(table.Type())
		if err == nil {
			err = json.Unmarshal(text, copied.Interface())
		}
		if err != nil || copied.Elem().Len() != 1 || fmt.Sprint(copied.Elem().MapKeys()[0]) != fmt.Sprint(plain) {
			t.Errorf("%s is read as %v, %v", text, copied.Elem(), err)
		}
	})
}

// refusal is what calling a method of a value that was never made ends with.
func refusal(t *testing.T, name string, method reflect.Value) {
	t.Helper()
	defer func() {
		if wrong := recover(); wrong != nil {
			err, _ := wrong.(error)
			wantRefusal(t, name, err)
		}
	}()
	results := method.Call(nil)
	if err, ok := results[len(results)-1].Interface().(error); ok {
		wantRefusal(t, name, err)
	}
}

func wantRefusal(t *testing.T, name string, err error) {
	t.Helper()
	var argument *polyatom.ArgumentError
	if !errors.As(err, &argument) {
		t.Errorf("%s: %v", name, err)
	}
}

func TestZeroValuesSayThatTheyAre(t *testing.T) {
	for _, kind := range types {
		zero, pointer := reflect.Zero(kind), reflect.New(kind)
		for _, value := range []reflect.Value{zero, pointer, reflect.Zero(pointer.Type())} {
			for _, verb := range []string{"%v", "%s", "%+v", "%#v", "%d", "%x", "%q"} {
				if got := fmt.Sprintf(verb, value.Interface()); strings.Contains(got, "PANIC") {
					t.Errorf("%s: %s", value.Type(), got)
				}
			}
		}
		if text, err := json.Marshal(reflect.Zero(pointer.Type()).Interface()); string(text) != "null" {
			t.Errorf("nil of %s: %s, %v", kind, text, err)
		}
		for place, holder := range wrapped(zero) {
			for _, form := range forms {
				text, err := form.write(holder.Interface())
				copied := reflect.New(holder.Type())
				if err != nil {
					wantRefusal(t, fmt.Sprint(form.name, place, kind), err)
				} else if err = form.read(text, copied.Interface()); err != nil {
					t.Errorf("%s, %s of %s: %q: %v", form.name, place, kind, text, err)
				} else if got := held(copied.Elem()); form.name == "gob" && got.Kind() == reflect.Pointer && got.IsNil() {
					continue // Gob leaves out what is zero, also where a pointer leads there.
				} else if fmt.Sprint(reflect.Indirect(got)) != fmt.Sprint(zero) {
					t.Errorf("%s, %s of %s: %q is read as %v", form.name, place, kind, text, got)
				}
			}
		}
		for i := range pointer.NumMethod() {
			if method := pointer.Method(i); method.Type().NumIn() == 0 && method.Type().NumOut() > 0 {
				refusal(t, pointer.Type().Method(i).Name+" of "+kind.Name(), method)
			}
		}
		if kind.Kind() == reflect.Struct && has(pointer, "Close") && fmt.Sprint(zero) != "invalid "+kind.Name() {
			t.Errorf("%s is printed as %v", kind, zero)
		}
	}
}

func TestChoicesAreTheirTexts(t *testing.T) {
	for _, known := range functions {
		name, ok := strings.CutSuffix(known.name, ".values")
		if !ok {
			continue
		}
		all := reflect.ValueOf(known.function).Call(nil)[0]
		for i := range all.Len() {
			choice := all.Index(i)
			text := fmt.Sprint(choice)
			if read := made([]any{name + ".parse", text}); text == "" || text == "none" || !read.Equal(choice) {
				t.Errorf("%s: %q is read as %v", known.name, text, read)
			}
		}
		kind := all.Type().Elem()
		for _, number := range []int64{-1, int64(all.Len()) + 1} {
			choice := reflect.New(kind).Elem()
			choice.SetInt(number)
			if _, err := json.Marshal(choice.Interface()); !errors.As(err, new(*polyatom.ArgumentError)) || fmt.Sprint(choice) == "" {
				t.Errorf("%s: %d is %v, %v", kind, number, choice, err)
			}
		}
		if zero := reflect.Zero(kind); fmt.Sprint(zero) != "none" {
			t.Errorf("%s: no choice is %v", kind, zero)
		}
	}
}
