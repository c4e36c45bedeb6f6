# {{ marker }}
# frozen_string_literal: true

module {{ module }}
  # A panic in Rust: a bug in the library, not in the call.
  class PanicError < ::RuntimeError
    # @return [String, nil] where it happened, as Rust tells it
    attr_reader :rust_backtrace

    def initialize(message = nil, rust_backtrace: nil)
      super(message)
      @rust_backtrace = rust_backtrace
    end
  end
{% for class in classes %}
{{ class.docs|indent(2, true) }}
  class {{ class.name }} < {{ class.base }}
{%- if let Some(members) = class.members %}
    # The names of what the error carries.
    MEMBERS = %i[{{ members }}].freeze
{%- endif %}
{%- if loop.first %}

    # @param message [String, nil] what went wrong, in full
    # @param fields [Hash{Symbol => Object}] what the error carries
    def initialize(message = nil, **fields)
      super(message)
      @fields = fields
    end
{%- endif %}
{%- for field in class.fields %}

{{ field.docs|indent(4, true) }}
    def {{ field.name }}
      __fields[:{{ field.name }}]
    end
{%- endfor %}
{%- if class.has_span %}

    # @return [Range<Integer>] where the wrong part stands, in characters: `input[span]` is that part
    def span
      start...self.end
    end
{%- endif %}
{%- if loop.first %}

    # What the error carries, by name.
    #
    # @return [Hash{Symbol => Object}]
    def to_h
      self.class::MEMBERS.to_h { |name| [name, __fields[name]] }
    end

    # What the error carries, for patterns.
    #
    # @return [Hash{Symbol => Object}]
    def deconstruct_keys(_keys)
      to_h
    end

    # The message and what the error carries.
    #
    # @return [String]
    def to_json(*options)
      { message: message, **to_h }.to_json(*options)
    end

    # @api private
    def as_json(*options)
      Native.as_json({ message: message, **to_h }, options)
    end

    # @api private
    def encode_with(coder)
      { message: message, **to_h, backtrace: backtrace }.each { |name, value| coder[name.name] = value }
    end

    # @api private
    def init_with(coder)
      fields = coder.map.transform_keys(&:to_sym)
      message, backtrace = fields.delete(:message), fields.delete(:backtrace)
      initialize(message, **fields)
      set_backtrace(backtrace) if backtrace
    end

    # @api private
    def _dump(_level)
      Marshal.dump([message, to_h, backtrace])
    end

    # @api private
    def self._load(data)
      message, fields, backtrace = Marshal.load(data)
      new(message, **fields).tap { |error| error.set_backtrace(backtrace) if backtrace }
    end

    # The fields are with the library until someone asks for them.
    #
    # @api private
    def __of(owner) # :nodoc:
      @owner = owner
      self
    end

    # @api private
    def __fields # :nodoc:
      # Another thread may do the same at the same time: what it needs stays.
      owner = @owner or return @fields
      @fields = Native.error_fields(self.class::MEMBERS, owner.to_i)
      @owner = nil
      @fields
    end
{%- endif %}
  end
{% endfor %}
  module Native
    # The class of each error, by its code.
    ERRORS = {
{%- for class in classes %}{% if let Some(code) = class.code %}
      {{ code }} => {{ class.name }}{% if !loop.last %},{% endif %}
{%- endif %}{% endfor %}
    }.freeze

    ERROR_FREE = LIBRARY["{{ prefix }}_error_free"]

    # Of memory that Ruby does not see, an error may keep so much: Ruby would collect too late.
    SMALL = 1024

    class << self
      # The exception for an error that C gives away.
      def take_error(error)
        owner = Fiddle::Pointer.new(error, 0, ERROR_FREE)
        message = utf8({{ prefix }}_error_message(error))
        code = {{ prefix }}_error_code(error)
        kind = ERRORS[code] or return other_error(code, message, error)
        exception = kind.new(message).__of(owner)
        exception.__fields if message.bytesize > SMALL
        exception
      end

      # What an error carries, read from C.
      def error_fields(names, error)
        names.to_h { |name| [name, error_field(name, error)] }
      end

      private

      def other_error(code, message, error)
        case code
        when 1 then PanicError.new(message, rust_backtrace: utf8({{ prefix }}_error_backtrace(error)))
        when 2 then ::ArgumentError.new(message)
        else raise ::KeyError, "the library has an error #{code}, this code has none: #{message}"
        end
      end

{%- if !fields.is_empty() %}

      def error_field(name, error)
        case name
{%- for field in fields %}
        when :{{ field.0 }} then {{ field.1 }}
{%- endfor %}
        end
      end
{%- endif %}

      # Text that the ffi gem has copied as bytes.
      def utf8(bytes)
        bytes&.force_encoding(Encoding::UTF_8)&.freeze
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
