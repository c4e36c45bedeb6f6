# {{ marker }}
# frozen_string_literal: true

module {{ module }}
{{ docs|indent(2, true) }}
  module {{ name }}
    extend Native::Choice
{% for variant in variants %}
{{ variant.docs|indent(4, true) }}
    {{ variant.constant }} = :{{ variant.symbol }}
{% endfor %}
    # All values, in order.
    ALL = [
{%- for variant in variants %}
      :{{ variant.symbol }}{% if !loop.last %},{% endif %}
{%- endfor %}
    ].freeze
{% if let Some(symbol) = display %}
    __define(Array.new(ALL.size) { |number| Native.take_text(Native.{{ symbol }}(number)) })
{%- else %}
    __define(ALL.map(&:name))
{%- endif %}
{%- for method in methods %}

{{ method|indent(4, true) }}
{%- endfor %}
  end
end
