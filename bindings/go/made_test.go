package polyatom_test

import (
	"context"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

// The values that laws/values.json has calls for, and those that can be reached from them by reading.

func law(name string, into any) {
	text, err := os.ReadFile("../../laws/" + name)
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		panic(err)
	}
}

// same tells whether a name in the interface is one in Go.
func same(name, exported string) bool {
	return strings.EqualFold(strings.ReplaceAll(name, "_", ""), exported)
}

// made gives what a call that is written down in JSON gives.
func made(call []any) reflect.Value {
	name, given := call[0].(string), slices.Clone(call[1:])
	switch name {
	case "file":
		return reflect.ValueOf("../../laws/files/" + given[0].(string))
	case "large":
		return reflect.ValueOf(large(int64(given[0].(float64))))
	}
	if method, ok := strings.CutPrefix(name, "."); ok {
		receiver := made(given[0].([]any))
		for i := range receiver.NumMethod() {
			if same(method, receiver.Type().Method(i).Name) {
				return result(name, receiver.Method(i), given[1:])
			}
		}
		if receiver.Kind() == reflect.Struct {
			named := func(exported string) bool { return same(method, exported) }
			if field := receiver.FieldByNameFunc(named); field.IsValid() {
				return field
			}
		}
	}
	for _, known := range functions {
		if known.name == name || known.name == name+".parse" {
			return result(name, reflect.ValueOf(known.function), given)
		}
	}
	for _, kind := range types {
		if same(name, kind.Name()) {
			record := reflect.New(kind).Elem()
			for i, value := range given {
				record.Field(i).Set(argument(value, record.Field(i).Type()))
			}
			return record
		}
	}
	panic(name + ": nothing has this name")
}

// large is a file of that size, which takes no place on the disk and is gone with the process.
func large(size int64) string {
	file, err := os.CreateTemp("", "large")
	if err == nil {
		err = errors.Join(file.Truncate(size), os.Remove(file.Name()))
	}
	if err != nil {
		panic(err)
	}
	keptOpen = append(keptOpen, file)
	return fmt.Sprintf("/proc/self/fd/%d", file.Fd())
}

// What has to stay open.
var keptOpen []*os.File

// isStop tells whether a named argument stops a long call.
func isStop(value any) bool {
	named, ok := value.(map[string]any)
	return ok && named["progress"] != nil
}

// result calls a function. Named arguments, which come last, are the optional ones.
func result(name string, function reflect.Value, given []any) reflect.Value {
	arguments, kind := []reflect.Value{}, function.Type()
	// Nobody watches a long call but who stops it: its context never ends.
	stops := slices.ContainsFunc(given, isStop)
	given = slices.DeleteFunc(slices.Clone(given), isStop)
	stop := func([]reflect.Value) []reflect.Value { return []reflect.Value{reflect.ValueOf(false)} }
	unwatched := func() {
		for i := len(arguments); i < kind.NumIn(); i = len(arguments) {
			if kind.In(i) == reflect.TypeFor[context.Context]() {
				arguments = append(arguments, reflect.ValueOf(context.Background()))
			} else if kind.In(i).Kind() == reflect.Func && stops {
				arguments = append(arguments, reflect.MakeFunc(kind.In(i), stop))
			} else if kind.In(i).Kind() == reflect.Func {
				arguments = append(arguments, reflect.Zero(kind.In(i)))
			} else {
				return
			}
		}
	}
	for _, value := range given {
		unwatched()
		i := len(arguments)
		named, ok := value.(map[string]any)
		if !ok {
			arguments = append(arguments, argument(value, kind.In(i)))
			continue
		}
		options := kind.In(i).Elem()
		if options.Kind() != reflect.Struct {
			for _, value := range named {
				arguments = append(arguments, argument(value, options))
			}
			continue
		}
		chosen := reflect.New(options).Elem()
		for key, value := range named {
			field := chosen.FieldByNameFunc(func(field string) bool { return same(key, field) })
			field.Set(argument(value, field.Type()))
		}
		arguments = append(arguments, chosen)
	}
	unwatched()
	results := function.Call(arguments)
	if err, ok := results[len(results)-1].Interface().(error); ok {
		panic(fmt.Errorf("%s: %w", name, err))
	}
	return results[0]
}

// argument makes a value of some type: of a call, or of a text that it can be read from.
func argument(value any, kind reflect.Type) reflect.Value {
	if call, ok := value.([]any); ok && call[0] != "list" {
		return made(call)
	} else if ok && kind.Kind() == reflect.Pointer {
		// A list stands for the type that is made of one.
		return made([]any{kind.Elem().Name(), value})
	} else if ok {
		list := reflect.MakeSlice(kind, 0, len(call))
		for _, item := range call[1:] {
			list = reflect.Append(list, argument(item, kind.Elem()))
		}
		return list
	}
	place := reflect.New(kind)
	if kind.Kind() == reflect.Pointer {
		place.Elem().Set(reflect.New(kind.Elem()))
		place = place.Elem()
	}
	if reader, ok := place.Interface().(encoding.TextUnmarshaler); ok {
		if err := reader.UnmarshalText([]byte(value.(string))); err != nil {
			panic(err)
		}
	} else {
		place.Elem().Set(reflect.ValueOf(value).Convert(place.Elem().Type()))
	}
	if kind.Kind() == reflect.Pointer {
		return place
	}
	return place.Elem()
}

// reading calls every method that takes nothing and gives something to look at.
func reading(value reflect.Value) map[string][]reflect.Value {
	answers := map[string][]reflect.Value{}
	for i := range value.NumMethod() {
		method := value.Method(i).Type()
		if method.NumIn() == 0 && method.NumOut() > 0 && method.Out(0).Kind() != reflect.Func {
			answers[value.Type().Method(i).Name] = value.Method(i).Call(nil)
		}
	}
	return answers
}

// members are what a list leads to, or a value that is not absent.
func members(value reflect.Value) (found []reflect.Value) {
	switch kind := value.Kind(); {
	case kind == reflect.Slice:
		for i := range value.Len() {
			found = append(found, members(value.Index(i))...)
		}
	case kind == reflect.Struct || !value.IsZero(): // The zero of a choice is none.
		found = append(found, value)
	}
	return found
}

// typeOf is the type of a value, or of what it points to.
func typeOf(value reflect.Value) reflect.Type {
	if value.Kind() == reflect.Pointer {
		return value.Type().Elem()
	}
	return value.Type()
}

// fields are those of a record.
func fields(kind reflect.Type) []reflect.StructField {
	if kind.Kind() != reflect.Struct {
		return nil
	}
	return slices.DeleteFunc(reflect.VisibleFields(kind), func(field reflect.StructField) bool { return !field.IsExported() })
}

// shown tells values apart.
func shown(value reflect.Value) string {
	text, err := json.Marshal(value.Interface())
	if err != nil {
		return fmt.Sprintf("%s %v", typeOf(value), value)
	}
	return fmt.Sprintf("%s %s", typeOf(value), text)
}

// depth is how far reading goes: a version has a next one, without end.
const depth = 3

var reached = sync.OnceValue(reach)

// reach makes them.
func reach() (all []reflect.Value) {
	var calls [][]any
	law("values.json", &calls)
	waiting := []reflect.Value{}
	for _, call := range calls {
		waiting = append(waiting, members(made(call))...)
	}
	for _, known := range functions {
		if strings.HasSuffix(known.name, ".values") {
			waiting = append(waiting, members(reflect.ValueOf(known.function).Call(nil)[0])...)
		}
	}
	seen := map[string]bool{}
	for range depth {
		fresh := waiting
		waiting = nil
		for _, value := range fresh {
			if !slices.Contains(types, typeOf(value)) || seen[shown(value)] {
				continue
			}
			seen[shown(value)] = true
			all = append(all, value)
			for _, answer := range reading(value) {
				for _, result := range answer {
					waiting = append(waiting, members(result)...)
				}
			}
			plain := reflect.Indirect(value)
			for _, field := range fields(plain.Type()) {
				waiting = append(waiting, members(plain.FieldByIndex(field.Index))...)
			}
		}
	}
	return all
}

// eachValue runs a test for every value.
func eachValue(t *testing.T, test func(t *testing.T, value reflect.Value)) {
	for _, value := range reached() {
		t.Run(shown(value), func(t *testing.T) { test(t, value) })
	}
}
