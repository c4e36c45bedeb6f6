"""Errors: every class can be raised, and all have what the base class promises."""

import copy
import pickle
from collections.abc import Callable

import polyatom
import pytest
from polyatom import (
    Atom,
    AtomPattern,
    Cpn,
    Cpv,
    DepSpec,
    Eapi,
    Iuse,
    Keywords,
    Operator,
    Package,
    PackageName,
    PolyatomError,
    Query,
    Revision,
    Slot,
    SlotDep,
    UseDep,
    Version,
    VersionRequirement,
)

#: For each class a call that raises it, the code, and the offending part.
RAISED: dict[str, tuple[Callable[[], object], str, str]] = {
    "AtomError": (lambda: Atom("dev-libs/a-1"), "missing_operator", "-1"),
    "AtomPatternError": (lambda: AtomPattern("é/b"), "category_character", "é"),
    "ChoiceError": (lambda: Operator("=>"), "unknown_operator", "=>"),
    "ColumnError": (
        lambda: polyatom.Column(["1", "1é2"]).sort_key(strict=True),
        "version_character",
        "é",
    ),
    "CpnError": (lambda: Cpn("éa/é"), "category_character", "é"),
    "CpvError": (lambda: Cpv("a/é-1"), "package_character", "é"),
    "FileError": (lambda: polyatom.read_manifest("no such file"), "unreadable", ""),
    "DepSpecError": (
        lambda: DepSpec("depend", "a/b || é/f"),
        "operator_without_group",
        "||",
    ),
    "EapiError": (lambda: Atom("a/b", "é9"), "unknown_eapi", "é9"),  # type: ignore
    "InvalidNameError": (
        lambda: polyatom.check_name("use_flag", "aéb"),
        "use_flag_character",
        "é",
    ),
    "IuseError": (lambda: Iuse("+a é"), "use_flag_character", "é"),
    "KeywordsError": (lambda: Keywords("~amd64 é"), "keyword_character", "é"),
    "MissingFlagError": (
        lambda: Atom("a/b[c]").check_use(Package("a/b-1", iuse="d")),
        "missing_flag",
        "c",
    ),
    "PackageNameError": (lambda: PackageName("a/é"), "package_character", "é"),
    "QueryError": (lambda: Query("live and é/b"), "category_character", "é"),
    "RevisionError": (lambda: Revision("1é"), "revision_number", "é"),
    "SlotDepError": (lambda: SlotDep("éa="), "slot_character", "é"),
    "SlotError": (lambda: Slot("aéb"), "slot_character", "é"),
    "UseDepError": (lambda: UseDep("é"), "use_flag_character", "é"),
    "VersionError": (lambda: Version("1é2"), "version_character", "é"),
    "VersionRequirementError": (
        lambda: VersionRequirement(">=1 é"),
        "constraint_without_operator",
        "é",
    ),
}


def caught(raising: Callable[..., object], *arguments: object) -> PolyatomError:
    with pytest.raises(PolyatomError) as info:
        raising(*arguments)
    return info.value


def test_every_class_is_here() -> None:
    errors = {name for name in polyatom.__all__ if name.endswith("Error")}
    assert errors - {"PolyatomError", "PanicError"} == set(RAISED)


@pytest.mark.parametrize("name", RAISED)
def test_every_class_is_raised(name: str) -> None:
    raising, code, part = RAISED[name]
    error = caught(raising)
    assert type(error) is getattr(polyatom, name) and isinstance(error, ValueError)
    assert (error.code, error.input[error.start : error.end]) == (code, part)
    assert error.reason in str(error) and error.input in str(error)
    for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert type(again) is type(error) and str(again) == str(error)
        assert {key: getattr(error, key) for key in vars(error)} == vars(again)


@pytest.mark.parametrize("name", [n for n in polyatom.__all__ if n[0].isupper()])
def test_choices_are_read_from_their_texts_alone(name: str) -> None:
    cls = getattr(polyatom, name)
    if not hasattr(cls, "__members__"):
        return
    for choice in cls:
        assert cls(str(choice)) is cls(choice.name.lower()) is choice
    for wrong in ("nonsense", "\udcff", "é"):
        error = caught(cls, wrong)
        expected = "EapiError" if name.startswith("Eapi") else "ChoiceError"
        assert type(error).__name__ == expected and error.code


def test_no_eapi_at_all_is_the_first() -> None:
    assert Eapi("") is Eapi.V0  # type: ignore[comparison-overlap]


@pytest.mark.parametrize("text", ["é/f", "🦀/f", "a/b é", "|| ( a/b é )"])
def test_offsets_count_code_points(text: str) -> None:
    error = caught(DepSpec, "depend", f"a/b x? ( c/d ) {text}")
    assert error.input[error.start : error.end] in text.split() + list(text)
    assert "\\x" not in str(error)


def test_parts_and_diagnostics_count_code_points() -> None:
    spec = DepSpec("src_uri", "https://é.example/🦀 x? ( gopher://é/b )")
    for part in spec.parts:
        assert spec.text[part.start : part.end] == part.text
    (diagnostic,) = spec.diagnostics("SRC_URI")
    assert spec.text[diagnostic.start : diagnostic.end] == "gopher"


def test_text_that_is_not_utf8_is_wrong_text() -> None:
    for cls, text in (
        (Atom, "a/b"),
        (AtomPattern, "a/*"),
        (Cpn, "a/b"),
        (Cpv, "a/b-1"),
        (Revision, "1"),
        (Slot, "0"),
        (SlotDep, "0="),
        (UseDep, "a"),
        (Version, "1"),
    ):
        for place in range(len(text) + 1):
            error = caught(cls, f"{text[:place]}\udcff{text[place:]}")
            assert error.code == "not_utf8" and error.start == place
            assert error.input == f"{text[:place]}\ufffd{text[place:]}"
    for kind in polyatom.DepSpecKind:
        error = caught(DepSpec, kind, "https://a/b\udcff")
        assert (error.code, error.start) == ("not_utf8", 11)
    assert not polyatom.is_valid_atom("a/b\udcff")
    assert not polyatom.is_valid_cpv("a/b-1\udcff")
    assert not polyatom.is_valid_version("1\udcff")
    assert not polyatom.is_valid_name("license", "GPL\udcff")
    batch = polyatom.parse_versions(["1", "1\udcff", "2"])
    assert batch.failures == (1,) and len(batch.successes) == 2
