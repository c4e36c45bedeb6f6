"""The ten lines that open the documentation, as they stand there."""

import pickle

from polyatom import (
    Atom,
    AtomError,
    Operator,
    SlotOperator,
    UseDep,
    Version,
)

MESSAGE = """\
invalid atom: version without an operator
  dev-lang/python-3.11
                 ^^^^^
hint: =dev-lang/python-3.11 for this version, dev-lang/python for any
"""


def test_an_atom_feels_like_python(capsys):
    atom = Atom(">=dev-lang/python-3.11:3.11=[ssl,-test(-),tk?]", eapi="8")
    assert (atom.category, atom.package) == ("dev-lang", "python")
    assert atom.op is Operator.GREATER_OR_EQUAL
    assert str(atom.op) == ">="
    assert atom.version == Version("3.11")
    assert repr(atom.version) == "Version('3.11')"
    assert (atom.slot, atom.slot_op) == ("3.11", SlotOperator.EQUAL)
    assert atom.use_deps == (UseDep("ssl"), UseDep("-test(-)"), UseDep("tk?"))
    assert repr(atom.use_deps[1]) == "UseDep('-test(-)')"
    rest = atom.without("slot_dep", "use_deps")
    assert repr(rest) == "Atom('>=dev-lang/python-3.11')"
    assert rest.matches("dev-lang/python-3.12.1")
    texts = ["1.10", "1.9-r1", "1.9_p1", "1.9"]
    ordered = ["1.9", "1.9-r1", "1.9_p1", "1.10"]
    assert list(map(str, sorted(map(Version, texts)))) == ordered
    assert eval(repr(atom)) == atom
    assert {atom: 1}[atom] == 1
    assert pickle.loads(pickle.dumps(atom)) == atom

    try:
        Atom("dev-lang/python-3.11")
    except AtomError as error:
        assert isinstance(error, ValueError)
        assert error.input == "dev-lang/python-3.11"
        assert (error.start, error.end) == (15, 20)
        assert error.input[error.start : error.end] == "-3.11"
        assert error.reason == "version without an operator"
        assert error.hint == (
            "=dev-lang/python-3.11 for this version, dev-lang/python for any"
        )
        print(error)
    assert capsys.readouterr().out == MESSAGE
