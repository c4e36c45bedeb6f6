# frozen_string_literal: true

# What hostile callers have: an object of every class, and things that are never what is asked for.
module Hostile
  # What an evil object raises; it has to come through as it is.
  class Boom < StandardError; end

  # Fails at whatever it is asked.
  class Evil
    %i[to_str to_s to_ary to_a to_hash to_h to_int to_i each hash == eql? <=> inspect coerce].each do |name|
      define_method(name) { |*| raise Boom }
    end
  end

  # Says that it is like text, like a list, like a number; and is none.
  class Liar
    def to_str = 1
    def to_ary = 1
    def to_hash = 1
    def to_int = "1"
  end

  # A list that loses everything while it is read.
  class Shrinking
    include Enumerable

    def initialize
      @texts = ["a/b"] * 3
    end

    def each
      @texts.each do |text|
        @texts.clear
        yield text
      end
    end
  end

  SPEC = Polyatom::DepSpec.new(:depend, "|| ( a/b c/d ) flag? ( e/f )")
  NODE = SPEC.items.first

  REPOSITORY = Polyatom::Repository.from_files(
    {
      "metadata/md5-cache/a/b-1" => %w[SLOT=0 DESCRIPTION=x RDEPEND=c/d SRC_URI=https://e/a],
      "profiles/use.desc" => ["x - x"], "profiles/use.local.desc" => ["a/b:x - x"], "profiles/desc/y.desc" => ["x - x"],
      "profiles/arches.desc" => ["x stable"], "profiles/profiles.desc" => ["x y dev"], "profiles/license_groups" => ["X Y"],
      "profiles/updates/1Q-2026" => ["move a/x a/b"], "profiles/package.mask" => ["a/b"], "eclass/x.eclass" => [],
      "metadata/news/x/x.en.txt" => ["Title: x", "", "x"], "metadata/stabilization-groups/x.group" => ["a/b"]
    }.map { |path, lines| Polyatom::RepositoryFile.new(path: path, lines: lines) }
  )
  GLSA = Polyatom.parse_glsa(
    "<glsa id='1'><affected><package name='a/b'><vulnerable range='lt'>2</vulnerable></package></affected>" \
    "<references><uri link='https://e/'>e</uri></references></glsa>"
  )
  VERIFICATION = REPOSITORY.verify(:md5)
  MANIFEST = Polyatom.parse_manifest("DIST a 3 MD5 900150983cd24fb0d6963f7d28e17f72\nDIST b x")
  XML = Polyatom.parse_metadata_xml(
    "<pkgmetadata><maintainer><email>a@example.org</email></maintainer><longdescription>x</longdescription>" \
    "<slots><slot name='0'>x</slot></slots><use><flag name='x'>x</flag></use><upstream><maintainer><name>x</name></maintainer>" \
    "<remote-id>x</remote-id></upstream></pkgmetadata>"
  )
  INSTALLED = Polyatom::Installed.from_files(
    [Polyatom::RepositoryFile.new(path: "var/db/pkg/a/b-1/CONTENTS", lines: ["dir /usr"])]
  )
  PKGDIR = Polyatom::Pkgdir.from_files([Polyatom::RepositoryFile.new(path: "Packages", lines: ["", "CPV: a/b-1"])])
  INDEX = Polyatom.parse_binary_index("CHOST: x\n\nCPV: a/b-1\n")
  CONFIG = Polyatom::Config.from_files(
    {
      "etc/portage/repos.conf" => ["[r]", "location = /r"], "etc/portage/package.mask" => ["a/b"],
      "r/profiles/p/deprecated" => ["q"], "r/metadata/md5-cache/a/b-1" => %w[EAPI=8 SLOT=0 IUSE=+c]
    }.map { |path, lines| Polyatom::RepositoryFile.new(path: path, lines: lines) },
    profile: "p"
  )
  CONFIGURED = CONFIG.package("a/b-1")
  PROFILE = CONFIG.repositories.first.repository.profile("p")

  SAMPLES = [
    Polyatom::Column.new(["1", nil]),
    REPOSITORY, REPOSITORY.packages, REPOSITORY.package("a/b-1"), REPOSITORY.reverse_dependencies("c/d").first,
    REPOSITORY.layout, REPOSITORY.package("a/b-1").distfiles.first, REPOSITORY.use_desc.first, REPOSITORY.use_local_desc.first,
    REPOSITORY.use_expand_desc.first, REPOSITORY.arches_desc.first, REPOSITORY.profiles_desc.first, REPOSITORY.license_groups.first,
    REPOSITORY.updates.first, REPOSITORY.package_mask.first, REPOSITORY.eclasses.first, REPOSITORY.news.first,
    REPOSITORY.stabilization_groups.first, GLSA, GLSA.packages.first, GLSA.packages.first.vulnerable.first, GLSA.references.first,
    Polyatom::RepositorySet.new([REPOSITORY]), Polyatom::RepositoryLocation.new(path: "/nonexistent", priority: 0),
    Polyatom::FileMismatch.new(kind: :size, function: nil, expected: "1", found: "2"),
    Polyatom::MemberDifference.new(name: "x", mismatch: Polyatom::FileMismatch.new(kind: :absent, function: nil, expected: nil, found: nil)),
    Polyatom::MemberCheck.new(members: ["x"], differences: [], signatures: ["x.sig"], problems: []),
    Polyatom::RepositoryFile.new(path: "a", lines: ["b"]), VERIFICATION, VERIFICATION.stale.first, MANIFEST, MANIFEST.entries.first,
    MANIFEST.entries.first.hashes.first, MANIFEST.problems.first, XML, XML.maintainers.first, XML.long_descriptions.first,
    XML.slots.first, XML.flags.first, XML.upstream, XML.upstream.maintainers.first, XML.upstream.remote_ids.first, INSTALLED,
    INSTALLED.package("a/b-1"), INSTALLED.package("a/b-1").contents.first, INSTALLED.query("a/b"), PKGDIR,
    PKGDIR.package("a/b-1"), PKGDIR.query("a/b"), INDEX, INDEX.header.first, INDEX.entries.first, CONFIG,
    CONFIG.repositories.first, CONFIG.masks.first, CONFIG.set("tools"), CONFIG.best_visible_of_all.first,
    CONFIG.invisible("a/b").first, CONFIG.query("a/b"), Polyatom::Query.new("live || slot == 0"), CONFIGURED,
    CONFIGURED.reasons.first,
    CONFIGURED.reasons.first.remedy, CONFIGURED.flags.first, CONFIGURED.flags.first.because.first,
    CONFIGURED.flags.first.because.first.source, Polyatom::VersionChange.new(cpn: "a/b", before: nil, after: nil),
    Polyatom::Profiles.new([REPOSITORY]), PROFILE, PROFILE.directories.first, PROFILE.deprecated,
    Polyatom::AcceptKeywords.new("amd64 ~arm64"),
    Polyatom::AnyOfChoice.new(group: NODE, member: NODE),
    Polyatom::Atom.new("!!>=a/b-1.2-r3:4/5=::r[c,-d(+)]"),
    Polyatom.parse_atoms(%w[a/b ?]),
    Polyatom::AtomConflict.new(part: :use_deps, flag: "c", sentence: "a sentence"),
    Polyatom::AtomPattern.new("a/*"),
    Polyatom::ConditionalLeaf.new(conditions: [Polyatom::UseCondition.new(flag: "c", enabled: true)], leaf: "a/b"),
    Polyatom::Cpn.new("a/b"),
    Polyatom::Cpv.new("a/b-1"),
    Polyatom.parse_cpvs(%w[a/b-1 ?]),
    NODE,
    SPEC,
    Polyatom.parse_dep_specs(:depend, %w[a/b ?]),
    Polyatom::Diagnostic.new(kind: :slot_operator_in_any_of, start: 17, end: 19, text: ":="),
    Polyatom::Download.new(filename: "a.tar", uris: ["https://one.example/a.tar"]),
    Polyatom::Iuse.new("+a -b c"),
    Polyatom::Keyword.new("~amd64"),
    Polyatom::Keywords.new("amd64 ~arm64 -*"),
    Polyatom::Mirror.new(name: "gnu", uris: ["https://one.example/gnu"]),
    Polyatom::Package.new("a/b-1", slot: "0", use_flags: ["c"]),
    Polyatom::PackageName.new("a/b-1"),
    Polyatom::PackageVersion.new(package: "b", version: "1"),
    Polyatom::PackageSet.new(["a/b-1"]),
    Polyatom::RequiredUseSolution.new(changes: [], is_optimal: true),
    Polyatom::RequiredUseCheck.new(satisfied: false, unsatisfied: SPEC, sentences: ["a sentence"]),
    Polyatom::Revision.new("2"),
    Polyatom::Satisfaction.new(satisfied: false, choices: [], missing: [NODE], violated: []),
    Polyatom::Slot.new("0/1"),
    Polyatom::SlotDep.new("0="),
    Polyatom::Uri.new(uri: "https://one.example/a", filename: "a", rename: nil, prefix: nil, scheme: "https", mirror: nil),
    Polyatom::UseChange.new(flag: "c", enable: true),
    Polyatom::UseCondition.new(flag: "c", enabled: true),
    Polyatom::UseDep.new("!flag(+)?"),
    Polyatom::UseFlags.new(["c"]),
    Polyatom::Version.new("1.2a_p3-r4"),
    Polyatom.parse_versions(%w[1 ?]),
    Polyatom::VersionConstraint.new(op: ">=", version: "1"),
    Polyatom::VersionRequirement.new(">=1 <2"),
    Polyatom::VersionSuffix.new(kind: :p, number: "1")
  ].freeze

  endless = []
  endless << endless

  WRONG = [
    nil, true, -1, 2**64, Float::NAN, "", "a/b\0", "a/b-#{'9' * 200}", "a/b\xff", "\xff".b, "a/b-1".encode(Encoding::UTF_16LE),
    :nonsense, [], ["a/b", nil], endless, { "a/b" => 1 }, { flag: "x" }, Object, BasicObject, Evil, Liar, Shrinking
  ].freeze

  # What wrong use may raise. Not PanicError, nor anything that is no StandardError.
  ALLOWED = [TypeError, ArgumentError, RangeError, NameError, FrozenError, IndexError, EncodingError, Boom, Polyatom::Error].freeze

  # A new one of each that may be used up.
  def self.wrong
    WRONG.map { |thing| [Evil, Liar, Shrinking].include?(thing) ? thing.new : thing }
  end
end
