require "arithmetic"

puts "add #{Arithmetic.add(2, 3)}"
begin
  Arithmetic.add((2**64) - 1, 1)
rescue Arithmetic::OverflowError => e
  puts "overflow #{e.a} #{e.b}"
end
puts "div #{Arithmetic.div(8, 2)}"
begin
  Arithmetic.div(1, 0)
rescue StandardError => e
  puts e.message.include?("divided") ? "panic told" : e.message
end
puts "same #{Arithmetic.same?(1, 1)}"
