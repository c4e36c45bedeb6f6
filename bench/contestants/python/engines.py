"""Whole columns, and functions in the queries of DuckDB where that is installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import inputs
from harness import Case, Timed, computed, most

if peers := os.environ.get("POLYATOM_BENCH_PEERS"):
    # Ours starts where nothing is installed.
    python = "python{}.{}".format(*sys.version_info)
    sys.path.append(str(Path(peers, "lib", python, "site-packages")))


@dataclass
class Columns:
    """How columns are made of texts, and what is made of them."""

    make: Callable[[list[str]], Any]
    sort_keys: Callable[[Any], Any]
    match_each: Callable[[Any, Any], Any]
    atoms: Callable[[Any], Any]


@dataclass
class Sql:
    """Functions for queries: of whole columns, or else of the values of a row."""

    compare: Callable[[Any, Any], Any]
    sort_key: Callable[[Any], Any] | None = None
    takes_columns: bool = False


def whole(it: Columns) -> dict[str, Case]:
    """One call for a column. What it takes is a column already."""

    def keys(size: int) -> Timed:
        column = it.make(inputs.versions(size))
        return computed(size, lambda: it.sort_keys(column), most)

    def match(size: int) -> Timed:
        versions = inputs.versions(size)
        packages = it.make([f"cat/pkg-{version}" for version in versions])
        atoms = it.make([f">=cat/pkg-{version}" for version in reversed(versions)])
        return computed(size, lambda: it.match_each(packages, atoms), most)

    def atoms(size: int) -> Timed:
        texts = (each.text for each in cycle(inputs.real_dependencies()))
        column = it.make(list(islice(texts, size)))
        return computed(size, lambda: it.atoms(column), most)

    return {"column.sort_key": keys, "column.match": match, "column.atoms": atoms}


def queries(it: Sql) -> dict[str, Case]:
    """Queries of DuckDB that call a function."""
    if not (find_spec("duckdb") and find_spec("pyarrow")):
        return {}
    kind = "arrow" if it.takes_columns else "native"

    def database(
        size: int, function: Callable[..., Any], takes: int, gives: str
    ) -> Any:
        duckdb, pyarrow = map(import_module, ["duckdb", "pyarrow"])
        versions = inputs.versions(size)
        table = pyarrow.table({"a": versions, "b": versions[::-1]})
        db = duckdb.connect()
        db.register("t", table)
        types = ["VARCHAR"] * takes
        db.create_function("told", function, types, gives, type=kind)
        return db

    def compare(size: int) -> Timed:
        db = database(size, it.compare, 2, "TINYINT")
        query = "select sum(told(a, b)) from t"
        return computed(size, lambda: db.execute(query).fetchall())

    found: dict[str, Case] = {"column.compare": compare}
    if sort_key := it.sort_key:

        def order(size: int) -> Timed:
            db = database(size, sort_key, 1, "BLOB")
            query = "select a from t order by told(a)"
            return computed(size, lambda: db.sql(query).to_arrow_table())

        found["column.order"] = order
    return found
