# frozen_string_literal: true

require_relative "helper"
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
    child = fork { exit!(Polyatom.parse_atoms(TEXTS * 2).sorted.length == 10_000) }
    _, status = Timeout.timeout(20) { Process.wait2(child) }
    assert status.success?
    assert_equal 5_000, Polyatom.parse_atoms(TEXTS).length
  end
end
