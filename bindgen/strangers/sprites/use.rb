require "sprites"

def show(point)
  puts format("%.1f %.1f", point.x, point.y)
end

sprite = Sprites::Sprite.new
show(sprite.position)
sprite.move_to(Sprites::Point.new(x: 1.0, y: -2.5))
sprite.move_by(Sprites::Vector.new(dx: 0.5, dy: 0.5))
show(sprite.position)
show(Sprites::Sprite.relative_to(Sprites::Point.new(x: 1.0, y: 1.0), Sprites::Vector.new(dx: 1.0, dy: 1.0)).position)
show(Sprites.translate(Sprites::Point.new(x: 1.0, y: 2.0), Sprites::Vector.new(dx: 2.0, dy: 2.0)))
