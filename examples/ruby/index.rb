# frozen_string_literal: true

# A page with the newest version of each package.   usage: index.rb REPOSITORY
require "erb"
require "polyatom"

include ERB::Util

repository = Polyatom::Repository.open(ARGV[0])
released = repository.packages.each(on_error: :skip).reject(&:live?)
newest = released.to_h { |package| [package.cpv.cpn, package] } # versions come in ascending order

puts "<title>#{h(repository.name)}</title>", "<table>"
newest.each do |name, package|
  home = package.homepages.first
  link = home ? "<a href=\"#{h(home)}\">#{name}</a>" : name
  puts "<tr><td>#{link}<td>#{package.cpv.version}<td>#{h(package.description)}"
end
puts "</table>"
