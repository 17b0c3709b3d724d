"""Numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2m.numbers import find_numbers, may_hold_number, normalise_fractions


def values(text):
    return [number.value for number in find_numbers(normalise_fractions(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.2", [3.2]),
        ("3,2", [3.2]),
        (".8", [0.8]),
        ("0,800", [0.8]),
        ("3.", [3]),
        ("1,200", [1200]),
        ("1,200.5", [1200.5]),
        ("1.200,5", [1200.5]),
        ("12,345,678", [12345678]),
        ("3.4,3.5,3.6", [3.4, 3.5, 3.6]),
        ("5,4,3", [5, 4, 3]),
        ("5,1; 4,2", [5.1, 4.2]),
        ("5,1 4,2", [5.1, 4.2]),
        ("3.4H", [3.4]),
        ("3½", [3.5]),
        ("3 ½", [3.5]),
        ("½", [0.5]),
        ("three point two", [3.2]),
        ("Three Point Two Five", [3.25]),
        ("zero point eight", [0.8]),
        ("point eight", [0.8]),
        ("3 point 2", [3.2]),
        ("three and a half", [3.5]),
        ("twenty-five", [25]),
        ("two hundred", [200]),
        ("two hundred and six", [206]),
        ("one thousand two hundred", [1200]),
        ("twelve hundred", [1200]),
        ("five six seven", [None]),  # three numbers, or 5.67, or 567
        ("three two", [None]),
        ("two point five three point one", [2.5, 3.1]),
        ("two point two five", [2.25]),
        ("3·2", [3.2]),
        ("1·2·3", [1, 2, 3]),
        ("3.2.1", [None]),
        ("3..2", [None]),
        ("17p 5k 3rd B2 x9", []),
        ("someone often weights", []),
        ("", []),
    ],
)
def test_numbers_in_a_text(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "whole"),
    [("5", True), ("five", True), ("5.0", False), ("5,1", False), ("five point one", False)],
)
def test_whole_numbers_are_told_from_decimals(text, whole):
    (number,) = find_numbers(text)
    assert number.is_whole is whole


@given(st.integers(0, 10**6), st.integers(0, 999))
def test_decimals_read_back(whole, thousandths):
    written = f"{whole}.{thousandths:03}"
    assert values(written) == [pytest.approx(float(written))]


@given(st.text())
def test_numbers_stand_where_they_say(text):
    for number in find_numbers(text):
        assert text[number.start : number.end] == number.text


SAID = st.sampled_from(
    ["three", "Twenty", "a hundred", "point", "½", "３", "two-three", " ", "my", "."]
)


@given(st.text() | st.lists(SAID).map("".join))
def test_where_no_number_can_be_there_is_none(text):
    if not may_hold_number(text):
        assert find_numbers(normalise_fractions(text)) == []


@pytest.mark.parametrize("text", ["", "will it hurt?", "someone often weights", "who knows"])
def test_most_questions_need_no_search_for_numbers(text):
    assert not may_hold_number(text)
