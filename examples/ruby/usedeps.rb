# frozen_string_literal: true

# Flags that two packages want of a third in different ways, with their own flags as by default.   usage: usedeps.rb REPOSITORY...
require_relative "entries"

wanted = entries(ARGV).flat_map do |cpv, entry|
  spec = Polyatom::DepSpec.new(:rdepend, entry["RDEPEND"], eapi: entry["EAPI"])
  spec.evaluate_fully(Polyatom::Iuse.new(entry["IUSE"]).enabled).atoms.reject(&:blocker).map { |atom| [cpv, atom] }
rescue Polyatom::Error
  [] # That is for qa.rb to say.
end
wanted.group_by { |_, atom| atom.cpn }.each_value do |wishes|
  wishes.combination(2) do |(a, one), (b, other)|
    puts "#{a} wants #{one}, #{b} wants #{other}" if one.conflict_with(other)&.part == :use_deps
  end
end
