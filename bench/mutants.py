"""Changes one thing at a time in b2m/trend.py and b2m/units.py and sees whether a test notices.

    make mutants

Each change (mutant) runs against the tests in a process of its own. mutants.yml explains those that
no test can notice, because they change nothing that matters; any other survivor is a failure.
mutmut, the usual tool, leaves module-level tables and patterns alone, and much is decided there.
"""

from __future__ import annotations

import ast
import copy
import importlib.abc
import importlib.machinery
import io
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from hypothesis import settings

PROJECT = Path(__file__).resolve().parent.parent
MODULES = ("b2m.trend", "b2m.units")
TESTS = ["tests/b2m/test_trend.py", "tests/b2m/test_units.py"]
EXPLAINED = Path(__file__).with_suffix(".yml")

_SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or,
    ast.Or: ast.And,
}  # fmt: skip
_NAMES = {"max": "min", "min": "max", "low": "high", "high": "low"}


@dataclass(frozen=True)
class Mutant:
    """A module with one change; `name` says which, and stays the same when lines move."""

    module: str
    line: int
    name: str
    tree: ast.Module


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    """What may be changed in a node: (field, new value)."""
    if isinstance(node, ast.Compare):
        yield "ops", [_SWAPS[type(node.ops[0])](), *node.ops[1:]]
    elif isinstance(node, (ast.BinOp, ast.BoolOp)) and type(node.op) in _SWAPS:
        yield "op", _SWAPS[type(node.op)]()
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "value", not node.value
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        yield "value", node.value + 1
        yield "value", -node.value - 1
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield "value", "X" + node.value
    elif isinstance(node, ast.Name) and node.id in _NAMES:
        yield "id", _NAMES[node.id]
    elif isinstance(node, ast.Attribute) and node.attr in _NAMES:
        yield "attr", _NAMES[node.attr]
    elif isinstance(node, (ast.If, ast.IfExp, ast.While)):
        yield "test", ast.UnaryOp(ast.Not(), node.test)


def _left_alone(tree: ast.Module) -> set[int]:
    """Nodes in docstrings, annotations and types, which do nothing when the program runs."""
    alone: set[int] = set()
    for node in ast.walk(tree):
        typing = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            typing.append(node.value)
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
            typing.append(node)
        if isinstance(node, ast.keyword) and node.arg in ("frozen", "strict"):
            typing.append(node.value)
        for part in filter(None, typing):
            alone |= {id(inside) for inside in ast.walk(part)}
    return alone


def mutants(module: str) -> Iterator[Mutant]:
    """All changes of a module, one at a time."""
    path = PROJECT / f"{module.replace('.', '/')}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = _left_alone(tree)
    for position, node in enumerate(ast.walk(tree)):
        if id(node) in alone:
            continue
        for field, value in _changes(node):
            changed = copy.deepcopy(tree)
            twin = list(ast.walk(changed))[position]
            setattr(twin, field, value)
            ast.fix_missing_locations(changed)
            name = f"{module}: {ast.unparse(node)[:70]} -> {ast.unparse(twin)[:70]}"
            yield Mutant(module, getattr(node, "lineno", 0), name, changed)


class _Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the mutant in place of its module."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self.mutant.module:
            return None
        return importlib.machinery.ModuleSpec(name, self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant.tree, "<mutant>", "exec"), module.__dict__)


def _run_tests(mutant: Mutant) -> int:
    sys.meta_path.insert(0, _Loader(mutant))
    settings.register_profile("quick", deadline=None, max_examples=30, database=None)
    settings.load_profile("quick")
    options = ["-x", "-q", "-p", "no:cacheprovider", "--noconftest", "--hypothesis-seed=1"]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return int(pytest.main([*options, *TESTS]))


def survives(mutant: Mutant) -> bool:
    """Whether all tests pass in a process that has the mutant in place of its module."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if _run_tests(mutant) == 0 else 1)
        except BaseException:  # noqa: BLE001 - a mutant that can't even be imported is noticed
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def main() -> int:
    """Print the survivors; fail if one isn't explained, or an explained one doesn't survive."""
    os.chdir(PROJECT)
    explained: dict[str, str] = yaml.safe_load(EXPLAINED.read_text(encoding="utf-8")) or {}
    every = [mutant for module in MODULES for mutant in mutants(module)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        alive = [m for m, lives in zip(every, pool.map(survives, every), strict=True) if lives]
    names = {mutant.name for mutant in alive}
    for mutant in alive:
        why = explained.get(mutant.name, "NOT EXPLAINED")
        print(f"{mutant.module}, line {mutant.line}: {mutant.name}\n    {why}")
    for name in explained.keys() - names:
        print(f"{name}\n    is noticed now: take it out of {EXPLAINED.name}")
    print(
        f"{len(every)} mutants, {len(alive)} survive, {len(names - explained.keys())} unexplained"
    )
    return int(names != explained.keys())


if __name__ == "__main__":
    sys.exit(main())
