# frozen_string_literal: true

require_relative "helper"
require "fiddle"
require "timeout"

# Many values in one object.
class BatchesTest < Minitest::Test
  TEXTS = Array.new(5_000) { |number| "=cat/pkg-#{number}" }.freeze

  def test_results_and_errors_keep_their_places
    batch = Polyatom.parse_atoms(%w[b/b nonsense a/a])
    assert_equal [3, [1]], [batch.length, batch.failures]
    assert_equal %w[b/b a/a], batch.successes.map(&:to_s)
    assert_equal "nonsense", assert_raises(Polyatom::AtomError) { batch.get(1) }.input
    assert_nil batch.get(3)
  end

  def test_batches_read_as_arrays
    batch = Polyatom.parse_atoms(["a/b", "!!", nil, "c/d"], eapi: "8")
    assert_equal batch.size, batch.to_a.size
    assert_equal(batch.to_a, (0...batch.size).map { |place| batch[place] })
    batch.each { |item| assert_includes batch, item }
    assert_equal [2, [1], ["a/b", "!!", nil, "c/d"]], [batch.grep(Polyatom::Atom).size, batch.failures, batch.texts]
    assert_equal [[2], "2 atoms, 1 in error, 1 missing"], [batch.missing, batch.to_s]
    assert_equal "!!", batch[1].input
    assert_equal [Polyatom::Atom.new("c/d")], batch[3..].to_a
    assert_nil batch[4]
  end

  def test_batches_are_values
    [Polyatom.parse_atoms(["a/b", "?", nil], eapi: "5"), Polyatom.parse_cpvs(["a/b-1"]), Polyatom.parse_versions(["1", nil]),
     Polyatom.parse_dep_specs(:depend, ["a/b", "("])].each do |batch|
      copy = Marshal.load(Marshal.dump(batch))
      assert_equal [batch, batch.hash], [copy, copy.hash]
    end
    assert_equal "#<Polyatom::VersionBatch: 9 versions>", Polyatom.parse_versions(["1"] * 9).inspect
  end

  def test_batches_tell_the_order_of_their_places
    batch = Polyatom.parse_versions(["1.10", nil, "1.9", "?", "1_rc"])
    assert_equal [4, 2, 0], batch.argsort
    assert_equal batch.sorted.to_a, batch.argsort.map { |place| batch[place] }
    assert_equal [Polyatom::Version.new("1.10").sort_key, nil], batch.sort_keys.first(2)
  end

  def test_batches_sort_and_leave_errors_out
    sorted = Polyatom.parse_versions(%w[1.10 ? 1.9 1.9-r1]).sorted
    assert_equal %w[1.9 1.9-r1 1.10], sorted.successes.map(&:to_s)
    assert_equal "a/b-1", Polyatom.parse_cpvs(%w[a/b-2 a/b-1]).sorted.get(0).to_s
  end

  def test_batches_match_with_a_byte_for_each_text
    packages = Polyatom.parse_cpvs(%w[a/b-1 a/b-3 nonsense a/c-3])
    assert_equal [0, 1, 0, 0], packages.matching(">=a/b-2").bytes
    assert_equal [1, 0, 0], Polyatom.parse_atoms(%w[a/b <a/b-1 ?]).matching("a/b-1").bytes
  end

  def test_a_forked_child_has_threads_of_its_own
    skip FORKS if FORKS
    assert_equal 5_000, Polyatom.parse_atoms(TEXTS).sorted.length
    assert_equal GOOD, Timeout.timeout(LAST_RESORT) { in_child { many_are_read } }
    assert_equal 5_000, Polyatom.parse_atoms(TEXTS).length
  end

  # In a PID namespace of its own, the first process is number 1.
  def test_a_child_may_have_the_number_of_its_parent
    skip FORKS if FORKS
    skip "PID namespaces are of Linux" unless RUBY_PLATFORM.include?("linux")
    # Whoever has a namespace for its children can have no threads, a Timeout's either.
    answer = Timeout.timeout(LAST_RESORT) do
      in_child { in_namespace { number_one == GOOD ? in_namespace { number_one } : 1 } }
    end
    skip "PID namespaces are not permitted here" if answer == NOT_PERMITTED
    assert_equal GOOD, answer
  end

  # Why children with threads are not tried.
  FORKS = ("a fork may leave AddressSanitizer's allocator locked" if ENV.fetch("LD_PRELOAD", "").include?("asan"))
  # For what never takes as long: a busy machine needs its time.
  LAST_RESORT = 1200
  GOOD = 0
  NOT_PERMITTED = 77

  private

  def many_are_read
    Polyatom.parse_atoms(TEXTS * 2).sorted.length == 10_000 ? GOOD : 1
  end

  def number_one
    Process.pid == 1 ? many_are_read : 1
  end

  # What a child answers.
  def in_child(&act)
    child = fork { exit!(act.call) }
    Process.wait2(child).last.exitstatus
  end

  def in_namespace(&act)
    spaces = 0x2000_0000 | (Process.euid.zero? ? 0 : 0x1000_0000)
    unshare = Fiddle::Function.new(Fiddle.dlopen(nil)["unshare"], [Fiddle::TYPE_INT], Fiddle::TYPE_INT)
    unshare.call(spaces).zero? ? in_child(&act) : NOT_PERMITTED
  end
end
