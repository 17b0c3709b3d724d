"""What the documents point to is there."""

import re

import pytest

from tests.conftest import PROJECT

DOCUMENTS = ("README.md", "PRIVACY.md", "docs/faults.md", "docs/hazards.md")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_tests_that_are_named_exist(document):
    text = (PROJECT / document).read_text(encoding="utf-8")
    for path, name in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text):
        assert (PROJECT / path).exists(), path
        if name:
            source = (PROJECT / path).read_text(encoding="utf-8")
            assert f"def {name}(" in source, f"{path}::{name}"


def test_every_hazard_has_a_cause_a_control_and_a_test():
    text = (PROJECT / "docs/hazards.md").read_text(encoding="utf-8")
    hazards = text.split("\n## ")[1:]
    assert len(hazards) >= 6
    for hazard in hazards:
        rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", hazard, re.MULTILINE)[1:]
        assert rows, hazard[:40]
        for _, control, shown in rows:
            assert control
            assert "::test_" in shown
