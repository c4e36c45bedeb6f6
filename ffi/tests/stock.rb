# frozen_string_literal: true

# UniFFI's own Ruby bindings of the same interface load and answer.
# `polyatom-bindgen stock --out DIR` writes them; DIR is the first argument.

require "minitest/autorun"
require File.join(File.expand_path(ARGV.shift), "polyatom")

class StockTest < Minitest::Test
  def test_an_atom_has_its_parts
    atom = Polyatom::Atom.new(">=dev-lang/python-3.11-r1:3.11/1=[ssl,-test(-)]", Polyatom::Eapi::V8)
    assert_equal ">=dev-lang/python-3.11-r1:3.11/1=[ssl,-test(-)]", atom.to_s
    assert_equal %w[dev-lang python], [atom.category, atom.package]
    assert_equal Polyatom::Operator::GREATER_OR_EQUAL, atom.op
    assert_equal %w[ssl -test(-)], atom.use_deps.map(&:to_s)
  end

  def test_versions_have_their_order
    texts = %w[1.9_rc1 1.9 1.9-r1 1.9_p1 1.10]
    sorted = Polyatom.sort_versions(texts.reverse.map { |text| Polyatom::Version.new(text) })
    assert_equal texts, sorted.map(&:to_s)
  end

  def test_errors_keep_their_fields
    error = assert_raises(Polyatom::PolyatomError::Atom) { Polyatom::Atom.new("dev-lang/python-3.11") }
    assert_equal [15, 20], [error.start, error._end]
  end
end
