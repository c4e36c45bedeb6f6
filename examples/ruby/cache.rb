# frozen_string_literal: true

# The cache entry of a package with these variables.   usage: cache.rb NAME=VALUE...
require "polyatom"

variables = ARGV.map do |argument|
  name, text = argument.split("=", 2)
  Polyatom::Variable.new(name:, text:)
end
print Polyatom.format_cache_entry(variables)
