"""Repositories behave as Python's own containers do, take paths, and long calls can be watched and stopped."""

from os import PathLike
from pathlib import Path

import pytest
from polyatom import (
    Cpv,
    EbuildPackage,
    FileError,
    Repository,
    RepositoryFile,
    RepositorySet,
    Variable,
    format_cache_entry,
    measure_file,
    verify_file,
)

GOOD = RepositoryFile(
    "metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "DESCRIPTION=x", "RDEPEND=c/d"]
)
BAD = RepositoryFile("metadata/md5-cache/a/b-2", ["EAPI=8"])
OTHER = RepositoryFile("metadata/md5-cache/c/d-1", ["SLOT=0", "DESCRIPTION=x"])
REPOSITORY = Repository.from_files([GOOD, BAD, OTHER])


def test_it_is_a_container_of_packages() -> None:
    assert len(REPOSITORY) == 3
    packages = list(REPOSITORY)
    assert [type(package) for package in packages] == [
        EbuildPackage,
        FileError,
        EbuildPackage,
    ]
    assert all(package in REPOSITORY for package in packages)
    assert "a/b-1" in REPOSITORY
    assert Cpv("a/b-2") in REPOSITORY
    assert "a/b-3" not in REPOSITORY
    assert "no version" not in REPOSITORY
    assert 1 not in REPOSITORY
    assert REPOSITORY["a/b-1"] == packages[0]
    for key, code in [("a/b-2", "missing_variable"), ("a/b-3", "no_package")]:
        with pytest.raises(FileError) as raised:
            REPOSITORY[key]
        assert raised.value.code == code
    with pytest.raises(TypeError, match="cpv"):
        REPOSITORY[1]  # type: ignore[index]


def test_what_becomes_of_bad_packages_is_chosen() -> None:
    packages = REPOSITORY.packages
    good = [str(package.cpv) for package in packages.iterate(on_error="skip")]
    assert good == ["a/b-1", "c/d-1"]
    assert len(list(packages.iterate(on_error="collect"))) == 3
    raising = packages.iterate()
    assert str(next(raising).cpv) == "a/b-1"
    with pytest.raises(FileError):
        next(raising)
    assert str(next(raising).cpv) == "c/d-1", "an error does not end it"
    with pytest.raises(ValueError, match="on_error is 'ignore'"):
        packages.iterate(on_error="ignore")  # type: ignore[call-overload]


def test_long_calls_are_watched_and_stopped() -> None:
    told: list[tuple[int, int]] = []

    def hear(done: int, total: int) -> None:
        told.append((done, total))

    assert len(REPOSITORY.broken(progress=hear)) == 1
    assert told == [(3, 3)]
    with pytest.raises(FileError) as raised:
        REPOSITORY.check_packages(progress=lambda _done, _total: False)
    assert raised.value.code == "stopped"
    with pytest.raises(ZeroDivisionError):
        REPOSITORY.verify("unchecked", progress=lambda done, _total: done // 0 > 0)


class Anywhere(PathLike[str]):
    def __init__(self, path: object) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return self.path  # type: ignore[return-value]


def test_paths_are_welcome_and_files_are_verified(tmp_path: Path) -> None:
    cache = tmp_path / "metadata/md5-cache/a"
    cache.mkdir(parents=True)
    entry_text = format_cache_entry([Variable("SLOT", "0"), Variable("EAPI", "8")])
    assert entry_text == "EAPI=8\nSLOT=0\n"
    (cache / "b-1").write_text(entry_text)
    for path in (tmp_path, str(tmp_path), Anywhere(str(tmp_path))):
        assert Repository.open(path).cpvs == (Cpv("a/b-1"),)
    for wrong in (1, b"/", Anywhere(b"/"), Anywhere(1)):
        with pytest.raises(TypeError):
            Repository.open(wrong)  # type: ignore[arg-type]
    entry = measure_file(cache / "b-1", "DIST", ["SHA256", "BLAKE2B"])
    assert verify_file(cache / "b-1", entry) is None
    (cache / "b-1").write_text("EAPI=8\nSLOT=1\n")
    mismatch = verify_file(cache / "b-1", entry)
    assert mismatch is not None
    assert str(mismatch.kind) == "hash"
    with pytest.raises(FileError):
        verify_file(tmp_path / "none", entry)


def test_a_set_answers_by_priority() -> None:
    own = Repository.from_files([RepositoryFile("profiles/repo_name", ["own"]), GOOD])
    both = RepositorySet([own, REPOSITORY])
    assert both.priorities == (0, 0)
    assert both["a/b-1"].repository.name == "own"
    found = [package.repository.name for package in both.matching("a/b")]
    assert found == ["x-repository", "own"]
    assert "c/d-1" in both
    best = both.best("a/b")
    assert best is not None
    assert best.repository.name == "own"
