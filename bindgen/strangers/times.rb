# Times operations: a line for each, its name and nanoseconds. Run as `times.rb OPERATIONS ours|stock`, with the bindings to be found.

STOCK = ARGV[1] == "stock"
OPERATIONS = {}
if STOCK
  # UniFFI calls the module by the crate.
  name = File.basename(File.dirname(ARGV[0]))
  require name
  Object.const_set(name.capitalize, Object.const_get("#{name.capitalize}Ffi"))
end
require ARGV[0]

def seconds(count, operation)
  start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  count.times(&operation)
  Process.clock_gettime(Process::CLOCK_MONOTONIC) - start
end

OPERATIONS.each do |name, operation|
  count = 100
  count *= 2 while seconds(count, operation) < 0.02
  puts "#{name}\t#{(Array.new(9) { seconds(count, operation) }.min / count * 1e9).round}"
end
