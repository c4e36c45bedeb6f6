# frozen_string_literal: true

require "helper"

class NamesTest < Minitest::Test
  def test_names
    assert(Polyatom.valid_name?(:category, "dev-lang"))
    refute(Polyatom.valid_name?("category", "-dev"))
    error = assert_raises(Polyatom::InvalidNameError) { Polyatom.check_name(:package, "pkg-1") }
    assert_equal("pkg-1", error.input)
  end

  def test_validity
    assert_equal([true, false], %w[=cat/pkg-1 cat/pkg-1].map { |text| Polyatom.valid_atom?(text) })
    assert_equal([true, false], %w[1 1.].map { |text| Polyatom.valid_version?(text) })
    assert_equal([true, false], %w[cat/pkg-1 cat/pkg].map { |text| Polyatom.valid_cpv?(text) })
  end

  def test_every_text_type_comes_back
    {
      Polyatom::Cpn => "cat/pkg", Polyatom::Cpv => "cat/pkg-1-r1", Polyatom::Slot => "3/3.1", Polyatom::SlotDep => "3/3.1=",
      Polyatom::UseDep => "!flag(+)?", Polyatom::Revision => "2", Polyatom::Version => "1.2", Polyatom::Atom => "cat/pkg"
    }.each do |type, text|
      assert_equal([text, type.new(text)], [type.new(text).to_s, Marshal.load(Marshal.dump(type.new(text)))])
      assert_nil(type.parse?("/"))
    end
  end

  def test_the_gem_is_in_step_with_the_library
    gemspec = File.read(File.expand_path("../polyatom.gemspec", __dir__))
    assert_equal(gemspec[/version = "(.*)"/, 1], Polyatom::VERSION)
  end

  def test_the_gem_has_its_licenses_and_names_its_platform
    spec = Gem::Specification.load(File.expand_path("../polyatom.gemspec", __dir__))
    assert_equal([], %w[LICENSE-MIT LICENSE-APACHE README.md sig/polyatom.rbs lib/polyatom/libpolyatom.so] - spec.files)
    # With the C library, whatever RubyGems would say by itself: a gem for glibc is not one for musl.
    assert_equal("x86_64-linux-gnu", spec.platform.to_s) if RUBY_PLATFORM == "x86_64-linux-gnu"
  end
end
