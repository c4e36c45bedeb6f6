# frozen_string_literal: true

require_relative "polyatom/generated/all"

module Polyatom
  # The version of the gem, which is that of the library in it.
  VERSION = library_version
end
