# frozen_string_literal: true

# What is wrong in a repository's metadata.   usage: qa.rb REPOSITORY...
require "polyatom"

IMPLICIT = Polyatom::UseFlags.new(%w[amd64 arm64 x86 prefix]) # Profiles add these flags.
repositories = Polyatom::RepositorySet.open_all(ARGV)

repositories.packages.successes.product(Polyatom::DepSpecKind::TEXTS) do |package, variable|
  spec = package.spec(variable)
  found = spec.diagnostics_with(package.iuse.effective(IMPLICIT)).map { |diagnostic| "#{diagnostic.kind} #{diagnostic.text}" }
  found += repositories.unmatched(spec).map { |atom| "nothing matches #{atom}" }
  found.each { |sentence| puts "#{package.cpv} #{variable}: #{sentence}" }
rescue Polyatom::Error => e
  puts "#{package.cpv} #{variable}: #{e.reason} (#{e.input[e.span]})"
end
