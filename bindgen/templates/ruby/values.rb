# {{ marker }}
# frozen_string_literal: true

module {{ module }}
  # Values on their way to C and back.
  #
  # @api private
  module Native
    # Room for one value that C writes. `+SLOT` is a new one; still equal to SLOT means that nothing was written.
    SLOT = ("\0" * 8).freeze

    # All memory, seen from address 1 (a pointer to 0 cannot be read). Reading through it makes no new pointer each time.
    MEMORY = FFI::Pointer.new(1)

    # The length of a text stands in front of it.
    LENGTH_SIZE = FFI.type_size(:size_t)

    # A place in memory as the ffi gem takes it.
    def self.pointer(address)
      address.is_a?(FFI::Pointer) ? address : FFI::Pointer.new(Integer(address))
    end

    # The integers of each width.
    U8 = (0..0xff)
    U16 = (0..0xffff)
    U32 = (0..0xffff_ffff)
    U64 = (0..0xffff_ffff_ffff_ffff)
    I8 = (-0x80..0x7f)
    I16 = (-0x8000..0x7fff)
    I32 = (-0x8000_0000..0x7fff_ffff)
    I64 = (-0x8000_0000_0000_0000..0x7fff_ffff_ffff_ffff)

    # So many are a second.
    NANOSECONDS = 1_000_000_000

    # Encodings whose bytes are passed on.
    AS_IT_IS = [Encoding::UTF_8, Encoding::BINARY].freeze

    # Stands for what cannot be converted to UTF-8, and is accepted nowhere.
    REPLACEMENT = "\u{fffd}"

    # Texts side by side in memory: where each begins and how long it is.
    Texts = Struct.new(:pointers, :lengths, :count, :bytes, :memory)

    # Texts of so many bytes, and what is made of them, may wait to be collected.
    MUCH = 8 * 1024 * 1024

    # Smaller objects need no account: there is as much of them that Ruby sees as of what it does not see.
    LARGE = 512

    @charged = 0
    @collections = 0

    # How often something went wrong in a function that has no room for errors, and has not been raised yet. The library says so.
    @failures = 0
    ON_FAILURE = FFI::Function.new(:void, [:pointer]) { @failures += 1 }
    {{ prefix }}_on_failure(ON_FAILURE, nil)

    class << self
      # Text as UTF-8. What is none stays wrong: it is for the library to say so. Bytes without an encoding are taken for UTF-8.
      def text(value)
        return value if value.is_a?(String) && value.ascii_only?

        string = bytes(value)
        return string if AS_IT_IS.include?(string.encoding)

        string.encode(Encoding::UTF_8, invalid: :replace, undef: :replace, replace: REPLACEMENT)
      rescue ::EncodingError
        REPLACEMENT
      end

      # The path of a file: text, or what stands for one, such as a Pathname.
      def path(value)
        text(value.respond_to?(:to_path) ? value.to_path : value)
      end

      # Bytes in any encoding.
      def bytes(value)
        String.try_convert(value) or raise ::TypeError, "#{value.class} is not a String"
      end

      # An integer within a range.
      def integer(value, range)
        raise ::TypeError, "#{value.class} is not an Integer" unless value.is_a?(Integer)
        raise ::RangeError, "#{value} is not in #{range}" unless range.cover?(value)

        value
      end

      # Any real number.
      def float(value)
        value.is_a?(Numeric) && value.real? ? value.to_f : raise(::TypeError, "#{value.class} is not a real number")
      end

      # A span of time in nanoseconds, of one in seconds.
      def duration(value)
        raise ::TypeError, "#{value.class} is not a real number" unless value.is_a?(Numeric) && value.real?

        integer((value.to_r * NANOSECONDS).floor, U64)
      end

      # A point in time in nanoseconds since 1970.
      def time(value)
        raise ::TypeError, "#{value.class} is not a Time" unless value.is_a?(Time)

        integer((value.to_r * NANOSECONDS).floor, I64)
      end

      # A span of so many nanoseconds in seconds, exactly.
      def take_duration(nanoseconds)
        nanoseconds && Rational(nanoseconds, NANOSECONDS)
      end

      # The time that is so many nanoseconds after 1970.
      def take_time(nanoseconds)
        nanoseconds && Time.at(Rational(nanoseconds, NANOSECONDS), in: "UTC")
      end

      # True or false, and nothing that is like them.
      def truth(value)
        value == true || value == false ? value : raise(::TypeError, "#{value.class} is neither true nor false")
      end

      # A list's elements, each converted by the block as soon as it is there: the first wrong one ends it, and what is after that is
      # never made.
      def list(values)
        array = Array.try_convert(values)
        return array.map { |value| yield value } if array

        items = []
        each_of(values) { |value| items << yield(value) }
        items
      end

      # Keys and their values.
      def map(values)
        Hash.try_convert(values) or raise ::TypeError, "#{values.class} is not a Hash"
      end

      # Whether something can be gone over.
      def list?(value)
        !value.nil? && %i[to_ary each to_a].any? { |name| value.respond_to?(name) }
      end

      # Goes over whatever can be gone over.
      def each_of(values, &block)
        if values.is_a?(Enumerable) then values.each_entry(&block)
        elsif values.respond_to?(:each) then values.each(&block)
        elsif values.respond_to?(:to_a) && !values.nil? then Array(values).each(&block)
        else raise ::TypeError, "#{values.class} is not a list"
        end
      end

      # The text of an item: of one of these types, or a text already.
      def item_text(item, types)
        types.any? { |type| type === item } ? item.to_s : text(item)
      end

      # A list of texts, copied to where C can see it.
      def texts(values)
        copy_texts(list(values) { |value| text(value) })
      end

      # A list of paths, likewise.
      def paths(values)
        copy_texts(list(values) { |value| path(value) })
      end

      # The same where some may be absent.
      def maybe_texts(values)
        copy_texts(list(values) { |value| value.nil? ? nil : text(value) })
      end

      # A list of byte strings, copied to where C can see it.
      def byte_strings(values)
        copy_texts(list(values) { |value| bytes(value) })
      end

      # The same where some may be absent.
      def maybe_byte_strings(values)
        copy_texts(list(values) { |value| value.nil? ? nil : bytes(value) })
      end

      # An absent text is at address 0.
      def copy_texts(texts)
        lengths = texts.map { |text| text ? text.bytesize : 0 }
        size = lengths.sum
        memory = FFI::MemoryPointer.new(:char, size + 1)
        offset = 0
        pointers = texts.zip(lengths).map do |text, length|
          next 0 unless text

          memory.put_bytes(offset, text)
          (offset += length) - length + memory.address
        end
        Texts.new(pointers.pack("J*"), lengths.pack("J*"), texts.size, size, memory)
      end

      # Text that C gives away. None may mean that something went wrong.
      def take_text(address)
        return raise_pending if address == 0

        text = copy(address, MEMORY.get_ulong(address - LENGTH_SIZE - 1)).force_encoding(Encoding::UTF_8).freeze
        {{ prefix }}_string_free(address)
        text
      end

      # Text that belongs to the library. None may mean that something went wrong.
      def constant(text)
        text.nil? ? raise_pending : text.dup.force_encoding(Encoding::UTF_8).freeze
      end

      # Bytes that C gives away; the slot holds their length. None may mean that something went wrong.
      def take_bytes(address, length)
        return raise_pending if address == 0

        bytes = copy(address, length.unpack1("J")).freeze
        {{ prefix }}_bytes_free(address)
        bytes
      end

      # Bytes at an address.
      def copy(address, length)
        MEMORY.get_bytes(address - 1, length)
      end

      # A value that is zero or false also when something went wrong.
      def checked(value)
        raise_pending if value == 0 || value == false
        value
      end

      # A number that may be absent: C says whether it is there, and has written it to a slot.
      def take_option(present, slot, directive)
        slot.unpack1(directive) if checked(present)
      end

      # Raises what went wrong in a function that has no room for errors; nil if nothing did.
      def raise_pending
        raise_failure if @failures > 0
      end

      # The library tells when something goes wrong in such a function: asking it each time would cost as much as the call. Each thread
      # finds its own failure only, so that another one's is left to it.
      def raise_failure
        error = {{ prefix }}_take_failure
        return if error.zero?

        @failures -= 1
        raise take_error(error)
      end

      # Notes that as much was allocated for an object where Ruby does not see it, and collects when it has become much: Ruby would think
      # that a loop that makes and drops objects of 20 kB makes some of 40 bytes. What was just dropped is young, so most of these
      # collections are small ones.
      def charge(size)
        @charged += size
        return if @charged < MUCH

        @charged = 0
        @collections += 1
        return GC.disable if GC.enable # The program does not want any.

        GC.start(full_mark: (@collections % 8).zero?, immediate_sweep: true)
      end

      # The error in a slot, as the item that it stands for. A panic is raised.
      def error_item(slot)
        error = take_error(slot.unpack1("J"))
        error.is_a?(PanicError) ? raise(error) : error
      end

      # Raises the error in a slot.
      def raise_error(slot)
        raise take_error(slot.unpack1("J"))
      end
    end
  end
end
