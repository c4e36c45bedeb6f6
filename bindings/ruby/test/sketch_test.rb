# frozen_string_literal: true

require "helper"

# How it should feel: the lines that open the documentation, run as they stand there.
class SketchTest < Minitest::Test
  def test_reading_and_matching
    atom = Polyatom::Atom.new(">=dev-lang/python-3.11:3.11=[ssl]", eapi: "8")
    assert_equal("dev-lang", atom.category)
    assert_equal(:greater_or_equal, atom.op)
    refute(atom.matches?("dev-lang/python-3.12.1"), "the slot of that package is not known")
    assert(atom.without(:slot_dep, :use_deps).matches?("dev-lang/python-3.12.1"))
  end

  def test_sorting
    sorted = %w[1.10 1.9-r1 1.9].map { |v| Polyatom::Version.new(v) }.sort.map(&:to_s)
    assert_equal(%w[1.9 1.9-r1 1.10], sorted)
  end

  def test_nonsense
    assert_nil(Polyatom::Atom.parse?("nonsense"))
  end

  def test_patterns
    atom = Polyatom::Atom.new(">=dev-lang/python-3.11")
    case atom
    in { category: "dev-lang", package: } then assert_equal("python", package)
    end
  end

  def test_errors
    Polyatom::Atom.new("dev-lang/python-3.11")
  rescue Polyatom::AtomError => e
    assert_kind_of(ArgumentError, e)
    assert_equal(["dev-lang/python-3.11", 15...20], [e.input, e.span])
    assert_equal(<<~TEXT.chomp, e.message)
      invalid atom: version without an operator
        dev-lang/python-3.11
                       ^^^^^
      hint: =dev-lang/python-3.11 for this version, dev-lang/python for any
    TEXT
  else
    flunk("no error")
  end
end
