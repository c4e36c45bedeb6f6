"""What hostile callers have: an object of every class, and things that are never what is asked for."""

import sys
from collections.abc import Callable, Iterator

import polyatom
from polyatom import (
    AcceptKeywords,
    AnyOfChoice,
    Atom,
    AtomConflict,
    AtomPattern,
    ConditionalLeaf,
    Cpn,
    Cpv,
    DepSpec,
    Diagnostic,
    Download,
    Iuse,
    Keyword,
    Keywords,
    Mirror,
    Package,
    PackageName,
    PackageVersion,
    RequiredUseCheck,
    Revision,
    Satisfaction,
    Slot,
    SlotDep,
    Uri,
    UseChange,
    UseCondition,
    UseDep,
    UseFlags,
    Version,
    VersionConstraint,
    VersionRequirement,
    VersionSuffix,
)

SPEC = DepSpec("depend", "|| ( a/b c/d ) flag? ( e/f )")
NODE = SPEC.items[0]

REPOSITORY = polyatom.Repository.from_files(
    [
        polyatom.RepositoryFile(
            "metadata/md5-cache/a/b-1",
            ["SLOT=0", "DESCRIPTION=x", "RDEPEND=c/d", "SRC_URI=https://e/a"],
        ),
        polyatom.RepositoryFile("profiles/use.desc", ["x - x"]),
        polyatom.RepositoryFile("profiles/use.local.desc", ["a/b:x - x"]),
        polyatom.RepositoryFile("profiles/desc/y.desc", ["x - x"]),
        polyatom.RepositoryFile("profiles/arches.desc", ["x stable"]),
        polyatom.RepositoryFile("profiles/profiles.desc", ["x y dev"]),
        polyatom.RepositoryFile("profiles/license_groups", ["X Y"]),
        polyatom.RepositoryFile("profiles/updates/1Q-2026", ["move a/x a/b"]),
        polyatom.RepositoryFile("profiles/package.mask", ["a/b"]),
        polyatom.RepositoryFile("eclass/x.eclass", []),
        polyatom.RepositoryFile("metadata/news/x/x.en.txt", ["Title: x", "", "x"]),
        polyatom.RepositoryFile("metadata/stabilization-groups/x.group", ["a/b"]),
    ]
)
GLSA = polyatom.parse_glsa(
    "<glsa id='1'><affected><package name='a/b'><vulnerable range='lt'>2</vulnerable>"
    "</package></affected><references><uri link='https://e/'>e</uri></references></glsa>"
)
VERIFICATION = REPOSITORY.verify("md5")
MANIFEST = polyatom.parse_manifest(
    "DIST a 3 MD5 900150983cd24fb0d6963f7d28e17f72\nDIST b x"
)
XML = polyatom.parse_metadata_xml(
    "<pkgmetadata><maintainer><email>a@example.org</email></maintainer>"
    "<longdescription>x</longdescription><slots><slot name='0'>x</slot></slots>"
    "<upstream><maintainer><name>x</name></maintainer><remote-id>x</remote-id></upstream>"
    "<use><flag name='x'>x</flag></use></pkgmetadata>"
)
UPSTREAM = polyatom.Upstream(
    [polyatom.UpstreamMaintainer("x", None, None)],
    None,
    [],
    None,
    [polyatom.RemoteId("pypi", "x")],
)
INSTALLED = polyatom.Installed.from_files(
    [polyatom.RepositoryFile("var/db/pkg/a/b-1/CONTENTS", ["dir /usr"])]
)
PKGDIR = polyatom.Pkgdir.from_files(
    [polyatom.RepositoryFile("Packages", ["", "CPV: a/b-1"])]
)
INDEX = polyatom.parse_binary_index("CHOST: x\n\nCPV: a/b-1\n")
CONFIG = polyatom.Config.from_files(
    [
        polyatom.RepositoryFile(path, lines)
        for path, lines in {
            "etc/portage/repos.conf": ["[r]", "location = /r"],
            "etc/portage/package.mask": ["a/b"],
            "r/profiles/p/deprecated": ["q"],
            "r/metadata/md5-cache/a/b-1": ["EAPI=8", "SLOT=0", "IUSE=+c"],
        }.items()
    ],
    profile="p",
)
CONFIGURED = CONFIG.package("a/b-1")
PROFILE = CONFIG.repositories[0].repository.profile("p")

SAMPLES: tuple[object, ...] = (
    polyatom.Column(["1", None]),
    REPOSITORY,
    REPOSITORY.packages,
    REPOSITORY.package("a/b-1"),
    REPOSITORY.reverse_dependencies("c/d")[0],
    REPOSITORY.layout,
    REPOSITORY.package("a/b-1").distfiles()[0],
    REPOSITORY.use_desc[0],
    REPOSITORY.use_local_desc[0],
    REPOSITORY.use_expand_desc[0],
    REPOSITORY.arches_desc[0],
    REPOSITORY.profiles_desc[0],
    REPOSITORY.license_groups[0],
    REPOSITORY.updates[0],
    REPOSITORY.package_mask[0],
    REPOSITORY.eclasses[0],
    REPOSITORY.news()[0],
    REPOSITORY.stabilization_groups()[0],
    GLSA,
    GLSA.packages[0],
    GLSA.packages[0].vulnerable[0],
    GLSA.references[0],
    polyatom.RepositorySet([REPOSITORY]),
    polyatom.RepositoryLocation("/nonexistent", 0),
    polyatom.FileMismatch("size", None, "1", "2"),
    polyatom.MemberDifference("x", polyatom.FileMismatch("absent", None, None, None)),
    polyatom.MemberCheck(["x"], [], ["x.sig"], []),
    polyatom.RepositoryFile("a", ["b"]),
    VERIFICATION,
    VERIFICATION.stale[0],
    MANIFEST,
    MANIFEST.entries[0],
    MANIFEST.entries[0].hashes[0],
    MANIFEST.problems[0],
    XML,
    XML.maintainers[0],
    XML.long_descriptions[0],
    XML.slots[0],
    XML.flags[0],
    UPSTREAM,
    UPSTREAM.maintainers[0],
    UPSTREAM.remote_ids[0],
    INSTALLED,
    INSTALLED.package("a/b-1"),
    INSTALLED.package("a/b-1").contents()[0],
    INSTALLED.query("a/b"),
    PKGDIR,
    PKGDIR.package("a/b-1"),
    PKGDIR.query("a/b"),
    INDEX,
    INDEX.header[0],
    INDEX.entries[0],
    CONFIG,
    CONFIG.repositories[0],
    CONFIG.masks[0],
    CONFIG.set("tools"),
    CONFIG.best_visible_of_all()[0],
    CONFIG.invisible("a/b")[0],
    CONFIG.query("a/b"),
    polyatom.Query("live || slot == 0"),
    CONFIGURED,
    CONFIGURED.reasons[0],
    CONFIGURED.reasons[0].remedy,
    CONFIGURED.flags[0],
    CONFIGURED.flags[0].because[0],
    CONFIGURED.flags[0].because[0].source,
    polyatom.VersionChange(Cpn("a/b"), None, None),
    polyatom.Profiles([REPOSITORY]),
    PROFILE,
    PROFILE.directories[0],
    PROFILE.deprecated,
    AcceptKeywords("amd64 ~arm64"),
    AnyOfChoice(NODE, NODE),
    Atom("!!>=a/b-1.2-r3:4/5=::r[c,-d(+)]"),
    polyatom.parse_atoms(["a/b", "?"]),
    AtomConflict("use_deps", "c", "a sentence"),
    AtomPattern("a/*"),
    ConditionalLeaf([UseCondition("c", True)], "a/b"),
    Cpn("a/b"),
    Cpv("a/b-1"),
    polyatom.parse_cpvs(["a/b-1", "?"]),
    NODE,
    SPEC,
    polyatom.parse_dep_specs("depend", ["a/b", "?"]),
    Diagnostic("slot_operator_in_any_of", 17, 19, ":="),
    Download("a.tar", ["https://one.example/a.tar"]),
    Iuse("+a -b c"),
    Keyword("~amd64"),
    Keywords("amd64 ~arm64 -*"),
    Mirror("gnu", ["https://one.example/gnu"]),
    Package("a/b-1", slot="0", use_flags=["c"]),
    polyatom.PackageSet([Package("a/b-1")]),
    polyatom.RequiredUseSolution([UseChange("c", True)], True),
    PackageName("a/b-1"),
    PackageVersion("b", Version("1")),
    RequiredUseCheck(False, SPEC, ["a sentence"]),
    Revision("2"),
    Satisfaction(False, [], [NODE], []),
    Slot("0/1"),
    SlotDep("0="),
    Uri("https://one.example/a", "a", None, None, "https", None),
    UseChange("c", True),
    UseCondition("c", True),
    UseDep("!flag(+)?"),
    UseFlags(["c"]),
    Version("1.2a_p3-r4"),
    polyatom.parse_versions(["1", "?"]),
    VersionConstraint(">=", Version("1")),
    VersionRequirement(">=1 <2"),
    VersionSuffix("p", "1"),
)


class BoomError(Exception):
    """What an evil object raises; it has to come through as it is."""


class Evil:
    """Fails at whatever it is asked."""

    def _boom(self, *_: object) -> BoomError:
        raise BoomError

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _boom  # type: ignore[assignment]
    __str__ = __repr__ = __hash__ = __bool__ = __len__ = __iter__ = _boom  # type: ignore[assignment]
    __index__ = __int__ = __float__ = __contains__ = __getitem__ = _boom
    __length_hint__ = __fspath__ = __buffer__ = _boom


class Shrinking:
    """A list that loses everything while it is read, and says that it is endless."""

    def __init__(self) -> None:
        self.texts = ["a/b"] * 3

    def __iter__(self) -> Iterator[str]:
        for text in self.texts:
            self.texts.clear()
            yield text

    def __length_hint__(self) -> int:
        return 2**62


class Text(str):
    """Text that lies about itself."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __str__(self) -> str:
        return "lie"


def nested() -> list[object]:
    """A list that is in itself."""
    inner: list[object] = []
    inner.append(inner)
    return inner


WRONG: tuple[Callable[[], object], ...] = (
    lambda: None,
    lambda: True,
    lambda: -1,
    lambda: 2**64,
    lambda: float("nan"),
    lambda: "",
    lambda: "a/b\0",
    lambda: "a/b-" + "9" * 200,
    lambda: "\ud800",
    lambda: b"\xff",
    lambda: Text("a/b-1"),
    list,
    lambda: ["a/b", None],
    nested,
    lambda: {"a/b": 1},
    Shrinking,
    Evil,
    object,
    lambda: Atom,
    lambda: iter(Evil, 0),
)

#: What wrong use may raise. Not SystemError, nor PanicError, nor anything that is no Exception.
ALLOWED: tuple[type[Exception], ...] = (
    TypeError,
    ValueError,
    AttributeError,
    LookupError,
    OverflowError,
    BoomError,
)
if sys.implementation.name == "pypy":
    # There, `object.__ne__` looks into lists that hold themselves.
    ALLOWED += (RecursionError,)
