# frozen_string_literal: true

# An adapter for polyatom-conformance: put your implementation where it says TODO.
require "json"

# The specification forbids the input.
class Invalid < StandardError; end

# The operations, a method each.
module Operations
  def self.checked(version) = version.match?(/\A[0-9]/) ? version : raise(Invalid, "a version starts with a digit")

  def self.version_compare(given, _eapi)
    { -1 => "<", 0 => "=", 1 => ">" }[checked(given["a"]) <=> checked(given["b"])] # TODO: compare with your implementation
  end

  def self.version_sort(given, _eapi)
    given["versions"].map { |version| checked(version) }.sort # TODO: sort with your implementation
  end
end

ABOUT = { protocol: 1, name: "mine", version: "0", language: "ruby",
          eapis: ("0".."9").to_a, ops: ["version.compare", "version.sort"] }.freeze

def answer(message)
  Operations.public_send(message["op"].tr(".", "_"), message["in"], message["eapi"]).then { |out| { out: out } }
rescue Invalid => e
  { error: "invalid", message: e.message }
rescue StandardError => e
  { crash: e.full_message(highlight: false) }
end

$stdout.sync = true
$stdin.each_line do |line|
  message = JSON.parse(line)
  break if message["cmd"] == "stop"

  puts JSON.generate(message["cmd"] == "run" ? { seq: message["seq"] }.merge(answer(message)) : ABOUT)
end
