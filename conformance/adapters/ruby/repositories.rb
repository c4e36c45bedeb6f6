# frozen_string_literal: true

require "polyatom"

# The operations on repositories and their files. Nothing is kept open: the next question may be about other files in the same place.
module Repositories
  KEYS = %w[
    BDEPEND DEFINED_PHASES DEPEND DESCRIPTION EAPI HOMEPAGE IDEPEND IUSE KEYWORDS LICENSE PDEPEND PROPERTIES RDEPEND REQUIRED_USE
    RESTRICT SLOT SRC_URI
  ].freeze

  # A file that was read, and of which the protocol wants all or nothing.
  class Invalid < StandardError
  end

  module_function

  def repo_packages(repo:, **)
    repository = Polyatom::Repository.open(repo)
    broken = repository.broken.map { |problem| { cpv: problem.cpv, variable: problem.variable } }
    { packages: repository.cpvs.map(&:to_s), broken: broken, missing: repository.missing.map(&:to_s) }
  end

  def repo_package(repo:, cpv:, **)
    package = Polyatom::Repository.open(repo).package(Polyatom::Cpv.new(cpv))
    # Lists are as written, if they are valid.
    slot, = package.slot, package.keywords, package.iuse
    {
      **KEYS.to_h { |key| [key, package.get(key)] },
      "EAPI" => Polyatom::Eapi.to_s(package.eapi), slot: slot.name, subslot: slot.subslot,
      keywords: words(package, "KEYWORDS"), iuse: words(package, "IUSE"), inherited: package.inherited
    }
  end

  def words(package, variable)
    package.get(variable).to_s.split
  end

  def repo_match(repo:, atom:, eapi:)
    atom = Polyatom::Atom.new(atom, eapi: eapi)
    Polyatom::Repository.open(repo).matching(atom).map(&:to_s)
  end

  def repo_reverse_dependencies(repo:, cpn:, kinds: [], **)
    cpn = Polyatom::Cpn.new(cpn)
    Polyatom::Repository.open(repo).dependents(cpn, kinds: kinds).map(&:to_s)
  end

  def repo_verify(repo:, level:, ebuilds: nil, eclasses: nil, **)
    level = level == "none" ? :unchecked : level.to_sym
    found = Polyatom::Repository.open(repo, ebuild_sums: ebuilds, eclass_sums: eclasses).verify(level)
    { valid: found.valid, stale: found.stale.map { |entry| entry.cpv.to_s }, missing: found.missing.map(&:to_s) }
  end

  def manifest_parse(path:, **)
    manifest = Polyatom.read_manifest(path)
    entries = manifest.entries.map do |entry|
      hashes = entry.hashes.to_h { |found| [Polyatom::HashKind.to_s(found.kind), found.digest] }
      { kind: Polyatom::ManifestKind.to_s(entry.kind), name: entry.name, size: entry.size, hashes: hashes }
    end
    { entries: entries, errors: manifest.problems.map { |problem| { line: problem.line, code: problem.code } } }
  end

  def metadata_xml_parse(path:, **)
    xml = Polyatom.read_metadata_xml(path)
    raise Invalid, xml.problems.first.to_s unless xml.problems.empty?

    {
      maintainers: xml.maintainers.map { |found| { type: found.kind, **found.to_h.slice(:email, :name, :proxied) } },
      flags: xml.flags.map { |flag| { name: flag.name, restrict: flag.restrict, **localized(flag.description) } },
      remote_ids: (xml.upstream&.remote_ids || []).map { |found| { type: found.kind, value: found.value } },
      descriptions: xml.long_descriptions.map { |found| localized(found) }
    }
  end

  def localized(text)
    { lang: text.lang, text: text.text }
  end

  def installed_owner(root:, path:, **)
    Polyatom::Installed.open(root).owners(path).map(&:to_s)
  end

  def installed_package(root:, cpv:, **)
    variables_of(Polyatom::Installed.open(root).package(Polyatom::Cpv.new(cpv)))
  end

  def binary_package(path:, **)
    variables_of(Polyatom::BinaryPackage.open(path))
  end

  def binary_index(path:, **)
    Polyatom.read_binary_index(path).entries.map { |entry| entry.variables.to_h { |variable| [variable.name, variable.text] } }
  end

  # A text that is empty may be none.
  def variables_of(package)
    package.variables.to_h { |name| [name, package.get(name).to_s] }
  end

  # The method of each operation.
  def operations
    %w[
      repo.packages repo.package repo.match repo.reverse_dependencies repo.verify manifest.parse metadata_xml.parse
      installed.owner installed.package binary.package binary.index
    ].to_h { |name| [name, method(name.tr(".", "_"))] }
  end
end
