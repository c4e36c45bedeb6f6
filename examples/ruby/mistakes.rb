# Five common mistakes, and what is said about them.

require "polyatom"

mistakes = [
  -> { Polyatom::Atom.new("dev-lang/python-3.11") },
  -> { Polyatom::Atom.new(">=dev-lang/python") },
  -> { Polyatom::Atom.new("dev-lang/python:3.11=", eapi: "4") },
  -> { Polyatom::Version.new("1.0-rc1") },
  -> { Polyatom::DepSpec.new(:depend, "|| ( dev-libs/openssl dev-libs/libressl)") }
]
mistakes.each do |mistake|
  mistake.call
rescue Polyatom::Error => e
  puts e.message, ""
end
