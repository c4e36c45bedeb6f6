# frozen_string_literal: true

require "helper"

# What the tests of dependency specifications share.
module DepSpecs
  TEXT = "a/b[x?] x? ( || ( c/d !e/f ) ) !y? ( g/h )"

  def depend(text, **options)
    Polyatom::DepSpec.new(:depend, text, **options)
  end

  def required_use(text, **options)
    Polyatom::DepSpec.new(:required_use, text, **options)
  end

  def assert_texts(expected, things)
    assert_equal(expected, things.map(&:to_s))
  end
end

class DepSpecPartsTest < Minitest::Test
  include DepSpecs

  def test_what_it_was_read_from
    spec = depend(TEXT, eapi: "8")
    assert_equal([:depend, TEXT, :v8, TEXT], [spec.kind, spec.text, spec.eapi, spec.to_s])
    assert_equal(%w[a/b[x?] c/d !e/f g/h], spec.leaves)
    assert_equal(spec.leaves.map { |leaf| Polyatom::Atom.new(leaf) }, spec.atoms)
    assert_equal(%w[x y], spec.flags)
    conditions = spec.conditional_leaves.map { |leaf| [leaf.leaf, leaf.conditions.map { |c| [c.flag, c.enabled] }] }
    assert_equal([["a/b[x?]", []], ["c/d", [["x", true]]], ["!e/f", [["x", true]]], ["g/h", [["y", false]]]], conditions)
  end

  def test_it_is_a_collection_of_its_items
    spec = depend(TEXT)
    items = ["a/b[x?]", "x? ( || ( c/d !e/f ) )", "!y? ( g/h )"]
    assert_texts(items, spec)
    assert_texts(items, spec.items)
    assert_texts(items, spec.each)
    assert_same(spec, spec.each { |item| assert_kind_of(Polyatom::DepNode, item) })
    assert_equal([3, 3, 3], [spec.length, spec.size, spec.count])
    assert_equal([true, true, false], ["a/b[x?]", "!y?  (\tg/h )", "c/d"].map { |text| spec.include?(text) })
    assert_equal([true, false], [spec.member?("a/b[x?]"), spec.contains?("c/d")])
    assert_equal([[], 0], [depend(" \n").to_a, depend("").size])
    assert_texts(%w[a/b[x?]], spec.reject(&:group?))
  end

  def test_the_parts_are_a_tree
    plain, conditional, negated = depend(TEXT).items
    any_of = conditional.children.first
    assert_equal(%i[atom use_conditional any_of], [plain, conditional, any_of].map(&:kind))
    assert_equal([false, true, true], [plain, conditional, any_of].map(&:group?))
    assert_equal([["x", false], ["y", true]], [conditional, negated].map { |part| [part.flag, part.negated?] })
    assert_equal([Polyatom::Atom.new("a/b[x?]"), nil, []], [plain.atom, any_of.atom, plain.children])
    assert_equal(any_of.text, TEXT[any_of.span])
    all = ["a/b[x?]", "x? ( || ( c/d !e/f ) )", "|| ( c/d !e/f )", "c/d", "!e/f", "!y? ( g/h )", "g/h"]
    assert_texts(all, depend(TEXT).parts)
  end

  def test_parts_are_values
    first, second = depend("|| ( a/b c/d ) ||  ( a/b\tc/d )").items
    assert_equal([first, first.hash], [second, second.hash])
    assert_equal([false, nil], [first == first.to_s, first <=> first.to_s])
    alone = '#<Polyatom::DepNode spec=#<Polyatom::DepSpec kind=:depend, text="a/b", eapi=nil, empty_groups=false>, index=0>'
    assert_equal(alone, depend("a/b").first.inspect)
    assert_equal(first, Polyatom::DepNode.new(first.spec, first.index))
    assert_texts(%w[a/b c/d], depend("c/d a/b").sort)
    assert_raises(ArgumentError) { Polyatom::DepNode.new }
    assert_raises(Polyatom::DepSpecError) { Polyatom::DepNode.new(first.spec, 99) }
    found = depend("a/b || ( c/d e/f )").satisfied_by([])
    assert_equal(found, Marshal.load(Marshal.dump(found)))
    depend(TEXT).parts.each { |part| assert(part.all? { part.include?(_1) }) }
  end

  def test_parts_outlive_the_specification
    any_ofs = Array.new(200) { depend(TEXT).items[1].children.first }
    GC.start
    any_ofs.each { |any_of| assert_texts(%w[c/d !e/f], any_of.children) }
    assert_equal("!e/f", any_ofs.last.children.last.atom.to_s)
  end

  def test_kinds_have_leaves_of_their_own
    kinds = { license: %w[GPL-2 license], properties: %w[live token], required_use: %w[!x flag], restrict: %w[test token], src_uri: %w[a.tar uri] }
    kinds.each { |kind, (text, leaf)| assert_equal([leaf.to_sym], Polyatom::DepSpec.new(kind, text).map(&:kind)) }
  end

  def test_patterns
    case depend(TEXT, eapi: "8")
    in { kind: :depend, eapi: :v8, items: [_, { flag: "x", children: [any_of] }, { negated: true }] } then assert_equal(:any_of, any_of.kind)
    end
  end
end

class DepSpecValuesTest < Minitest::Test
  include DepSpecs

  def evaluated
    required_use("|| ( a? ( b ) )").evaluate([])
  end

  def test_round_trips
    [depend(TEXT), depend(TEXT, eapi: "7"), evaluated].each do |spec|
      [Marshal.load(Marshal.dump(spec)), spec.dup, spec.clone, spec.with].each do |copy|
        assert_equal([spec, spec.hash, spec.eapi, spec.empty_groups?], [copy, copy.hash, copy.eapi, copy.empty_groups?])
        assert_equal(spec.text, copy.text)
      end
    end
  end

  def test_they_are_frozen
    assert_equal([true, true, true], [evaluated, evaluated.clone, Marshal.load(Marshal.dump(evaluated))].map(&:frozen?))
  end

  def test_inspect
    assert_equal('#<Polyatom::DepSpec kind=:depend, text="a/b", eapi=:v8, empty_groups=false>', depend("a/b", eapi: "8").inspect)
    assert_equal('#<Polyatom::DepSpec kind=:required_use, text="|| ( )", eapi=nil, empty_groups=true>', evaluated.inspect)
  end

  def test_with
    spec = depend("a/b", eapi: "8")
    assert_equal(["c/d", :v8], [spec.with(text: "c/d").to_s, spec.with(text: "c/d").eapi])
    assert_equal(:license, spec.with(kind: :license, text: "MIT").kind)
    assert_raises(Polyatom::DepSpecError) { spec.with(text: "||") }
  end

  def test_whitespace_makes_no_difference
    one, other = depend("a/b c/d"), depend(" a/b\n\tc/d ")
    assert_equal([one, one.hash, 0], [other, other.hash, one <=> other])
    refute_equal(one, depend("c/d a/b"))
    refute_equal(Polyatom::DepSpec.new(:restrict, "x"), Polyatom::DepSpec.new(:properties, "x"))
    assert_equal([-1, nil], [depend("a/b") <=> depend("c/d"), one <=> "a/b c/d"])
  end

  def test_groups_may_be_empty_only_where_asked_for
    assert_raises(Polyatom::DepSpecError) { required_use("|| ( )") }
    assert_equal(evaluated, required_use("|| ( )", empty_groups: true))
  end
end

class DepSpecChangesTest < Minitest::Test
  include DepSpecs

  def test_evaluate
    spec = depend(TEXT)
    assert_equal("a/b[x?] || ( c/d !e/f )", spec.evaluate(%w[x y]).to_s)
    assert_equal("a/b[x] || ( c/d !e/f )", spec.evaluate_fully(%w[x y]).to_s)
    assert_equal("a/b[x?] g/h", spec.evaluate([]).to_s)
    assert_texts(["a/b[x?] || ( c/d !e/f ) g/h", "a/b[x?]"], [spec.evaluate_all, spec.evaluate_none])
    assert_raises(TypeError) { spec.evaluate([1]) }
  end

  def test_simplify_and_sort
    assert_equal("c/d || ( e/f a/b )", depend("c/d || ( || ( e/f a/b ) ) ( c/d )").simplify.to_s)
    assert_equal("c/d || ( e/f a/b )", depend("|| ( e/f a/b ) c/d").sorted.to_s)
    assert_equal("c ?? ( a b )", required_use("?? ( b a ) c").sorted_recursive.to_s)
  end

  def test_sets
    a, b = depend("a/b c/d a/b"), depend("e/f c/d")
    texts = ["a/b c/d e/f", "c/d", "a/b", "a/b e/f"]
    assert_texts(texts, [a | b, a & b, a - b, a ^ b])
    assert_texts(texts, [a.union(b), a.intersection(b), a.difference(b), a.symmetric_difference(b)])
    assert_equal([true, false], [(a & b).subset?(a), a.subset?(b)])
    assert_equal([true, false], [(a - b).disjoint?(b), a.disjoint?(b)])
    assert_equal([true, false, true, true], [(a & b) <= a, a <= b, a > (a & b), a.intersect?(b)])
    assert_equal([2, true], [a.to_set.size, a.all? { |item| a.include?(item) && a.include?(item.to_s) }])
    assert_equal([true, false, false], [Polyatom::Atom.new("c/d"), Polyatom::Atom.new("e/f"), :"a/b"].map { |item| a.include?(item) })
  end

  def test_sets_are_of_one_kind
    error = assert_raises(Polyatom::DepSpecError) { depend("a/b") | required_use("a") }
    assert_match(/another kind/, error.message)
    assert_texts(["a/b c/d e/f"], [depend("a/b") | ["c/d", Polyatom::Atom.new("e/f")]])
    ["a/b", [:a], nil].each { |wrong| assert_raises(TypeError) { depend("a/b") | wrong } }
  end

  def test_dnf
    spec = depend("|| ( a/b c/d ) || ( e/f ( g/h i/j ) )")
    assert_texts(["a/b e/f", "a/b g/h i/j", "c/d e/f", "c/d g/h i/j"], spec.dnf)
    assert_equal(4, spec.dnf(limit: 4).size)
    assert_match(/limit/, assert_raises(Polyatom::DepSpecError) { spec.dnf(limit: 3) }.message)
    assert_raises(Polyatom::DepSpecError) { depend((1..64).map { |i| "|| ( a/b#{i} c/d#{i} )" }.join(" ")).dnf }
    assert_match(/evaluate/, assert_raises(Polyatom::DepSpecError) { depend("x? ( a/b )").dnf }.message)
    [-1, 1 << 32].each { |wrong| assert_raises(RangeError) { spec.dnf(limit: wrong) } }
  end
end

class DepSpecMeaningTest < Minitest::Test
  include DepSpecs

  def test_required_use
    spec = required_use("a? ( b ) ^^ ( c d )")
    assert_equal([true, nil, []], spec.check_required_use(["c"]).to_a)
    bad = spec.check_required_use(%w[a c d])
    assert_equal([false, spec], [bad.satisfied, bad.unsatisfied])
    assert_equal(["a needs b: enable b or disable a", "exactly one of c, d must be enabled, but c and d are"], bad.sentences)
  end

  def test_flags_have_to_be_in_iuse
    spec = required_use("a? ( b )")
    assert(spec.check_required_use([], iuse: "+a b").satisfied)
    assert_equal(5...6, assert_raises(Polyatom::DepSpecError) { spec.check_required_use([], iuse: "a") }.span)
    assert_nil(spec.check_iuse("a b"))
    assert_raises(Polyatom::DepSpecError) { spec.check_iuse("") }
    assert_raises(Polyatom::DepSpecError) { depend("a/b").check_required_use([]) }
  end

  def test_solving_required_use
    spec = required_use("a? ( b )")
    assert_equal([[], true], spec.solve_required_use([]).to_a)
    assert_equal([["b", true]], spec.solve_required_use(["a"]).changes.map(&:to_a))
    assert_equal([Polyatom::UseChange.new(flag: "a", enable: false)], spec.solve_required_use(["a"], masked: ["b"]).changes)
    assert_nil(spec.solve_required_use(["a"], masked: ["b"], forced: ["a"]))
  end

  def test_satisfied_by
    spec = depend("|| ( a/b x? ( c/d ) ) !e/f g/h[x?]")
    found = spec.satisfied_by(%w[c/d-1 e/f-1].map { |cpv| Polyatom::Package.new(cpv) }, parent_use: ["x"])
    refute(found.satisfied)
    assert_equal([[spec.items[0].to_s, "x? ( c/d )"]], found.choices.map { |choice| choice.to_a.map(&:to_s) })
    assert_equal([[spec.items[2]], [spec.items[1]]], [found.missing, found.violated])
    assert(spec.satisfied_by(%w[a/b-1 g/h-1].map { |cpv| Polyatom::Package.new(cpv, iuse: "x") }).satisfied)
    assert_equal(%w[a/b-1 g/h-1].map { |cpv| Polyatom::Package.new(cpv) }.then { |packages| spec.satisfied_by(packages) }, spec.satisfied_by(%w[a/b-1 g/h-1]))
    assert_raises(Polyatom::CpvError) { spec.satisfied_by(["a/b"]) }
  end

  def test_uris
    spec = Polyatom::DepSpec.new(:src_uri, "mirror://gnu/a.tgz x? ( fetch+https://example.org/v1 -> b-1 ) c.zip")
    gnu, renamed, plain = spec.uris
    assert_equal(["mirror://gnu/a.tgz", "a.tgz", nil, nil, "mirror", "gnu"], gnu.to_a)
    assert_equal(["https://example.org/v1", "b-1", "b-1", :fetch, "https", nil], renamed.to_a)
    assert_equal(["c.zip", "c.zip", nil, nil, nil, nil], plain.to_a)
    assert_equal([gnu, []], [spec.first.uri, depend("a/b").uris])
  end

  def test_downloads
    spec = Polyatom::DepSpec.new(:src_uri, "mirror://gnu/a.tgz https://example.org/v1 -> b-1 c.zip")
    gnu = { name: "gnu", uris: %w[https://one.example/gnu https://two.example] }
    rest = [["b-1", ["https://example.org/v1"]], ["c.zip", []]]
    expected = [["a.tgz", %w[https://one.example/gnu/a.tgz https://two.example/a.tgz]], *rest]
    [gnu, Polyatom::Mirror.new(**gnu)].each { |mirror| assert_equal(expected, spec.downloads(mirrors: [mirror]).map(&:to_a)) }
    assert_equal([["a.tgz", ["mirror://gnu/a.tgz"]], *rest], spec.downloads.map(&:to_a))
  end

  def test_diagnostics
    spec = depend("a/b:0/1= || ( c/d:= )")
    assert_equal(%i[slot_operator_with_subslot slot_operator_in_any_of], spec.diagnostics.map(&:kind))
    any_of = spec.diagnostics.last
    assert_equal(":=", spec.text[any_of.span])
    assert_includes(spec.diagnostics(variable: "PDEPEND").map(&:kind), :slot_operator_in_pdepend)
    assert_equal([], depend("a/b").diagnostics(variable: "DEPEND"))
  end
end

class DepSpecErrorsTest < Minitest::Test
  include DepSpecs

  SPANS = [
    [:depend, "a/b ||", 4...6], [:depend, "a/b ( c/d", 4...5], [:depend, "a/b )", 4...5], [:depend, "( )", 0...3],
    [:depend, "a/b c/d-1", 7...9], [:restrict, "x || ( y )", 2...4], [:src_uri, "-> x", 0...2], [:src_uri, "https://example.org/ä ||", 22...24]
  ].freeze

  def test_they_say_where
    SPANS.each do |kind, text, span|
      error = assert_raises(Polyatom::DepSpecError, text) { Polyatom::DepSpec.new(kind, text) }
      assert_kind_of(ArgumentError, error)
      assert_equal([text, span], [error.input, error.span])
      assert_equal(text.chars[span].join, error.input[error.span])
      assert_includes(error.message, error.reason)
    end
  end

  def test_eapis
    assert_equal(%w[a b], required_use("?? ( a b )").leaves)
    assert_raises(Polyatom::DepSpecError) { required_use("?? ( a b )", eapi: "4") }
    assert_equal(["a/b::c"], depend("a/b::c").leaves)
    assert_raises(Polyatom::DepSpecError) { depend("a/b::c", eapi: "8") }
    assert_match(/SRC_URI/, assert_raises(ArgumentError) { Polyatom::DepSpec.new(:nonsense, "") }.message)
  end

  def test_depth_costs_nothing_but_memory
    deep = ->(inside) { ("( " * 100_000) + inside + (") " * 100_000) }
    assert_match(/empty group/, assert_raises(Polyatom::DepSpecError) { depend(deep[""]) }.message)
    assert_equal "a/b", depend(deep["a/b "]).simplify.to_s
  end
end

class AtomPatternTest < Minitest::Test
  def pattern(text)
    Polyatom::AtomPattern.new(text)
  end

  def test_parts
    full = pattern("dev-*/lib*:2::gentoo")
    assert_equal(%w[dev-* lib* 2 gentoo], [full.category, full.package, full.slot, full.repo])
    assert_equal([nil, nil], [pattern("*/*").slot, pattern("*/*").repo])
  end

  def test_matching
    assert(pattern("dev-*/lib*").matches?("dev-libs/libxml2-2"))
    assert_equal([true, false], %w[dev-libs/lib sys-libs/lib].map { |cpn| pattern("dev-*/lib*").matches_cpn?(cpn) })
    slotted = pattern("*/*:2::gentoo")
    packages = %w[2/3 3].map { |slot| Polyatom::Package.new("a/b-1", slot: slot, repo: "gentoo") }
    assert_equal([true, false], packages.map { |package| slotted.matches_package?(package) })
    refute(slotted.matches?("a/b-1"), "its slot is not known")
  end

  def test_it_is_a_value
    text = "dev-*/*:0"
    assert_equal([text, %(#<Polyatom::AtomPattern "#{text}">)], [pattern(text).to_s, pattern(text).inspect])
    assert_equal(pattern(text), Marshal.load(Marshal.dump(pattern(text))))
    assert_equal(2, [pattern(text), pattern(text), pattern("*/*")].uniq.size)
  end

  def test_errors
    ["", "*", ">=a/b-1", "a/b[x]", "ä/*"].each do |text|
      assert_equal(text, assert_raises(Polyatom::AtomPatternError) { pattern(text) }.input)
      assert_nil(Polyatom::AtomPattern.parse?(text))
    end
  end
end

class BatchTest < Minitest::Test
  include DepSpecs

  def test_specs
    batch = Polyatom.parse_dep_specs(:depend, [TEXT, "a/b ||", "", "( )", "c/d"])
    assert_kind_of(Polyatom::DepSpecBatch, batch)
    assert_equal([5, [1, 3]], [batch.length, batch.failures])
    assert_texts([TEXT, "", "c/d"], batch.successes)
    assert_equal([depend("c/d"), nil], [batch.get(4), batch.get(5)])
    error = assert_raises(Polyatom::DepSpecError) { batch.get(1) }
    assert_equal(["a/b ||", 4...6], [error.input, error.span])
  end

  def test_atoms
    batch = Polyatom.parse_atoms(["a/b", "nonsense", "c/d:="], eapi: "4")
    assert_kind_of(Polyatom::AtomBatch, batch)
    assert_equal([3, [1, 2], [Polyatom::Atom.new("a/b")]], [batch.length, batch.failures, batch.successes])
    assert_match(/EAPI/, assert_raises(Polyatom::AtomError) { batch.get(2) }.message)
    assert_empty(Polyatom.parse_atoms(["c/d:="], eapi: "5").failures)
  end

  def test_many_stay_in_order
    texts = (0...5_000).map { |i| (i % 7).zero? ? "a/b-#{i}" : "a/b#{i}" }
    batch = Polyatom.parse_atoms(texts)
    assert_equal((0...5_000).step(7).to_a, batch.failures)
    assert_texts(texts.grep_v(/-/), batch.successes)
  end

  def test_wrong_arguments
    assert_raises(TypeError) { Polyatom.parse_atoms("a/b") }
    assert_raises(TypeError) { Polyatom.parse_dep_specs(:depend, [1]) }
    assert_raises(RangeError) { Polyatom.parse_atoms([]).get(-1) }
  end
end
