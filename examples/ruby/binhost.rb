# frozen_string_literal: true

# What a host of binary packages has.   usage: binhost.rb DIRECTORY
require "polyatom"

Polyatom::Pkgdir.open(ARGV[0]).packages.each do |package|
  puts ["#{package.cpv} (#{package.file_size} bytes)", *package.use_flags].join(" ")
end
