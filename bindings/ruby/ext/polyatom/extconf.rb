# frozen_string_literal: true

# Has cargo build the library where the gem is installed. A gem of sources has all crates beside this file, so that no network is needed.

require "rbconfig"

cargo = ENV.fetch("CARGO", "cargo")
unless system(cargo, "--version", out: File::NULL, err: File::NULL)
  abort "polyatom: no cargo on PATH. Install Rust 1.88 or later (https://rustup.rs), or take a gem for your platform."
end

library = "libpolyatom.#{RbConfig::CONFIG["SOEXT"]}"
built = "target/release/libpolyatom_c.#{RbConfig::CONFIG["SOEXT"]}"

# RubyGems says with sitearchdir where it wants what was made.
File.write("Makefile", <<~MAKEFILE)
  sitearchdir = #{RbConfig::MAKEFILE_CONFIG["sitearchdir"]}

  all:
  \tcd #{__dir__} && #{cargo} build --quiet --release --locked --offline --package polyatom-c --lib

  install: all
  \tmkdir -p $(DESTDIR)$(sitearchdir)/polyatom
  \tcp #{File.join(__dir__, built)} $(DESTDIR)$(sitearchdir)/polyatom/#{library}

  clean:
  \trm -rf #{File.join(__dir__, "target")}

  .PHONY: all install clean
MAKEFILE
