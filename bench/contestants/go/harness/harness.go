// Package harness is what contestants in Go share: the loop over requests, the clock, the memory. bench/README.md is the protocol.
package harness

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Timed is one timed run of a case.
type Timed struct {
	Items int    `json:"items"`
	Ns    int64  `json:"ns"`
	Bytes *int64 `json:"bytes,omitempty"`
}

// Case does a case of some size.
type Case func(size int) (Timed, error)

// collected is the end of the name of a case during which garbage is collected.
const collected = "_collected"

// collects tells whether it is, in the case that is being timed.
var collects bool

// Run times what makes some results, which stay alive until the clock has stopped.
func Run[T any](items int, work func() T) (Timed, error) {
	runtime.GC()
	if !collects {
		defer debug.SetGCPercent(debug.SetGCPercent(-1))
	}
	start := time.Now()
	made := work()
	ns := time.Since(start).Nanoseconds()
	runtime.KeepAlive(made)
	return Timed{Items: items, Ns: ns}, nil
}

// Repeat times something that is done again and again.
func Repeat(times int, work func(i int)) (Timed, error) {
	return Run(times, func() struct{} {
		for i := range times {
			work(i)
		}
		return struct{}{}
	})
}

// Keep is like Run, and tells by how much resident memory grew for what was made.
func Keep[T any](items int, work func() T) (Timed, error) {
	var grown int64
	timed, err := Run(items, func() T {
		before := resident()
		made := work()
		grown = resident() - before
		return made
	})
	timed.Bytes = &grown
	return timed, err
}

// Computed is like Run, by the time that all threads computed.
func Computed[T any](items int, work func() T) (Timed, error) {
	return byProcessTime(Run[T], items, work)
}

// ComputedAndKept is like Keep, by the time that all threads computed.
func ComputedAndKept[T any](items int, work func() T) (Timed, error) {
	return byProcessTime(Keep[T], items, work)
}

func byProcessTime[T any](measure func(int, func() T) (Timed, error), items int, work func() T) (Timed, error) {
	var ns int64
	timed, err := measure(items, func() T {
		before := computed()
		made := work()
		ns = computed() - before
		return made
	})
	timed.Ns = ns
	return timed, err
}

// computed is what this process has computed so far, in nanoseconds.
func computed() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return usage.Utime.Nano() + usage.Stime.Nano()
}

// resident is the resident memory of this process, in bytes.
func resident() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	pages, _ := strconv.ParseInt(strings.Fields(string(text))[1], 10, 64)
	return pages * int64(os.Getpagesize())
}

// Main answers requests until there are none, or does one case if arguments say so.
func Main(name, version string, cases map[string]Case) {
	if err := run(name, version, cases); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(name, version string, cases map[string]Case) error {
	if len(os.Args) == 4 && os.Args[1] == "--once" {
		size, err := strconv.Atoi(os.Args[3])
		if err != nil {
			return err
		}
		_, err = do(cases, os.Args[2], size)
		return err
	}
	names := make([]string, 0, 2*len(cases))
	for name := range cases {
		names = append(names, name, name+collected)
	}
	slices.Sort(names)
	out := json.NewEncoder(os.Stdout)
	greeting := map[string]any{"name": name, "version": version, "language": "go", "cases": names}
	if err := out.Encode(greeting); err != nil {
		return err
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if err := out.Encode(answer(lines.Bytes(), cases)); err != nil {
			return err
		}
	}
	return lines.Err()
}

func answer(line []byte, cases map[string]Case) any {
	var request struct {
		Case string
		Size int
	}
	err := json.Unmarshal(line, &request)
	if err == nil {
		var timed Timed
		if timed, err = do(cases, request.Case, request.Size); err == nil {
			return timed
		}
	}
	return map[string]string{"error": err.Error()}
}

func do(cases map[string]Case, name string, size int) (Timed, error) {
	collects = strings.HasSuffix(name, collected)
	run, ok := cases[strings.TrimSuffix(name, collected)]
	if !ok {
		return Timed{}, fmt.Errorf("no case %s", name)
	}
	return run(size)
}
