# frozen_string_literal: true

# The bindings that UniFFI makes of our own interface; their directory is the argument.

require File.join(File.expand_path(ARGV.shift), "polyatom")
require_relative "cases"

include Polyatom # rubocop:disable Style/MixinUsage

Cases.run(
  "UniFFI", "0.32.2",
  atom: ->(text) { Atom.new(text) },
  error: [PolyatomError::Atom, PolyatomError::Version],
  category: "atom.category",
  version_of: "atom.version",
  text: "atom.to_s",
  package: ->(text) { Cpv.new(text) },
  matches: ->(atom, package) { atom.matches(package) },
  version: ->(text) { Version.new(text) },
  specification: ->(text, _eapi) { DepSpec.new(DepSpecKind::DEPEND, text) },
  evaluate: ->(spec, flags) { spec.evaluate(flags) },
  flags: ->(names) { UseFlags.new(names) }
)
