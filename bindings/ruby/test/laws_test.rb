# frozen_string_literal: true

# Laws that hold for every value of every exported type and for every error: see laws/README.md.

require "json"
require "minitest/autorun"
require "polyatom"
require "set"
require "tempfile"
require "yaml"

module Laws
  FOLDER = File.expand_path("../../../laws", __dir__)
  CODES = JSON.parse(File.read(File.join(FOLDER, "codes.json")))
  PROBLEMS = JSON.parse(File.read(File.join(FOLDER, "problems.json")))
  AS_WRITTEN = JSON.parse(File.read(File.join(FOLDER, "as_written.json")))
  TYPES = Polyatom.constants.map { |name| Polyatom.const_get(name) }.grep(Class)
  ERRORS = TYPES.select { |type| type < Polyatom::Error }
  VALUES = TYPES.reject { |type| type <= Exception }.select { |type| type.name.match?(/\APolyatom::[A-Z][a-z]/) }

  # What a call takes besides values: a file, one that takes no place on the disk, and an answer that stops a long call.
  ASIDE = {
    "file" => ->(file) { File.join(FOLDER, "files", file) },
    "large" => ->(size) { Tempfile.create.tap { |file| at_exit { File.unlink(file) } }.tap { |file| file.truncate(size) }.path },
    "stop" => -> { ->(_done, _total) { false } }
  }.freeze

  module_function

  # The value of a call that is written down in JSON.
  def made(expression)
    return expression unless expression.is_a?(Array)

    name, *rest = expression
    named = rest.last.is_a?(Hash) ? rest.pop.to_h { |key, value| [key.to_sym, made(value)] } : {}
    arguments = rest.map { |item| made(item) }
    return arguments if name == "list"
    return ASIDE[name].call(*arguments) if ASIDE.key?(name)
    return reading(arguments.shift, name.delete_prefix("."), arguments, named) if name.start_with?(".")
    return reading(Polyatom, name, arguments, named) unless name.match?(/\A[A-Z]/)

    type, constructor = name.split(".")
    type = Polyatom.const_get(type)
    constructor ? type.public_send(constructor, *arguments, **named) : new(type, arguments, named)
  end

  def reading(receiver, name, arguments, named)
    names = [name, name.sub(/\A(is|has)_/, ""), "#{name}?"]
    block = named.delete(:progress)
    receiver.public_send(names.find { |known| receiver.respond_to?(known) }, *arguments, **named, &block)
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
    readers.to_h { |name| [name, answer(value, name)] }
  end

  # What a reader says; of one that fails, why.
  def answer(value, name)
    value.public_send(name)
  rescue Polyatom::Error => e
    e.code
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

  # How often a law was tried, by class.
  COUNTS = Hash.new(0)
  Minitest.after_run do
    next unless ENV["COUNT"]

    values = REACHED.map { |value| value.class.name }.tally
    values.sort.each { |name, count| puts "#{name}: #{count} values, #{COUNTS[name]} tests" }
    puts "#{values.size} types, #{Laws::CODES.size} errors, #{Laws::PROBLEMS.size} problems"
  end

  def each_value
    REACHED.each { |value| COUNTS[value.class.name] += 1 }
    REACHED.each { |value| yield value, "#{value.class} #{value.inspect[0, 60]}" }
  end

  def test_every_type_has_a_value
    assert_empty Laws::VALUES - REACHED.map(&:class), "laws/values.json makes no value of these types"
  end

  def test_what_is_copied_is_equal_and_answers_alike
    each_value do |value, name|
      refused(value, name) if value.is_a?(Polyatom::Native::Unwritable)

      [value.dup, value.clone, *written_and_read(value)].each do |twin|
        assert_instance_of value.class, twin, name
        assert_equal value, twin, name
        assert value.eql?(twin), name
        assert_equal value.hash, twin.hash, name
        assert_equal value.to_s, twin.to_s, name
        assert_equal Laws.answers(value), Laws.answers(twin), name
      end
    end
  end

  # Some values of each class that are equal and read differently.
  def equal_ones
    REACHED.group_by(&:class).values.flat_map do |values|
      values.combination(2).lazy.select { |one, other| one == other }.first(4)
    end
  end

  # What methods are given. Python's laws give them values of all types.
  POOL = ["", "1", "a/b", "a/b-1", "x", 0, nil, %w[x], %w[a/b-1], *REACHED.grep(Polyatom::UseFlags).first(1)].freeze

  # What a method gives, or how it fails.
  def outcome(value, name, arguments)
    found = value.public_send(name, *arguments)
    found.is_a?(Enumerator) ? found.to_a : found
  rescue Polyatom::Error => e
    [e.class, e.code]
  rescue StandardError => e
    e.class
  end

  def asked(type)
    names = type.public_instance_methods(false).grep_v(/\A_|\Ato_|\A(deconstruct_keys|encode_with|inspect|span)\z/)
    names - Laws::AS_WRITTEN.fetch(type.name.split("::").last, []).map(&:to_sym)
  end

  def test_equal_values_answer_alike
    pairs = equal_ones
    assert_empty Laws::AS_WRITTEN.keys - pairs.map { |one, _| one.class.name.split("::").last }
    pairs.each do |one, other|
      COUNTS[one.class.name] += 1
      assert_equal one.hash, other.hash
      asked(one.class).product([[], *POOL.map { |value| [value] }]) do |name, arguments|
        answers = [one, other].map { |value| outcome(value, name, arguments) }
        flunk "#{one.inspect}, #{other.inspect}: #{name} of #{arguments}: #{answers}" unless answers[0] == answers[1]
      end
    end
  end

  def written_and_read(value)
    return [] if value.is_a?(Polyatom::Native::Unwritable)

    yaml = YAML.respond_to?(:unsafe_load) ? YAML.unsafe_load(YAML.dump(value)) : YAML.load(YAML.dump(value))
    [Marshal.load(Marshal.dump(value)), yaml]
  end

  def test_reading_twice_gives_equal_answers
    each_value { |value, name| assert_equal Laws.answers(value), Laws.answers(value), name }
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

  Laws::CODES.each.with_index(1) do |row, number|
    define_method("test_#{row["code"]}_of_#{row["error"]}_#{number}") do
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

  # Stands for a path, as a Pathname does, but for any.
  Named = Struct.new(:to_path)

  # The call with objects in the place of what is no good path.
  def with_objects(call)
    case call
    when Array then call.map { |item| with_objects(item) }
    when Hash then call.transform_values { |item| with_objects(item) }
    else call.is_a?(String) && call.include?("\0") ? Named.new(call) : call
    end
  end

  # All functions and records that take a path are among them: Python's laws see to it.
  def test_a_path_is_welcome_as_an_object
    Laws::CODES.select { |row| row["code"] == "nul_byte" }.each do |row|
      texts, objects = [row["call"], with_objects(row["call"])].map do |call|
        assert_raises(Polyatom::FileError, call.inspect) { Laws.made(call) }
      end
      assert_equal [texts.message, texts.code], [objects.message, objects.code]
    end
  end

  def test_a_path_in_a_record_is_welcome_as_an_object
    records = REACHED.select { |value| value.is_a?(Polyatom::Native::Record) && value.class.members.include?(:path) }
    records.reject! { |record| record.path.is_a?(Array) }
    refute_empty records
    records.each { |record| assert_equal record, record.with(path: Named.new(record.path)) }
  end

  Laws::PROBLEMS.each.with_index(1) do |row, number|
    define_method("test_problem_#{row["code"]}_#{number}") do
      problems = Laws.made(row["call"]).select { |problem| problem.code == row["code"] }
      refute_empty problems
      problems.each do |problem|
        assert_equal problem.end - problem.start, problem.input[problem.span].length
        assert_includes problem.to_s, problem.reason
        assert_includes problem.to_s, [problem.path, *problem.line].join(":")
      end
    end
  end

  def test_every_code_and_class_is_raised
    unraised = Polyatom.error_codes - Laws::CODES.map { |row| row["code"] }
    beyond_a_test = %w[too_long too_many_to_find] # One takes eight gigabytes of memory, the other minutes.
    assert_empty unraised - beyond_a_test, "laws/codes.json has no call for these"
    untold = Polyatom.problem_codes - (Laws::CODES + Laws::PROBLEMS).map { |row| row["code"] }
    assert_empty untold, "laws/problems.json has no call for these"
    raised = Laws::CODES.map { |row| "Polyatom::#{row["error"]}Error" }.uniq
    assert_equal Laws::ERRORS.map(&:name).sort, raised.sort
  end
end
