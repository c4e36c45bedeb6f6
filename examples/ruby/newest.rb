# frozen_string_literal: true

# The newest version that satisfies each atom.   usage: newest.rb REPOSITORY ATOM...
require "polyatom"

repositories = Polyatom::RepositorySet.open_all([ARGV.shift])
ARGV.each { |atom| puts "#{atom}: #{repositories.best(atom)&.cpv || 'nothing'}" }
