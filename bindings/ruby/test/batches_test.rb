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
    assert_equal 5_000, Polyatom.parse_atoms(TEXTS).sorted.length
    assert_equal GOOD, Timeout.timeout(LAST_RESORT) { in_child { many_are_read } }
    assert_equal 5_000, Polyatom.parse_atoms(TEXTS).length
  end

  # In a PID namespace of its own, the first process is number 1.
  def test_a_child_may_have_the_number_of_its_parent
    skip "PID namespaces are of Linux" unless RUBY_PLATFORM.include?("linux")
    # Whoever has a namespace for its children can have no threads, a Timeout's either.
    answer = Timeout.timeout(LAST_RESORT) do
      in_child { in_namespace { number_one == GOOD ? in_namespace { number_one } : 1 } }
    end
    skip "PID namespaces are not permitted here" if answer == NOT_PERMITTED
    assert_equal GOOD, answer
  end

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
