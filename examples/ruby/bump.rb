# frozen_string_literal: true

# The newest version for each slot, the architectures that lag behind, and what could go.   usage: bump.rb REPOSITORY...
require "polyatom"

packages = ARGV.flat_map { |dir| Dir["#{dir}/metadata/md5-cache/*/*"] }.map do |path|
  entry = File.foreach(path, chomp: true).to_h { |line| line.split("=", 2) }
  [Polyatom::Cpv.new(path.split("/").last(2).join("/")), Polyatom::Slot.new(entry["SLOT"]), entry.fetch("KEYWORDS", "").split]
end
packages.sort_by(&:first).group_by { |cpv, slot, _| [cpv.cpn, slot.name] }.each do |(name, slot), versions|
  *older, (newest, _, keywords) = versions.reject { |cpv, *| cpv.version.to_s.include?("9999") }
  next unless newest

  lagging = older.flat_map(&:last).grep_v(/^~/) - keywords
  removable = older.select { |_, _, words| (words.map { |word| word.delete("~") } - keywords).empty? }.map { |cpv,| cpv.version.to_s }
  puts ["#{name}:#{slot} #{newest.version}", *("stable: #{lagging.uniq.join(' ')}" if lagging.any?), *("old: #{removable.join(' ')}" if removable.any?)].join(", ")
end
