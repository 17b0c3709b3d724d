"""Imports point one way: b2m knows nothing of Rasa; actions and assistant don't know each other."""

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
FORBIDDEN = {
    "b2m": ("rasa", "rasa_sdk", "actions", "assistant"),
    "actions": ("assistant", "rasa"),
    "assistant": ("actions", "rasa_sdk"),
}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


@pytest.mark.parametrize("room", FORBIDDEN)
def test_imports(room):
    files = list((PROJECT / room).rglob("*.py"))
    assert files
    wrong = [
        f"{path.relative_to(PROJECT)} imports {module}"
        for path in files
        for module in imported(path)
        if module.split(".")[0] in FORBIDDEN[room]
    ]
    assert wrong == []


def test_files_stay_short():
    long = {
        str(path.relative_to(PROJECT)): lines
        for room in FORBIDDEN
        for path in (PROJECT / room).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}
