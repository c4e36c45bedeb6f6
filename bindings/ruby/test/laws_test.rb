# frozen_string_literal: true

# Laws that hold for every value of every exported type and for every error: see laws/README.md.

require "json"
require "minitest/autorun"
require "polyatom"
require "set"
require "yaml"

module Laws
  FOLDER = File.expand_path("../../../laws", __dir__)
  CODES = JSON.parse(File.read(File.join(FOLDER, "codes.json")))
  TYPES = Polyatom.constants.map { |name| Polyatom.const_get(name) }.grep(Class)
  ERRORS = TYPES.select { |type| type < Polyatom::Error }
  VALUES = TYPES.reject { |type| type <= Exception }.select { |type| type.name.match?(/\APolyatom::[A-Z][a-z]/) }

  module_function

  # The value of a call that is written down in JSON.
  def made(expression)
    return expression unless expression.is_a?(Array)

    name, *rest = expression
    named = rest.last.is_a?(Hash) ? rest.pop.to_h { |key, value| [key.to_sym, made(value)] } : {}
    arguments = rest.map { |item| made(item) }
    return arguments if name == "list"
    return reading(arguments.shift, name.delete_prefix("."), arguments, named) if name.start_with?(".")
    return reading(Polyatom, name, arguments, named) unless name.match?(/\A[A-Z]/)

    type, constructor = name.split(".")
    type = Polyatom.const_get(type)
    constructor ? type.public_send(constructor, *arguments, **named) : new(type, arguments, named)
  end

  def reading(receiver, name, arguments, named)
    names = [name, name.sub(/\A(is|has)_/, ""), "#{name}?"]
    receiver.public_send(names.find { |known| receiver.respond_to?(known) }, *arguments, **named)
  end

  # Choices are read, and records made by names.
  def new(type, arguments, named)
    return type.parse(*arguments) unless type.respond_to?(:new)
    return type.new(*arguments, **named) unless type.const_defined?(:MEMBERS)

    type.new(**type::MEMBERS.map(&:to_sym).zip(arguments).to_h.merge(named))
  end

  def members(value)
    value.is_a?(Array) ? value.flat_map { |item| members(item) } : [value]
  end

  # What the readers of a value say.
  def answers(value)
    readers = value.class.public_instance_methods(false).select do |name|
      method = value.class.instance_method(name)
      method.arity.zero? && !name.match?(/\A_|\Ato_|[!=]\z|\A(hash|inspect|each|freeze|dup|clone|encode_with|close)\z/)
    end
    readers.to_h { |name| [name, value.public_send(name)] }
  end

  # How far reading goes: a version has a next one, without end.
  DEPTH = 3

  def reached
    waiting = members(JSON.parse(File.read(File.join(FOLDER, "values.json"))).map { |expression| made(expression) })
    seen = {}
    DEPTH.times do
      fresh = waiting.select { |value| VALUES.include?(value.class) }.to_h { |value| [[value.class, value.inspect], value] }
      fresh.reject! { |key, _| seen.key?(key) }
      seen.merge!(fresh)
      waiting = fresh.values.flat_map { |value| answers(value).values.flat_map { |answer| members(answer) } }
    end
    seen.values
  end
end

class LawsTest < Minitest::Test
  REACHED = Laws.reached.freeze

  def each_value
    REACHED.each { |value| yield value, "#{value.class} #{value.inspect[0, 60]}" }
  end

  def test_every_type_has_a_value
    assert_empty Laws::VALUES - REACHED.map(&:class), "laws/values.json makes no value of these types"
  end

  def test_what_is_copied_is_equal_and_answers_alike
    each_value do |value, name|
      next refused(value, name) if value.is_a?(Polyatom::Native::Unwritable)

      yaml = YAML.respond_to?(:unsafe_load) ? YAML.unsafe_load(YAML.dump(value)) : YAML.load(YAML.dump(value))
      [value.dup, value.clone, Marshal.load(Marshal.dump(value)), yaml].each do |twin|
        assert_instance_of value.class, twin, name
        assert_equal value, twin, name
        assert value.eql?(twin), name
        assert_equal value.hash, twin.hash, name
        assert_equal value.to_s, twin.to_s, name
        assert_equal Laws.answers(value), Laws.answers(twin), name
      end
    end
  end

  # What cannot be written says so in a sentence.
  def refused(value, name)
    [-> { Marshal.dump(value) }, -> { YAML.dump(value) }].each do |write|
      assert_match(/\A#{value.class} cannot be written/, assert_raises(TypeError, name, &write).message)
    end
  end

  def test_containers_include_what_they_yield
    each_value do |value, name|
      next unless value.respond_to?(:each)

      items = value.each.to_a
      assert_kind_of Enumerable, value, name
      assert_equal items.size, value.size, name
      items.each { |item| assert_includes value, item, name unless item.is_a?(Exception) }
      refute_includes value, Object.new, name
    end
  end

  def test_a_value_is_not_another_type
    each_value do |value, name|
      refute_equal value, Object.new, name
      refute_equal value, nil, name
    end
  end

  Laws::CODES.each do |row|
    define_method("test_#{row["code"]}_of_#{row["error"]}") do
      error = assert_raises(Polyatom::Error) { Laws.made(row["call"]) }
      assert_equal "Polyatom::#{row["error"]}Error", error.class.name
      assert_equal row["code"], error.code
      assert_operator error.start, :<=, error.end
      assert_equal error.end - error.start, error.input[error.span].length, "input[span] is the offending part"
      assert_includes error.message, error.reason
      twin = Marshal.load(Marshal.dump(error))
      assert_equal [error.class, error.message, error.code, error.span], [twin.class, twin.message, twin.code, twin.span]
    end
  end

  def test_every_code_and_class_is_raised
    unraised = Polyatom.error_codes - Laws::CODES.map { |row| row["code"] }
    beyond_a_test = %w[too_long too_many_to_find] # One takes eight gigabytes of memory, the other minutes.
    assert_empty unraised - beyond_a_test, "laws/codes.json has no call for these"
    raised = Laws::CODES.map { |row| "Polyatom::#{row["error"]}Error" }.uniq
    assert_equal Laws::ERRORS.map(&:name).sort, raised.sort
  end
end
