"""A service that answers questions about a repository in JSON: the versions of a
package, and what a query finds. usage: service.py REPOSITORY [PATH...]

With paths, it prints what it would answer to each of them.
"""

import json
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from sys import argv
from urllib.parse import parse_qs, unquote, urlsplit

from polyatom import Cpn, EbuildPackage, PolyatomError, Query, Repository

repository = Repository.open(argv[1])


def versions(packages: Iterable[EbuildPackage]) -> list[dict[str, str]]:
    """Tells them; one bad entry costs one version."""
    told = []
    for package in packages:
        try:
            told.append(
                {
                    "package": str(package.cpv),
                    "slot": str(package.slot),
                    "keywords": str(package.keywords),
                    "description": package.description,
                }
            )
        except PolyatomError:
            continue
    return told


def found(url: str) -> list[dict[str, str]]:
    """What an address asks for."""
    parts = urlsplit(url)
    match [unquote(part) for part in parts.path.split("/")]:
        case ["", "packages", category, name]:
            wanted = Cpn(f"{category}/{name}")
            return versions(repository.versions(wanted).successes())
        case ["", "packages"]:
            query = Query(parse_qs(parts.query).get("query", [""])[0])
            return versions(repository.query(query).successes())
        case _:
            raise LookupError(url)


def answer(url: str) -> tuple[int, str]:
    """The status and the text."""
    value: object
    try:
        status, value = 200, found(url)
    except PolyatomError as error:
        names = ("input", "start", "end", "reason", "hint", "code")
        fields = {name: getattr(error, name) for name in names}
        status, value = 400, {"message": str(error), **fields}
    except LookupError:
        status, value = 404, {"message": "not found"}
    return status, json.dumps(value, separators=(",", ":"))


class Service(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, text = answer(self.path)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(text.encode())


for path in argv[2:]:
    print(f"{path}:", *answer(path))
if len(argv) == 2:
    ThreadingHTTPServer(("localhost", 8080), Service).serve_forever()
