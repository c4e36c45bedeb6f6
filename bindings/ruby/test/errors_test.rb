# frozen_string_literal: true

require_relative "helper"
require "json"
require "yaml"

# Every class of errors is raised by bad input, and carries what all of them do.
class ErrorsTest < Minitest::Test
  # What raises each, the offending part, and the code.
  RAISED = {
    Polyatom::AtomError => [-> { Polyatom::Atom.new("ä/b-1") }, "ä", "category_character"],
    Polyatom::AtomPatternError => [-> { Polyatom::AtomPattern.new("a/b[x]") }, "[x]", nil],
    Polyatom::ChoiceError => [-> { Polyatom::Atom.new("a/b").with_version("==", "1") }, "==", "unknown_operator"],
    Polyatom::ColumnError => [-> { Polyatom::Column.new(%w[1 1ä2]).sort_key(strict: true) }, "ä", "version_character"],
    Polyatom::CpnError => [-> { Polyatom::Cpn.new("a/b-1") }, "-1", nil],
    Polyatom::CpvError => [-> { Polyatom::Cpv.new("ä/b") }, "ä", nil],
    Polyatom::DepSpecError => [-> { Polyatom::DepSpec.new(:src_uri, "https://example.org/ä ||") }, "||", nil],
    Polyatom::EapiError => [-> { Polyatom::Atom.new("a/b", eapi: 99) }, "99", "unknown_eapi"],
    Polyatom::FileError => [-> { Polyatom.read_manifest("no such file") }, "", "unreadable"],
    Polyatom::InvalidNameError => [-> { Polyatom.check_name(:package, "pkg-1") }, "-1", nil],
    Polyatom::IuseError => [-> { Polyatom::Iuse.new("+a ä") }, "ä", "use_flag_character"],
    Polyatom::KeywordsError => [-> { Polyatom::Keywords.new("~amd64 ä") }, "ä", "keyword_character"],
    Polyatom::MissingFlagError => [-> { Polyatom::Atom.new("a/b[c]").check_use?("a/b-1") }, "c", nil],
    Polyatom::PackageNameError => [-> { Polyatom::PackageName.new("a/ä") }, "ä", "package_character"],
    Polyatom::QueryError => [-> { Polyatom::Query.new("live and ä/b") }, "ä", "category_character"],
    Polyatom::RevisionError => [-> { Polyatom::Revision.new("r") }, "r", nil],
    Polyatom::SlotDepError => [-> { Polyatom::SlotDep.new("0/") }, "", nil],
    Polyatom::SlotError => [-> { Polyatom::Slot.new("ä\xff") }, "\u{fffd}", "not_utf8"],
    Polyatom::UseDepError => [-> { Polyatom::UseDep.new("a??") }, "?", nil],
    Polyatom::VersionError => [-> { Polyatom::Version.new("1.2 3") }, " ", nil],
    Polyatom::VersionRequirementError => [
      -> { Polyatom::VersionRequirement.new(">=1 ä") }, "ä", "constraint_without_operator"
    ]
  }.freeze

  def test_each_class
    RAISED.each do |type, (raise_it, part, code)|
      error = assert_raises(type, &raise_it)
      assert_equal(part, error.input[error.span], type)
      assert_equal(code, error.code, type) if code
      assert_match(/\A[a-z0-9]+(_[a-z0-9]+)*\z/, error.code)
      assert_includes(error.message, error.reason)
      assert_operator(type, :<, Polyatom::Error)
    end
    # Those that the library gains later need a line, too.
    assert_equal([], Polyatom::Native::ERRORS.values - RAISED.keys)
  end

  def test_each_is_written_and_read_again
    RAISED.each do |type, (raise_it, *)|
      error = assert_raises(type, &raise_it)
      copies = [Marshal.load(Marshal.dump(error)), YAML.safe_load(YAML.dump(error), permitted_classes: [type])]
      copies.each { |copy| assert_equal([type, error.message, error.to_h, error.span], [copy.class, copy.message, copy.to_h, copy.span]) }
      assert_equal(error.code, JSON.parse(JSON.generate(error))["code"])
    end
  end

  def test_text_that_is_not_utf8
    wrong = "a/b\xff"
    refute(Polyatom.valid_atom?(wrong))
    assert_nil(Polyatom::Atom.parse?(wrong))
    batch = Polyatom.parse_atoms(["a/b", wrong, "c/d"])
    assert_equal([[1], "not_utf8"], [batch.failures, assert_raises(Polyatom::AtomError) { batch.get(1) }.code])
    refute(Polyatom::DepSpec.new(:depend, "a/b").include?(wrong))
  end
end
