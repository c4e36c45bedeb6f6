# {{ marker }}
# frozen_string_literal: true

{{ docs }}
module {{ module }}
{%- for method in methods %}
{%- if !loop.first %}
{% endif %}
{{ method|indent(2, true) }}
{%- endfor %}
end
