require "polyatom"

atom = Polyatom::Atom.new(">=dev-lang/python-3.11:3.11=[ssl,tk?]", eapi: "8")
puts [atom.category, atom.package, Polyatom::Operator.to_s(atom.op), atom.version, atom.slot].join(" ")

wanted = atom.without(:slot_dep, :use_deps)
%w[dev-lang/python-3.9.18 dev-lang/python-3.12.1].each do |cpv|
  puts "#{cpv} #{wanted.matches?(cpv) ? 'matches' : 'does not match'} #{wanted}"
end

puts %w[1.10 1.9_p1 1.9-r1 1.9].map { |text| Polyatom::Version.new(text) }.sort.join(" ")

begin
  Polyatom::Atom.new("dev-lang/python-3.11")
rescue Polyatom::AtomError => e # an ArgumentError, with the offending part as e.span
  puts e.message
end
