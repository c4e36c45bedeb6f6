package main

import (
	"errors"
	"fmt"
	"strings"

	"example.org/todolist"
)

func main() {
	todo := todolist.NewTodoList()
	_, err := todo.Last()
	var empty *todolist.EmptyError
	if errors.As(err, &empty) {
		fmt.Println("empty")
	}
	_ = todo.AddAll([]todolist.Entry{{Text: "read"}, {Text: "write"}})
	var texts []string
	for _, entry := range todo.Entries() {
		texts = append(texts, entry.Text)
	}
	fmt.Println(strings.Join(texts, ", "))
	last, _ := todo.Last()
	fmt.Println(last.Text)
	var duplicate *todolist.DuplicateError
	if errors.As(todo.Add(todolist.Entry{Text: "write"}), &duplicate) {
		fmt.Println("duplicate", duplicate.Text)
	}
	var missing *todolist.MissingError
	if errors.As(todo.Clear("sleep"), &missing) {
		fmt.Println("missing", missing.Text)
	}
	todolist.SetDefaultList(todo)
	fmt.Println("default", todolist.DefaultList().Entries()[0].Text)
}
