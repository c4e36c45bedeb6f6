{{ docs }}

{% for import in imports -%}
{{ import }}
{% endfor %}
{{ all }}
