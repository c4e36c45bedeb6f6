# frozen_string_literal: true

# Ours.

require "polyatom"
require_relative "cases"
require_relative "repositories"

include Polyatom # rubocop:disable Style/MixinUsage

read_all = lambda do |atom|
  [atom.blocker, atom.op, atom.category, atom.package, atom.version, atom.revision, atom.slot, atom.subslot, atom.slot_op,
   atom.use_deps, atom.repo]
end

Cases.run(
  "polyatom", Polyatom.library_version,
  atom: ->(text) { Atom.new(text) },
  error: Polyatom::Error,
  category: "atom.category",
  version_of: "atom.version",
  text: "atom.to_s",
  valid: ->(text) { Polyatom.valid_atom?(text) },
  read_all: read_all,
  ordered: true,
  package: ->(text) { Cpv.new(text) },
  matches: ->(atom, package) { atom.matches?(package) },
  without_repo: "atom.without(:repo)",
  with_repo: "atom.with_repo('repo')",
  version: ->(text) { Version.new(text) },
  specification: ->(text, eapi) { DepSpec.new(:depend, text, eapi: eapi) },
  evaluate: ->(spec, flags) { spec.evaluate(flags) },
  flags: Polyatom::UseFlags.method(:new),
  bulk: ->(texts) { Polyatom.parse_atoms(texts) },
  sort_bulk: ->(atoms) { atoms.sorted },
  bulk_packages: ->(texts) { Polyatom.parse_cpvs(texts) },
  match_bulk: ->(atom, packages) { packages.matching(atom) },
  more: Repositories.all
)
