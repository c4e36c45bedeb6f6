# frozen_string_literal: true

# What needs a package at run time, and if which flags.   usage: revdeps.rb REPOSITORY NAME
require "polyatom"

Polyatom::Repository.open(ARGV[0]).reverse_dependencies(ARGV[1], kinds: [:rdepend]).each do |found|
  puts ["#{found.cpv}:", *found.path, found.atom].join(" ")
end
