# frozen_string_literal: true

# What the packages of a repository depend on, which versions of that a system may install, and who maintains what is not stable.
#
# usage: report.rb REPOSITORY SYSTEM

require "polyatom"
require "set"

DEPENDENCIES = %w[DEPEND RDEPEND BDEPEND PDEPEND IDEPEND].freeze
SHOWN = 15

# Gives each of the items, with a bar for who waits for more than half a second.
def each_told(what, items)
  now = -> { Process.clock_gettime(Process::CLOCK_MONOTONIC) }
  due = now.call + 0.5
  items.each_with_index do |item, done|
    if $stderr.tty? && now.call > due
      $stderr.print format("\r%s [%-30s] %d/%d", what, "#" * (30 * done / items.size), done, items.size)
      due = now.call + 0.1
    end
    yield item
  end
  $stderr.print "\r\e[K" if $stderr.tty?
end

# The KEY=value lines of a cache entry.
def read_entry(path)
  lines = File.read(path, encoding: "UTF-8").scrub.lines(chomp: true)
  lines.filter_map { |line| line.split("=", 2) if line.include?("=") }.to_h
end

# The atoms among the words of the dependencies; the rest are parentheses, operators and conditions.
def atoms_in(entry)
  words = DEPENDENCIES.flat_map { |variable| entry.fetch(variable, "").split }
  words.reject { |word| ["(", ")", "||"].include?(word) || word.end_with?("?") }
end

# Whether a package is stable somewhere; one whose keywords are not valid is not.
def stable?(package)
  package.keywords.any? { |keyword| keyword.status == :stable }
rescue Polyatom::Error
  false
end

# How many packages each maintainer has whose newest version is stable nowhere.
def maintainers_without_stable(repository)
  counts = Hash.new(0)
  each_told("newest versions", repository.package_names) do |name|
    newest = repository.versions(name).last
    next if !newest.is_a?(Polyatom::EbuildPackage) || stable?(newest)

    emails = newest.metadata_xml.maintainers.map(&:email).uniq
    (emails.empty? ? ["nobody"] : emails).each { |email| counts[email] += 1 }
  end
  counts
end

def by_count(counts)
  counts.sort_by { |name, count| [-count, name] }.first(SHOWN)
end

# Why a version may not be installed.
def told(passed)
  passed.reasons.map { |reason| [Polyatom::ReasonKind.to_s(reason.kind), *reason.words].join(" ") }.join("; ")
end

# The newest version that may be installed, and those that it is taken before.
def print_best(config, name, count)
  best = config.visible(name).last&.cpv
  puts format("%7d  %-36s  %s", count, name, best&.pvr || "-")
  config.invisible(name).each do |passed|
    puts "         not #{passed.cpv.pvr}: #{told(passed)}" if best.nil? || passed.cpv > best
  end
end

class Report
  def initialize
    @names = Set.new
    @versions = 0
    @texts = Set.new
    @parsed = {}
    @failures = {}
    @named_by = Hash.new(0)
  end

  def add(cpv, entry)
    @versions += 1
    @names << "#{cpv.category}/#{cpv.package}"
    atoms = atoms_in(entry).filter_map { |text| parse(text, entry.fetch("EAPI", "0")) }
    # A blocker names a package, but does not depend on it.
    atoms.reject(&:blocker).map { |atom| "#{atom.category}/#{atom.package}" }.uniq.each { |named| @named_by[named] += 1 }
  end

  # Each text is parsed once for each EAPI.
  def parse(text, eapi)
    key = [text, eapi]
    return @parsed[key] if @parsed.key?(key)

    @texts << text
    @parsed[key] = Polyatom::Atom.new(text, eapi: eapi)
  rescue ArgumentError => e
    @failures[key] = e.is_a?(Polyatom::AtomError) ? e.message.lines(chomp: true).first : "unknown EAPI"
    @parsed[key] = nil
  end

  def print(config)
    puts "#{@versions} versions of #{@names.size} packages"
    puts "#{@texts.size} distinct atoms, #{@failures.size} not valid"
    print_ranking(config)
    puts "\nnot valid" unless @failures.empty?
    @failures.sort.each { |(text, eapi), reason| puts "  #{text} (EAPI #{eapi})", "    #{reason}" }
  end

  private

  def print_ranking(config)
    puts "\nmost depended-on packages"
    puts format("entries  %-36s  newest visible", "package")
    by_count(@named_by).each { |name, count| print_best(config, name, count) }
  end
end

abort "usage: report.rb REPOSITORY SYSTEM" unless ARGV.size == 2
report = Report.new
cache = File.join(ARGV[0], "metadata/md5-cache")
each_told("cache entries", Dir.glob("*/*", base: cache).sort) do |name|
  report.add(Polyatom::Cpv.new(name), read_entry(File.join(cache, name)))
end
report.print(Polyatom::Config.open(ARGV[1]))
puts "\nnewest version is stable nowhere", "packages  maintainer"
by_count(maintainers_without_stable(Polyatom::Repository.open(ARGV[0]))).each do |email, count|
  puts format("%8d  %s", count, email)
end
