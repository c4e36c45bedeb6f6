# frozen_string_literal: true

# Flags that two packages want of a third in different ways, with their own flags as by default.   usage: usedeps.rb REPOSITORY...
require "polyatom"

packages = ARGV.flat_map { |path| Polyatom::Repository.open(path).packages.successes }
wanted = packages.select { |package| package.check.empty? }.flat_map do |package| # The others are for qa.rb.
  package.rdepend.evaluate_fully(package.iuse.enabled).atoms.reject(&:blocker).map { |atom| [package.cpv, atom] }
end
wanted.group_by { |_, atom| atom.cpn }.values.flat_map { |wishes| wishes.combination(2).to_a }.each do |(a, one), (b, other)|
  puts "#{a} wants #{one}, #{b} wants #{other}" if one.conflict_with(other)&.flag
end
