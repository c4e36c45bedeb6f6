# frozen_string_literal: true

# What REQUIRED_USE asks for, and the least that helps.   usage: required.rb TEXT FLAG...
require "polyatom"

required = Polyatom::DepSpec.new(:required_use, ARGV.shift)
puts required.check_required_use(ARGV).sentences
required.solve_required_use(ARGV)&.changes&.each { |change| puts "#{change.enable ? 'enable' : 'disable'} #{change.flag}" }
