# {{ marker }}
# frozen_string_literal: true

module {{ module }}
{{ docs|indent(2, true) }}
  class {{ name }} < Native::{% if is_text %}TextHandle{% else %}Handle{% endif %}
{%- for mixin in mixins %}
    include {{ mixin }}
{%- endfor %}
{%- if !is_text %}
    include Native::{% if is_value %}Value{% else %}Unwritable{% endif %}
{%- if display.is_some() %}
    include Native::Printed
{%- endif %}
{%- endif %}
{%- if set.is_some() %}
    include Native::Items
{%- endif %}

    FREE = Native::LIBRARY["{{ free }}"]

    # What owns the object in the library, with room for what is read once.
{{ owner|indent(4, true) }}
{%- if !properties.is_empty() %}

    # What a pattern can ask for, and the methods that answer.
    PROPERTIES = {
{%- for (key, method) in properties %}
      {{ key }}: :{{ method }}{% if !loop.last %},{% endif %}
{%- endfor %}
    }.freeze
    private_constant :FREE, :OWNER, :PROPERTIES
{%- else %}
    private_constant :FREE, :OWNER
{%- endif %}
{%- if is_value %}

    # What `new` takes by its place and by its name, and the methods that read it.
    PLACED = { {{ placed }} }.freeze
    NAMED = { {{ named }} }.freeze
    private_constant :PLACED, :NAMED
    public_class_method :allocate # For YAML, which fills it at once.

    # The arguments of `new` that these parts are.
    #
    # @api private
    def self.__arguments(parts) # :nodoc:
      [parts.values_at(*PLACED.keys), parts.except(*PLACED.keys)]
    end

    # Made from these parts.
    #
    # @api private
    def self.__of(parts) # :nodoc:
      placed, named = __arguments(parts)
      new(*placed, **named)
    end
{%- endif %}
{%- if !changers.is_empty() %}

    # The methods that change parts, and the parts that they take.
    CHANGERS = { {{ changers }} }.freeze
    private_constant :CHANGERS
{%- endif %}
{%- if !has_new %}
    private_class_method :new
{%- endif %}

{%- if let Some(classes) = stand_ins %}

    # An argument that must be such an object, or what it can be made of.
    #
    # @api private
    def self.__from(value) # :nodoc:
      case value
      when {{ classes }} then value.is_a?(self) ? value : new(value)
      else super
      end
    end
{%- endif %}

    # An object that C gives away. None may mean that something went wrong.
    #
    # @api private
    def self.__take(address, size = 0) # :nodoc:
      address == 0 ? Native.raise_pending : allocate.__own(address, OWNER.new(address, size, FREE))
    end
{%- if let Some(symbol) = column %}

    # Takes a column from another library, by Arrow's C data interface. Both structs are moved: whatever comes of it, they are
    # marked as released.
    #
    # @param array [FFI::Pointer, Integer] where the `struct ArrowArray` is
    # @param schema [FFI::Pointer, Integer] where the `struct ArrowSchema` is
    # @return [{{ name }}]
    def self.import(array, schema)
      error = +Native::SLOT
      column = Native.{{ symbol }}_import(Native.pointer(array), Native.pointer(schema), error)
      error == Native::SLOT ? __take(column) : Native.raise_error(error)
    end

    # The same of a stream, which is read to its end.
    #
    # @param stream [FFI::Pointer, Integer] where the `struct ArrowArrayStream` is
    # @return [{{ name }}]
    def self.import_stream(stream)
      error = +Native::SLOT
      column = Native.{{ symbol }}_import_stream(Native.pointer(stream), error)
      error == Native::SLOT ? __take(column) : Native.raise_error(error)
    end

    # Gives the column to another library, by Arrow's C data interface: fills both structs, which the receiver releases.
    #
    # @param array [FFI::Pointer, Integer] room for a `struct ArrowArray`
    # @param schema [FFI::Pointer, Integer] room for a `struct ArrowSchema`
    # @return [self]
    def export(array, schema)
      error = +Native::SLOT
      done = Native.{{ symbol }}_export(@__address, Native.pointer(array), Native.pointer(schema), error)
      done ? self : Native.raise_error(error)
    end

    # The same as a stream, which gives the parts of the column in order.
    #
    # @param stream [FFI::Pointer, Integer] room for a `struct ArrowArrayStream`
    # @return [self]
    def export_stream(stream)
      error = +Native::SLOT
      done = Native.{{ symbol }}_export_stream(@__address, Native.pointer(stream), error)
      done ? self : Native.raise_error(error)
    end
{%- endif %}
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
{%- if !has_length %}

    # @return [Integer] the number of items
    def size
      {{ items }}.size
    end
    alias length size
{%- endif %}
{%- endif %}
{%- if has_span %}

    # @return [Range<Integer>] where it stands, in characters
    def span
      start...self.end
    end
{%- endif %}
{%- if let Some(sequence) = sequence %}

    # The item at a place that there is{% if sequence.throws %}, or the error in its place{% endif %}.
    #
    # @api private
    def __item(place)
{%- if sequence.throws %}
      error = +Native::SLOT
      item = Native.{{ sequence.get }}(@__address, place, error)
      error == Native::SLOT ? {{ sequence.class }}.__take(item) : Native.error_item(error)
{%- else %}
      {{ sequence.class }}.__take(Native.{{ sequence.get }}(@__address, place))
{%- endif %}
    end

    # @api private
    def __part(start, count)
      {{ sequence.part }}
    end
{%- endif %}
{%- for (alias, name) in aliases %}
{%- if loop.first %}
{% endif %}
    alias {{ alias }} {{ name }}
{%- endfor %}
{%- if !changers.is_empty() %}

    # The same with other values for some parts.
    #
    # @return [self]
    def with(**changes)
      __with(CHANGERS, changes)
    end
{%- endif %}
{%- if is_number %}

    # @return [Integer] the number that it is
    def to_i
      to_s.to_i
    end
{%- endif %}
{%- if is_value %}

    # What it is made of, by name.
    #
    # @return [Hash{Symbol => Object}]
    def to_h
      PLACED.merge(NAMED).transform_values { |reader| public_send(reader) }
    end
{%- else if !properties.is_empty() && is_text %}

    # All that can be read of it, by name.
    #
    # @return [Hash{Symbol => Object}]
    def to_h
      PROPERTIES.transform_values { |method| public_send(method) }
    end
{%- endif %}
{%- if let Some(contains) = contains %}

    # @return [Boolean] whether it is one of the items, or reads like one
    def include?(item)
{{ contains|indent(6, true) }}
    end
    alias member? include?
{%- endif %}
{%- if let Some(set) = set %}

    # Another one, perhaps given as items.
    #
    # @api private
    def __set(other) # :nodoc:
{{ set|indent(6, true) }}
    end
{%- endif %}
{%- if !matching.is_empty() %}

    # Whether it matches something, for `case` and `grep`. Text that cannot be read does not match, nor does anything else.
    #
    # @return [Boolean]
    def ===(other)
      case other
{%- for (class, method) in matching %}
      when {{ class }} then {{ method }}(other)
{%- endfor %}
{%- for (class, method) in matching_texts %}
{%- if loop.first %}
      when String
{%- endif %}
        {% if !loop.first %}els{% endif %}if (read = {{ class }}.parse?(other)) then {{ method }}(read)
{%- if loop.last %}
        else false
        end
{%- endif %}
{%- endfor %}
      else equal?(other){% if eq.is_some() %} || self == other{% endif %}
      end
    end
    alias =~ ===
{%- if is_predicate %}

    # What it matches, as a block: `select(&it)`.
    #
    # @return [Proc]
    def to_proc
      ->(other) { self === other }
    end
{%- endif %}
{%- endif %}
{%- if !properties.is_empty() %}

    # For `case ... in { {{ properties[0].0 }}: }`: only what the pattern names is read.
    #
    # @param keys [Array<Symbol>, nil]
    # @return [Hash{Symbol => Object}]
    def deconstruct_keys(keys)
      keys ||= PROPERTIES.keys
      keys.each_with_object({}) do |key, read|
        method = PROPERTIES[key]
        read[key] = public_send(method) if method
      end
    end
{%- endif %}
{%- if let Some(symbol) = ord %}

    # Only {{ name }} answers to this, so that comparing, which sorting does often, need not ask for the class first.
    #
    # @api private
    alias __address_of_{{ name }} __address # :nodoc:

    # @return [Integer, nil] -1, 0 or 1; nil for anything but {{ name }}{% if is_text %} and text that it can be made from{% endif %}
    def <=>(other)
      order = Native.{{ symbol }}(@__address, other.__address_of_{{ name }})
      order == 0 ? Native.checked(order) : order
    rescue ::NoMethodError
      raise if {{ name }} === other
{%- if is_text %}

      read = String === other ? {{ name }}.parse?(other) : nil
      read && (self <=> read)
{%- endif %}
    end
{%- endif %}
{%- if let Some(symbol) = eq %}

    # @return [Boolean]
    def ==(other)
      {{ name }} === other && (Native.{{ symbol }}(@__address, other.__address) || Native.raise_pending || false)
    end
    alias eql? ==
{%- endif %}
{%- if let Some(symbol) = hash %}

    # @return [Integer] the same for equal ones
    def hash
{%- if is_text %}
      @__owner.__hash ||= Native.checked(Native.{{ symbol }}(@__address))
{%- else %}
      Native.checked(Native.{{ symbol }}(@__address))
{%- endif %}
    end
{%- endif %}
{%- if let Some(symbol) = display %}

    # @return [String]
    def to_s
{%- if is_text %}
      @__owner.__text ||= Native.take_text(Native.{{ symbol }}(@__address))
{%- else %}
      Native.take_text(Native.{{ symbol }}(@__address))
{%- endif %}
    end
{%- endif %}
{%- if !is_text %}

    # @return [String]
    def inspect
{%- if is_value %}
{%- if sequence.is_some() && display.is_some() %}
      return "#<{{ module }}::{{ name }}: #{self}>" if size > Native::SHOWN

{%- endif %}
      "#<{{ module }}::{{ name }} #{to_h.map { |name, value| "#{name}=#{value.inspect}" }.join(', ')}>"
{%- else if let Some(symbol) = debug %}
      "#<{{ module }}::#{Native.take_text(Native.{{ symbol }}(@__address)).delete_prefix('<').delete_suffix('>')}>"
{%- else %}
      "#<{{ module }}::{{ name }}>"
{%- endif %}
    end
{%- endif %}
  end
end
