# {{ marker }}
# frozen_string_literal: true

module {{ module }}
  module Native
    # What every enum's module can do. An enum's values are symbols; a value's number is its place in the constant ALL.
    # Arguments may also be the name as text, or the text that the library knows the value by.
    #
    # @api private
    module Choice
      # All values, in order.
      def values
        self::ALL
      end

      # Notes the text of each value, and all the ways to spell it.
      def __define(texts)
        numbers = texts.each_with_index.to_h
        self::ALL.each_with_index { |symbol, number| numbers.update(symbol => number, symbol.name => number) }
        @texts = texts.freeze
        @numbers = numbers.freeze
      end

      # A value's number.
      def __number(value)
        @numbers.fetch(value) do
          is_name = value.is_a?(Symbol) || value.is_a?(String)
          raise TypeError, "#{value.class} is neither Symbol nor String" unless is_name

          raise ArgumentError, "#{value.inspect} is none of #{self}::ALL: #{self::ALL.map(&:inspect).join(', ')}"
        end
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
