"""Values in `match`: syntax of Python 3.10, without which nobody can read this file."""

import pytest
from polyatom import (
    Atom,
    Cpv,
    DepNode,
    DepSpec,
    DepSpecKind,
    Eapi,
    NodeKind,
    Package,
    Slot,
    Version,
)


def test_atoms_match_by_name():
    match Atom(">=dev-lang/python-3.11:3.11=[ssl]"):
        case Atom(category="dev-lang", package=name):
            assert name == "python"
        case _:
            raise AssertionError


def test_versions_are_taken_apart_by_position():
    match Version("1.2b_rc1-r3"):
        case Version(numbers, letter, (suffix,), revision):
            assert (numbers, letter, str(suffix.kind)) == (("1", "2"), "b", "rc")
            assert int(revision) == 3
        case _:
            pytest.fail("a version is one")


def test_packages_match_by_position():
    match Package("cat/pkg-1", slot="2/3"):
        case Package(Cpv(package="pkg"), slot):
            assert slot == Slot("2/3")
        case _:
            raise AssertionError


def test_specifications_match_with_their_nodes():
    text = "a/b x? ( c/d ) y? ( g/h )"
    match DepSpec("depend", text, eapi="8"):
        case DepSpec(kind, given, Eapi.V8):
            assert (kind, given) == (DepSpecKind.DEPEND, text)
        case _:
            raise AssertionError
    match DepSpec("depend", text).items[2]:
        case DepNode(kind=NodeKind.USE_CONDITIONAL, flag="y", children=(child,)):
            assert str(child) == "g/h"
        case _:
            raise AssertionError
