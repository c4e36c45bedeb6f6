# {{ marker }}
# frozen_string_literal: true

require "ffi"
require "fiddle"
require "set"

module {{ module }}
  # The native library: where it is, and its functions. Objects are addresses here, and an enum's values are numbers.
  #
  # @api private
  module Native
    extend FFI::Library

    # The variable that names the library during development.
    VARIABLE = "{{ variable }}"

    # The interface that this code was generated from, and the version that it was generated in.
    INTERFACE_HASH = {{ "{:#018x}"|format(hash) }}
    VERSION_NUMBER = {{ version_number }}

    # Where the library is: in the gem, unless the variable says otherwise.
    PATH = File.expand_path(ENV[VARIABLE] || File.join(__dir__, "..", "lib{{ prefix }}.#{FFI::Platform::LIBSUFFIX}"))

    unless File.file?(PATH)
      raise LoadError, "the native library of {{ module }} is not at #{PATH}; " \
                       "install a gem for this platform, or let #{VARIABLE} name the library"
    end

    ffi_lib PATH

    # The same library once more, for the addresses of its functions. This handle never closes the library, which must
    # be there when the objects that live until the end of the process are freed.
    LIBRARY = Fiddle::Handle.new(PATH, Fiddle::RTLD_LAZY)

    begin
      attach_function :{{ prefix }}_interface_hash, [], :uint64
      attach_function :{{ prefix }}_library_version_number, [], :uint32
      attach_function :{{ prefix }}_serves, %i[uint64 uint32], :bool
    rescue FFI::NotFoundError
      raise LoadError, "#{PATH} is not the native library of {{ module }}"
    end

    unless {{ prefix }}_serves(INTERFACE_HASH, VERSION_NUMBER)
      version = ->(number) { [number / 1_000_000, number / 1000 % 1000, number % 1000].join(".") }
      raise LoadError, format("%s is {{ module }} %s (interface %#018x), but this code was made for %s (interface %#018x); " \
                              "it needs the library of that version, or a later one of {{ interface_version }}",
                              PATH, version.({{ prefix }}_library_version_number), {{ prefix }}_interface_hash,
                              version.(VERSION_NUMBER), INTERFACE_HASH)
    end

    # An address, as a number: a number costs no object.
    typedef :size_t, :address
{% for section in sections %}
    # {{ section.title }}
{%- for line in section.lines %}
    {{ line }}
{%- endfor %}
{% endfor %}  end
end
