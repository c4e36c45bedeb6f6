"""What the packages of a repository depend on, and who maintains those that are not stable.

usage: report.py REPOSITORY
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from polyatom import (
    Atom,
    AtomError,
    Cpv,
    Eapi,
    EbuildPackage,
    KeywordStatus,
    PolyatomError,
    Repository,
)

DEPENDENCIES = ("DEPEND", "RDEPEND", "BDEPEND", "PDEPEND", "IDEPEND")
SHOWN = 15


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
    for name in repository.package_names:
        newest = repository.versions(name)[-1]
        if isinstance(newest, EbuildPackage) and not is_stable(newest):
            found.update(
                {maintainer.email for maintainer in newest.metadata_xml.maintainers}
                or {"nobody"}
            )
    return found


def by_count(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]


class Report:
    def __init__(self) -> None:
        self.newest: dict[str, Cpv] = {}
        self.versions = 0
        self.texts: set[str] = set()
        self.parsed: dict[tuple[str, str], Atom | None] = {}
        self.failures: dict[tuple[str, str], str] = {}
        self.named_by: Counter[str] = Counter()

    def add(self, cpv: Cpv, entry: dict[str, str]) -> None:
        self.versions += 1
        name = f"{cpv.category}/{cpv.package}"
        if name not in self.newest or self.newest[name] < cpv:
            self.newest[name] = cpv
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

    def print(self) -> None:
        print(f"{self.versions} versions of {len(self.newest)} packages")
        print(f"{len(self.texts)} distinct atoms, {len(self.failures)} not valid")
        print("\nmost depended-on packages")
        print(f"entries  {'package':<36}  newest here")
        for name, count in by_count(self.named_by):
            newest = self.newest.get(name)
            print(f"{count:7}  {name:<36}  {newest.pvr if newest else '-'}")
        if self.failures:
            print("\nnot valid")
        for (text, eapi), reason in sorted(self.failures.items()):
            print(f"  {text} (EAPI {eapi})\n    {reason}")


def main(repository: str) -> None:
    report = Report()
    for path in sorted(Path(repository, "metadata/md5-cache").glob("*/*")):
        report.add(Cpv(f"{path.parent.name}/{path.name}"), read_entry(path))
    report.print()
    unstable = maintainers_without_stable(Repository.open(repository))
    print("\nnewest version is stable nowhere")
    print("packages  maintainer")
    for email, count in by_count(unstable):
        print(f"{count:8}  {email}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    main(sys.argv[1])
