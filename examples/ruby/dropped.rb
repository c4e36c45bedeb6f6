# frozen_string_literal: true

# Packages that need a version: nothing else matches.   usage: dropped.rb REPOSITORY CPV
require "polyatom"

repository = Polyatom::Repository.open(ARGV[0])
dropped = repository.package(ARGV[1])
repository.reverse_dependencies_of(dropped).each do |found|
  next if found.atom.blocker || repository.matching(found.atom) != [dropped.cpv]

  puts "#{found.cpv} #{Polyatom::DepSpecKind.to_s(found.kind)}: #{found.atom}"
end
