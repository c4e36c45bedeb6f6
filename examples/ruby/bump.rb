# frozen_string_literal: true

# The newest version for each slot, the architectures that lag behind, and what could go.   usage: bump.rb REPOSITORY...
require "polyatom"

packages = ARGV.flat_map { |path| Polyatom::Repository.open(path).packages.successes }.sort_by(&:cpv)
released = packages.reject { |package| package.cpv.version.live? }
slots = released.group_by { |package| "#{package.cpv.cpn}:#{package.slot.name}" }
slots.sort_by(&:first).each do |slot, (*older, newest)|
  stable = newest.keywords.method(:stable?)
  lagging = older.flat_map { |package| package.keywords.arches(:stable) }.uniq.reject(&stable)
  old = older.select { |package| package.keywords.map(&:arch).all?(&stable) }.map { |package| package.cpv.pvr }
  facts = { stable: lagging, old: old }.reject { |_, fact| fact.empty? }
  puts ["#{slot} #{newest.cpv.version}", *facts.map { |name, fact| "#{name}: #{fact.join(' ')}" }].join(", ")
end
