# frozen_string_literal: true

require_relative "helper"

# What Ruby lets go of is freed, on whatever way it went. The library has to be one that counts, as `cargo xtask sanitize` builds it.
class LeaksTest < Minitest::Test
  # Raised in the middle.
  class Boom < StandardError; end

  TEXT = "|| ( a/b c/d ) flag? ( e/f ) g/h"
  ROUNDS = 500

  # The collector is conservative: something on the stack may look like an address.
  FEW = 25

  def setup
    @kept = Polyatom::Atom.new("a/b")
    skip "the library does not count what is alive" if alive.zero?
  end

  def alive
    Polyatom::Native.polyatom_live_objects
  end

  def assert_nothing_is_left(&way)
    way.call
    4.times { GC.start }
    before = alive
    ROUNDS.times(&way)
    4.times { GC.start }
    assert_operator alive - before, :<, FEW
  end

  def half_way(*things)
    Enumerator.new do |yielder|
      things.each { |thing| yielder << thing }
      raise Boom
    end
  end

  def test_what_is_kept_is_counted
    before = alive
    kept = Array.new(100) { Polyatom::Atom.new("a/b") }
    assert_operator alive - before, :>=, kept.size
  end

  def test_iterators_left_half_way
    assert_nothing_is_left do
      Polyatom::DepSpec.new(:depend, TEXT).each { |_item| break }
      Polyatom::DepSpec.new(:depend, TEXT).each.next
    end
  end

  def test_children_kept_longer_than_parents
    assert_nothing_is_left do
      child = Polyatom::DepSpec.new(:depend, TEXT).items.first.children.last
      assert_equal "c/d2", "#{child}#{Polyatom::Cpv.new('a/b-1-r2').version.revision}"
    end
  end

  def test_exceptions_in_the_middle
    spec = Polyatom::DepSpec.new(:depend, TEXT)
    assert_nothing_is_left do
      assert_raises(Boom) { Polyatom.parse_atoms(half_way("a/b", "c/d")) }
      assert_raises(Boom) { spec.evaluate(half_way("flag")) }
      assert_raises(Boom) { Polyatom::Package.new("a/b-1", use_flags: half_way("x")) }
      assert_raises(Boom) { spec.satisfied_by(half_way(Polyatom::Package.new("a/b-1"))) }
      catch(:out) { spec.each { throw :out } }
    end
  end

  def test_errors_kept_and_asked_or_not
    assert_nothing_is_left do
      %w[? a/b-1 =a/b].each do |text|
        error = assert_raises(Polyatom::AtomError) { Polyatom::Atom.new(text) }
        error.input if text == "?"
        assert_raises(TypeError) { @kept.matches?(error) }
      end
    end
  end

  def test_objects_in_circles_and_closures
    assert_nothing_is_left do
      circle = [Polyatom::Version.new("1"), { Polyatom::Atom.new("a/b") => nil }]
      circle << circle << proc { circle }
    end
  end

  def test_objects_that_are_initialized_twice
    assert_nothing_is_left { assert_raises(FrozenError) { Polyatom::Atom.new("a/b").send(:initialize, "c/d") } }
  end

  def test_copies_and_marshalled_data
    assert_nothing_is_left do
      [Polyatom::Atom.new("a/b[c]"), Polyatom::DepSpec.new(:depend, TEXT)].each { |thing| Marshal.load(Marshal.dump(thing)).dup.clone }
    end
  end

  def test_threads_that_end_or_are_killed
    assert_nothing_is_left do
      [Thread.new { Polyatom.parse_atoms(%w[a/b ?] * 10).sorted }, Thread.new { Polyatom::Atom.new("a/b") && sleep }].last.kill.join
    end
  end
end
