# {{ marker }}
# frozen_string_literal: true

module {{ module }}
  module Native
    # An object of the library: its address, and an owner that frees it when Ruby lets go of both. A Fiddle pointer is
    # such an owner: it calls the free function from C, without a finalizer, for a third of what FFI::AutoPointer costs.
    # The object is frozen; what has been read of it and never changes is noted with the owner.
    #
    # @api private
    class Handle
      class << self
        private :allocate

        # An argument that must be such an object.
        def __from(value)
          value.is_a?(self) ? value : raise(::TypeError, "#{value.class} is not a #{self}")
        end

        # A class of owners that have room for what is noted under these names.
        def __owner(*names)
          Class.new(Fiddle::Pointer) { attr_accessor(*names) }
        end
      end

      attr_reader :__address

      # What does not print as text prints as developers see it, and not as an address.
      def to_s
        inspect
      end

      # How much of the library's memory it has at least.
      def __size
        @__owner.size
      end

      # The owner comes first, so that an object that has a value already, and is frozen, still frees the second one.
      def __own(address, owner)
        @__owner = owner
        @__address = address
        size = owner.size
        Native.charge(size) if size > LARGE
        freeze
      end
    end

    # An object that is no value: nothing else could make the same one again, so it is not written anywhere.
    #
    # @api private
    module Unwritable
      def marshal_dump
        raise ::TypeError, "#{self.class} cannot be written (Marshal, YAML, JSON): it cannot be made again from its parts"
      end

      def encode_with(_coder)
        marshal_dump
      end

      def to_json(*)
        marshal_dump
      end

      def as_json(*)
        marshal_dump
      end
    end

    # An object that is made from its parts, which it can tell: so it is copied, and written by Marshal, YAML and JSON.
    #
    # @api private
    module Value
      # The same with other values for some parts.
      #
      # @return [self]
      def with(**changes)
        self.class.__of(to_h.merge(changes))
      end

      def marshal_dump
        to_h
      end

      def marshal_load(parts)
        placed, named = self.class.__arguments(parts)
        initialize(*placed, **named)
      end

      def encode_with(coder)
        to_h.each { |name, value| coder[name.name] = Native.plain(value) }
      end

      def init_with(coder)
        marshal_load(coder.map.transform_keys(&:to_sym))
      end

      def to_json(*options)
        to_h.to_json(*options)
      end

      def as_json(*options)
        Native.as_json(to_h, options)
      end
    end

    # An object that is no text type but prints as text: so it is written where nobody reads it again.
    #
    # @api private
    module Printed
      def to_json(*options)
        to_s.to_json(*options)
      end

      def as_json(*)
        to_s
      end
    end

    class << self
      # A choice is a symbol here, and a text for those who write it down: reading symbols is not allowed everywhere.
      def plain(value)
        value.is_a?(Symbol) ? value.name : value
      end

      # What Rails' own classes make of themselves for JSON.
      def as_json(value, options)
        case value
        when Hash then value.to_h { |name, item| [name.to_s, as_json(item, options)] }
        when Array then value.map { |item| as_json(item, options) }
        else value.respond_to?(:as_json) ? value.as_json(*options) : plain(value)
        end
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

        # Whether `text` stands for one. Takes what `new` takes.
        def valid?(text, **options)
          !parse?(text, **options).nil?
        end

        # An argument that may be given as text.
        def __from(value)
          return value if value.is_a?(self)

          text = String.try_convert(value) or raise ::TypeError, "#{value.class} is neither #{self} nor String"
          new(text)
        end

        public :allocate # For YAML, which fills it at once.

        def _load(text)
          new(text)
        end
      end

      # Each of the methods is called of whose parts one changes, with the others as they are.
      def __with(methods, changes)
        unknown = changes.keys - methods.values.flatten
        raise ::ArgumentError, "#{self.class} has no part #{unknown.first.inspect} that can change" if unknown.any?

        methods.reduce(self) do |changed, (method, parts)|
          next changed if (parts & changes.keys).empty?

          changed.public_send(method, *parts.map { |part| changes.fetch(part) { changed.public_send(part) } })
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

      def encode_with(coder)
        coder["text"] = to_s
      end

      def init_with(coder)
        initialize(coder["text"])
      end

      def as_json(*)
        to_s
      end
    end

    # What Ruby's own sets can do, for an object that says whether another has all its items. Items are welcome where another such object is.
    #
    # @api private
    module Items
      # @return [Boolean] whether it has all items of the other
      def superset?(other)
        __set(other).subset?(self)
      end

      # @return [Boolean] whether the other has all its items, and more
      def proper_subset?(other)
        other = __set(other)
        subset?(other) && !other.subset?(self)
      end

      # @return [Boolean] whether it has all items of the other, and more
      def proper_superset?(other)
        __set(other).proper_subset?(self)
      end

      # @return [Boolean] whether the other has some of its items
      def intersect?(other)
        !disjoint?(other)
      end

      alias >= superset?
      alias < proper_subset?
      alias > proper_superset?
    end

    # A sequence of so many items is shown whole; one of more tells what it is.
    SHOWN = 8

    # An object with places, from 0 on, which reads as Array does.
    #
    # @api private
    module Sequence
      include Enumerable

      # What can become of an error in the place of an item.
      ON_ERROR = %i[collect skip raise].freeze
      private_constant :ON_ERROR

      # @param on_error [:collect, :skip, :raise] what becomes of an error in the place of an item: it is given, left out or raised
      # @yieldparam item one item after the other
      # @return [self, Enumerator]
      def each(on_error: :collect)
        raise ::ArgumentError, "on_error is #{on_error.inspect}, and not :collect, :skip or :raise" unless ON_ERROR.include?(on_error)
        return to_enum(:each, on_error: on_error) { size unless on_error == :skip } unless block_given?

        size.times do |place|
          item = __item(place)
          if on_error == :collect || !item.is_a?(Exception) then yield item
          elsif on_error == :raise then raise item
          end
        end
        self
      end

      # The item at a place, which counts from the end if it is negative, or nil; a part, for a range, or for a place and a number of items.
      def [](place, count = nil)
        return __places(place, count) if count
        return __range(place) if place.is_a?(Range)

        place = Integer(place)
        place += size if place.negative?
        place.between?(0, size - 1) ? __item(place) : nil
      end

      # The last item, or so many of the last.
      def last(count = nil)
        count ? self[[size - count, 0].max..] : self[-1]
      end

      def empty?
        size.zero?
      end

      private

      def __range(range)
        start = range.begin || 0
        finish = range.end || -1
        finish += size if finish.negative?
        finish += 1 unless range.end && range.exclude_end?
        __places(start, [finish - (start.negative? ? start + size : start), 0].max)
      end

      def __places(start, count)
        start += size if start.negative?
        __part(start, count) if start.between?(0, size) && !count.negative?
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

          value.is_a?(Hash) ? new(**value) : raise(::TypeError, "#{value.class} is neither #{self} nor Hash")
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

      def to_s
        inspect
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

      def encode_with(coder)
        to_h.each { |name, value| coder[name.name] = Native.plain(value) }
      end

      def init_with(coder)
        initialize(**coder.map.transform_keys(&:to_sym))
      end

      def as_json(*options)
        Native.as_json(to_h, options)
      end
    end
  end
end
