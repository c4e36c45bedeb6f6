# frozen_string_literal: true

# The inputs, as bench/README.md describes them: the same for every contestant.
module Inputs
  DEPENDENCIES = %w[DEPEND RDEPEND BDEPEND PDEPEND IDEPEND].freeze

  # The generator of everything random.
  class Random
    def initialize
      @seed = 1
    end

    def next(below)
      @seed = (@seed * 1_664_525 + 1_013_904_223) % (2**32)
      (@seed >> 8) % below
    end
  end

  module_function

  # Versions of many shapes.
  def versions(count)
    random = Random.new
    n = random.method(:next)
    Array.new(count) do
      case n[8]
      when 0 then "#{n[10]}.#{n[20]}_p#{20_200_000 + n[50_000]}"
      when 1 then "#{n[10]}.#{n[20]}.#{n[30]}_rc#{n[5]}"
      when 2 then format("%d.%02d.%d-r%d", n[10], n[20], n[30], n[5])
      else "#{n[10]}.#{n[50]}.#{n[100]}"
      end
    end
  end

  def atom(number)
    "=cat/pkg-#{number}-r1:2/3=[a,b,c]"
  end

  def atoms(count)
    Array.new(count) { |number| atom(number) }
  end

  def shuffled_atoms(count)
    random = Random.new
    Array.new(count) { atom(random.next(count)) }
  end

  # Atoms with long random names.
  def fresh_atoms(count)
    random = Random.new
    digits = -> { Array.new(5) { format("%04x", random.next(0x1_0000)) }.join }
    Array.new(count) { "=cat_#{digits.call}/pkg_#{digits.call}-1-r2:3/4=[a,b,c]" }
  end

  # One long dependency string.
  def dependencies(count)
    Array.new(count) { |i| "f#{i % 7}? ( >=cat/pkg#{i}-1.#{i}:0[a,b?] || ( cat/a#{i} cat/b#{i} ) )" }.join(" ")
  end

  def nested(depth)
    "#{'( ' * depth}cat/pkg#{' )' * depth}"
  end

  # EAPI, flags and text of the dependency strings of the real repository.
  def real_dependencies
    lines("deps.tsv").map do |line|
      eapi, flags, text = line.split("\t", 3)
      [eapi, flags.split, text]
    end
  end

  # The lines of a file of real data.
  def lines(file)
    File.readlines(File.join(data, file), chomp: true)
  end

  # Every cache entry of the real repository.
  def cache_files
    Dir[File.join(data, "md5-cache/*/*")].sort
  end

  # The first profiles of the large repository.
  def profile_names(count)
    lines("big/profiles/profiles.desc").map(&:split).reject { |row| row.empty? || row[0].start_with?("#") }.first(count).map { |row| row[1] }
  end

  # EAPI and value of the five dependency variables in a cache entry.
  def entry_dependencies(entry)
    fields = entry.each_line(chomp: true).to_h { |line| line.split("=", 2) }
    DEPENDENCIES.filter_map { |variable| [fields.fetch("EAPI", "0"), fields[variable]] if fields[variable] }
  end

  def data
    ENV.fetch("POLYATOM_BENCH_INPUTS") { raise "there is no real data: POLYATOM_BENCH_INPUTS is not set" }
  end
end
