# frozen_string_literal: true

require "polyatom"
require_relative "harness"
require_relative "inputs"

# Whole repositories, profiles and configurations, which only ours reads in Ruby.
module Repositories
  OPENSSL = "dev-libs/openssl"
  PROFILE = "default/linux/amd64/23.0"

  module_function

  def all
    { "repo.open" => method(:open), "repo.metadata" => method(:metadata), "repo.reverse" => method(:reverse),
      "repo.reverse_again" => method(:reverse_again), "repo.field" => method(:field),
      "config.profile" => method(:profile), "config.profile_again" => method(:profile_again),
      "config.profiles" => method(:profiles), "config.best" => method(:best), "config.best_again" => method(:best_again),
      "config.flags" => method(:flags) }
  end

  def big
    Polyatom::Repository.open(File.join(Inputs.data, "big"))
  end

  def system
    Polyatom::Config.open(File.join(Inputs.data, "root"))
  end

  def open(size)
    Harness.computed(size, :kept) { Array.new(size) { big.cpvs.size } }
  end

  def metadata(size)
    repository = big
    Harness.computed(size, :kept) { Array.new(size) { valid(repository) } }
  end

  # The number of specifications that are valid, of every kind.
  def valid(repository)
    repository.sum { |package| package.is_a?(Polyatom::EbuildPackage) ? specifications(package) : 0 }
  end

  def specifications(package)
    Polyatom::DepSpecKind.values.count do |kind|
      package.spec(kind)
    rescue Polyatom::Error
      false
    end
  end

  def reverse(size)
    fresh = Array.new(size) { big }
    Harness.computed(size, :kept) { fresh.map { |repository| repository.reverse_dependencies(OPENSSL).size } }
  end

  def reverse_again(size)
    repository = big
    repository.reverse_dependencies(OPENSSL)
    Harness.timed(size) { size.times { repository.reverse_dependencies(OPENSSL).size } }
  end

  def field(size)
    Harness.expression("package.slot", size, package: big.packages[0])
  end

  # What reads profiles of which nothing was read, and the flags that they have on.
  def reader(repository)
    known = Polyatom::Profiles.new([repository])
    ->(name) { known.profile(repository, name).use_final.size }
  end

  def profile(size)
    repository = big
    Harness.computed(size) { size.times { reader(repository).call(PROFILE) } }
  end

  def profile_again(size)
    read = reader(big)
    read.call(PROFILE)
    Harness.computed(size) { size.times { read.call(PROFILE) } }
  end

  def profiles(size)
    repository, names = big, Inputs.profile_names(size)
    Harness.computed(names.size) { names.sum(&reader(repository)) }
  end

  def best(size)
    Harness.computed(size) { Array.new(size) { system.best_visible_of_all.size } }
  end

  def best_again(size)
    config = system
    config.best_visible_of_all
    Harness.computed(size) { Array.new(size) { config.best_visible_of_all.size } }
  end

  def flags(size)
    config = system
    names = config.package_names.first(size)
    tell_flags(config, names)
    Harness.computed(names.size) { tell_flags(config, names) }
  end

  def tell_flags(config, names)
    names.sum { |name| config.package(config.versions(name).last).flags.size }
  end
end
