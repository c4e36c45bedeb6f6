# {{ marker }}
# frozen_string_literal: true
{% for file in files %}
require_relative "{{ file }}"
{%- endfor %}
