# {{ marker }}
# frozen_string_literal: true

module {{ module }}
  # A panic in Rust: a bug in the library, not in the call.
  class PanicError < RuntimeError
    # @return [String, nil] where it happened, as Rust tells it
    attr_reader :rust_backtrace

    def initialize(message = nil, rust_backtrace: nil)
      super(message)
      @rust_backtrace = rust_backtrace
    end
  end
{% if let Some(base) = base %}
{{ base.docs|indent(2, true) }}
  class {{ base.name }} < ArgumentError
    # The names of what the error carries.
    MEMBERS = [].freeze

    # @param message [String, nil] what went wrong, in full
    # @param fields [Hash{Symbol => Object}] what the error carries
    def initialize(message = nil, **fields)
      super(message)
      self.class::MEMBERS.each { |name| instance_variable_set(:"@#{name}", fields[name]) }
    end

    # What the error carries, by name.
    #
    # @return [Hash{Symbol => Object}]
    def to_h
      self.class::MEMBERS.to_h { |name| [name, public_send(name)] }
    end

    def deconstruct_keys(_keys)
      to_h
    end
  end
{% for class in classes %}
{{ class.docs|indent(2, true) }}
  class {{ class.name }} < {{ base.name }}
{%- if !class.fields.is_empty() %}
    MEMBERS = %i[{{ class.members }}].freeze
{% for field in class.fields %}
{{ field.docs|indent(4, true) }}
    attr_reader :{{ field.name }}
{%- if !loop.last %}
{% endif %}
{%- endfor %}
{%- if class.has_span %}

    # @return [Range<Integer>] where the wrong part stands, in bytes
    def span
      start...self.end
    end
{%- endif %}
{%- endif %}
  end
{% endfor %}
{%- endif %}
  module Native
    # The class of each error, by its code.
    ERRORS = {
{%- for class in classes %}
      {{ class.code }} => {{ class.name }}{% if !loop.last %},{% endif %}
{%- endfor %}
    }.freeze

    class << self
      # The exception for an error that C gives away.
      def take_error(error)
        exception(error)
      ensure
        {{ prefix }}_error_free(error)
      end

      private

      def exception(error)
        message = borrowed({{ prefix }}_error_message(error))
        case code = {{ prefix }}_error_code(error)
        when 1 then PanicError.new(message, rust_backtrace: borrowed({{ prefix }}_error_backtrace(error)))
        when 2 then ArgumentError.new(message)
        else ERRORS.fetch(code).new(message, **ERRORS[code]::MEMBERS.to_h { |name| [name, error_field(name, error)] })
        end
      end

      def error_field(name, error)
        case name
{%- for field in fields %}
        when :{{ field.0 }} then {{ field.1 }}
{%- endfor %}
        end
      end

      # Text up to its NUL that stays with C.
      def borrowed(address)
        MEMORY.get_string(address - 1).force_encoding(Encoding::UTF_8).freeze unless address.zero?
      end

      # A field of an error, whose reader also tells how long it is.
      def error_text(reader, error)
        length = +SLOT
        address = public_send(reader, error, length)
        copy(address, length.unpack1("J")).force_encoding(Encoding::UTF_8).freeze unless address.zero?
      end
    end
  end
end
