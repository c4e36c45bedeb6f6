# frozen_string_literal: true

# The newest version for each slot, the architectures that lag behind, and what could go.   usage: bump.rb REPOSITORY...
require_relative "entries"

released = entries(ARGV).sort.reject { |cpv, _| cpv.version.live? }
slots = released.group_by { |cpv, entry| "#{cpv.cpn}:#{Polyatom::Slot.new(entry['SLOT']).name}" }
slots.each do |slot, versions|
  *older, (newest, keywords) = versions.map { |cpv, entry| [cpv, Polyatom::Keywords.new(entry["KEYWORDS"])] }
  lagging = older.flat_map { |_, words| words.arches(:stable) }.uniq.reject { |arch| keywords.stable?(arch) }
  old = older.select { |_, words| words.all? { |word| keywords.stable?(word.arch) } }.map { |cpv, _| cpv.pvr }
  facts = { stable: lagging, old: old }.reject { |_, fact| fact.empty? }
  puts ["#{slot} #{newest.version}", *facts.map { |name, fact| "#{name}: #{fact.join(' ')}" }].join(", ")
end
