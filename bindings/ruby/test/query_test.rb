# frozen_string_literal: true

require_relative "helper"

# Queries have Ruby's operators, stand where a block or a pattern does, and find packages in order.
class QueryTest < Minitest::Test
  ENTRIES = {
    "a/b-1" => ["EAPI=8", "SLOT=0", "KEYWORDS=amd64", "IUSE=ssl"],
    "a/b-2" => ["EAPI=8", "SLOT=0", "KEYWORDS=~amd64"],
    "a/b-3" => ["EAPI=8", "SLOT=0", "RDEPEND=(", "PROPERTIES=live"],
    "c/d-1" => ["EAPI=8"]
  }.freeze

  def self.files(root)
    ENTRIES.map { |cpv, lines| { path: "#{root}metadata/md5-cache/#{cpv}", lines: lines } }
  end

  REPOSITORY = Polyatom::Repository.from_files(files(""))
  CONFIG = Polyatom::Config.from_files(
    [
      *files("r/"),
      { path: "etc/portage/repos.conf", lines: ["[r]", "location = /r"] },
      { path: "etc/portage/make.conf", lines: ["ACCEPT_KEYWORDS=amd64", "USE=ssl"] }
    ]
  )

  def query(text)
    Polyatom::Query.new(text)
  end

  def names(packages)
    packages.map { |package| package.cpv.to_s }
  end

  def test_operators_join_queries
    live, slotted = query("live"), query("slot == 0")
    assert_equal(
      ["live && slot == 0", "live || slot == 0", "live ^^ slot == 0", "slot != 0"],
      [live & slotted, live | slotted, live ^ slotted, ~slotted].map(&:to_s)
    )
    assert_equal live & slotted, live.and("slot == 0")
    assert_equal "live || slot == 0", (live | "slot == 0").to_s, "text is welcome"
    assert_equal Polyatom::Query.any([live, "slot == 0"]), live.or(slotted)
    assert_equal 1, { (live | slotted) => 1 }[query("live or slot == 0")]
    assert_equal [false, false], [!live, !slotted], "a query is true, whatever it is about"
  end

  def test_a_query_is_a_block_and_a_pattern
    packages = REPOSITORY.query("a/b").successes
    assert_equal %w[a/b-3], names(packages.select(&query("live")))
    assert_equal %w[a/b-1 a/b-2], names(packages.reject(&query("live")))
    assert_equal %w[a/b-3], names(packages.grep(query("live")))
    assert_equal(:live, case packages.last when query("live") then :live end)
    assert_equal %w[a/b-1], names(CONFIG.query("a/b").successes.select(&query("visible")))
    error = assert_raises(Polyatom::QueryError) { packages.select(&query("visible")) }
    assert_equal "query_needs_configuration", error.code
    assert_equal "RDEPEND", assert_raises(Polyatom::FileError) { packages.grep(query("rdepend is none")) }.variable
    refute_operator query("live"), :===, "live", "it is asked of packages, not of texts"
  end

  def test_what_is_found_is_a_sequence
    found = REPOSITORY.query("slot == 0 or category == c")
    assert_equal %w[a/b-1 a/b-2 a/b-3 c/d-1], found.cpvs.map(&:to_s)
    assert_instance_of Polyatom::FileError, found.last
    unknown = REPOSITORY.query("slot == 0 && rdepend is none")
    assert_equal [%w[a/b-1 a/b-2], %w[a/b-3 c/d-1]], [unknown.cpvs.map(&:to_s), unknown.problems.map(&:cpv)]
  end

  def test_sets_and_configurations_are_asked
    set = Polyatom::RepositorySet.new([REPOSITORY, Polyatom::Repository.from_files(self.class.files("").first(1))])
    assert_equal 2, set.query("newest 3").cpvs.map(&:to_s).count("a/b-1")
    found = CONFIG.query("use any ssl or newest 1 of (visible)")
    assert_equal [%w[ssl]], found.map(&:enabled_flags)
  end

  def test_what_was_built_is_asked
    files = {
      "b-1/BUILD_TIME" => "1700000000", "b-1/CONTENTS" => "fif /usr/pipe", "c-1/SIZE" => "many"
    }.map { |path, line| { path: "var/db/pkg/a/#{path}", lines: [line] } }
    installed = Polyatom::Installed.from_files(files)
    found = installed.query("build_time > 1600000000 and contents any /usr/pipe")
    assert_equal %w[a/b-1], names(found.grep(query("size is none")))
    assert_equal %w[a/c-1], installed.query("size > 0").problems.map(&:cpv)
    error = assert_raises(Polyatom::QueryError) { installed.query("slot == 0 and visible") }
    assert_equal ["query_not_of_this_kind", "packages under a configuration have visible"], [error.code, error.hint]
    assert_raises(Polyatom::QueryError) { CONFIG.query("counter > 1") }
    lines = ["", "BUILD_ID: 1", "CPV: a/b-1", "", "BUILD_ID: 2", "CPV: a/b-1"]
    pkgdir = Polyatom::Pkgdir.from_files([{ path: "Packages", lines: lines }])
    assert_equal [2], pkgdir.query("build_id > 1").select(&query("newest 1")).map(&:build_id)
  end

  def test_errors_have_places
    error = assert_raises(Polyatom::QueryError) { query("slot == 0 and ketwords any amd64") }
    assert_equal %w[ketwords query_unknown_field], [error.input[error.span], error.code]
  end
end
