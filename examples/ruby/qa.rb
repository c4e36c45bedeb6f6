# frozen_string_literal: true

# What is wrong in a repository's metadata.   usage: qa.rb REPOSITORY...
require_relative "entries"

IMPLICIT = Polyatom::UseFlags.new(%w[amd64 arm64 x86 prefix]) # Profiles add these flags.
entries = entries(ARGV).sort
packages = entries.map(&:first).group_by(&:cpn)

entries.each do |cpv, entry|
  entry.slice(*Polyatom::DepSpecKind::TEXTS).each do |variable, text|
    iuse = Polyatom::Iuse.new(entry["IUSE"])
    spec = Polyatom::DepSpec.new(variable, text, eapi: entry["EAPI"])
    spec.check_iuse(iuse.effective(IMPLICIT))
    found = spec.diagnostics.map { |diagnostic| "#{diagnostic.kind} #{diagnostic.text}" }
    found += spec.check_required_use(iuse.enabled).sentences if spec.kind == :required_use
    atoms = spec.atoms.select { |atom| !atom.blocker && packages.key?(atom.cpn) }
    found += atoms.reject { |atom| packages[atom.cpn].any? { |known| atom.could_match?(known) } }.map { |atom| "nothing matches #{atom}" }
    found.each { |sentence| puts "#{cpv} #{variable}: #{sentence}" }
  rescue Polyatom::Error => e
    puts "#{cpv} #{variable}: #{e.message.lines.first.chomp} (#{e.input[e.span]})"
  end
end
