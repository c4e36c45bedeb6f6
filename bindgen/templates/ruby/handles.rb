# {{ marker }}
# frozen_string_literal: true

module {{ module }}
  module Native
    # An object of the library: its address, and an owner that frees it when Ruby lets go of both. A Fiddle pointer is
    # such an owner: it calls the free function from C, without a finalizer, for a third of what FFI::AutoPointer costs.
    #
    # @api private
    class Handle
      class << self
        private :allocate

        # An argument that must be such an object.
        def __from(value)
          value.is_a?(self) ? value : raise(TypeError, "#{value.class} is no #{self}")
        end
      end

      attr_reader :__address

      def __own(address, free)
        # First, so that an object that has a value already, and is frozen, still frees the second one.
        @__owner = Fiddle::Pointer.new(address, 0, free)
        @__address = address
        freeze
      end
    end

    # An object that is its text, and never changes.
    #
    # @api private
    class TextHandle < Handle
      class << self
        # The object that `text` stands for, or nil if it stands for none. Takes what `new` takes.
        def parse?(text, **options)
          new(text, **options)
        rescue {{ error }}
          nil
        end

        # An argument that may be given as text.
        def __from(value)
          return value if value.is_a?(self)

          text = String.try_convert(value) or raise TypeError, "#{value.class} is neither #{self} nor String"
          new(text)
        end

        def _load(text)
          new(text)
        end
      end

      def inspect
        "#<#{self.class} #{to_s.inspect}>"
      end

      def clone(freeze: nil) # rubocop:disable Lint/UnusedMethodArgument
        self
      end

      def dup
        self
      end

      def _dump(_level)
        to_s
      end
    end

    # A value with named fields, which never changes. C sees a copy of it, made for one call.
    #
    # @api private
    class Record
      class << self
        # An argument that may be given as a Hash of its fields.
        def __from(value)
          return value if value.is_a?(self)

          value.is_a?(Hash) ? new(**value) : raise(TypeError, "#{value.class} is neither #{self} nor Hash")
        end

        # The names of the fields.
        def members
          self::MEMBERS
        end
      end

      def to_h
        self.class.members.to_h { |name| [name, public_send(name)] }
      end

      # The values of the fields, in order.
      def deconstruct
        self.class.members.map { |name| public_send(name) }
      end
      alias to_a deconstruct

      def deconstruct_keys(keys)
        ((keys || self.class.members) & self.class.members).to_h { |name| [name, public_send(name)] }
      end

      # The same with other values for some fields.
      def with(**changes)
        self.class.new(**to_h, **changes)
      end

      def ==(other)
        other.instance_of?(self.class) && to_a == other.to_a
      end

      def eql?(other)
        other.instance_of?(self.class) && to_a.eql?(other.to_a)
      end

      def hash
        [self.class, *to_a].hash
      end

      def inspect
        "#<#{self.class} #{to_h.map { |name, value| "#{name}=#{value.inspect}" }.join(', ')}>"
      end

      def to_json(*options)
        to_h.to_json(*options)
      end

      def clone(freeze: nil) # rubocop:disable Lint/UnusedMethodArgument
        self
      end

      def dup
        self
      end

      def marshal_dump
        to_h
      end

      def marshal_load(fields)
        initialize(**fields)
      end
    end
  end
end
