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

    # The texts of the values, in order.
    TEXTS = [
{%- for variant in variants %}
      {{ variant.text }}{% if !loop.last %},{% endif %}
{%- endfor %}
    ].freeze

    __define(TEXTS{% for noted in noted %}, {{ noted }}{% endfor %})
{%- for method in methods %}

{{ method|indent(4, true) }}
{%- endfor %}
  end
end
