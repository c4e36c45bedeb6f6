# frozen_string_literal: true

require "helper"

# The examples in the documentation run, and give what stands beside them.
class ExamplesTest < Minitest::Test
  FILES = Dir[File.join(__dir__, "../lib/polyatom/generated/*.rb")].sort
  README = File.read(File.join(__dir__, "../README.md"))

  # The examples of a file: the lines of each.
  def self.examples(file)
    File.read(file).scan(/^ *# @example\n((?: *#   .+\n)+)/).map { |(block)| block.lines.map { |line| line.sub(/^ *#   /, "").chomp } }
  end

  FILES.each do |file|
    examples(file).each_with_index do |lines, number|
      define_method(:"test_#{File.basename(file, '.rb')}_#{number}") do
        names = Object.new.instance_eval { binding }
        lines.each do |line|
          code, value = line.split(" # => ", 2)
          next assert_raised(names, *line.split(" # raises ", 2)) if line.include?(" # raises ")

          made = names.eval(code)
          assert_equal(value, made.inspect, code) if value
        end
      end
    end
  end

  def assert_raised(names, code, told)
    type, reason = told.split(", ")
    error = assert_raises(names.eval(type), code) { names.eval(code) }
    assert_equal(reason, error.code, code)
  end

  def test_every_type_has_an_example
    parts = %w[all callbacks choices errors functions handles lists native values]
    without = FILES.reject { |file| parts.include?(File.basename(file, ".rb")) || self.class.examples(file).any? }
    assert_empty(without)
  end

  def test_what_the_readme_shows
    names = Object.new.instance_eval { binding }
    checked = README.scan(/^```ruby\n(.*?)^```/m).sum do |(block)|
      capture_io { names.eval(block) }
      # What follows the value is for people.
      block.scan(/^(\S.*?) +# => (.+)$/).count do |code, value|
        made = names.eval(code).inspect
        assert(value.start_with?(made), "#{code} gives #{made}")
      end
    end
    assert_operator(checked, :>, 15)
  end
end
