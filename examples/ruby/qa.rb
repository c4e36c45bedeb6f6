# frozen_string_literal: true

# What is wrong in a repository's metadata.   usage: qa.rb REPOSITORY...
require "polyatom"

IMPLICIT = Polyatom::UseFlags.new(%w[amd64 arm64 x86 prefix]) # Profiles add these flags.
repositories = ARGV.map { |path| Polyatom::Repository.open(path) }

repositories.flat_map { |repository| repository.packages.successes }.product(Polyatom::DepSpecKind::TEXTS) do |package, variable|
  spec = package.spec(variable)
  spec.check_iuse(package.iuse.effective(IMPLICIT))
  found = spec.diagnostics.map { |diagnostic| "#{diagnostic.kind} #{diagnostic.text}" }
  found += spec.check_required_use(package.iuse.enabled).sentences if spec.kind == :required_use
  known = spec.atoms.reject { |atom| atom.blocker || repositories.all? { |r| r.versions(atom.cpn).empty? } }
  found += known.reject { |atom| repositories.any? { |r| r.matching?(atom) } }.map { |atom| "nothing matches #{atom}" }
  found.each { |sentence| puts "#{package.cpv} #{variable}: #{sentence}" }
rescue Polyatom::Error => e
  puts "#{package.cpv} #{variable}: #{e.reason} (#{e.input[e.span]})"
end
