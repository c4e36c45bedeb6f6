# frozen_string_literal: true

# The newest version for each slot, the architectures that lag behind, and what could go.   usage: bump.rb REPOSITORY...
require "polyatom"

Polyatom::RepositorySet.open_all(ARGV).query("not =*/*-*9999*").by_slot.map(&:successes).each do |*older, newest|
  lagging = newest.keywords.lagging_behind(older.map(&:keywords))
  old = older.select { |package| newest.keywords.covers?(package.keywords) }.map { |package| package.cpv.pvr }
  puts ["#{newest.slot_atom} #{newest.cpv.version}", *("stable: #{lagging.join(' ')}" if lagging.any?), *("old: #{old.join(' ')}" if old.any?)].join(", ")
end
