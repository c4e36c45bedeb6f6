"""Queries have Python's operators, are functions of a package, and find packages in order."""

import pickle

import pytest
from polyatom import (
    Config,
    ConfiguredPackage,
    FileError,
    Installed,
    Pkgdir,
    PolyatomError,
    Query,
    QueryError,
    Repository,
    RepositoryFile,
    RepositorySet,
)

ENTRIES = {
    "a/b-1": ["EAPI=8", "SLOT=0", "KEYWORDS=amd64", "IUSE=ssl"],
    "a/b-2": ["EAPI=8", "SLOT=0", "KEYWORDS=~amd64"],
    "a/b-3": ["EAPI=8", "SLOT=0", "RDEPEND=(", "PROPERTIES=live"],
    "c/d-1": ["EAPI=8"],
}


def files(root: str) -> list[RepositoryFile]:
    return [
        RepositoryFile(f"{root}metadata/md5-cache/{cpv}", lines)
        for cpv, lines in ENTRIES.items()
    ]


REPOSITORY = Repository.from_files(files(""))
CONFIG = Config.from_files(
    [
        *files("r/"),
        RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]),
        RepositoryFile("etc/portage/make.conf", ["ACCEPT_KEYWORDS=amd64", "USE=ssl"]),
    ]
)


def test_operators_join_queries() -> None:
    live, slotted = Query("live"), Query("slot == 0")
    assert str(live & slotted) == "live && slot == 0"
    assert str(live | slotted) == "live || slot == 0"
    assert str(live ^ slotted) == "live ^^ slot == 0"
    assert ~slotted == Query("slot != 0") == slotted.not_()
    assert live & slotted == live.and_("slot == 0") == Query.all(["live", slotted])
    with pytest.raises(TypeError):
        live & "slot == 0"  # type: ignore[operator]
    assert pickle.loads(pickle.dumps(live | slotted)) == live | slotted
    assert {live | slotted: 1}[Query("live or slot == 0")] == 1


def test_a_query_is_a_function() -> None:
    packages = REPOSITORY.query("a/b").successes()
    assert [str(found.cpv) for found in filter(Query("live"), packages)] == ["a/b-3"]
    assert [str(found.cpv) for found in filter(~Query("live"), packages)] == [
        "a/b-1",
        "a/b-2",
    ]
    visible = Query("visible")
    configured = CONFIG.query("a/b").successes()
    assert [str(found.cpv) for found in filter(visible, configured)] == ["a/b-1"]
    with pytest.raises(QueryError) as caught:
        visible(packages[0])
    assert caught.value.code == "query_needs_configuration"
    kinds = "EbuildPackage or ConfiguredPackage or InstalledPackage or BinaryPackage"
    expected = f"^expected {kinds}, not str$"
    with pytest.raises(TypeError, match=expected):
        visible("a/b-1")  # type: ignore[arg-type]
    with pytest.raises(FileError) as unreadable:
        Query("rdepend is none")(packages[2])
    assert unreadable.value.variable == "RDEPEND"


def test_what_is_found_is_a_sequence() -> None:
    found = REPOSITORY.query("slot == 0 or category == c")
    assert [str(cpv) for cpv in found.cpvs] == ["a/b-1", "a/b-2", "a/b-3", "c/d-1"]
    assert isinstance(found[-1], FileError), "its name decides, but it cannot be read"
    assert found.problems == ()
    unknown = REPOSITORY.query("slot == 0 && rdepend is none")
    assert [str(cpv) for cpv in unknown.cpvs] == ["a/b-1", "a/b-2"]
    assert [problem.cpv for problem in unknown.problems] == ["a/b-3", "c/d-1"]
    assert unknown == REPOSITORY.query("slot == 0 and keywords is not none")
    assert found[1:] == REPOSITORY.query("(slot == 0 or category == c) && pf != b-1")


def test_sets_and_configurations_are_asked() -> None:
    both = RepositorySet([REPOSITORY, Repository.from_files(files("")[:1])])
    assert [str(cpv) for cpv in both.query("newest 3").cpvs].count("a/b-1") == 2
    with pytest.raises(QueryError):
        both.query("use any ssl")
    found = CONFIG.query("use any ssl or newest 1 of (visible)")
    assert [type(package) for package in found] == [ConfiguredPackage]
    assert found[0].enabled_flags == ("ssl",)  # type: ignore[union-attr]


def test_errors_have_places() -> None:
    with pytest.raises(QueryError) as caught:
        Query("slot == 0 and ketwords any amd64")
    error = caught.value
    assert error.input[error.start : error.end] == "ketwords"
    assert (error.code, error.reason) == ("query_unknown_field", "an unknown field")
    assert isinstance(error, PolyatomError) and isinstance(error, ValueError)


def test_a_long_search_is_stopped() -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return False

    with pytest.raises(FileError) as caught:
        REPOSITORY.query("slot == 0", progress=stop)
    assert (caught.value.code, told) == ("stopped", [(4, 4)])


def test_what_was_built_is_asked() -> None:
    installed = Installed.from_files(
        [
            RepositoryFile("var/db/pkg/a/b-1/BUILD_TIME", ["1700000000"]),
            RepositoryFile("var/db/pkg/a/b-1/CONTENTS", ["fif /usr/pipe"]),
            RepositoryFile("var/db/pkg/a/c-1/SIZE", ["many"]),
        ]
    )
    found = installed.query("build_time > 1600000000 and contents any /usr/pipe")
    assert [str(package.cpv) for package in found.successes()] == ["a/b-1"]
    assert [Query("size is none")(package) for package in found.successes()] == [True]
    assert [problem.cpv for problem in installed.query("size > 0").problems] == [
        "a/c-1"
    ]
    with pytest.raises(QueryError) as caught:
        installed.query("slot == 0 and visible")
    error = caught.value
    assert error.code == "query_not_of_this_kind"
    assert error.hint == "packages under a configuration have visible"
    pkgdir = Pkgdir.from_files(
        [
            RepositoryFile(
                "Packages",
                ["", "BUILD_ID: 1", "CPV: a/b-1", "", "BUILD_ID: 2", "CPV: a/b-1"],
            )
        ]
    )
    (package,) = pkgdir.query("build_id > 1").successes()
    assert Query("build_id == 2 and newest 1")(package)
    with pytest.raises(QueryError, match="these packages do not have this"):
        Query("counter > 1")(package)
    with pytest.raises(QueryError, match="these packages do not have this"):
        CONFIG.query("counter > 1")
