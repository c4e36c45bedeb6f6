"""Values that Hypothesis makes up."""

import copy
import pickle
from typing import Any

import polyatom
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polyatom import testing

# A machine may be as slow as it likes.
quick = settings(
    max_examples=15,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@quick
@given(st.data())
@pytest.mark.parametrize("cls", testing.PATTERNS)
def test_laws_of_text_types(cls: type[Any], data: st.DataObject) -> None:
    one, other = (data.draw(testing.values(cls)) for _ in range(2))
    assert eval(repr(one), vars(polyatom)) == one == cls(str(one))
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
    assert [one < other, one == other, one > other].count(True) == 1
    assert (one == other) <= (hash(one) == hash(other))
    assert f"{one}" == str(one)


def test_hypothesis_knows_them_by_their_types() -> None:
    testing.register()

    @quick
    @given(st.from_type(polyatom.Version), st.from_type(polyatom.Operator))
    def knows(version: polyatom.Version, op: polyatom.Operator) -> None:
        assert polyatom.Version(str(version)) == version
        assert polyatom.Operator(str(op)) is op

    knows()
