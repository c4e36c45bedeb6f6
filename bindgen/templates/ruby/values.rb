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

    # The integers of each width.
    U8 = (0..0xff)
    U16 = (0..0xffff)
    U32 = (0..0xffff_ffff)
    U64 = (0..0xffff_ffff_ffff_ffff)
    I8 = (-0x80..0x7f)
    I16 = (-0x8000..0x7fff)
    I32 = (-0x8000_0000..0x7fff_ffff)
    I64 = (-0x8000_0000_0000_0000..0x7fff_ffff_ffff_ffff)

    # Texts side by side in memory: where each begins and how long it is.
    Texts = Struct.new(:pointers, :lengths, :count, :memory)

    # How often something went wrong in a function that has no room for errors, and has not been raised yet. The library says so.
    @failures = 0
    ON_FAILURE = FFI::Function.new(:void, []) { @failures += 1 }
    {{ prefix }}_on_failure(ON_FAILURE)

    class << self
      # Text as UTF-8.
      def text(value)
        return value if value.is_a?(String) && value.ascii_only?

        string = String.try_convert(value) or raise TypeError, "#{value.class} is no String"
        # Bytes without an encoding are taken for UTF-8.
        binary = string.encoding == Encoding::BINARY
        utf8 = binary ? string.dup.force_encoding(Encoding::UTF_8) : string.encode(Encoding::UTF_8)
        utf8.valid_encoding? ? utf8 : raise(ArgumentError, "the text has bytes that are not UTF-8")
      rescue EncodingError => e
        raise ArgumentError, "the text cannot be converted to UTF-8: #{e.message}"
      end

      # Bytes in any encoding.
      def bytes(value)
        String.try_convert(value) or raise TypeError, "#{value.class} is no String"
      end

      # An integer within a range.
      def integer(value, range)
        raise TypeError, "#{value.class} is no Integer" unless value.is_a?(Integer)
        raise RangeError, "#{value} is not in #{range}" unless range.cover?(value)

        value
      end

      # Any real number.
      def float(value)
        value.is_a?(Numeric) && value.real? ? value.to_f : raise(TypeError, "#{value.class} is no real number")
      end

      # True or false, and nothing that is like them.
      def truth(value)
        value == true || value == false ? value : raise(TypeError, "#{value.class} is neither true nor false")
      end

      # A list's elements, each converted by the block.
      def list(values, &convert)
        raise TypeError, "#{values.class} is no list" unless values.is_a?(Enumerable) || values.respond_to?(:to_ary)

        values.to_a.map(&convert)
      end

      # A list of texts, copied to where C can see it.
      def texts(values)
        texts = list(values) { |value| text(value) }
        lengths = texts.map(&:bytesize)
        memory = FFI::MemoryPointer.new(:char, lengths.sum + 1)
        offset = 0
        pointers = texts.zip(lengths).map do |text, length|
          memory.put_bytes(offset, text)
          (offset += length) - length + memory.address
        end
        Texts.new(pointers.pack("J*"), lengths.pack("J*"), texts.size, memory)
      end

      # Text that C gives away. None may mean that something went wrong.
      def take_text(address)
        return raise_pending if address == 0

        text = copy(address, MEMORY.get_ulong(address - LENGTH_SIZE - 1)).force_encoding(Encoding::UTF_8).freeze
        {{ prefix }}_string_free(address)
        text
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
        error = {{ prefix }}_take_panic
        return if error.zero?

        @failures -= 1
        raise take_error(error)
      end

      # Raises the error in a slot.
      def raise_error(slot)
        raise take_error(slot.unpack1("J"))
      end
    end
  end
end
