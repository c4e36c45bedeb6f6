# frozen_string_literal: true

# The adapter of the Ruby gem: reads requests as lines of JSON, answers each with a line. protocol.md describes both.

require "json"
require "polyatom"
require_relative "configurations"
require_relative "repositories"
require_relative "values"
require_relative "whole"

# The operations of the protocol, a method each: the names of the requests' fields are the names of the arguments.
module Operations
  SIGNS = { -1 => "<", 0 => "=", 1 => ">" }.freeze

  module_function

  def version_parse(text:, **)
    version = Polyatom::Version.new(text)
    suffixes = version.suffixes.map { |suffix| [Polyatom::SuffixKind.to_s(suffix.kind), suffix.number] }
    { numbers: version.numbers, letter: version.letter, suffixes: suffixes, revision: version.revision&.to_s }
  end

  def version_compare(a:, b:, **)
    SIGNS.fetch(Polyatom::Version.new(a) <=> Polyatom::Version.new(b))
  end

  def version_sort(versions:, **)
    Polyatom.sort_versions(versions).map(&:to_s)
  end

  def version_sort_key(text:, **)
    Polyatom::Version.new(text).sort_key.unpack1("H*")
  end

  def cpv_parse(text:, **)
    cpv = Polyatom::Cpv.new(text)
    { category: cpv.category, package: cpv.package, version: cpv.version.to_s, revision: cpv.revision&.to_s }
  end

  def atom_parse(text:, eapi:)
    atom = Polyatom::Atom.new(text, eapi: eapi)
    {
      blocker: atom.blocker && Polyatom::Blocker.to_s(atom.blocker),
      op: atom.op && Polyatom::Operator.to_s(atom.op),
      category: atom.category,
      package: atom.package,
      version: atom.version&.to_s,
      revision: atom.revision&.to_s,
      slot: atom.slot,
      subslot: atom.subslot,
      slot_op: atom.slot_op && Polyatom::SlotOperator.to_s(atom.slot_op),
      use: atom.use_deps.map(&:to_s),
      repo: atom.repo
    }
  end

  def atom_matches(atom:, packages:, eapi:, parent_use: nil)
    atom = Polyatom::Atom.new(atom, eapi: eapi)
    places(packages) { |package| atom.matches_package?(package, parent_use: parent_use) }
  end

  def atom_intersects(a:, b:, eapi:)
    Polyatom::Atom.new(a, eapi: eapi).intersects?(Polyatom::Atom.new(b, eapi: eapi))
  end

  def atom_evaluate(atom:, use:, eapi:)
    Polyatom::Atom.new(atom, eapi: eapi).evaluate(use).to_s
  end

  def use_dep_matches(use_dep:, package:, eapi:, parent_use: nil)
    dep = Polyatom::UseDep.new(use_dep, eapi: eapi)
    # Matching is the business of atoms: the atom with this dependency and nothing else that could fail.
    atom = Polyatom::Atom.new("a/b").with_use_deps([dep])
    atom.matches_package?(package(cpv: "a/b-1", **package), parent_use: parent_use)
  end

  def depspec_parse(kind:, text:, eapi:)
    { leaves: leaves(Polyatom::DepSpec.new(kind, text, eapi: eapi)) }
  end

  def depspec_evaluate(kind:, text:, use:, eapi:)
    spec = Polyatom::DepSpec.new(kind, text, eapi: eapi)
    leaves(use == "all" ? spec.evaluate_all : spec.evaluate(use))
  end

  # What is left of a simplified specification with some flags.
  def depspec_simplify(kind:, text:, use:, eapi:)
    leaves(Polyatom::DepSpec.new(kind, text, eapi: eapi).simplify.evaluate(use))
  end

  def depspec_satisfied(text:, packages:, eapi:, parent_use: nil)
    packages = packages.map { |facts| package(**facts) }
    Polyatom::DepSpec.new(:depend, text, eapi: eapi).satisfied_by(packages, parent_use: parent_use).satisfied
  end

  def required_use_check(text:, use:, eapi:, iuse: nil)
    Polyatom::DepSpec.new(:required_use, text, eapi: eapi).check_required_use(use, iuse: iuse&.join(" ")).satisfied
  end

  def src_uri_parse(text:, eapi:)
    Polyatom::DepSpec.new(:src_uri, text, eapi: eapi).uris.map { |uri| uri.to_h.slice(:uri, :filename, :prefix) }
  end

  def pattern_matches(pattern:, packages:, **)
    pattern = Polyatom::AtomPattern.new(pattern)
    places(packages) { |package| pattern.matches_package?(package) }
  end

  # The texts of the leaves; the protocol wants single spaces around an arrow.
  def leaves(spec)
    spec.leaves.map { |leaf| leaf.tr_s(" \t\n", " ") }
  end

  # The places of the packages that match.
  def places(packages, &matching)
    packages.map { |facts| package(**facts) }.each_with_index.filter_map { |package, place| place if matching.call(package) }
  end

  # What the library has not got back, if it counts that. Twice, for what is freed may hold what is freed next.
  def live(**)
    2.times { GC.start }
    Polyatom::Native.polyatom_live_objects
  end

  # A package as the protocol describes it.
  def package(cpv:, slot: nil, subslot: nil, repo: nil, use: nil, iuse: nil)
    slot = [slot, subslot].compact.join("/") if slot
    Polyatom::Package.new(cpv, slot: slot, repo: repo, use_flags: use, iuse: iuse&.join(" "))
  end
end

# The method of each operation.
OPERATIONS = %w[
  version.parse version.compare version.sort version.sort_key cpv.parse atom.parse atom.matches atom.intersects atom.evaluate
  use_dep.matches depspec.parse depspec.evaluate depspec.satisfied depspec.simplify required_use.check src_uri.parse
  pattern.matches live
].to_h { |name| [name, Operations.method(name.tr(".", "_"))] }.merge(
  Values.operations, Repositories.operations, Configurations.operations
).freeze

def about
  {
    protocol: 1, name: "polyatom", version: Polyatom::VERSION, language: "ruby", runtime: "#{RUBY_ENGINE} #{RUBY_VERSION}",
    eapis: Polyatom::Eapi.values.map { |eapi| Polyatom::Eapi.to_s(eapi) }, ops: OPERATIONS.keys
  }
end

def answer(seq:, op:, eapi:, **request)
  operation = OPERATIONS[op] or return { seq: seq, skip: "no operation #{op}" }
  { seq: seq, out: operation.call(**request.fetch(:in), eapi: eapi) }
rescue Polyatom::Error => e
  { seq: seq, error: "invalid", message: e.message, at: e.to_h[:start] && Values.bytes_before(e, e.start) }.compact
rescue Repositories::Invalid => e
  { seq: seq, error: "invalid", message: e.message }
rescue StandardError => e
  { seq: seq, crash: e.full_message(highlight: false) }
end

$stdout.sync = true
if ARGV.first == "--whole"
  Whole.read(ARGV.fetch(1))
  exit
end
$stdin.each_line do |line|
  message = JSON.parse(line, symbolize_names: true)
  case message.delete(:cmd)
  when "start" then puts JSON.generate(about)
  when "run" then puts JSON.generate(answer(**message))
  when "stop" then break
  end
end
