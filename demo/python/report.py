"""What the packages of a repository depend on, which versions of that a system may install, and who maintains what is not stable.

usage: report.py REPOSITORY SYSTEM
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from polyatom import (
    Atom,
    AtomError,
    Config,
    Cpn,
    Cpv,
    Eapi,
    EbuildPackage,
    InvisiblePackage,
    KeywordStatus,
    PolyatomError,
    Repository,
)

T = TypeVar("T")
DEPENDENCIES = ("DEPEND", "RDEPEND", "BDEPEND", "PDEPEND", "IDEPEND")
SHOWN = 15


def told_at_a_terminal(what: str, items: Sequence[T]) -> Iterator[T]:
    """The items, with a bar for who waits for more than half a second."""
    due = time.monotonic() + 0.5
    for done, item in enumerate(items):
        if sys.stderr.isatty() and time.monotonic() > due:
            bar = "#" * (30 * done // len(items))
            print(f"\r{what} [{bar:30}] {done}/{len(items)}", end="", file=sys.stderr)
            due = time.monotonic() + 0.1
        yield item
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)


def read_entry(path: Path) -> dict[str, str]:
    """The KEY=value lines of a cache entry."""
    lines = path.read_text("utf-8", errors="replace").split("\n")
    parts = (line.partition("=") for line in lines)
    return {key: value for key, equals, value in parts if equals}


def atoms_in(entry: dict[str, str]) -> Iterator[str]:
    """The atoms among the words; the rest are parentheses, operators and conditions."""
    for variable in DEPENDENCIES:
        for word in entry.get(variable, "").split():
            if word not in ("(", ")", "||") and not word.endswith("?"):
                yield word


def is_stable(package: EbuildPackage) -> bool:
    """Whether it is stable somewhere; one whose keywords are not valid is not."""
    try:
        return any(
            keyword.status is KeywordStatus.STABLE for keyword in package.keywords
        )
    except PolyatomError:
        return False


def maintainers_without_stable(repository: Repository) -> Counter[str]:
    """How many packages each maintainer has whose newest version is stable nowhere."""
    found: Counter[str] = Counter()
    names = repository.package_names
    for name in told_at_a_terminal("newest versions", names):
        newest = repository.versions(name)[-1]
        if isinstance(newest, EbuildPackage) and not is_stable(newest):
            found.update(
                {maintainer.email for maintainer in newest.metadata_xml.maintainers}
                or {"nobody"}
            )
    return found


def by_count(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]


def told(passed: InvisiblePackage) -> str:
    """Why a version may not be installed."""
    return "; ".join(
        " ".join((str(reason.kind), *reason.words)) for reason in passed.reasons
    )


def print_best(config: Config, name: Cpn, count: int) -> None:
    """The newest version that may be installed, and those that it is taken before."""
    visible = config.visible(name)
    best = visible[-1].cpv if visible else None
    print(f"{count:7}  {name!s:<36}  {best.pvr if best else '-'}")
    for passed in config.invisible(name):
        if best is None or passed.cpv > best:
            print(f"         not {passed.cpv.pvr}: {told(passed)}")


class Report:
    def __init__(self) -> None:
        self.names: set[str] = set()
        self.versions = 0
        self.texts: set[str] = set()
        self.parsed: dict[tuple[str, str], Atom | None] = {}
        self.failures: dict[tuple[str, str], str] = {}
        self.named_by: Counter[str] = Counter()

    def add(self, cpv: Cpv, entry: dict[str, str]) -> None:
        self.versions += 1
        self.names.add(f"{cpv.category}/{cpv.package}")
        eapi = entry.get("EAPI", "0")
        atoms = filter(None, (self.parse(text, eapi) for text in atoms_in(entry)))
        # A blocker names a package, but does not depend on it.
        named = {f"{a.category}/{a.package}" for a in atoms if not a.blocker}
        self.named_by.update(named)

    def parse(self, text: str, eapi: str) -> Atom | None:
        """Each text is parsed once for each EAPI."""
        key = text, eapi
        if key not in self.parsed:
            self.texts.add(text)
            self.parsed[key] = None
            try:
                self.parsed[key] = Atom(text, eapi=Eapi(eapi))
            except AtomError as error:
                self.failures[key] = str(error).partition("\n")[0]
            except ValueError:
                self.failures[key] = "unknown EAPI"
        return self.parsed[key]

    def print(self, config: Config) -> None:
        print(f"{self.versions} versions of {len(self.names)} packages")
        print(f"{len(self.texts)} distinct atoms, {len(self.failures)} not valid")
        print("\nmost depended-on packages")
        print(f"entries  {'package':<36}  newest visible")
        for name, count in by_count(self.named_by):
            print_best(config, Cpn(name), count)
        if self.failures:
            print("\nnot valid")
        for (text, eapi), reason in sorted(self.failures.items()):
            print(f"  {text} (EAPI {eapi})\n    {reason}")


def main(repository: str, system: str) -> None:
    report = Report()
    paths = sorted(Path(repository, "metadata/md5-cache").glob("*/*"))
    for path in told_at_a_terminal("cache entries", paths):
        report.add(Cpv(f"{path.parent.name}/{path.name}"), read_entry(path))
    report.print(Config.open(system))
    unstable = maintainers_without_stable(Repository.open(repository))
    print("\nnewest version is stable nowhere")
    print("packages  maintainer")
    for email, count in by_count(unstable):
        print(f"{count:8}  {email}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    main(*sys.argv[1:])
