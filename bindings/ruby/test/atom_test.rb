# frozen_string_literal: true

require "helper"
require "json"

class AtomTest < Minitest::Test
  FULL = "!>=dev-lang/python-3.11-r1:3.11/1=[ssl,-test(-),tk?]"

  def atom(text, **options)
    Polyatom::Atom.new(text, **options)
  end

  def test_parts
    full = atom(FULL)
    assert_equal([:weak, :greater_or_equal, "dev-lang", "python"], [full.blocker, full.op, full.category, full.package])
    assert_equal(["3.11-r1", "1"], [full.version.to_s, full.revision.to_s])
    assert_equal(["3.11", "1", :equal, "3.11/1="], [full.slot, full.subslot, full.slot_op, full.slot_dep.to_s])
    assert_equal(%w[ssl -test(-) tk?], full.use_deps.map(&:to_s))
    assert_equal(["dev-lang/python", "dev-lang/python-3.11-r1"], [full.cpn.to_s, full.cpv.to_s])
    assert_equal(FULL, full.to_s)
  end

  def test_absent_parts
    plain = atom("dev-lang/python")
    absent = %i[blocker op version revision slot subslot slot_op slot_dep repo cpv]
    assert_equal([nil] * absent.size, absent.map { |part| plain.public_send(part) })
    assert_equal([], plain.use_deps)
  end

  def test_eapis
    ["8", :v8, "v8", 8, :"8", "8".encode("UTF-16LE")].each { |eapi| assert_equal("cat/pkg:0=", atom("cat/pkg:0=", eapi: eapi).to_s) }
    assert_raises(Polyatom::AtomError) { atom("cat/pkg:0=", eapi: "4") }
    ["99", 99, :v99].each { |none| assert_match(/one of 0, 1.* 7, 8/, assert_raises(Polyatom::EapiError) { atom("cat/pkg", eapi: none) }.hint) }
    assert_equal(%w[== == unknown_operator], assert_raises(Polyatom::ChoiceError) { atom("a/b").with_version("==", "1") }.then { |e| [e.input, e.input[e.span], e.code] })
    assert_equal(atom("a/b", eapi: ""), atom("a/b", eapi: 0))
    assert_raises(TypeError) { atom("cat/pkg", eapi: 8.0) }
    assert_equal("gentoo", atom("cat/pkg::gentoo").repo)
    assert_raises(Polyatom::AtomError) { atom("cat/pkg::gentoo", eapi: "8") }
    assert_equal("gentoo", Polyatom::Atom.parse_with_repo("cat/pkg::gentoo", "8").repo)
  end

  def test_changes
    assert_equal(">=dev-lang/python-3.11-r1", atom(FULL).without(:blocker, "slot_dep", :use_deps).to_s)
    ["=", :"=", :equal].each { |op| assert_equal("=cat/pkg-2", atom("cat/pkg").with_version(op, "2").to_s) }
    assert_equal(">=cat/pkg-2", atom("cat/pkg").with_version(:>=, "2").to_s)
    assert_equal("cat/pkg[a,-b]", atom("cat/pkg").with_use_deps(%w[a -b]).to_s)
    assert_equal(["cat/pkg:2", "cat/pkg"], [atom("cat/pkg").with_slot_dep("2"), atom("cat/pkg:2").with_slot_dep(nil)].map(&:to_s))
    assert_equal("cat/pkg[a,-b]", atom("cat/pkg[a?,b?]").evaluate(["a"]).with_use_deps(%w[a -b]).to_s)
    assert_raises(Polyatom::Error) { atom("cat/pkg").with_repo("no repository") }
  end

  def test_matching
    python = atom(">=dev-lang/python-3.11")
    assert_equal([true, false], %w[dev-lang/python-3.12 dev-lang/python-3.9].map { |cpv| python.matches?(cpv) })
    assert_equal("dev-lang/python-3.13", python.best_match(%w[dev-lang/python-3.13 dev-lang/python-3.2 cat/pkg-9]).to_s)
    assert_nil(python.best_match([]))
    assert_equal([true, false], [python.intersects?("<dev-lang/python-4"), python.intersects?("<dev-lang/python-3")])
    assert_raises(Polyatom::CpvError) { python.matches?("nonsense") }
    assert_raises(TypeError) { python.matches?(1) }
  end

  def test_matching_packages
    package = Polyatom::Package.new("dev-lang/python-3.12", slot: "3.12/1", repo: "gentoo", use_flags: ["ssl"], iuse: "+ssl tk")
    matching = %w[dev-lang/python:3.12 dev-lang/python::gentoo dev-lang/python[ssl,-tk] dev-lang/python:3.12/1]
    others = %w[dev-lang/python:3.11 dev-lang/python::guru dev-lang/python[-ssl] dev-lang/python[unknown]]
    assert_equal([true] * 4, matching.map { |text| atom(text).matches_package?(package) })
    assert_equal([false] * 4, others.map { |text| atom(text).matches_package?(package) })
    assert(atom("dev-lang/python[tk?]").matches_package?(package, parent_use: []))
    refute(atom("dev-lang/python[tk?]").matches_package?(package, parent_use: ["tk"]))
    error = assert_raises(Polyatom::MissingFlagError) { atom("dev-lang/python[unknown]").check_use?(package) }
    assert_equal(["unknown", "dev-lang/python-3.12"], [error.flag, error.package])
  end

  def test_case_and_grep
    newer = atom(">=a/b-2")
    texts = %w[a/b-1 a/b-2 a/b-3 c/d-3 nonsense]
    assert_equal(%w[a/b-2 a/b-3], texts.grep(newer))
    assert_equal([true, false], %w[2 1].map { |slot| atom("a/b:2") === Polyatom::Package.new("a/b-3", slot: slot) })
    assert_equal([true, true, false], [newer === Polyatom::Cpv.new("a/b-2"), newer =~ "a/b-2", newer === :"a/b-2"])
    pattern = Polyatom::AtomPattern.new("a/*")
    assert_equal([true, true, true, false, false], [*texts.first(2), Polyatom::Cpn.new("a/c"), "c/d", 1].map { |thing| pattern === thing })
    assert_equal(:newer, (case Polyatom::Cpv.new("a/b-2") when atom("<a/b-2") then :older when newer then :newer end))
  end

  def test_it_is_a_value
    a, b = atom("=cat/pkg-1-r0"), atom("=cat/pkg-1")
    assert_equal([true, true, 0, a.hash], [a == b, a.eql?(b), a <=> b, b.hash])
    assert_equal(%w[=cat/pkg-9 =cat/pkg-10], [atom("=cat/pkg-10"), atom("=cat/pkg-9")].sort.map(&:to_s))
    assert_equal([0, nil, false], [a <=> "=cat/pkg-1", a <=> "nonsense", a == "=cat/pkg-1"])
    assert_equal(a, Marshal.load(Marshal.dump(a)))
    assert_equal('{"dep":"=cat/pkg-1-r0"}', JSON.generate(dep: a))
    assert_equal('#<Polyatom::Atom "=cat/pkg-1-r0">', a.inspect)
  end

  def test_only_what_a_pattern_names_is_read
    assert_equal({ slot: "2" }, atom("cat/pkg:2").deconstruct_keys(%i[slot nonsense]))
    assert_nil(atom("cat/pkg:2").deconstruct_keys(nil)[:version])
  end
end
