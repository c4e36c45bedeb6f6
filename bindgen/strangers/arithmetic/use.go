package main

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"example.org/arithmetic"
)

func main() {
	sum, _ := arithmetic.Add(2, 3)
	fmt.Println("add", sum)
	_, err := arithmetic.Add(math.MaxUint64, 1)
	var overflow *arithmetic.OverflowError
	if errors.As(err, &overflow) {
		fmt.Println("overflow", overflow.A, overflow.B)
	}
	fmt.Println("div", arithmetic.Div(8, 2))
	func() {
		defer func() {
			if said := fmt.Sprint(recover()); strings.Contains(said, "divided") {
				fmt.Println("panic told")
			}
		}()
		arithmetic.Div(1, 0)
	}()
	fmt.Println("same", arithmetic.Same(1, 1))
}
