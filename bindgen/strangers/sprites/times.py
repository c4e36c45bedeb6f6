from sprites import Point, Sprite, Vector, translate

sprite = Sprite(Point(x=1.0, y=2.0))
point, vector = Point(x=1.0, y=2.0), Vector(dx=1.0, dy=1.0)
OPERATIONS = {
    "new": lambda: Sprite(None),
    "position": (lambda: sprite.get_position()) if STOCK else (lambda: sprite.position),
    "move by": lambda: sprite.move_by(vector),
    "translate": lambda: translate(point, vector),
}
