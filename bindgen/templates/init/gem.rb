# frozen_string_literal: true

require_relative "{{ namespace }}/generated/all"
