# frozen_string_literal: true

require_relative "helper"
require "pathname"
require "tmpdir"

# Repositories behave as Ruby's own collections do, take paths, and long calls can be watched and stopped.
class RepositoryTest < Minitest::Test
  FILES = {
    "metadata/md5-cache/a/b-1" => ["EAPI=8", "SLOT=0", "DESCRIPTION=x", "RDEPEND=c/d"],
    "metadata/md5-cache/a/b-2" => ["EAPI=8"],
    "metadata/md5-cache/c/d-1" => ["SLOT=0", "DESCRIPTION=x"]
  }.freeze
  REPOSITORY = Polyatom::Repository.from_files(FILES.map { |path, lines| { path: path, lines: lines } })

  def test_it_is_a_collection_of_packages
    assert_equal 3, REPOSITORY.size
    assert_equal [Polyatom::EbuildPackage, Polyatom::FileError, Polyatom::EbuildPackage], REPOSITORY.map(&:class)
    assert_includes REPOSITORY, "a/b-1"
    assert_includes REPOSITORY, REPOSITORY.first
    refute_includes REPOSITORY, "a/b-3"
    refute_includes REPOSITORY, 1
    assert_equal REPOSITORY.first, REPOSITORY["a/b-1"]
    assert_equal "no_package", assert_raises(Polyatom::FileError) { REPOSITORY["a/b-3"] }.code
  end

  def test_what_becomes_of_bad_packages_is_chosen
    packages = REPOSITORY.packages
    assert_equal %w[a/b-1 c/d-1], packages.each(on_error: :skip).map { |package| package.cpv.to_s }
    assert_equal 3, packages.each(on_error: :collect).to_a.size
    assert_raises(Polyatom::FileError) { packages.each(on_error: :raise).to_a }
    assert_raises(ArgumentError) { packages.each(on_error: :ignore) }
  end

  def test_long_calls_are_watched_and_stopped
    told = []
    assert_equal 1, REPOSITORY.broken { |done, total| told << [done, total] }.size
    assert_equal [[3, 3]], told
    assert_equal "stopped", assert_raises(Polyatom::FileError) { REPOSITORY.check_packages { false } }.code
  end

  def test_paths_are_welcome
    Dir.mktmpdir do |dir|
      Dir.mkdir(File.join(dir, "metadata"))
      assert_equal 0, Polyatom::Repository.open(Pathname(dir)).size
      assert_raises(TypeError) { Polyatom::Repository.open(1) }
    end
  end
end
