# frozen_string_literal: true

require "polyatom"

# The operations on profiles, configurations and queries.
module Configurations
  # What is known of a package whose metadata cannot be used.
  NOTHING = { visible: false, use: [], masked: [], forced: [], stable: false, iuse_effective: [] }.freeze

  module_function

  def profile_resolve(repo:, profile:, **)
    profile = Polyatom::Repository.open(repo).profile(profile)
    {
      parents: profile.directories.map(&:name), use: profile.use_flags, use_final: profile.use_final,
      use_mask: profile.use_mask, use_force: profile.use_force, use_stable_mask: profile.use_stable_mask,
      use_stable_force: profile.use_stable_force, iuse_effective_implicit: profile.iuse_implicit.names,
      system: profile.system.map(&:to_s).sort, package_mask: profile.package_mask.map(&:text).sort,
      package_unmask: profile.package_unmask.map(&:text).sort, package_provided: profile.package_provided.map(&:to_s).sort,
      vars: (profile.variables - ["USE"]).to_h { |name| [name, value(profile, name)] }
    }
  end

  # A variable, as a list if its values are put together.
  def value(profile, name)
    profile.incremental?(name) ? profile.words(name) : profile.variable(name)
  end

  # Requests about the same configuration follow each other.
  def config(root)
    @root, @config = root, Polyatom::Config.open(root) unless root == @root
    @config
  end

  def config_package(config_root:, cpv:, **)
    config, cpv = config(config_root), Polyatom::Cpv.new(cpv)
    begin
      configured(config.package(cpv))
    rescue Polyatom::Error
      { **NOTHING, reasons: config.reasons(cpv).map { |found| reason(found) } }
    end
  end

  def configured(package)
    {
      visible: package.visible?, reasons: package.reasons.map { |found| reason(found) }, use: package.enabled_flags,
      masked: package.masked_flags, forced: package.forced_flags, stable: package.stable?,
      iuse_effective: package.iuse_effective.names
    }
  end

  def reason(found)
    source = found.sources.first
    { kind: Polyatom::ReasonKind.to_s(found.kind), file: source&.path, line: source&.line, text: source&.text }
  end

  def config_visible(config_root:, cpn:, **)
    config, cpn = config(config_root), Polyatom::Cpn.new(cpn)
    visible = config.visible(cpn).map { |package| package.cpv.to_s }
    why = config.invisible(cpn).to_h do |found|
      [found.cpv.to_s, found.reasons.map { |reason| Polyatom::ReasonKind.to_s(reason.kind) }]
    end
    { all: config.versions(cpn).map(&:to_s), visible: visible, best: visible.last, why: why }
  end

  def config_diagnostics(config_root:, **)
    config(config_root).check.map do |found|
      { file: found.path, line: found.line, text: found.line ? found.input : found.reason }
    end
  end

  # What a query finds, each once: in a repository, among installed or binary packages, or under a configuration.
  def query_match(query:, config_root: nil, **where)
    query = Polyatom::Query.new(query)
    opened = config_root ? config(config_root) : open_for_query(**where)
    opened.query(query).cpvs.map(&:to_s).uniq
  end

  def open_for_query(repo: nil, installed: nil, pkgdir: nil, **)
    return Polyatom::Repository.open(repo) if repo

    installed ? Polyatom::Installed.open(installed) : Polyatom::Pkgdir.open(pkgdir)
  end

  # The method of each operation.
  def operations
    names = %w[profile.resolve config.package config.visible config.diagnostics query.match]
    names.to_h { |name| [name, method(name.tr(".", "_"))] }
  end
end
