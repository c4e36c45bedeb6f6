# The first minute: an atom's parts, what it matches, and versions in order.

require "polyatom"

atom = Polyatom::Atom.new(">=dev-lang/python-3.11")
puts "#{atom.package} #{Polyatom::Operator.to_s(atom.op)} #{atom.version}"
%w[dev-lang/python-3.9.18 dev-lang/python-3.12.1].each do |cpv|
  puts "#{cpv} #{atom.matches?(cpv) ? 'matches' : 'does not match'}"
end
puts %w[1.10 1.9_p1 1.9-r1 1.9].sort_by { |text| Polyatom::Version.new(text) }.join(" ")
