package polyatom_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// Callers that mean no good, or do not know better: nothing they do may end the process, or pass for something else. Should one of
// them crash it, no later test runs: that is how it shows.

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func TestChildrenOutliveTheirParents(t *testing.T) {
	flag := polyatom.MustParseAtom("a/b[c,d]").UseDeps()[1]
	revision := polyatom.MustParseCpv("a/b-1-r2").Version().Revision()
	member := must(polyatom.NewDepSpec(polyatom.DepSpecKindDepend, "|| ( a/b c/d )")).Items()[0].Children()[1]
	first := must(polyatom.ParseAtoms([]string{"a/b", "c/d"}).Sorted().Get(0))
	_, err := polyatom.ParseAtom("a/b-1")
	closed := polyatom.MustParseAtom("e/f[g]")
	last := closed.UseDeps()[0]
	closed.Close()
	for range 3 {
		runtime.GC()
	}
	var atomError *polyatom.AtomError
	if !errors.As(err, &atomError) || atomError.Input != "a/b-1" {
		t.Error(err)
	}
	if got := fmt.Sprint(flag, revision, member, first, last); got != "d 2 c/d a/b g" {
		t.Error(got)
	}
}

func TestWhatMadePeersCrashOrPass(t *testing.T) {
	_, err := polyatom.ParseAtom("a/b\x00")
	var atomError *polyatom.AtomError
	if !errors.As(err, &atomError) || atomError.Input != "a/b\x00" || atomError.Start != 3 || polyatom.IsValidAtom("a/b\x00") {
		t.Error(err)
	}
	if polyatom.MustParseVersion("12345678901234567890").Compare(polyatom.MustParseVersion("12345678901234567891")) != -1 {
		t.Error("long versions")
	}
}

// samples has one value of every type, made anew.
func samples() (samples []any) {
	all := reach()
	for _, kind := range types {
		place := slices.IndexFunc(all, func(value reflect.Value) bool { return typeOf(value) == kind })
		samples = append(samples, all[place].Interface())
	}
	return samples
}

// callers make arguments: right, wrong, nil, closed, never made.
type caller struct {
	*rand.Rand
	right []any
}

var texts = []string{"", "a/b", "a/b-1", "a/b\x00", "\xff", "=a/b-" + strings.Repeat("9", 200), "|| (", "[", "1", strings.Repeat("( ", 999)}

func (c caller) value(t reflect.Type) reflect.Value {
	for _, right := range c.right {
		if reflect.TypeOf(right) == t && c.IntN(3) == 0 {
			return reflect.ValueOf(right)
		}
	}
	value := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.String:
		value.SetString(texts[c.IntN(len(texts))])
	case reflect.Bool:
		value.SetBool(c.IntN(2) == 0)
	case reflect.Int32, reflect.Int64, reflect.Int:
		value.SetInt([]int64{0, 1, -1, 99, math.MaxInt32, math.MinInt32}[c.IntN(6)])
	case reflect.Uint8, reflect.Uint32, reflect.Uint64:
		value.SetUint([]uint64{0, 1, 99, 255}[c.IntN(4)])
	case reflect.Slice:
		for range c.IntN(4) {
			value = reflect.Append(value, c.value(t.Elem()))
		}
	case reflect.Struct:
		for i := range value.NumField() {
			if value.Field(i).CanSet() {
				value.Field(i).Set(c.value(value.Field(i).Type()))
			}
		}
	case reflect.Pointer:
		if c.IntN(2) == 0 {
			value.Set(reflect.New(t.Elem())) // The zero value, which no one made.
			value.Elem().Set(c.value(t.Elem()))
		}
	}
	return value
}

// call calls a function; it may panic with an error that tells what is wrong, and with nothing else.
func (c caller) call(t *testing.T, name string, function reflect.Value) {
	t.Helper()
	defer func() {
		switch wrong := recover().(type) {
		case nil:
		case runtime.Error:
			// As Go itself: a nil pointer has no value, a place has to be there.
			if text := wrong.Error(); !strings.HasPrefix(text, "value method") && !strings.Contains(text, "index out of range") {
				t.Errorf("%s: %v", name, wrong)
			}
		case error:
			var bug *polyatom.PanicError
			if errors.As(wrong, &bug) {
				t.Errorf("%s: %v", name, wrong)
			}
		default:
			t.Errorf("%s: %v", name, wrong)
		}
	}()
	kind := function.Type()
	arguments := make([]reflect.Value, 0, kind.NumIn())
	for i := range kind.NumIn() {
		if kind.IsVariadic() && i == kind.NumIn()-1 {
			for range c.IntN(3) {
				arguments = append(arguments, c.value(kind.In(i).Elem()))
			}
			break
		}
		arguments = append(arguments, c.value(kind.In(i)))
	}
	for _, result := range function.Call(arguments) {
		if err, ok := result.Interface().(error); ok && errors.As(err, new(*polyatom.PanicError)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Methods that write where they are told to, which here is nowhere.
var leftAlone = map[string]bool{"Close": true, "Format": true, "UnmarshalText": true, "UnmarshalBinary": true, "UnmarshalJSON": true, "Scan": true}

func TestWrongArgumentsEverywhere(t *testing.T) {
	calls, all := 0, samples()
	// Some write files.
	t.Chdir(t.TempDir())
	c := caller{rand.New(rand.NewPCG(1, 2)), all}
	try := func(name string, function reflect.Value) {
		for range 100 {
			c.call(t, name, function)
			calls++
		}
	}
	for _, known := range functions {
		try(known.name, reflect.ValueOf(known.function))
	}
	for _, sample := range all {
		kind := reflect.TypeOf(sample)
		for i := range kind.NumMethod() {
			if name := kind.Method(i).Name; !leftAlone[name] {
				// With a receiver that may be anything, too.
				try(kind.String()+"."+name, kind.Method(i).Func)
				try(kind.String()+"."+name, reflect.ValueOf(sample).Method(i))
			}
		}
	}
	if calls < 20_000 {
		t.Errorf("only %d calls", calls)
	}
}

func TestUseAfterClose(t *testing.T) {
	for _, sample := range samples() {
		closer, ok := sample.(interface{ Close() })
		if !ok {
			continue
		}
		closer.Close()
		closer.Close()
		value := reflect.ValueOf(sample)
		c := caller{rand.New(rand.NewPCG(3, 4)), samples()}
		for i := range value.NumMethod() {
			if name := value.Type().Method(i).Name; !leftAlone[name] {
				c.call(t, value.Type().String()+"."+name, value.Method(i))
			}
		}
	}
	closed := polyatom.MustParseAtom("a/b")
	closed.Close()
	defer func() {
		var argument *polyatom.ArgumentError
		if err, ok := recover().(error); !ok || !errors.As(err, &argument) || !strings.Contains(argument.Error(), "closed") {
			t.Error("a closed atom is used without an error")
		}
	}()
	closed.Category()
}

func TestSignalsComeThrough(t *testing.T) {
	received := make(chan os.Signal, 100)
	signal.Notify(received, syscall.SIGUSR1)
	defer signal.Stop(received)
	many := make([]string, 1000)
	for i := range many {
		many[i] = "a/b"
	}
	deadline := time.Now().Add(20 * time.Minute) // A last resort.
	for handled := 0; handled < 50; {
		if err := syscall.Kill(os.Getpid(), syscall.SIGUSR1); err != nil {
			t.Fatal(err)
		}
		if got := polyatom.ParseAtoms(many).Sorted().Len(); got != 1000 {
			t.Fatal(got)
		}
		select {
		case <-received:
			handled++
		case <-time.After(time.Until(deadline)):
			t.Fatal("no signal")
		}
	}
}

// leave says to a process of this test that it shall end in the middle of everything.
const leave = "POLYATOM_TEST_LEAVE"

var kept *polyatom.Atom

func TestProgramsEndInPeace(t *testing.T) {
	if os.Getenv(leave) != "" {
		kept = polyatom.MustParseAtom("a/b")
		for range 4 {
			go func() {
				for {
					polyatom.ParseAtoms(make([]string, 3000)).Sorted().Close()
				}
			}()
		}
		time.Sleep(5 * time.Millisecond)
		os.Exit(0)
	}
	for range 3 {
		command := exec.Command(os.Args[0], "-test.run=^TestProgramsEndInPeace$")
		command.Env = append(os.Environ(), leave+"=1")
		if output, err := command.CombinedOutput(); err != nil || len(output) > 0 {
			t.Errorf("%v: %s", err, output)
		}
	}
}
