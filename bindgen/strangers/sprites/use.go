package main

import (
	"fmt"

	"example.org/sprites"
)

func show(point sprites.Point) {
	fmt.Printf("%.1f %.1f\n", point.X, point.Y)
}

func main() {
	sprite := sprites.NewSprite()
	show(sprite.Position())
	sprite.MoveTo(sprites.Point{X: 1, Y: -2.5})
	sprite.MoveBy(sprites.Vector{Dx: 0.5, Dy: 0.5})
	show(sprite.Position())
	show(sprites.SpriteRelativeTo(sprites.Point{X: 1, Y: 1}, sprites.Vector{Dx: 1, Dy: 1}).Position())
	show(sprites.Translate(sprites.Point{X: 1, Y: 2}, sprites.Vector{Dx: 2, Dy: 2}))
}
