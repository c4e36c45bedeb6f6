"""Atoms, packages, EAPIs and names from Python."""

import copy
import pickle

import polyatom
import pytest
from polyatom import (
    Atom,
    AtomError,
    AtomField,
    Blocker,
    ChoiceError,
    Cpv,
    CpvError,
    Eapi,
    EapiError,
    EapiFeature,
    InvalidNameError,
    MissingFlagError,
    Operator,
    Package,
    Revision,
    Slot,
    SlotDep,
    SuffixKind,
    UseDefault,
    UseDep,
    UseDepKind,
    UseFlags,
    Version,
    VersionSuffix,
)


def test_all_parts_of_an_atom():
    atom = Atom("!!~cat/pkg-1.2-r3:4/5=::gentoo[a]")
    assert (atom.blocker, atom.op) == (Blocker.STRONG, Operator.APPROXIMATE)
    assert (atom.version, atom.revision) == (Version("1.2-r3"), Revision("3"))
    assert (atom.slot, atom.subslot, str(atom.slot_op)) == ("4", "5", "=")
    assert (atom.slot_dep, atom.repo) == (SlotDep("4/5="), "gentoo")
    assert (str(atom.cpn), str(atom.cpv)) == ("cat/pkg", "cat/pkg-1.2-r3")
    plain = Atom("cat/pkg")
    absent = [plain.blocker, plain.op, plain.version, plain.revision, plain.slot]
    absent += [plain.subslot, plain.slot_op, plain.slot_dep, plain.repo, plain.cpv]
    assert absent == [None] * 10
    assert plain.use_deps == ()


def test_the_eapi_decides():
    for eapi in ("4", "v4", Eapi.V4):
        with pytest.raises(AtomError, match="EAPI"):
            Atom("cat/pkg:=", eapi)
    assert Atom("cat/pkg:=", Eapi.V5) == Atom("cat/pkg:=")
    with pytest.raises(EapiError, match="hint: one of 0, 1"):
        Atom("cat/pkg", eapi="10")
    with pytest.raises(AtomError):
        Atom("cat/pkg::gentoo", eapi="8")
    assert Atom.parse_with_repo("cat/pkg::gentoo", "8").repo == "gentoo"


def test_without_and_with():
    atom = Atom("!>=cat/pkg-1:0::gentoo[a]")
    assert str(atom.without()) == str(atom)
    assert str(atom.without("blocker", AtomField.REPO)) == ">=cat/pkg-1:0[a]"
    assert str(atom.without("version")) == "!cat/pkg:0::gentoo[a]"
    with pytest.raises(ChoiceError, match="unknown part of an atom"):
        atom.without("color")
    assert str(atom.with_version("=", "2")) == "!=cat/pkg-2:0::gentoo[a]"
    assert (
        str(atom.with_slot_dep("1=").with_blocker(None)) == ">=cat/pkg-1:1=::gentoo[a]"
    )
    assert str(atom.with_use_deps(["b", UseDep("-c")]).unversioned) == "cat/pkg"
    assert str(atom.versioned) == ">=cat/pkg-1"
    assert str(atom.with_repo(None)) == "!>=cat/pkg-1:0[a]"
    with pytest.raises(InvalidNameError):
        atom.with_repo("no repo")


def test_matching():
    atom = Atom(">=cat/pkg-2:0[a]")
    package = Package("cat/pkg-2", slot="0/1", use_flags=["a"])
    assert atom.matches_package(package)
    assert not atom.matches_package(Package("cat/pkg-1", "0", use_flags=["a"]))
    assert not atom.matches("cat/pkg-3") and Atom(">=cat/pkg-2").matches("cat/pkg-3")
    assert Atom("cat/pkg[a?]").matches_package(package, parent_use=["a"])
    assert (package.cpv, package.slot) == (Cpv("cat/pkg-2"), Slot("0/1"))
    assert (package.repo, package.use_flags, package.iuse) == (
        None,
        UseFlags(["a"]),
        None,
    )
    best = Atom(">=cat/pkg-2").best_match(["cat/pkg-2", Cpv("cat/pkg-10"), "cat/pkg-3"])
    assert best == Cpv("cat/pkg-10")
    assert Atom(">=cat/pkg-2").best_match([]) is None
    assert not Atom(">=cat/pkg-1").intersects("<cat/pkg-1")
    assert str(Atom("cat/pkg[a?,!b=,c(+)?]").evaluate(["a"])) == "cat/pkg[a,b]"


def test_text_as_a_package_raises_the_package_s_error():
    with pytest.raises(CpvError) as caught:
        Atom("cat/pkg").matches("cat/pkg")
    assert caught.value.input == "cat/pkg"
    with pytest.raises(TypeError):
        Atom("cat/pkg").matches(Version("1"))


def test_a_missing_flag():
    with pytest.raises(MissingFlagError) as caught:
        Atom("cat/pkg[a]").check_use(Package("cat/pkg-1", iuse="b"))
    assert (caught.value.flag, caught.value.package) == ("a", "cat/pkg-1")
    assert pickle.loads(pickle.dumps(caught.value)).package == "cat/pkg-1"
    assert Atom("cat/pkg[a(+)]").check_use(Package("cat/pkg-1", iuse="b"))


def test_versions():
    version = Version("1.02a_p3_rc-r4")
    assert (version.numbers, version.letter) == (("1", "02"), "a")
    suffixes = (VersionSuffix("p", "3"), VersionSuffix(SuffixKind.RC))
    assert version.suffixes == suffixes
    assert repr(suffixes[0]) == "VersionSuffix(kind=SuffixKind.P, number='3')"
    assert (version.revision, version.base) == (Revision("4"), "1.02a_p3_rc")
    assert version.with_revision(None) == version.without_revision
    assert version.satisfies("=*", "1.02") and not version.satisfies("<", "1")


def test_use_deps():
    dep = UseDep("!flag(+)?")
    assert (dep.flag, dep.kind) == ("flag", UseDepKind.DISABLED_CONDITIONAL)
    assert (dep.default, dep.is_conditional) == (UseDefault.ENABLED, True)
    assert dep.evaluate(True) is None and dep.evaluate(False) == UseDep("-flag(+)")


def test_eapis():
    assert [str(eapi) for eapi in Eapi] == [str(number) for number in range(10)]
    assert Eapi("8") is Eapi.V8 and Eapi.V7 < Eapi.V8
    assert Eapi.V8.has("strong_blockers") and not Eapi.V1.has(EapiFeature.USE_DEPS)
    assert EapiFeature.SUB_SLOTS in Eapi.V5.features
    assert EapiFeature.SUB_SLOTS.first_eapi is Eapi.V5


def test_checks():
    assert polyatom.is_valid_atom("cat/pkg") and not polyatom.is_valid_atom("cat")
    assert not polyatom.is_valid_atom("cat/pkg:=", eapi="4")
    assert polyatom.is_valid_cpv("cat/pkg-1") and polyatom.is_valid_version("1_p")
    assert polyatom.is_valid_name("use_flag", "a+b")
    assert polyatom.check_name("category", "dev-lang") is None
    with pytest.raises(InvalidNameError):
        polyatom.check_name("package", "pkg-1")
    assert polyatom.__version__ == polyatom.library_version()


def test_sorting_many():
    texts = [f"=cat/pkg-{i}" for i in range(100)]
    assert list(map(str, polyatom.sort_atoms(reversed(texts)))) == texts
    cpvs = ["b/b-1", "a/b-10", "a/b-9"]
    assert list(map(str, polyatom.sort_cpvs(cpvs))) == ["a/b-9", "a/b-10", "b/b-1"]


def test_everything_public_is_listed_and_documented():
    for name in polyatom.__all__:
        item = getattr(polyatom, name)
        assert name == "__version__" or item.__doc__


def test_a_package_is_made_of_its_parts():
    package = Package("cat/pkg-1", slot="2/3", use_flags=["a", "b"])
    text = "Package(cpv=Cpv('cat/pkg-1'), slot=Slot('2/3'), use_flags=UseFlags(names=['a', 'b']))"
    assert repr(package) == text and eval(text) == package
    bare = "Package(cpv=Cpv('cat/pkg-1'), use_flags=UseFlags(names=[]))"
    assert repr(Package("cat/pkg-1")) == bare
    assert copy.deepcopy(package) is package
    assert pickle.loads(pickle.dumps(package)) == package != Package("cat/pkg-1")
