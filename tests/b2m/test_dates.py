"""Dates as people type them, with the years that they leave out."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2m.dates import describe, find_dates, problem
from b2m.reader.relative import find_relative

TODAY = datetime.date(2025, 2, 20)


def dates(text, today=TODAY):
    return [mention.date or mention.label for mention in find_dates(text, today)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("03/14/2024", ["2024-03-14"]),
        ("3/14/24", ["2024-03-14"]),
        ("3-14-2024", ["2024-03-14"]),
        ("14.03.2024", ["2024-03-14"]),
        ("14/03/2024", ["2024-03-14"]),
        ("05/06/2024", ["2024-05-06"]),
        ("14/03/2024 and 05/06/2024", ["2024-03-14", "2024-06-05"]),  # the day first in both
        ("2024-03-14", ["2024-03-14"]),
        ("2024/3/14", ["2024-03-14"]),
        ("14 March 2024", ["2024-03-14"]),
        ("14th of March, 2024", ["2024-03-14"]),
        ("14-Mar-24", ["2024-03-14"]),
        ("March 14, 2024", ["2024-03-14"]),
        ("Mar. 14th 2024", ["2024-03-14"]),
        ("Jan 2023", ["2023-01"]),
        ("january of 2023", ["2023-01"]),
        ("Jan '23", ["2023-01"]),
        ("Mar-24", ["2024-03"]),
        ("01/2023", ["2023-01"]),
        ("2023-01", ["2023-01"]),
        ("in 2022", ["2022"]),
        ("in 22", ["2022"]),
        ("early 2022", ["2022"]),
        ("3.2 in 1998", ["1998"]),
    ],
)
def test_dates_with_a_year(text, expected):
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in January 4.1", ["2025-01"]),
        ("in March 4.1", ["2024-03"]),  # the latest March
        ("in January 4.1, in April 3.0", ["2024-01", "2024-04"]),  # in the order given
        ("Nov 4.1, Jan 3.9", ["2024-11", "2025-01"]),
        ("Aug 6.7, in May 4.9", ["2024-08", "2024-05"]),  # of one year, the newest first
        ("Jul 3.0 Apr 4.1 Jan 5.0", ["2024-07", "2024-04", "2024-01"]),  # the newest first
        ("March 2023 5.1, June 4.2, Sep 3.9", ["2023-03", "2023-06", "2023-09"]),
        ("Jan, Apr and Jul 2023", ["2023-01", "2023-04", "2023-07"]),
        ("In 2023: January 4.1, April 3.0", [None, "2023-01", "2023-04"]),
        ("on March 14", ["2024-03-14"]),
        ("March 3rd", ["2024-03-03"]),
        ("my next test is March 14", ["2024-03-14"]),
    ],
)
def test_years_that_were_left_out(text, expected):
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("January 5, April 4 were my levels", ["2024-01", "2024-04"]),  # 5 and 4 are values
        ("March 14: 3.2, April 2: 4.1", ["2024-03-14", "2024-04-02"]),
        ("3.2 March 14, 2.8 April 15", ["2024-03-14", "2024-04-15"]),
        ("May 4.2 June 5 levels", ["2024-05", "2024-06"]),
        ("it may be high", []),
        ("in may 5.1", ["2024-05"]),
    ],
)
def test_a_day_or_a_value(text, expected):
    assert dates(text) == expected


@pytest.mark.parametrize("text", ["3/24", "01/23"])
def test_a_day_or_a_year_stays_as_typed(text):
    assert dates(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/14 and 4/30", ["2024-03-14", "2024-04-30"]),
        ("3/5", ["2024-03-05"]),
        ("on 3/14", ["2024-03-14"]),
        ("01/23, 06/23", ["01/23", "06/23"]),
    ],
)
def test_pairs_are_days_if_one_of_them_must_be(text, expected):
    assert dates(text) == expected


@pytest.mark.parametrize(
    "text", ["5.1/4.2/3.3", "8/6/4", "2200 1800", "140/90", "3.2", "12", "2200", "555-1234", "sun"]
)
def test_no_dates(text):
    assert dates(text) == []


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-02-30", "nonexistent"),
        ("2024-13-13", "nonexistent"),
        ("2030-12-31", "future"),
        ("2025-02-21", "future"),
        ("2025-02-20", None),
        ("2025-02", None),
        ("2025-03", "future"),
        ("2025", None),
        ("2026", "future"),
    ],
)
def test_dates_to_ask_about(date, expected):
    assert problem(date, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "label", "month"),
    [
        ("yesterday", "yesterday", "2025-02"),
        ("today", "today", "2025-02"),
        ("3 days ago", "3 days ago", "2025-02"),
        ("two weeks ago", "two weeks ago", "2025-02"),
        ("last week", "last week", "2025-02"),
        ("three months ago", "three months ago", "2024-11"),
        ("a couple of months ago", "a couple of months ago", "2024-12"),
        ("Last month", "last month", "2025-01"),
        ("this month", "this month", "2025-02"),
        ("last year", "last year", "2024-02"),
        ("the year before last", "the year before last", "2023-02"),
        ("2 years ago", "2 years ago", "2023-02"),
        ("half a year ago", "half a year ago", "2024-08"),
        ("last fall", "last fall", "2024-10"),
        ("in spring", "in spring", "2024-04"),
        ("at Christmas", "at Christmas", "2024-12"),
        ("beginning of last year", "beginning of last year", "2024-01"),
        ("spring 2023", "spring 2023", "2023-04"),
        ("Q2 2023", "Q2 2023", "2023-05"),
        ("on Monday", "Monday", "2025-02"),
    ],
)
def test_dates_that_count_from_today_stay_as_typed_and_are_estimated(text, label, month):
    (found,) = find_relative(text, TODAY)
    assert (found.date, found.label) == (None, label)
    assert f"{found.estimate:%Y-%m}" == month


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("in May last year", "2024-05"),
        ("May of this year", "2025-05"),
        ("last year in December", "2024-12"),
    ],
)
def test_a_month_of_a_year_that_counts_from_today(text, date):
    (found,) = find_relative(text, TODAY)
    assert (found.date, found.label) == (date, None)


def test_seasons_without_a_year_follow_each_other():
    spring, fall = find_relative("in spring 3.4, in the fall 3.9", TODAY)
    assert spring.estimate < fall.estimate


@pytest.mark.parametrize(
    ("date", "words"),
    [("2024-03-14", "March 14, 2024"), ("2024-01", "January 2024"), ("2022", "2022")],
)
def test_dates_in_words(date, words):
    assert describe(date) == words


FORMATS = ["%m/%d/%Y", "%Y-%m-%d", "%B %d, %Y", "%d %B %Y", "%b %d %Y", "%d-%b-%Y"]


@given(st.dates(datetime.date(1990, 1, 1), TODAY), st.sampled_from(FORMATS))
def test_a_date_reads_back_however_it_is_written(day, form):
    assert dates(day.strftime(form)) == [day.isoformat()]


@given(st.text(), st.dates(datetime.date(2000, 1, 1), datetime.date(2090, 1, 1)))
def test_any_text_can_be_searched(text, today):
    find_dates(text, today)
    list(find_relative(text, today))
