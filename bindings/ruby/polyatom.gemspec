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

  # The gem carries the library, built for this platform and its C library. RubyGems before 3.3.22 does not know the latter and calls
  # the gem plainly `x86_64-linux`.
  local = Gem::Platform.local
  spec.platform = local.os == "linux" ? "#{local.cpu}-linux-#{local.version || 'gnu'}" : local
  spec.required_ruby_version = ">= 3.1"
  spec.files = Dir["lib/**/*.{rb,so}", "sig/**/*.rbs", "README.md", "LICENSE-*", base: __dir__]

  spec.add_dependency "ffi", "~> 1.15"
  # Part of Ruby up to 3.4, a gem of its own since.
  spec.add_dependency "fiddle", "~> 1.0"
end
