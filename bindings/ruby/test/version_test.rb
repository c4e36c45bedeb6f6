# frozen_string_literal: true

require "helper"

class VersionTest < Minitest::Test
  # Lowest first, as PMS orders them (alg:version-comparison).
  ORDERED = %w[0.9 1_alpha 1_alpha1 1_beta 1_pre 1_rc 1 1-r1 1_p 1_p1 1a 1.0 1.01 1.1 1.9 1.10 2 10].freeze

  def version(text)
    Polyatom::Version.new(text)
  end

  def test_parts
    version = version("1.02b_alpha3_p-r4")
    assert_equal([%w[1 02], "b", "4"], [version.numbers, version.letter, version.revision.to_s])
    assert_equal([[:alpha, "3"], [:p, nil]], version.suffixes.map(&:to_a))
    assert_instance_of(Polyatom::VersionSuffix, version.suffixes.first)
  end

  def test_order
    versions = ORDERED.map { |text| version(text) }
    assert_equal(ORDERED, versions.shuffle(random: Random.new(1)).sort.map(&:to_s))
    assert_equal(ORDERED, Polyatom.sort_versions(ORDERED.reverse).map(&:to_s))
    assert_equal(ORDERED, versions.shuffle(random: Random.new(2)).sort_by(&:sort_key).map(&:to_s))
  end

  def test_two_texts_are_compared
    ORDERED.product(ORDERED) do |a, b|
      assert_equal(ORDERED.index(a) <=> ORDERED.index(b), Polyatom.compare_versions(a, b), "#{a} #{b}")
    end
    assert_equal(0, Polyatom.compare_versions("1", "1-r0"))
    assert_equal("x", assert_raises(Polyatom::VersionError) { Polyatom.compare_versions("1", "x") }.input)
  end

  def test_order_with_text
    assert_equal([-1, 0, nil], %w[1.1 1.0-r0 x].map { |text| version("1.0") <=> text })
    assert_operator(version("1.0"), :<, "1.1")
    assert_raises(ArgumentError) { version("1.0") < "one" }
  end

  def test_equal_versions
    [%w[1 1-r0], %w[1.0 1.00], %w[01 1], %w[1_p 1_p0]].each do |a, b|
      assert_equal(version(a), version(b))
      assert_equal([version(a).hash, version(a).sort_key], [version(b).hash, version(b).sort_key])
    end
  end

  def test_numbers_of_any_length
    long = "9" * 1000
    assert_operator(version(long), :<, version("1#{'0' * 1000}"))
    assert_equal(long, version(long).to_s)
  end

  def test_errors
    error = assert_raises(Polyatom::VersionError) { version("1.2 3") }
    assert_equal(["1.2 3", 3...4, " "], [error.input, error.span, error.input[error.span]])
    ["", "1.", "1\0", "1 ", "१"].each { |text| assert_nil(Polyatom::Version.parse?(text), text.inspect) }
  end

  def test_a_text_is_valid
    assert_equal [true, false, false], ["1.2", "1.2.", "1\xff"].map { |text| Polyatom::Version.valid?(text) }
    assert_equal [true, false], %i[v8 v0].map { |eapi| Polyatom::Atom.valid?("a/b:3", eapi: eapi) }
    assert_raises(TypeError) { Polyatom::Version.valid?(nil) }
  end

  def test_parts_change
    atom = Polyatom::Atom.new(">=a/b-1:3")
    assert_equal Polyatom::Atom.new(">=a/b-2"), atom.with(version: "2", slot_dep: nil)
    assert_equal Polyatom::Atom.new(">=c/b-1:3[x]"), atom.with(category: "c", use_deps: %w[x])
    assert_equal Polyatom::Version.new("1.2-r3"), Polyatom::Version.new("1.2").with(revision: "3")
    assert_raises(Polyatom::InvalidNameError) { atom.with(category: "-c") }
    assert_match(/no part :cpn/, assert_raises(ArgumentError) { atom.with(cpn: "a/b") }.message)
  end

  def test_revisions_are_numbers_of_any_length
    assert_equal([0, 2, 10**30 - 1], ["0", "02", "9" * 30].map { |text| Polyatom::Revision.new(text).to_i })
  end
end
