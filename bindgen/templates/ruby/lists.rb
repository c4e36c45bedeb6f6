# {{ marker }}
# frozen_string_literal: true
{%- if has_sets %}

require "set"
{%- endif %}

module {{ module }}
  module Native
    # Lists {% if !maps.is_empty() %}and maps {% endif %}that C gives away, as frozen arrays{% if !maps.is_empty() %} and hashes{% endif %}. None may mean that something went wrong.
    #
    # @api private
    module Lists
{%- for list in lists %}
{%- if !loop.first %}
{% endif %}
      def self.{{ list.take }}(list)
        return Native.raise_pending if list.zero?

        length = Native.{{ list.c_name }}_length(list)
        Array.new(length) { |index| {{ list.element }} }.freeze
      ensure
        Native.{{ list.c_name }}_free(list)
      end
{%- if let Some(read) = list.read %}

      # A list that is lent.
      def self.{{ read }}(list)
        length = Native.{{ list.c_name }}_length(list)
        Array.new(length) { |index| {{ list.element }} }
      end
{%- endif %}
{%- endfor %}
{%- for map in maps %}

      def self.{{ map.take }}(map)
        return Native.raise_pending if map.zero?

        keys = {{ map.keys }}(Native.{{ map.c_name }}_keys(map))
        keys.zip({{ map.values }}(Native.{{ map.c_name }}_values(map))).to_h.freeze
      ensure
        Native.{{ map.c_name }}_free(map)
      end
{%- endfor %}
{%- for made in made %}

      FREE_{{ made.name|upper }} = LIBRARY["{{ made.c_name }}_free"]
      private_constant :FREE_{{ made.name|upper }}

      # A copy for C, which lives as long as what is returned.
      def self.{{ made.name }}(values)
{%- for check in made.checks %}
        {{ check }}
{%- endfor %}
        error = +SLOT
        address = Native.{{ made.c_name }}_new({{ made.passed }}, error)
        Native.raise_error(error) if address.zero?
        Fiddle::Pointer.new(address, 0, FREE_{{ made.name|upper }})
      end
{%- endfor %}
    end
  end
end
