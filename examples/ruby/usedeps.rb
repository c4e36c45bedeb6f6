# frozen_string_literal: true

# Flags that two packages want of a third in different ways, with their own flags as by default.   usage: usedeps.rb REPOSITORY...
require "polyatom"

wanted = ARGV.flat_map { |dir| Dir["#{dir}/metadata/md5-cache/*/*"].sort }.flat_map do |path|
  entry = File.foreach(path, chomp: true).to_h { |line| line.split("=", 2) }
  enabled = entry.fetch("IUSE", "").scan(/(?<=\+)\S+/)
  atoms = Polyatom::DepSpec.new(:depend, entry.fetch("RDEPEND", ""), eapi: entry["EAPI"]).evaluate_fully(enabled).atoms
  atoms.reject(&:blocker).map { |atom| [path.split("/").last(2).join("/"), atom] }
rescue Polyatom::Error
  [] # That is for qa.rb to say.
end
wanted.group_by { |_, atom| atom.cpn }.each_value do |pairs|
  conflicts = pairs.combination(2).reject { |(_, one), (_, other)| one.intersects?(other) || !one.without(:use_deps).intersects?(other) }
  conflicts.each { |(a, one), (b, other)| puts "#{a} wants #{one}, #{b} wants #{other}" }
end
