package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"example.org/values"
)

func text(piece []byte) string {
	if piece[0] > 1 {
		return string(piece)
	}
	return strings.Trim(fmt.Sprint(piece), "[]")
}

func main() {
	circle := values.Doubled(values.ShapeCircle(2))
	if _, ok := circle.Value0(); ok || !circle.Equal(values.ShapeCircle(4)) {
		panic("not the same")
	}
	if circle.Kind() == values.ShapeKindCircle {
		radius, _ := circle.Radius()
		fmt.Printf("circle %.1f %.1f\n", radius, circle.Area())
	}
	group := values.Doubled(values.ShapeGroup([]*values.Shape{values.ShapeEmpty(), values.ShapeRectangle(1, 5)}))
	fmt.Printf("%v %d %.1f\n", group.Kind(), len(group.Value()), group.Area())

	const layout = "2006-01-02 15:04:05"
	event := values.Postponed(values.Event{Begins: time.Unix(1, 0), Takes: 90500 * time.Millisecond})
	fmt.Println(event.Begins.Format(layout))
	fmt.Println(event.Takes.Seconds())
	if event.Remembered != nil {
		panic("not absent")
	}
	fmt.Println(values.Sum([]time.Duration{time.Second, time.Second / 2}).Milliseconds())
	fmt.Println(values.End(time.Unix(-2, 0), time.Second).Format(layout))

	fmt.Println(strings.ReplaceAll(fmt.Sprint(values.Warmer([]int16{-273, 22}, 3)), " ", ", "))
	func() {
		defer func() {
			var wrong *values.ArgumentError
			if err, ok := recover().(error); ok && errors.As(err, &wrong) {
				parts := strings.Split(wrong.Error(), ": ")
				fmt.Println(parts[len(parts)-1])
			}
		}()
		values.Warmer([]int16{-274}, 0)
	}()
	var texts []string
	for _, piece := range values.Reversed([][]byte{[]byte("a"), {0, 1}, []byte("b")}) {
		texts = append(texts, text(piece))
	}
	fmt.Println(strings.Join(texts, " "))
}
