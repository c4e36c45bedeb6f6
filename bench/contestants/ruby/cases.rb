# frozen_string_literal: true

require_relative "harness"
require_relative "inputs"

# The cases, written once for all contestants in Ruby. An implementation is a hash that says how to do things: procs, and expressions
# with `atom`, `a` and `b` in them. The cases for which it says nothing are not offered.
class Cases
  FULL = "=cat/pkg-1-r2:3/4=[a,b,c]"
  WITH_REPO = ">=cat/pkg-1-r2:3/4=::repo[a,b,c]"

  def self.run(name, version, **implementation)
    Harness.main(name, version, new(implementation).all)
  end

  def initialize(implementation)
    @it = implementation
    @found = {}
  end

  def all
    creating
    reading
    ordering if @it[:ordered]
    matching if @it[:package]
    versions if @it[:version]
    specifications if @it[:specification]
    jobs
    @found.merge(@it.fetch(:more, {}))
  end

  private

  def offer(name, &run)
    @found[name] = run
  end

  def each(values, call)
    Harness.timed(values.size) { values.each { |value| call.call(value) } }
  end

  def refuse(call, texts)
    error = @it[:error]
    Harness.timed(texts.size) do
      texts.each do |text|
        call.call(text)
        raise ScriptError, "#{text} was accepted"
      rescue *error
        next
      end
    end
  end

  def creating
    make = @it[:atom]
    offer("atom.distinct") { |size| keep(Inputs.atoms(size), make) }
    offer("atom.equal") { |size| keep(Array.new(size) { Inputs.atom(0) }, make) }
    offer("atom.random_fresh") { |size| each(Inputs.fresh_atoms(size), make) }
    offer("atom.invalid") { |size| refuse(make, Array.new(size) { |i| "cat/pkg-#{i}" }) } if @it[:error]
    bulk = @it[:bulk] or return
    offer("atom.bulk") do |size|
      texts = Inputs.atoms(size)
      Harness.timed(size) { bulk.call(texts) }
    end
  end

  def keep(texts, make)
    Harness.kept(texts.size) { texts.map { |text| make.call(text) } }
  end

  def reading
    read("atom.read", @it[:category], Inputs.atom(0))
    read("atom.text", @it[:text], Inputs.atom(0))
    read("atom.property", @it[:version_of], FULL)
    read("atom.property_none", @it[:version_of], "cat/pkg")
    read("atom.without", @it[:without_repo], WITH_REPO)
    read("atom.modify", @it[:with_repo], WITH_REPO.sub("::repo", ""))
    valid = @it[:valid]
    offer("atom.valid") { |size| each([WITH_REPO.sub("::repo", "")] * size, valid) } if valid
    all = @it[:read_all] or return
    offer("atom.all_fields") { |size| each(Inputs.atoms(size), ->(text) { all.call(@it[:atom].call(text)) }) }
  end

  def read(name, expression, text)
    offer(name) { |size| Harness.expression(expression, size, atom: @it[:atom].call(text)) } if expression
  end

  def ordering
    make = @it[:atom]
    offer("atom.compare") do |size|
      Harness.expression("a < b", size, a: make.call(Inputs.atom(1)), b: make.call(Inputs.atom(2)))
    end
    offer("atom.sort_reversed") { |size| sort_hundred(size, 99.downto(0)) }
    offer("atom.sort_ordered") { |size| sort_hundred(size, 0.upto(99)) }
    sort = @it[:sort_bulk] or return
    offer("atom.sort_bulk") do |size|
      atoms = @it[:bulk].call(Inputs.shuffled_atoms(size))
      Harness.timed(size) { sort.call(atoms) }
    end
  end

  def sort_hundred(size, numbers)
    atoms = numbers.map { |number| @it[:atom].call(Inputs.atom(number)) }
    Harness.timed(size) { size.times { atoms.sort } }
  end

  def matching
    matches, package = @it.values_at(:matches, :package)
    offer("atom.match") do |size|
      atom, packages = @it[:atom].call(">=cat/pkg-5"), Array.new(size) { |i| package.call("cat/pkg-#{i}") }
      each(packages, ->(candidate) { matches.call(atom, candidate) })
    end
    match = @it[:match_bulk] or return
    offer("atom.match_bulk") do |size|
      atom, packages = @it[:atom].call(">=cat/pkg-5"), @it[:bulk_packages].call(Array.new(size) { |i| "cat/pkg-#{i}" })
      Harness.timed(size) { match.call(atom, packages) }
    end
  end

  def versions
    make = @it[:version]
    offer("version.create") { |size| each(["1.2.3-r4"] * size, make) }
    offer("version.invalid") { |size| refuse(make, ["1.2.3-r"] * size) } if @it[:error]
    offer("version.compare") do |size|
      Harness.expression("a < b", size, a: make.call("1.2.3-r4"), b: make.call("1.2.3-r5"))
    end
    offer("version.sort") do |size|
      values = Inputs.versions(size).map { |text| make.call(text) }
      Harness.timed(size) { values.sort }
    end
  end

  def specifications
    read, evaluate, read_flags = @it.values_at(:specification, :evaluate, :flags)
    { "depspec.parse" => :dependencies, "depspec.nested" => :nested }.each do |name, input|
      offer(name) do |size|
        text = Inputs.public_send(input, size)
        Harness.timed(size) { read.call(text, "8") }
      end
    end
    offer("depspec.evaluate") do |size|
      spec = read.call(Inputs.dependencies(size), "8")
      flags = read_flags.call(%w[f0 f2 f4 f6])
      Harness.timed(size) { evaluate.call(spec, flags) }
    end
  end

  # Whole jobs on the data of a real repository.
  def jobs
    if @it[:specification]
      parsing_jobs
      evaluating_job
    end
    sorting_job if @it[:version]
    matching_job if @it[:package]
  end

  def parsing_jobs
    read = @it[:specification]
    offer("job.parse") { |size| each(Inputs.real_dependencies * size, ->((eapi, _, text)) { read.call(text, eapi) }) }
    offer("job.load") do |size|
      load = lambda do |file|
        Inputs.entry_dependencies(File.read(file, encoding: "UTF-8")).map { |eapi, text| read.call(text, eapi) }
      end
      each(Inputs.cache_files * size, load)
    end
  end

  def evaluating_job
    read, evaluate, read_flags = @it.values_at(:specification, :evaluate, :flags)
    offer("job.evaluate") do |size|
      trees = Inputs.real_dependencies.map { |eapi, flags, text| [read.call(text, eapi), read_flags.call(flags)] }
      each(trees * size, ->((tree, flags)) { evaluate.call(tree, flags) })
    end
  end

  def sorting_job
    offer("job.sort") do |size|
      values = Inputs.lines("versions.txt").map { |text| @it[:version].call(text) }
      Harness.timed(size * values.size) { size.times { values.sort } }
    end
  end

  def matching_job
    matches = @it[:matches]
    offer("job.match") do |size|
      atoms = Inputs.lines("matchers.txt").map { |text| @it[:atom].call(text) } * size
      packages = Inputs.lines("versions.txt").map { |version| @it[:package].call("cat/pkg-#{version}") }
      Harness.timed(atoms.size * packages.size) do
        atoms.each { |atom| packages.each { |package| matches.call(atom, package) } }
      end
    end
  end
end
