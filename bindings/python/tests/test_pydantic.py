"""Models of pydantic take our types, which do not know pydantic."""

import subprocess
import sys

import pytest
from polyatom import Atom, Eapi, Operator, Version
from pydantic import BaseModel, ValidationError


class Model(BaseModel):
    version: Version
    atoms: list[Atom] = []
    op: Operator | None = None
    eapi: Eapi = Eapi.V8


def test_text_and_objects_are_read_and_text_is_written():
    model = Model(version="1.2", atoms=["a/b", Atom("c/d")], op=">=")  # type: ignore
    assert model.version == Version("1.2")
    assert model.atoms == [Atom("a/b"), Atom("c/d")]
    assert model.op is Operator.GREATER_OR_EQUAL
    text = '{"version":"1.2","atoms":["a/b","c/d"],"op":">=","eapi":"8"}'
    assert model.model_dump_json() == text
    assert Model.model_validate_json(text) == model
    assert model.model_dump()["version"] == Version("1.2")


def test_the_json_schema_says_string():
    schema = Model.model_json_schema()
    assert schema["properties"]["version"]["type"] == "string"
    assert schema["properties"]["atoms"]["items"] == {"type": "string"}
    assert schema["$defs"]["Operator"]["type"] == "string"
    assert ">=" in schema["$defs"]["Operator"]["enum"]


@pytest.mark.parametrize("wrong", ["x", "1\udcff", 1, None, Atom("a/b")])
def test_what_is_wrong_is_refused(wrong):
    with pytest.raises(ValidationError):
        Model(version=wrong)


def test_it_is_imported_only_when_it_asks():
    program = "import polyatom, sys; assert 'pydantic_core' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)
