"""The functions of `portage.versions` and `portage.dep` that tools call most.

A tool that needs portage for nothing else drops it by changing one line:

    from portage.versions import best, catpkgsplit, cpv_getkey, vercmp
    from polyatom.compat.portage import best, catpkgsplit, cpv_getkey, vercmp

They keep portage's conventions: `None` for what cannot be split or compared, lists where
portage gives lists, and portage's names for exceptions. `eapi` is text, or nothing for
all that any EAPI has. Arguments that only say how loud to be are taken and do nothing.

What differs is what the specification decides, and what only portage's own objects have:

- What the specification forbids is refused where portage takes it: names that it does not
  allow, a revision after `~`, USE conditionals and groups that are written wrong.
- `isvalidatom` refuses each blocker that is not allowed; portage takes `!a/b`.
- A blocker may have a slot operator, and `=a/b-1-r0*` matches `a/b-1`, which is `a/b-1-r0`.
- A wildcard is what `AtomPattern` reads: it has no operator and no version.
- `cpv_getversion` of a package without a category is its version, and not an empty text.
- `use_reduce` reads dependencies, licenses, restrictions and URIs. It refuses `^^` and
  `??`, which belong to `REQUIRED_USE`, and has no `subset`.
- `paren_enclose` with `opconvert` puts operators before their groups at any depth.
- `check_required_use` gives a `bool`. `DepSpec.check_required_use` says what is wrong.
- `match_from_list` takes texts. Those with a slot or a repository after the version are
  held to the atom's; flags are not asked for.
- The packages that `best` compares are of one name. It does not look at the name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Any, TypeVar

from polyatom import (
    Atom,
    AtomError,
    AtomPattern,
    Cpv,
    DepNode,
    DepSpec,
    DepSpecKind,
    Eapi,
    NodeKind,
    PolyatomError,
    Version,
    VersionError,
    compare_versions,
)

__all__ = [
    "InvalidAtom",
    "InvalidData",
    "InvalidDependString",
    "best",
    "catpkgsplit",
    "catsplit",
    "check_required_use",
    "cpv_getkey",
    "cpv_getversion",
    "cpv_sort_key",
    "cpvequal",
    "dep_getcpv",
    "dep_getkey",
    "dep_getrepo",
    "dep_getslot",
    "dep_getusedeps",
    "get_operator",
    "get_required_use_flags",
    "isjustname",
    "isspecific",
    "isvalidatom",
    "match_from_list",
    "paren_enclose",
    "pkgsplit",
    "use_reduce",
    "vercmp",
    "ververify",
]

InvalidData = PolyatomError
"""Anything that cannot be read."""
InvalidAtom = AtomError
"""Text that is not an atom."""


class InvalidDependString(ValueError):
    """A dependency specification that cannot be read, or asks for a flag that is not
    valid.
    """


def vercmp(ver1: str, ver2: str, silent: int = 1) -> int | None:
    """Compares two versions: negative if the first is older, 0 if they are equal,
    positive if it is newer. `None` if one of them is not a version.

    >>> vercmp("1.0-r1", "1.2-r3")
    -1
    >>> vercmp("1.0", "latest") is None
    True
    """
    try:
        return compare_versions(ver1, ver2)
    except VersionError:
        return None


def ververify(myver: str, silent: int = 1) -> bool:
    """Whether a text is a version, perhaps with a revision.

    >>> ververify("1.2_rc3-r1"), ververify("1.2-rc3")
    (True, False)
    """
    return _read(Version, myver) is not None


def catpkgsplit(
    mydata: str, silent: int = 1, eapi: str | None = None
) -> tuple[str, str, str, str] | None:
    """The category, name, version and revision of a package. Where it has none, the
    category is `null` and the revision is `r0`.

    >>> catpkgsplit("dev-lang/python-3.11_rc1-r2")
    ('dev-lang', 'python', '3.11_rc1', 'r2')
    >>> catpkgsplit("dev-lang/python") is None
    True
    """
    cpv = _read(Cpv, mydata if "/" in mydata else f"null/{mydata}")
    if cpv is None:
        return None
    version, _, revision = str(cpv.version).partition("-r")
    return cpv.category, cpv.package, version, f"r{revision or '0'}"


def pkgsplit(
    mypkg: str, silent: int = 1, eapi: str | None = None
) -> tuple[str, str, str] | None:
    """The name, with the category if there is one, the version and the revision.

    >>> pkgsplit("dev-lang/python-3.11")
    ('dev-lang/python', '3.11', 'r0')
    """
    split = catpkgsplit(mypkg)
    if split is None:
        return None
    category, package, version, revision = split
    return f"{category}/{package}" if "/" in mypkg else package, version, revision


def catsplit(mydep: str) -> list[str]:
    """What stands before the first slash, and what stands after it.

    >>> catsplit("dev-lang/python-3.11")
    ['dev-lang', 'python-3.11']
    """
    return mydep.split("/", 1)


def cpv_getkey(mycpv: str, eapi: str | None = None) -> str | None:
    """The category and name of a package.

    >>> cpv_getkey("dev-lang/python-3.11")
    'dev-lang/python'
    """
    split = catpkgsplit(mycpv)
    return split and f"{split[0]}/{split[1]}"


def cpv_getversion(mycpv: str, eapi: str | None = None) -> str | None:
    """The version of a package, with its revision as it is written.

    >>> cpv_getversion("dev-lang/python-3.11-r1")
    '3.11-r1'
    """
    cpv = _read(Cpv, mycpv if "/" in mycpv else f"null/{mycpv}")
    return None if cpv is None else str(cpv.version)


def cpv_sort_key(eapi: str | None = None) -> Callable[[str], Any]:
    """A key for sorting: by version where packages have one name, and as texts otherwise.

    >>> sorted(["a/b-1.10", "a/b-1.9", "a/a-2"], key=cpv_sort_key())
    ['a/a-2', 'a/b-1.9', 'a/b-1.10']
    """

    def compare(a: str, b: str) -> int:
        first, second = _read(Cpv, a), _read(Cpv, b)
        if first is None or second is None or first.cpn != second.cpn:
            return (a > b) - (a < b)
        return compare_versions(str(first.version), str(second.version))

    return cmp_to_key(compare)


def best(mymatches: Sequence[str], eapi: str | None = None) -> str:
    """The package with the newest version, the first of those that are equal. An empty
    text if there is none.

    >>> best(["a/b-1.9", "a/b-1.10"]), best([])
    ('a/b-1.10', '')
    """
    if len(mymatches) < 2:
        return mymatches[0] if mymatches else ""
    return max(mymatches, key=lambda cpv: Cpv(cpv).version)


def cpvequal(cpv1: str, cpv2: str) -> bool:
    """Whether two packages are the same one.

    >>> cpvequal("a/b-1", "a/b-1-r0")
    True
    """
    return Cpv(cpv1) == Cpv(cpv2)


def isvalidatom(
    atom: str,
    allow_blockers: bool = False,
    allow_wildcard: bool = False,
    allow_repo: bool = False,
    eapi: str | None = None,
    allow_build_id: bool = False,
) -> bool:
    """Whether a text is an atom.

    >>> isvalidatom("media-libs/test-3.0"), isvalidatom(">=media-libs/test-3.0")
    (False, True)
    """
    if allow_wildcard and _is_wildcard(atom):
        return True
    try:
        found = Atom.parse_with_repo(atom, Eapi(eapi)) if eapi else Atom(atom)
    except AtomError:
        return False
    return (allow_blockers or found.blocker is None) and (
        allow_repo or found.repo is None
    )


def isjustname(mypkg: str) -> bool:
    """Whether an atom is a name alone. Of other text, whether it has no version.

    >>> isjustname("=media-libs/test-3.0"), isjustname("media-libs/test")
    (False, True)
    """
    if atom := _read(Atom, mypkg):
        return str(atom) == str(atom.cpn)
    return not any(map(ververify, mypkg.split("-")[-2:]))


def isspecific(mypkg: str) -> bool:
    """Whether there is more than a name.

    >>> isspecific("media-libs/test"), isspecific("=media-libs/test-3.0")
    (False, True)
    """
    return not isjustname(mypkg)


def dep_getkey(mydep: str) -> str:
    """The category and name of an atom.

    >>> dep_getkey("!=media-libs/test-3.0:2[ssl]")
    'media-libs/test'
    """
    return mydep if _is_wildcard(mydep) else str(Atom(mydep).cpn)


def dep_getcpv(mydep: str) -> str:
    """The category, name and version of an atom.

    >>> dep_getcpv(">=media-libs/test-3.0:2")
    'media-libs/test-3.0'
    """
    atom = Atom(mydep)
    return str(atom.cpv or atom.cpn)


def dep_getslot(mydep: str) -> str | None:
    """The slot dependency of an atom.

    >>> dep_getslot("app-misc/test:3/2=")
    '3/2='
    """
    slot = Atom(mydep).slot_dep
    return slot and str(slot)


def dep_getrepo(mydep: str) -> str | None:
    """The repository of an atom.

    >>> dep_getrepo("app-misc/test::gentoo")
    'gentoo'
    """
    return Atom(mydep).repo


def dep_getusedeps(depend: str) -> tuple[str, ...]:
    """The USE dependencies of an atom.

    >>> dep_getusedeps("app-misc/test:3[foo,-bar]")
    ('foo', '-bar')
    """
    return tuple(map(str, Atom(depend).use_deps))


def get_operator(mydep: str) -> str | None:
    """The operator of an atom, where `=*` stands for `=` with an asterisk at the end.

    >>> get_operator("=app-misc/test-1*")
    '=*'
    """
    op = Atom(mydep).op
    return op and op.value


def match_from_list(mydep: str, candidate_list: Iterable[str]) -> list[str]:
    """The packages that an atom matches, in their order. A blocker matches what it blocks.

    >>> match_from_list(">=a/b-1.5:0", ["a/b-1.10:0", "a/b-1.4:0", "a/b-2:2/3", "a/b-2"])
    ['a/b-1.10:0', 'a/b-2']
    """
    if _is_wildcard(mydep):
        pattern = AtomPattern(mydep)
        return [text for text in candidate_list if pattern.matches(_split(text)[0])]
    atom = Atom(mydep)
    bare = atom.without("blocker", "slot_dep", "use_deps", "repo")
    return [text for text in candidate_list if _is_match(atom, bare, *_split(text))]


def _is_match(atom: Atom, bare: Atom, cpv: Cpv, slot: str, repo: str) -> bool:
    name, _, subslot = slot.partition("/")
    return (
        bare.matches(cpv)
        and (not slot or atom.slot in (None, name))
        and (not slot or atom.subslot in (None, subslot or name))
        and (not repo or atom.repo in (None, repo))
    )


def _split(candidate: str) -> tuple[Cpv, str, str]:
    """A package, and what stands with it for its slot and its repository."""
    rest, _, repo = candidate.partition("::")
    cpv, _, slot = rest.partition(":")
    return Cpv(cpv), slot, repo


def _is_wildcard(text: str) -> bool:
    """Whether a text is a pattern, and not an atom."""
    pattern = _read(AtomPattern, text)
    return pattern is not None and _read(Atom, text) is None


def use_reduce(
    depstr: str | Iterable[str],
    uselist: Collection[str] = (),
    masklist: Collection[str] = (),
    matchall: bool = False,
    excludeall: Collection[str] = (),
    is_src_uri: bool = False,
    eapi: str | None = None,
    opconvert: bool = False,
    flat: bool = False,
    is_valid_flag: Callable[[str], bool] | None = None,
    token_class: Callable[[str], object] | None = None,
    matchnone: bool = False,
) -> list[Any]:
    """What is left of a dependency specification with these flags, as lists in lists,
    without parentheses that mean nothing.

    >>> use_reduce("a/b ssl? ( c/d ) || ( e/f ( g/h i/j ) )", uselist=["ssl"])
    ['a/b', 'c/d', '||', ['e/f', ['g/h', 'i/j']]]
    """
    text = depstr if isinstance(depstr, str) else " ".join(depstr)
    spec = _spec(text, is_src_uri, eapi)

    def is_active(node: DepNode) -> bool:
        flag, negated = node.flag or "", node.is_negated
        if is_valid_flag is not None and not is_valid_flag(flag):
            raise InvalidDependString(f"the flag {flag!r} of a condition is not valid")
        if negated and flag in excludeall:
            return False
        if flag in masklist:
            return negated
        if matchall or matchnone:
            return matchall
        return (flag in uselist) != negated

    def leaf(node: DepNode) -> list[Any]:
        words = node.text.split()
        if token_class is None:
            return words
        if node.atom is not None and not matchall:
            words = [str(node.atom.evaluate(uselist))]
        return [token_class(word) for word in words]

    if flat:
        return _flat(spec, is_active, leaf)
    return _nested(spec, is_active, leaf, opconvert)


_OPERATORS = {
    NodeKind.ANY_OF: "||",
    NodeKind.EXACTLY_ONE_OF: "^^",
    NodeKind.AT_MOST_ONE_OF: "??",
}


def _flat(
    spec: DepSpec,
    is_active: Callable[[DepNode], bool],
    leaf: Callable[[DepNode], list[Any]],
) -> list[Any]:
    """Operators and items in their order, without groups."""
    found: list[Any] = []
    parts, index = spec.parts, 0
    while index < len(parts):
        node = parts[index]
        if node.kind is NodeKind.USE_CONDITIONAL and not is_active(node):
            index = spec.part_end(index) or len(parts)
            continue
        if not node.is_group:
            found += leaf(node)
        elif operator := _OPERATORS.get(node.kind):
            found.append(operator)
        index += 1
    return found


@dataclass
class _Part:
    """What is left of a part: an item, or a group of several."""

    kind: NodeKind | None
    items: list[Any]

    def within(self, group: NodeKind, opconvert: bool) -> list[Any]:
        """The items in a group. A group in one of its own kind means nothing."""
        if self.kind is None or self.kind is group:
            return self.items
        if self.kind is NodeKind.ALL_OF:
            return [self.items]
        return [["||", *self.items]] if opconvert else ["||", self.items]


def _nested(
    spec: DepSpec,
    is_active: Callable[[DepNode], bool],
    leaf: Callable[[DepNode], list[Any]],
    opconvert: bool,
) -> list[Any]:
    """Groups as lists. Parts are read from the last to the first, so that those in a
    group are there before it, however deep it is.
    """
    is_true = str(spec.eapi and spec.eapi.value) in _EMPTY_IS_TRUE
    parts = spec.parts
    left: list[_Part | None] = [None] * len(parts)

    def joined(start: int, end: int, kind: NodeKind) -> _Part | None:
        found: list[_Part] = []
        while start < end:
            part = left[start]
            found += [part] if part else []
            start = spec.part_end(start) or end
        if len(found) < 2:
            return found[0] if found else None
        return _Part(kind, [i for part in found for i in part.within(kind, opconvert)])

    for index in reversed(range(len(parts))):
        node = parts[index]
        if not node.is_group:
            left[index] = _Part(None, leaf(node))
        elif node.kind is not NodeKind.USE_CONDITIONAL or is_active(node):
            is_any = node.kind is NodeKind.ANY_OF
            kind = NodeKind.ANY_OF if is_any else NodeKind.ALL_OF
            left[index] = joined(index + 1, spec.part_end(index) or 0, kind)
            if is_any and left[index] is None and not is_true:
                left[index] = _Part(NodeKind.ALL_OF, [_NOTHING])
    whole = joined(0, len(parts), NodeKind.ALL_OF)
    return whole.within(NodeKind.ALL_OF, opconvert) if whole else []


_NOTHING = "__const__/empty-any-of"
"""Stands for a group of alternatives without any, as in portage: nothing matches it."""

_EMPTY_IS_TRUE = {"0", "1", "2", "3", "4", "5", "6"}
"""EAPIs in which such a group holds."""


def _spec(text: str, is_src_uri: bool, eapi: str | None) -> DepSpec:
    """A specification of whatever kind: its items tell, unless it has URIs."""
    of_items = (DepSpecKind.DEPEND, DepSpecKind.LICENSE, DepSpecKind.RESTRICT)
    failures = []
    for kind in (DepSpecKind.SRC_URI,) if is_src_uri else of_items:
        try:
            return DepSpec(kind, text, _eapi(eapi))
        except PolyatomError as error:
            failures.append(error)
    raise InvalidDependString(str(failures[0])) from failures[0]


def paren_enclose(
    mylist: Iterable[Any], unevaluated_atom: bool = False, opconvert: bool = False
) -> str:
    """The text of what `use_reduce` gave.

    >>> paren_enclose(["a/b", "||", ["c/d", "e/f"]])
    'a/b || ( c/d e/f )'
    """
    words: list[str] = []
    waiting: list[Any] = [mylist]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            words.append(item)
        elif isinstance(item, Iterable):
            inside = list(item)
            is_group = item is not mylist
            if opconvert and is_group and inside[:1] == ["||"]:
                words.append(inside.pop(0))
            if is_group:
                words.append("(")
                waiting.append(")")
            waiting += reversed(inside)
        else:
            words.append(str(item))
    return " ".join(words)


def check_required_use(
    required_use: str,
    use: Collection[str],
    iuse_match: Callable[[str], bool],
    eapi: str | None = None,
) -> bool:
    """Whether flags meet what `REQUIRED_USE` asks for.

    >>> check_required_use("^^ ( a b )", ["a"], {"a", "b"}.__contains__)
    True
    """
    spec = _required_use(required_use, eapi)
    for flag in spec.flags:
        if not iuse_match(flag):
            raise InvalidDependString(f"the flag {flag!r} is not in IUSE")
    return spec.check_required_use(use).satisfied


def get_required_use_flags(
    required_use: str, eapi: str | None = None
) -> frozenset[str]:
    """The flags that `REQUIRED_USE` names.

    >>> sorted(get_required_use_flags("|| ( a !b ) c? ( d )"))
    ['a', 'b', 'c', 'd']
    """
    return frozenset(_required_use(required_use, eapi).flags)


def _required_use(text: str, eapi: str | None) -> DepSpec:
    try:
        return DepSpec(DepSpecKind.REQUIRED_USE, text, _eapi(eapi), empty_groups=True)
    except PolyatomError as error:
        raise InvalidDependString(str(error)) from error


def _eapi(text: str | None) -> Eapi | None:
    return None if text is None else Eapi(text)


_T = TypeVar("_T")


def _read(kind: Callable[[str], _T], text: str) -> _T | None:
    """What a text stands for, if it stands for anything."""
    try:
        return kind(text)
    except PolyatomError:
        return None
