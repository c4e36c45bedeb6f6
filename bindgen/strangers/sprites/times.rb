require "sprites"

sprite = Sprites::Sprite.new
point = Sprites::Point.new(x: 1.0, y: 2.0)
vector = Sprites::Vector.new(dx: 1.0, dy: 1.0)
OPERATIONS["new"] = ->(_) { Sprites::Sprite.new }
OPERATIONS["position"] = STOCK ? ->(_) { sprite.get_position } : ->(_) { sprite.position }
OPERATIONS["move by"] = ->(_) { sprite.move_by(vector) }
OPERATIONS["translate"] = ->(_) { Sprites.translate(point, vector) }
