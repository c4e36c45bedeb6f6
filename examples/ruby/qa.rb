# frozen_string_literal: true

# What is wrong in a repository's metadata.   usage: qa.rb REPOSITORY...
require "polyatom"

IMPLICIT = %w[amd64 arm64 x86 prefix].freeze # Flags that profiles add to every package.
entries = ARGV.flat_map { |dir| Dir["#{dir}/metadata/md5-cache/*/*"] }.to_h do |path|
  [Polyatom::Cpv.new(path.split("/").last(2).join("/")), File.foreach(path, chomp: true).to_h { |line| line.split("=", 2) }]
end
packages = entries.keys.group_by(&:cpn)

entries.sort.each do |cpv, entry|
  iuse = entry.fetch("IUSE", "").split
  enabled = iuse.filter_map { |flag| flag.delete_prefix("+") if flag.start_with?("+") }
  entry.slice(*%w[DEPEND RDEPEND BDEPEND PDEPEND LICENSE REQUIRED_USE RESTRICT SRC_URI]).each do |variable, text|
    spec = Polyatom::DepSpec.new(variable, text, eapi: entry["EAPI"])
    spec.check_iuse(iuse + IMPLICIT)
    found = spec.diagnostics.map { |diagnostic| "#{diagnostic.kind} #{diagnostic.text}" }
    found += spec.check_required_use(enabled).sentences if spec.kind == :required_use
    atoms = spec.atoms.select { |atom| !atom.blocker && packages.key?(atom.cpn) }
    found += atoms.reject { |atom| packages[atom.cpn].any?(atom.without(:slot_dep, :use_deps)) }.map { |atom| "nothing matches #{atom}" }
    found.each { |sentence| puts "#{cpv} #{variable}: #{sentence}" }
  rescue Polyatom::Error => e
    puts "#{cpv} #{variable}: #{e.message.lines.first.chomp} (#{e.input[e.span]})"
  end
end
