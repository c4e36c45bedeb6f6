# frozen_string_literal: true

# A service that answers questions about a repository in JSON, over WEBrick: the versions of a package, and what a
# query finds.   usage: service.rb REPOSITORY [PATH...]
#
# With paths, it prints what it would answer to each of them.
require "json"
require "polyatom"
require "uri"
require "webrick"

REPOSITORY = Polyatom::Repository.open(ARGV.shift)

# Tells them; one bad entry costs one version.
def versions(packages)
  packages.successes.filter_map do |package|
    { package: package.cpv, slot: package.slot, keywords: package.keywords, description: package.description }
  rescue Polyatom::Error
    nil
  end
end

# What an address asks for; nothing if that is not there.
def found(url)
  parts = url.path.split("/", -1).map { |part| WEBrick::HTTPUtils.unescape(part).force_encoding(Encoding::UTF_8) }
  case parts
  in ["", "packages", category, name] then versions(REPOSITORY.versions("#{category}/#{name}"))
  in ["", "packages"] then versions(REPOSITORY.query(URI.decode_www_form(url.query.to_s).to_h.fetch("query", "")))
  else nil
  end
end

# The status and the text.
def answer(url)
  versions = found(URI(url))
  versions ? [200, versions.to_json] : [404, { message: "not found" }.to_json]
rescue Polyatom::Error => e
  [400, e.to_json]
end

ARGV.each { |url| puts "#{url}: #{answer(url).join(' ')}" }
if ARGV.empty?
  server = WEBrick::HTTPServer.new(BindAddress: "localhost", Port: 8080)
  server.mount_proc "/" do |request, response|
    response.status, response.body = answer(request.unparsed_uri)
    response.content_type = "application/json"
  end
  trap("INT") { server.shutdown }
  server.start
end
