"""The words of the web interface are easy to read, and complete."""

import pytest

from b2m.content import FOLDER, ContentError
from b2m.content_check import web_problems
from b2m.web_texts import load_web_texts


def test_refusals_are_easy_to_read_and_filled_in():
    texts = load_web_texts()
    assert web_problems(texts) == []
    for code, text in texts.errors:
        assert "{" not in text, code


def test_a_hard_text_is_found():
    texts = load_web_texts()
    hard = "Unfortunately communication infrastructure is experiencing intermittent difficulties."
    errors = texts.errors.copy(update={"unavailable": hard})
    (problem,) = web_problems(texts.copy(update={"errors": errors}))
    assert problem.startswith("web.yml: errors.unavailable: reads at grade")


def test_a_missing_text_is_named(tmp_path):
    for file in FOLDER.glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(text.replace("  too_many:", "  too_few:"))
    with pytest.raises(ContentError, match=r"web\.yml: errors\.too_many"):
        load_web_texts(tmp_path)
