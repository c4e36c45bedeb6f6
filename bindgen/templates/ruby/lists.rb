# {{ marker }}
# frozen_string_literal: true

module {{ module }}
  module Native
    # Lists that C gives away, as frozen arrays. None may mean that something went wrong.
    #
    # @api private
    module Lists
{%- for list in lists %}
{%- if !loop.first %}
{% endif %}
      def self.{{ list.name }}(list)
        return Native.raise_pending if list.zero?

        length = Native.{{ list.c_name }}_length(list)
        Array.new(length) { |index| {{ list.element }} }.freeze
      ensure
        Native.{{ list.c_name }}_free(list)
      end
{%- endfor %}
    end
  end
end
