# frozen_string_literal: true

Gem::Specification.new do |spec|
  spec.name = "polyatom"
  spec.version = "0.1.0"
  spec.authors = ["The Polyatom developers"]
  spec.summary = "Gentoo's package language: atoms, versions, slots and USE dependencies"
  spec.description = "Parses, compares and matches what the Package Manager Specification defines, for EAPI 0 to 9. " \
                     "One core in Rust, with the same interface in Python, Ruby, Go and C."
  spec.homepage = "https://github.com/polyatom/polyatom"
  spec.licenses = ["MIT", "Apache-2.0"]
  spec.metadata = {
    "source_code_uri" => spec.homepage,
    "changelog_uri" => "#{spec.homepage}/blob/main/CHANGELOG.md",
    "rubygems_mfa_required" => "true"
  }

  # The gem carries the library, built for one platform and its C library: this one, or what a release names. From three words RubyGems
  # before 3.3.22 keeps the C library, which it takes out of one. The platform `ruby` is any: such a gem carries the sources.
  local = Gem::Platform.local
  here = local.os == "linux" ? "#{local.cpu}-linux-#{local.version || 'gnu'}" : local.to_s
  platform = ENV.fetch("POLYATOM_GEM_PLATFORM", here)
  spec.platform = platform == "ruby" ? platform : Gem::Platform.new(platform.split("-", 3))
  spec.required_ruby_version = ">= 3.1"
  spec.files = Dir["lib/**/*.{rb,so}", "sig/**/*.rbs", "README.md", "LICENSE-*", base: __dir__]
  if platform == "ruby"
    spec.extensions = ["ext/polyatom/extconf.rb"]
    spec.files += Dir.glob("ext/**/*", File::FNM_DOTMATCH, base: __dir__).select { |name| File.file?(File.join(__dir__, name)) }
  end

  spec.add_dependency "ffi", "~> 1.15"
  # Part of Ruby up to 3.4, a gem of its own since.
  spec.add_dependency "fiddle", "~> 1.0"
end
