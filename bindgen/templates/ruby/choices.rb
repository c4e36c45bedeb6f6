# {{ marker }}
# frozen_string_literal: true

module {{ module }}
  module Native
    # What every enum's module can do. An enum's values are symbols; C knows them by numbers.
    # Arguments may also be the name as text, or the text that the library knows the value by, as a symbol or number, too.
    #
    # @api private
    module Choice
      # All values, in order.
      def values
        self::ALL
      end

      # Notes the text and the number of each value, and all the ways to spell it; and the function that reads a text, and says why it
      # cannot. The texts are in order, and so are the numbers unless they are given.
      def __define(texts, reader: nil, numbers: texts.each_index.to_a)
        @reader = reader
        spelled = {}
        numbers.zip(texts) do |number, text|
          spelled.update(text => number, text.to_sym => number)
          spelled[Integer(text, 10)] = number if text.match?(/\A(0|[1-9]\d*)\z/)
        end
        numbers.zip(self::ALL) { |number, symbol| spelled.update(symbol => number, symbol.name => number) }
        @values = numbers.zip(self::ALL).sort.map(&:last).freeze
        @texts = numbers.zip(texts).sort.map(&:last).freeze
        @numbers = spelled.freeze
      end

      # A value's number.
      def __number(value)
        @numbers.fetch(value) { @numbers.fetch(__text(value)) { |text| __unknown(text) } }
      end

      # What is not a known spelling as it stands, as text.
      def __text(value)
        return value.name if value.is_a?(Symbol)
        return value.to_s if value.is_a?(Integer) && @numbers.any? { |spelling, _| spelling.is_a?(Integer) }

        text = String.try_convert(value) or raise ::TypeError, "#{value.class} is neither Symbol nor String"
        Native.text(text)
      end

      # Some texts that are none of the values' own may be read too.
      def __unknown(text)
        raise {{ error }}, "#{text.inspect} is not one of #{self}: #{self::TEXTS.join(', ')}" unless @reader

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
        number.negative? ? Native.raise_pending : @values[number] || __newer(number)
      end

      # A library may be newer than this code.
      def __newer(number)
        raise ::KeyError, "the library has a value of #{self} with the number #{number}, which this code does not know"
      end

      # The value that a text or a symbol stands for.
      def parse(value)
        @values[__number(value)]
      end

      # The text of a value; without one, the name of this module.
      def to_s(*value)
        value.empty? ? super() : @texts[__number(*value)]
      end
    end
  end
end
