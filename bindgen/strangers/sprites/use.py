from sprites import Point, Sprite, Vector, translate


def show(point: Point) -> None:
    print(f"{point.x:.1f} {point.y:.1f}")


sprite = Sprite()
show(sprite.position)
sprite.move_to(Point(1.0, -2.5))
sprite.move_by(Vector(0.5, 0.5))
show(sprite.position)
show(Sprite.relative_to(Point(1.0, 1.0), Vector(1.0, 1.0)).position)
show(translate(Point(1.0, 2.0), Vector(2.0, 2.0)))
