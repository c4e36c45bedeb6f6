# frozen_string_literal: true

# A binding as one would write it by hand with the ffi gem: one C call for each operation, and a pointer that frees itself.
# Some cases only: it shows what the generator costs.

require "ffi"
require_relative "cases"

module ByHand
  module C
    extend FFI::Library
    ffi_lib File.join(ENV.fetch("POLYATOM_LIB"), "libpolyatom.so")

    NUL_TERMINATED = (2**64) - 1

    attach_function :polyatom_string_free, [:pointer], :void
    attach_function :polyatom_error_message, [:pointer], :string
    attach_function :polyatom_error_free, [:pointer], :void
    attach_function :polyatom_atom_parse, %i[string size_t int32 pointer], :pointer
    attach_function :polyatom_atom_free, [:pointer], :void
    attach_function :polyatom_atom_category, [:pointer], :pointer
    attach_function :polyatom_atom_to_string, [:pointer], :pointer
    attach_function :polyatom_atom_compare, %i[pointer pointer], :int32
    attach_function :polyatom_atom_matches, %i[pointer pointer], :bool
    attach_function :polyatom_cpv_parse, %i[string size_t pointer], :pointer
    attach_function :polyatom_cpv_free, [:pointer], :void
    attach_function :polyatom_version_parse, %i[string size_t pointer], :pointer
    attach_function :polyatom_version_free, [:pointer], :void
    attach_function :polyatom_version_compare, %i[pointer pointer], :int32
  end

  class Error < ArgumentError
    def self.raise_from(slot)
      error = slot.read_pointer
      message = C.polyatom_error_message(error)
      C.polyatom_error_free(error)
      raise self, message
    end
  end

  def self.text(pointer)
    pointer.read_string.force_encoding(Encoding::UTF_8).tap { C.polyatom_string_free(pointer) }
  end

  class Atom
    include Comparable

    attr_reader :pointer

    def initialize(text)
      slot = FFI::MemoryPointer.new(:pointer)
      pointer = C.polyatom_atom_parse(text, C::NUL_TERMINATED, -1, slot)
      Error.raise_from(slot) if pointer.null?
      @pointer = FFI::AutoPointer.new(pointer, C.method(:polyatom_atom_free))
    end

    def category
      ByHand.text(C.polyatom_atom_category(@pointer))
    end

    def to_s
      ByHand.text(C.polyatom_atom_to_string(@pointer))
    end

    def <=>(other)
      C.polyatom_atom_compare(@pointer, other.pointer)
    end

    def matches?(package)
      C.polyatom_atom_matches(@pointer, package.pointer)
    end
  end

  class Cpv
    attr_reader :pointer

    def initialize(text)
      slot = FFI::MemoryPointer.new(:pointer)
      pointer = C.polyatom_cpv_parse(text, C::NUL_TERMINATED, slot)
      Error.raise_from(slot) if pointer.null?
      @pointer = FFI::AutoPointer.new(pointer, C.method(:polyatom_cpv_free))
    end
  end

  class Version
    include Comparable

    attr_reader :pointer

    def initialize(text)
      slot = FFI::MemoryPointer.new(:pointer)
      pointer = C.polyatom_version_parse(text, C::NUL_TERMINATED, slot)
      Error.raise_from(slot) if pointer.null?
      @pointer = FFI::AutoPointer.new(pointer, C.method(:polyatom_version_free))
    end

    def <=>(other)
      C.polyatom_version_compare(@pointer, other.pointer)
    end
  end
end

Cases.run(
  "by hand", "ffi #{FFI::VERSION}",
  atom: ->(text) { ByHand::Atom.new(text) },
  error: ByHand::Error,
  category: "atom.category",
  text: "atom.to_s",
  ordered: true,
  package: ->(text) { ByHand::Cpv.new(text) },
  matches: ->(atom, package) { atom.matches?(package) },
  version: ->(text) { ByHand::Version.new(text) }
)
