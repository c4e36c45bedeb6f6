# frozen_string_literal: true

require "polyatom"

# The variables of each package in repositories' metadata caches, empty if they are not set.
def entries(repositories)
  repositories.flat_map { |directory| Dir["#{directory}/metadata/md5-cache/*/*"].sort }.to_h do |path|
    variables = File.foreach(path, chomp: true).to_h { |line| line.split("=", 2) }
    [Polyatom::Cpv.new(path.split("/").last(2).join("/")), Hash.new("").merge(variables)]
  end
end
