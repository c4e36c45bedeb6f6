require "arithmetic"

OPERATIONS["add"] = ->(_) { Arithmetic.add(2, 3) }
OPERATIONS["same"] = STOCK ? ->(_) { Arithmetic.same(2, 3) } : ->(_) { Arithmetic.same?(2, 3) }
OPERATIONS["an error"] = lambda do |_|
  Arithmetic.sub(1, 2)
rescue StandardError
  nil
end
