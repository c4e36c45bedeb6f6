# frozen_string_literal: true

# Flags that two packages want of a third in different ways, with their own flags as by default.   usage: usedeps.rb REPOSITORY...
require "polyatom"

repositories = Polyatom::RepositorySet.open_all(ARGV)
wishes = repositories.dependency_names.map { |name| repositories.default_dependencies(name, kinds: [:rdepend]) }
wishes.flat_map { |of_one| of_one.combination(2).to_a }.each do |a, b|
  puts "#{a.cpv} wants #{a.atom}, #{b.cpv} wants #{b.atom}" if a.atom.conflict_with(b.atom)&.flag
end
