# {{ marker }}
# frozen_string_literal: true

module {{ module }}
{{ docs|indent(2, true) }}
  class {{ name }} < Native::{% if is_text %}TextHandle{% else %}Handle{% endif %}
{%- for mixin in mixins %}
    include {{ mixin }}
{%- if loop.last %}
{% endif %}
{%- endfor %}
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
{%- if is_value %}

    # What `new` takes by its place and by its name, and the methods that read it.
    PLACED = { {{ placed }} }.freeze
    NAMED = { {{ named }} }.freeze
    private_constant :PLACED, :NAMED
{%- endif %}
{%- if !has_new %}
    private_class_method :new
{%- endif %}

    # An object that C gives away. None may mean that something went wrong.
    #
    # @api private
    def self.__take(address)
      address == 0 ? Native.raise_pending : allocate.__own(address, FREE)
    end
{%- for method in methods %}

{{ method|indent(4, true) }}
{%- endfor %}
{%- if let Some(items) = items %}

    # @yieldparam item one item after the other
    # @return [self, Enumerator]
    def each(&block)
      return to_enum(:each) unless block

      {{ items }}.each(&block)
      self
    end
{%- endif %}
{%- for (alias, name) in aliases %}
{%- if loop.first %}
{% endif %}
    alias {{ alias }} {{ name }}
{%- endfor %}
{%- if is_value %}

    # What it is made of, by name.
    #
    # @api private
    def __parts
      PLACED.merge(NAMED).transform_values { |reader| public_send(reader) }
    end

    # The same with other values for some parts.
    #
    # @return [{{ name }}]
    def with(**changes)
      parts = __parts.merge(changes)
      self.class.new(*parts.values_at(*PLACED.keys), **parts.except(*PLACED.keys))
    end

    def marshal_dump
      __parts
    end

    def marshal_load(parts)
      initialize(*parts.values_at(*PLACED.keys), **parts.except(*PLACED.keys))
    end
{%- endif %}
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

    # Only {{ name }} answers to this, so that comparing, which sorting does often, need not ask for the class first.
    #
    # @api private
    alias __address_of_{{ name }} __address

    # @return [Integer, nil] -1, 0 or 1; nil for anything but {{ name }}
    def <=>(other)
      order = Native.{{ symbol }}(@__address, other.__address_of_{{ name }})
      order == 0 ? Native.checked(order) : order
    rescue NoMethodError
      raise if other.is_a?({{ name }})
    end
{%- endif %}
{%- if let Some(symbol) = eq %}

    # @return [Boolean]
    def ==(other)
      other.is_a?({{ name }}) && (Native.{{ symbol }}(@__address, other.__address) || Native.raise_pending || false)
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
{%- if is_value %}
      "#<{{ module }}::{{ name }} #{__parts.map { |name, value| "#{name}=#{value.inspect}" }.join(', ')}>"
{%- else if let Some(symbol) = debug %}
      "#<{{ module }}::#{Native.take_text(Native.{{ symbol }}(@__address))}>"
{%- else %}
      "#<{{ module }}::{{ name }}>"
{%- endif %}
    end
{%- endif %}
  end
end
