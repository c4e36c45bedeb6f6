# frozen_string_literal: true

require_relative "helper"

# Many threads share objects and workers, and each has its own errors.
class ThreadsTest < Minitest::Test
  THREADS = 8

  # What each thread's work comes to.
  def in_threads(&work)
    Array.new(THREADS) { |number| Thread.new(number, &work) }.map(&:value)
  end

  def test_each_thread_has_its_own_errors
    in_threads do |number|
      300.times do |round|
        text = "a/thread-#{number}-#{round}"
        assert_equal text, assert_raises(Polyatom::AtomError) { Polyatom::Atom.new(text) }.input
        Thread.pass
        text = "#{number}?#{round}"
        assert_equal text, assert_raises(Polyatom::VersionError) { Polyatom::Version.new(text) }.input
      end
    end
  end

  def test_shared_objects_are_the_same_everywhere
    atom = Polyatom::Atom.new("!!>=dev-lang/python-3.11-r2:3.11/3=::gentoo[ssl,-test(-),tk?]")
    spec = Polyatom::DepSpec.new(:depend, "|| ( a/b c/d ) flag? ( e/f )")
    results = in_threads do
      Array.new(100) do
        [atom.to_s, atom.hash, atom.version, atom.slot_dep, atom.use_deps, atom.evaluate(["tk"]), spec.map(&:to_s),
         spec.evaluate(["flag"]), spec.hash]
      end.uniq
    end
    assert_equal 1, results.uniq.size
    assert_equal 1, results.first.size
  end

  def test_workers_are_shared_while_garbage_is_collected
    texts = Array.new(1500) { |number| "=cat/pkg-#{number}" }
    collector = Thread.new { 20.times { GC.start && sleep(0.001) } }
    in_threads do
      3.times { assert_equal texts, Polyatom.parse_atoms(texts).sorted.successes.map(&:to_s) }
    end
    collector.join
  end

  def test_a_thread_that_is_killed_takes_nothing_with_it
    10.times do
      busy = Thread.new { loop { Polyatom.parse_atoms(["a/b"] * 1000).sorted.get(0).version } }
      sleep(0.002)
      busy.kill.join
    end
    assert_equal 1000, Polyatom.parse_atoms(["a/b"] * 1000).length
  end
end
