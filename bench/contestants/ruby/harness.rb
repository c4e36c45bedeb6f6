# frozen_string_literal: true

# What contestants in Ruby share: the loop over requests, the clock, the memory. bench/README.md is the protocol.

require "json"

module Harness
  PAGE = 4096
  UNROLLED = 100
  # The end of the name of a case during which garbage is collected.
  COLLECTED = "_collected"

  module_function

  # Times what makes `items` results; they are dropped outside the clock.
  def timed(items)
    GC.start
    GC.disable unless @collects
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)
    made = yield
    ns = Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond) - start
    GC.enable
    raise "nothing was made" if made.nil?

    { items: items, ns: ns }
  end

  # Like `timed`, and tells by how much resident memory grew for what was made.
  def kept(items)
    before = grown = 0
    result = timed(items) do
      before = resident
      yield.tap { grown = resident - before }
    end
    result.merge(bytes: grown)
  end

  # Like `timed` or `kept`, by the time that all threads computed.
  def computed(items, measure = :timed)
    ns = 0
    result = public_send(measure, items) do
      start = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID, :nanosecond)
      yield.tap { ns = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID, :nanosecond) - start }
    end
    result.merge(ns: ns)
  end

  # Times an expression, so often repeated in a row that the loop does not count. Its names are the keys of `names`.
  def expression(text, size, **names)
    rounds = [size / UNROLLED, 1].max
    run = eval("lambda { |rounds, #{names.keys.join(', ')}| rounds.times { #{([text] * UNROLLED).join('; ')} } }", nil, text)
    timed(rounds * UNROLLED) { run.call(rounds, *names.values) }
  end

  # Resident memory of this process, in bytes.
  def resident
    File.read("/proc/self/statm").split[1].to_i * PAGE
  end

  # Answers requests until there are none, or does one case if arguments say so.
  def main(name, version, cases)
    if ARGV[0] == "--once"
      run(cases, ARGV[1], ARGV[2].to_i)
      return
    end
    offered = cases.keys + cases.keys.map { |each| each + COLLECTED }
    say(name: name, version: version, language: "ruby", cases: offered)
    $stdin.each_line { |line| say(answer(JSON.parse(line), cases)) }
  end

  def answer(request, cases)
    run(cases, request["case"], request["size"])
  rescue StandardError => e
    { error: "#{e.class}: #{e.message}" }
  end

  def run(cases, name, size)
    @collects = name.end_with?(COLLECTED)
    cases.fetch(name.delete_suffix(COLLECTED)).call(size)
  end

  def say(message)
    puts JSON.generate(message)
    $stdout.flush
  end
end
