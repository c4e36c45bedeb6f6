# {{ marker }}
# frozen_string_literal: true

module {{ module }}
{{ docs|indent(2, true) }}
  class {{ name }} < Native::{% if is_text %}TextHandle{% else %}Handle{% endif %}
{%- if ord.is_some() %}
    include Comparable
{% endif %}
    FREE = Native::LIBRARY["{{ free }}"]
{%- if !properties.is_empty() %}

    # What a pattern can ask for, and the methods that answer.
    PROPERTIES = {
{%- for (key, method) in properties %}
      {{ key }}: :{{ method }}{% if !loop.last %},{% endif %}
{%- endfor %}
    }.freeze
    private_constant :FREE, :PROPERTIES
{%- else %}
    private_constant :FREE
{%- endif %}
{%- if !has_new %}
    private_class_method :new
{%- endif %}

    # An object that C gives away. None may mean that something went wrong.
    #
    # @api private
    def self.__take(address)
      address.zero? ? Native.raise_pending : allocate.__own(address, FREE)
    end
{%- for method in methods %}

{{ method|indent(4, true) }}
{%- endfor %}
{%- if !properties.is_empty() %}

    # For `case ... in { {{ properties[0].0 }}: }`: only what the pattern names is read.
    #
    # @param keys [Array<Symbol>, nil]
    # @return [Hash{Symbol => Object}]
    def deconstruct_keys(keys)
      asked = keys ? PROPERTIES.slice(*keys) : PROPERTIES
      asked.transform_values { |method| public_send(method) }
    end
{%- endif %}
{%- if let Some(symbol) = ord %}

    # @return [Integer, nil] -1, 0 or 1; nil for anything but {{ name }}
    def <=>(other)
      Native.checked(Native.{{ symbol }}(@__address, other.__address)) if other.is_a?({{ name }})
    end
{%- endif %}
{%- if let Some(symbol) = eq %}

    # @return [Boolean]
    def ==(other)
      other.is_a?({{ name }}) && Native.checked(Native.{{ symbol }}(@__address, other.__address))
    end
    alias eql? ==
{%- endif %}
{%- if let Some(symbol) = hash %}

    # @return [Integer] the same for equal ones
    def hash
      Native.checked(Native.{{ symbol }}(@__address))
    end
{%- endif %}
{%- if let Some(symbol) = display %}

    # @return [String]
    def to_s
      Native.take_text(Native.{{ symbol }}(@__address))
    end
{%- endif %}
{%- if !is_text %}

    # @return [String]
    def inspect
{%- if let Some(symbol) = debug %}
      "#<{{ module }}::{{ name }} #{Native.take_text(Native.{{ symbol }}(@__address))}>"
{%- else %}
      "#<{{ module }}::{{ name }}>"
{%- endif %}
    end
{%- endif %}
  end
end
