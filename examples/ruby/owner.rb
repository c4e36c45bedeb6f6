# frozen_string_literal: true

# Which installed package put a file there.   usage: owner.rb ROOT PATH...
require "polyatom"

installed = Polyatom::Installed.open(ARGV.shift)
ARGV.each do |path|
  owners = installed.owners(path)
  puts "#{path}: #{owners.empty? ? 'nobody' : owners.join(' ')}"
end
