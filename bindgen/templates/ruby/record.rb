# {{ marker }}
# frozen_string_literal: true

module {{ module }}
{{ docs|indent(2, true) }}
  class {{ name }} < Native::Record
{%- if ord.is_some() %}
    include Comparable
{% endif %}
    FREE = Native::LIBRARY["{{ free }}"]
    private_constant :FREE

    # The names of the fields.
    MEMBERS = %i[{{ members }}].freeze
{% for field in fields %}
{{ field.docs|indent(4, true) }}
    attr_reader :{{ field.name }}
{% endfor %}
{{ constructor|indent(4, true) }}
{%- for method in methods %}

{{ method|indent(4, true) }}
{%- endfor %}
{%- if has_span %}

    # @return [Range<Integer>] where it stands, in characters
    def span
      start...self.end
    end
{%- endif %}

    # The fields of a record that C gives away. None may mean that something went wrong.
    #
    # @api private
    def self.__take(address) # :nodoc:
      return Native.raise_pending if address.zero?

{{ take|indent(6, true) }}
    ensure
      Native.{{ free }}(address)
    end

    # A copy for C, which lives as long as what is returned.
    #
    # @api private
    def __handle # :nodoc:
{{ handle|indent(6, true) }}
    end
{%- if let Some(symbol) = display %}

    # @return [String]
    def to_s
      handle = __handle
      Native.take_text(Native.{{ symbol }}(handle.to_i))
    end
{%- endif %}
{%- if let Some(symbol) = ord %}

    # @return [Integer, nil] -1, 0 or 1; nil for anything but {{ name }}
    def <=>(other)
      return unless other.is_a?({{ name }})

      a = __handle
      b = other.__handle
      Native.checked(Native.{{ symbol }}(a.to_i, b.to_i))
    end
{%- endif %}
  end
end
