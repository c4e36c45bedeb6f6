# {{ marker }}
# frozen_string_literal: true

module {{ module }}
  module Native
    # A call that calls a block. What is raised meanwhile stops the call, and is raised in the end: no exception may leave through Rust.
    class Call
      # Stands for a block where there is none. That Ruby is called at all lets an Interrupt be raised.
      NOBODY = ->(*) { true }

      # What C calls.
      attr_reader :function

      def initialize(block, result, types, &read)
        @block = block || NOBODY
        @read = read
        @function = FFI::Function.new(result, [:pointer, *types]) { |_user, *told| answer(told) }
      end
{%- for callback in callbacks %}

      # {{ callback.name }}.
      def self.{{ callback.method }}(block, required: false)
        raise ::ArgumentError, "no block given" if required && block.nil?

        new(block, {{ callback.result }}, {{ callback.types }}) { |{{ callback.told }}| [{{ callback.read }}] }
      end
{%- endfor %}

      # Text that is lent for a moment.
      def self.lent(pointer, length)
        pointer.read_bytes(length).force_encoding(Encoding::UTF_8).freeze
      end

      # Raises what was raised in the place of the error in a slot, if there is one.
      def failed(slot)
        return if @raised.nil? || slot == SLOT

        Native.take_error(slot.unpack1("J"))
        raise @raised
      end

      # Raises what was raised.
      def over
        raise @raised if @raised
      end

      private

      # Whether to go on: what is false stops the call, nil does not. Out of a fiber, `break` and `throw` are exceptions, too.
      def answer(told)
        return false if @raised

        Fiber.new { @block.call(*@read.call(*told)) }.resume != false
      rescue Exception => e # rubocop:disable Lint/RescueException
        @raised = e
        false
      end
    end
  end
end
