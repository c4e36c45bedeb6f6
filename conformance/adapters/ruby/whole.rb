# frozen_string_literal: true

require "polyatom"
require "zlib"

# Reads everything of every package of a repository, and sums it up: all languages must come to the same. `../fields.txt` lists what there is
# to read, so that nothing is forgotten that the interface has.
module Whole
  # The parts of each type, with what they are; the first type is that of which everything is read.
  SHAPES = File.readlines(File.join(__dir__, "../fields.txt"), chomp: true).drop(1).each_with_object({}) do |line, found|
    name, kind = line.split
    name == "type" ? found[kind] = [] : found.values.last << [name, kind]
  end.freeze

  module_function

  # A value as it is summed up. Some languages write an absent text as an empty one.
  def put(out, value, kind)
    case kind
    when "?text", "text" then put_text(out, value.to_s)
    when /\A\?(.+)/ then value.nil? ? out << "~" : put(out, value, $1)
    when /\A\*(.+)/ then put_list(out, value, $1)
    when "truth" then out << (value ? "+" : "-")
    when "number" then out << "#{value};"
    when /\Achoice:(.+)/ then put_text(out, Polyatom.const_get($1).to_s(value))
    else put_parts(out, value, kind)
    end
  end

  def put_text(out, text)
    out << "#{text.bytesize}:" << text
  end

  def put_list(out, items, kind)
    out << "["
    items.each { |item| put(out, item, kind) }
    out << "]"
  end

  def put_parts(out, value, type)
    out << "("
    SHAPES.fetch(type).each { |name, kind| put_part(out, value, name, kind) }
    out << ")"
  end

  # A part of a value, or why it cannot be read.
  def put_part(out, value, name, kind)
    name = "#{name.delete_prefix("is_")}?" unless value.respond_to?(name)
    put(out, value.public_send(name), kind)
  rescue Polyatom::Error => e
    out << "!#{e.code};"
  end

  # Prints the sum of each part over all packages.
  def read(path)
    packages = Polyatom::Repository.open(path).packages
    parts = SHAPES.values.first
    sums, sizes, unusable = parts.map { 0 }, parts.map { 0 }, 0
    packages.each do |package|
      next unusable += 1 if package.is_a?(Polyatom::Error)

      parts.each_with_index do |(name, kind), at|
        found = put_part(+"", package, name, kind)
        sums[at] = Zlib.crc32(found, sums[at])
        sizes[at] += found.bytesize
      end
    end
    puts "#{packages.length} packages, #{unusable} of them unusable"
    parts.each_with_index { |(name, _), at| puts format("%s %d %08x", name, sizes[at], sums[at]) }
  end
end
