# frozen_string_literal: true

require_relative "helper"
require_relative "hostile"
require "fileutils"
require "open3"
require "rbconfig"
require "timeout"
require "tmpdir"

# Callers that mean no good, or do not know better: nothing they do may end the process, or pass for something else. Should one of them
# crash Ruby, no later test runs: that is how it shows.
class HostileTest < Minitest::Test
  include Hostile

  def test_children_outlive_their_parents
    flag = Polyatom::Atom.new("a/b[c,d]").use_deps.last
    revision = Polyatom::Cpv.new("a/b-1-r2").version.revision
    member = Polyatom::DepSpec.new(:depend, "|| ( a/b c/d )").items.first.children.last
    first = Polyatom.parse_atoms(%w[a/b c/d]).sorted.get(0)
    error = assert_raises(Polyatom::AtomError) { Polyatom::Atom.new("a/b-1") }
    GC.start
    assert_equal %w[d 2 c/d a/b a/b-1], [flag, revision, member, first, error.input].map(&:to_s)
  end

  def test_what_made_peers_crash_or_pass
    error = assert_raises(Polyatom::AtomError) { Polyatom::Atom.new("a/b\0") }
    assert_equal ["a/b\0", 3], [error.input, error.start]
    refute Polyatom.valid_atom?("a/b\0")
    assert_operator Polyatom::Version.new("12345678901234567890"), :<, Polyatom::Version.new("12345678901234567891")
    assert_raises(TypeError) { Polyatom::Atom.new("a/b").matches?(Object.new) }
  end

  def test_every_class_has_a_sample
    classes = Polyatom.constants.map { |name| Polyatom.const_get(name) }.grep(Class)
    classes = classes.select { |type| type < Polyatom::Native::Handle || type < Polyatom::Native::Record }
    assert_equal classes.map(&:name).sort, SAMPLES.map { |sample| sample.class.name }.sort
  end

  # All functions, and all methods of classes and objects, that are ours.
  def callables
    [Polyatom, *SAMPLES, *SAMPLES.map(&:class)].flat_map do |owner|
      methods = owner.public_methods.reject { |name| name.start_with?("__") }.map { |name| owner.public_method(name) }
      methods.select! { |method| method.owner.inspect.include?("Polyatom") }
      owner.is_a?(Class) ? [*methods, owner.method(:new)] : methods
    end
  end

  # Only what is allowed comes out of it; and what comes out can be looked at.
  def call(method, *arguments, **options)
    method.call(*arguments, **options).inspect
  rescue *ALLOWED
    nil
  end

  def test_wrong_arguments_everywhere
    things = Hostile.wrong + SAMPLES.each_slice(4).map(&:first)
    methods = callables
    assert_operator methods.size, :>, 300
    methods.each do |method|
      call(method)
      things.each { |thing| call(method, thing) }
      next if method.arity.between?(0, 1) # It takes no more.

      things.product(things) { |pair| call(method, *pair) }
    end
  end

  def test_each_field_of_a_record_may_be_wrong
    records = SAMPLES.grep(Polyatom::Native::Record)
    records.each do |record|
      record.class.members.product(Hostile.wrong) { |name, wrong| call(record.class.method(:new), **record.to_h, name => wrong) }
    end
    assert_operator records.size, :>, 5
  end

  def test_nothing_is_made_without_its_value
    allocate = Class.instance_method(:allocate)
    SAMPLES.each do |sample|
      empty = allocate.bind_call(sample.class)
      sample.class.public_instance_methods(false).each { |name| call(empty.method(name)) }
      assert_raises(FrozenError) { sample.instance_variable_set(:@new, 1) }
    end
    atom = Polyatom::Atom.new("a/b")
    assert_raises(FrozenError) { atom.send(:initialize, "c/d") }
    assert_equal "a/b", atom.to_s
    careless = Class.new(Polyatom::Atom) { def initialize = nil } # rubocop:disable Lint/MissingSuper
    assert_raises(TypeError, NoMethodError) { careless.new.category }
  end

  def test_marshalled_data_that_lies_is_refused
    good = Marshal.dump(Polyatom::Atom.new("a/b"))
    assert_raises(Polyatom::AtomError) { Marshal.load(good.sub("a/b", "a?b")) }
    assert_raises(Polyatom::AtomError) { Marshal.load(good.sub("a/b", "a/\0")) }
  end

  def test_signals_come_through
    handled = 0
    before = trap("ALRM") { handled += 1 if Polyatom::Atom.new("a/b").category == "a" }
    sender = Thread.new { Process.kill("ALRM", Process.pid) && sleep(0.001) while handled < 50 }
    Timeout.timeout(1200) { assert_equal 1000, Polyatom.parse_atoms(["a/b"] * 1000).sorted.length while handled < 50 }
    sender.join
  ensure
    trap("ALRM", before || "DEFAULT")
  end

  # What a block gives in another Ractor, without the warning that Ractors are an experiment.
  def in_another_ractor(*given, &block)
    experimental = Warning[:experimental]
    Warning[:experimental] = false
    other = Ractor.new(*given, &block)
    other.respond_to?(:value) ? other.value : other.take
  ensure
    Warning[:experimental] = experimental
  end

  # The ffi gem works in the main Ractor only, and says so; another one may come to work, but not to crash.
  def test_another_ractor
    answer = in_another_ractor do
      Polyatom::Atom.new("a/b").category
    rescue Ractor::Error => e
      e.class.name
    end
    assert_includes ["a", "Ractor::UnsafeError", "Ractor::IsolationError"], answer
    refute Ractor.shareable?(Polyatom::Atom.new("a/b"))
  end

  # What needs no call works in every Ractor.
  def test_plain_values_in_another_ractor
    answer = in_another_ractor(Polyatom::VersionSuffix.new(kind: :rc, number: "1")) do |suffix|
      [suffix.with(number: "2"), Polyatom::Operator.to_s(:less), Polyatom::Eapi.parse("8")]
    end
    assert_equal [Polyatom::VersionSuffix.new(kind: :rc, number: "2"), "<", :v8], answer
    assert Ractor.shareable?(answer.first)
  end

  AT_THE_END = <<~'RUBY'
    require "polyatom"
    LATE = Polyatom::Atom.new("a/b[c]")
    BATCH = Polyatom.parse_atoms(["a/b"] * 2000)
    ERROR = begin
      Polyatom::Atom.new("?")
    rescue Polyatom::AtomError => e
      e
    end
    at_exit { Polyatom.parse_atoms(["c/d"] * 2000).get(0).to_s && LATE.use_deps.map(&:to_s) }
    ObjectSpace.define_finalizer(Object.new, proc { LATE.to_s })
    3.times { Thread.new { loop { Polyatom.parse_atoms(["a/b"] * 3000).sorted.get(0).version } } }
    sleep 0.01
  RUBY

  # Two libraries, each in its own module: neither meets the other's objects, failures or panics.
  TWO_COPIES = <<~'RUBY'
    require "polyatom"
    Ours = Polyatom
    Object.send(:remove_const, :Polyatom)
    $LOADED_FEATURES.reject! { |file| file.include?("/polyatom") }
    require "polyatom"
    abort "there is one copy" if Ours.equal?(Polyatom) || Ours::Native::PATH == Polyatom::Native::PATH
    ours, theirs = Ours::Atom.new("a/b"), Polyatom::Atom.new("a/b")
    abort "they mix" if ours == theirs || ours.eql?(theirs)
    [[ours, theirs], [theirs, ours]].each do |one, other|
      one.intersects?(other)
      abort "one takes the other's"
    rescue TypeError
      nil
    end
    abort "they differ" unless Ours.parse_atoms(["a/b"] * 2000).length == Polyatom.parse_atoms(["a/b"] * 2000).length
  RUBY

  def ends_in_peace(program, **environment)
    output, status = Open3.capture2e(environment.transform_keys(&:to_s), RbConfig.ruby, "-I", $LOAD_PATH.join(":"), "-e", program)
    assert_equal ["", true], [output, status.success?]
  end

  def test_programs_end_in_peace
    3.times { ends_in_peace(AT_THE_END) }
  end

  def test_two_copies_in_one_process_do_not_mix
    Dir.mktmpdir do |dir|
      copy = File.join(dir, "copy-#{File.basename(Polyatom::Native::PATH)}")
      FileUtils.cp(Polyatom::Native::PATH, copy)
      second = TWO_COPIES.sub("require \"polyatom\"\nabort", "ENV['POLYATOM_LIBRARY'] = #{copy.dump}\nrequire \"polyatom\"\nabort")
      ends_in_peace(second)
    end
  end
end
