# frozen_string_literal: true

require "polyatom"

# The operations on values other than versions, packages and atoms, and on what is derived from those.
module Values
  module_function

  def eapi_parse(text:, **)
    Polyatom::Eapi.to_s(Polyatom::Eapi.parse(text))
  end

  def version_describe(text:, **)
    version = Polyatom::Version.new(text)
    {
      segments: segments(version), prerelease: version.prerelease?, live: version.live?, release: version.release.to_s,
      next_revision: version.next_revision.to_s, canonical: version.canonical.to_s
    }
  end

  # The numbers as integers, null if one of them is too large.
  def segments(version)
    version.segments.map(&:to_s)
  rescue Polyatom::Error
    nil
  end

  def version_from_upstream(text:, **)
    Polyatom::Version.from_upstream(text).to_s
  end

  def requirement_matches(requirement:, versions:, **)
    requirement = Polyatom::VersionRequirement.new(requirement)
    places(versions.map { |text| Polyatom::Version.new(text) }) { |version| requirement.matches?(version) }
  end

  def requirement_intersects(a:, b:, **)
    Polyatom::VersionRequirement.new(a).intersects?(Polyatom::VersionRequirement.new(b))
  end

  def package_name_parse(text:, **)
    name = Polyatom::PackageName.new(text)
    { category: name.category, package: name.package, version: name.version&.to_s }
  end

  def package_split(text:, **)
    split = Polyatom.split_package(text)
    { package: split.package, version: split.version&.to_s }
  end

  def atom_filter(atom:, cpvs:, eapi:)
    Polyatom::Atom.new(atom, eapi: eapi).filter(cpvs).map(&:to_s)
  end

  def atom_could_match(atom:, cpvs:, eapi:)
    atom = Polyatom::Atom.new(atom, eapi: eapi)
    places(cpvs) { |cpv| atom.could_match?(cpv) }
  end

  def atom_conflict(a:, b:, eapi:)
    conflict = Polyatom::Atom.new(a, eapi: eapi).conflict_with(Polyatom::Atom.new(b, eapi: eapi))
    { part: conflict && Polyatom::ConflictPart.to_s(conflict.part), flag: conflict&.flag }
  end

  def atom_canonical(text:, eapi:)
    Polyatom::Atom.new(text, eapi: eapi).canonical.to_s
  end

  def atom_equal(a:, b:, eapi:)
    Polyatom::Atom.new(a, eapi: eapi) == Polyatom::Atom.new(b, eapi: eapi)
  end

  def name_check(kind:, text:, **)
    Polyatom.check_name(kind, text)
    true
  end

  def use_flags_parse(names:, **)
    Polyatom::UseFlags.new(names).names
  end

  def iuse_parse(text:, **)
    iuse = Polyatom::Iuse.new(text)
    { flags: iuse.names, enabled: iuse.enabled.names, disabled: iuse.disabled.names }
  end

  def iuse_effective(text:, implicit:, **)
    Polyatom::Iuse.new(text).effective(Polyatom::UseFlags.new(implicit)).names
  end

  def keyword_parse(text:, **)
    keyword = Polyatom::Keyword.new(text)
    { arch: keyword.arch, status: status_text(keyword.status) }
  end

  def keywords_parse(text:, **)
    Polyatom::Keywords.new(text).items.map(&:to_s)
  end

  def keywords_status(text:, arch:, **)
    status_text(Polyatom::Keywords.new(text).status(arch))
  end

  def keywords_accepted(keywords:, accept:, **)
    Polyatom::Keywords.new(keywords).accepted_by?(Polyatom::AcceptKeywords.new(accept))
  end

  # Items in ascending order, and ways likewise: which comes first means nothing.
  def depspec_ways(kind:, text:, eapi:)
    Polyatom::DepSpec.new(kind, text, eapi: eapi).dnf(limit: 100_000).map { |way| way.leaves.sort }.sort
  end

  def depspec_diagnose(variable:, text:, eapi:)
    found = Polyatom::DepSpec.new(variable, text, eapi: eapi).diagnostics
    found.map { |diagnostic| Polyatom::DiagnosticKind.to_s(diagnostic.kind) }
  end

  def required_use_solve(text:, use:, eapi:, masked: [], forced: [])
    spec = Polyatom::DepSpec.new(:required_use, text, eapi: eapi)
    solution = spec.solve_required_use(use, masked: masked, forced: forced) or return { changes: nil, use: nil }
    enabled, disabled = solution.changes.partition(&:enable).map { |changes| changes.map(&:flag) }
    { changes: solution.changes.size, use: ((use | enabled) - disabled).sort }
  end

  def src_uri_downloads(text:, eapi:, use: nil, mirrors: {})
    mirrors = mirrors.map { |name, uris| Polyatom::Mirror.new(name: name.to_s, uris: uris) }
    files = Polyatom::DepSpec.new(:src_uri, text, eapi: eapi).downloads(mirrors: mirrors, use_flags: use)
    files.map { |file| { filename: file.filename, uris: file.uris } }
  end

  READERS = {
    "cpn" => Polyatom::Cpn, "cpv" => Polyatom::Cpv, "iuse" => Polyatom::Iuse, "keyword" => Polyatom::Keyword,
    "keywords" => Polyatom::Keywords, "package_name" => Polyatom::PackageName, "pattern" => Polyatom::AtomPattern,
    "requirement" => Polyatom::VersionRequirement, "slot" => Polyatom::Slot, "version" => Polyatom::Version
  }.freeze

  def error_describe(what:, text:, eapi:)
    read(what, text, eapi)
    nil
  rescue Polyatom::Error => e
    { code: e.code, start: bytes_before(e, e.start), end: bytes_before(e, e.end) }
  end

  def read(what, text, eapi)
    case what
    when *READERS.keys then READERS.fetch(what).new(text)
    when "atom" then Polyatom::Atom.new(text, eapi: eapi)
    when "use_dep" then Polyatom::UseDep.new(text, eapi: eapi)
    else Polyatom::DepSpec.new(what, text, eapi: eapi)
    end
  end

  # A place of an error, which counts characters, in bytes.
  def bytes_before(error, place)
    error.input[0...place].bytesize
  end

  def status_text(status)
    status && Polyatom::KeywordStatus.to_s(status)
  end

  # The places of the elements of which something holds.
  def places(elements, &holds)
    elements.each_with_index.filter_map { |element, place| place if holds.call(element) }
  end

  # The method of each operation.
  def operations
    %w[
      eapi.parse version.describe version.from_upstream requirement.matches requirement.intersects package_name.parse
      package.split atom.filter atom.could_match atom.conflict atom.canonical atom.equal name.check use_flags.parse iuse.parse
      iuse.effective keyword.parse keywords.parse keywords.status keywords.accepted depspec.ways depspec.diagnose
      required_use.solve src_uri.downloads error.describe
    ].to_h { |name| [name, method(name.tr(".", "_"))] }
  end
end
