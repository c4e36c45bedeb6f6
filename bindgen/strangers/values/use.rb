require "values"

include Values

circle = Values.doubled(Shape.circle(2.0))
raise unless circle == Shape.circle(4.0) && circle.value0.nil?

case circle
in {kind: :circle, radius:}
  puts "circle #{radius} #{circle.area}"
end
group = Values.doubled(Shape.group([Shape.empty, Shape.rectangle(1.0, 5.0)]))
puts "#{group.kind} #{group.value.size} #{group.area}"

event = Values.postponed(Event.new(begins: Time.at(1), takes: 90.5, remembered: nil))
puts event.begins.strftime("%F %T")
puts event.takes.to_f
raise unless event.remembered.nil?

puts (Values.sum([1, 0.5]) * 1000).to_i
puts Values.end(Time.at(-2), 1).strftime("%F %T")
[[1, 1], [Time.at(0), -1], [Time.at(0), "1"]].each do |wrong|
  Values.end(*wrong)
rescue TypeError, RangeError
  next
else
  raise wrong.inspect
end

p Values.warmer([-273, 22], 3)
begin
  Values.warmer([-274], 0)
rescue ArgumentError => e
  puts e.message.split(": ").last
end
puts Values.reversed(["a", "\0\1".b, "b"]).map { |piece| piece.match?(/\w/) ? piece : piece.bytes.join(" ") }.join(" ")
