# frozen_string_literal: true

# Why versions of a package may not be installed: masked.rb ROOT PACKAGE.

require "polyatom"

root, package = ARGV
Polyatom::Config.open(root).invisible(package).each do |version|
  version.reasons.each do |reason|
    puts "#{version.cpv} is masked by #{Polyatom::ReasonKind.to_s(reason.kind)}: #{reason.words.join(' ')}"
    reason.sources.each { |source| puts "  #{source}" }
    puts "  to lift it: #{reason.remedy}" if reason.remedy
  end
end
