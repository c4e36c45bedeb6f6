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

    # The interface that this code was generated from.
    INTERFACE_HASH = {{ "{:#018x}"|format(hash) }}

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
    rescue FFI::NotFoundError
      raise LoadError, "#{PATH} is not the native library of {{ module }}"
    end

    if {{ prefix }}_interface_hash != INTERFACE_HASH
      raise LoadError, format("%s is another version of {{ module }}: its interface is %#018x, this code needs %#018x",
                              PATH, {{ prefix }}_interface_hash, INTERFACE_HASH)
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
