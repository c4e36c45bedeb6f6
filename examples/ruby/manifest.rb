# frozen_string_literal: true

# Which files are not what a Manifest says.   usage: manifest.rb MANIFEST DIRECTORY
require "polyatom"

Polyatom.read_manifest(ARGV[0]).entries.each do |entry|
  path = File.join(ARGV[1], entry.name)
  wrong = File.exist?(path) ? Polyatom.verify_file(path, entry) : nil
  if wrong
    puts "#{entry.name} has the wrong #{wrong.kind}: #{wrong.found}, not #{wrong.expected}"
  else
    puts "#{entry.name} is #{File.exist?(path) ? 'right' : 'not there'}"
  end
end
