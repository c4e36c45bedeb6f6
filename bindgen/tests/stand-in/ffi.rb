# frozen_string_literal: true

# What stands for the ffi gem where a library is not there: every function can be attached, and gives true.
module FFI
  NotFoundError = Class.new(LoadError)

  module Platform
    LIBSUFFIX = "so"
  end

  module Library
    def ffi_lib(*) = nil
    def typedef(*) = nil
    def callback(*) = nil

    def attach_function(name, *)
      define_singleton_method(name) { |*| true }
    end
  end

  class Pointer
    NULL = nil
    def initialize(*) = nil
  end

  class MemoryPointer < Pointer
  end

  class Function < Pointer
  end

  def self.type_size(_type) = 8
end
