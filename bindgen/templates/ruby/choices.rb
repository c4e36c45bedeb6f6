# {{ marker }}
# frozen_string_literal: true

module {{ module }}
  module Native
    # What every enum's module can do. An enum's values are symbols; a value's number is its place in the constant ALL.
    # Arguments may also be the name as text, or the text that the library knows the value by, as a symbol or number, too.
    #
    # @api private
    module Choice
      # All values, in order.
      def values
        self::ALL
      end

      # Notes the text of each value, and all the ways to spell it; and the function that reads a text, and says why it cannot.
      def __define(texts, reader = nil)
        @reader = reader
        numbers = {}
        texts.each_with_index do |text, number|
          numbers.update(text => number, text.to_sym => number)
          numbers[Integer(text, 10)] = number if text.match?(/\A(0|[1-9]\d*)\z/)
        end
        self::ALL.each_with_index { |symbol, number| numbers.update(symbol => number, symbol.name => number) }
        @texts = texts.freeze
        @numbers = numbers.freeze
      end

      # A value's number.
      def __number(value)
        @numbers.fetch(value) { @numbers.fetch(__text(value)) { |text| __unknown(text) } }
      end

      # What is not a known spelling as it stands, as text.
      def __text(value)
        return value.name if value.is_a?(Symbol)
        return value.to_s if value.is_a?(Integer) && @numbers.any? { |spelling, _| spelling.is_a?(Integer) }

        text = String.try_convert(value) or raise TypeError, "#{value.class} is neither Symbol nor String"
        Native.text(text)
      end

      # Some texts that are none of the values' own may be read too.
      def __unknown(text)
        raise {{ error }}, "#{text.inspect} is not one of #{self}: #{@texts.join(', ')}" unless @reader

        error = +SLOT
        number = Native.public_send(@reader, text, text.bytesize, error)
        error == SLOT ? number : Native.raise_error(error)
      end

      # A value's number, or what stands for none.
      def __number_or_none(value)
        value.nil? ? -1 : __number(value)
      end

      # The value of a number that C gives back. None may mean that something went wrong.
      def __take(number)
        number.negative? ? Native.raise_pending : self::ALL[number]
      end

      # The value that a text or a symbol stands for.
      def parse(value)
        self::ALL[__number(value)]
      end

      # The text of a value; without one, the name of this module.
      def to_s(*value)
        value.empty? ? super() : @texts[__number(*value)]
      end
    end
  end
end
