"""The widget's own words: complete, easy, and with the clinic's details."""

from typing import get_args

import pytest

from b2m.content import ContentError
from b2m.content_check import widget_problems
from b2m.settings import Specimen
from b2m.trend import Pattern
from b2m.widget_texts import WidgetTexts, for_widget, load_widget_texts


def test_every_pattern_and_specimen_has_words():
    chat = load_widget_texts().chat
    assert set(chat["patterns"]) == set(get_args(Pattern))
    assert set(chat["specimens"]) == set(chat["form_specimens"]) == set(get_args(Specimen))


def test_the_widget_gets_the_clinics_details_with_its_words():
    words = for_widget()
    assert words["send"] == "Send"
    assert words["language"] == "en"
    assert set(words["clinic"]) == {
        "care_team",
        "phone",
        "hours",
        "emergency_number",
        "crisis_line",
    }


def test_the_words_are_in_order():
    assert widget_problems(load_widget_texts()) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Do not worry about it at all, please.", "widget.yml: chat.x: holds false comfort"),
        (
            "Subsequent laboratory examinations necessitate interdisciplinary interpretation.",
            "widget.yml: chat.x: reads at grade",
        ),
    ],
)
def test_words_out_of_order_are_named(text, problem):
    texts = WidgetTexts(language="en", loader={}, page={}, chat={"x": text})
    assert any(line.startswith(problem) for line in widget_problems(texts))


def test_a_text_that_is_none_is_named(tmp_path):
    (tmp_path / "widget.yml").write_text("language: en\nloader: {}\npage: {}\nchat: {send: 5}\n")
    with pytest.raises(ContentError, match=r"widget\.yml: chat"):
        load_widget_texts(tmp_path)
