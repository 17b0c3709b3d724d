"""When known results were measured, said after them; and a new value for a day that is known."""

import pytest

from tests.b2m.talking import talk


def dates(*messages):
    state = talk(*messages)
    return [(r["text"], r["date"]) for s in state["sequences"] for r in s["readings"]]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "b2m 5.5 on 03/02/2026, 4.0 on 11/16/2026",
            "the November one was drawn on the 17th, not the 16th",
            [("5.5", "2026-03-02"), ("4.0", "2026-11-17")],
        ),
        (
            "b2m 02/03/2026 3.5, 04/08/2026 2.4",
            "I am from Germany, we write the day first and then the month",
            [("3.5", "2026-03-02"), ("2.4", "2026-08-04")],
        ),
        (
            "b2m 3.0 on 14 March 2026, 3.1 on 9 June 2026",
            "Kindly change 9 June to 19 June.",
            [("3.0", "2026-03-14"), ("3.1", "2026-06-19")],
        ),
        (
            "b2m 3.1 in Oct 2024, 2.9 in Oct 2025",
            "the 2024 one was in November, not october. I had my hip done in october",
            [("3.1", "2024-11"), ("2.9", "2025-10")],
        ),
        (
            "b2m newest on top\n2.2\n2.9\n4.7",
            "the 2.2 is from november 10 and the 4.7 from february 3",
            [("4.7", "2026-02-03"), ("2.9", None), ("2.2", "2026-11-10")],
        ),
        (
            "b2m 4.7 on the 6 of october and 6.6 on the 10 of november",
            "I made a mistake: in october is 6.6 and in november is 4.7",
            [("6.6", "2026-10-06"), ("4.7", "2026-11-10")],
        ),
        (
            "b2m 2.5 in May 2026, 3.0 in August 2026",
            "I had the May date wrong, it was April.",
            [("2.5", "2026-04"), ("3.0", "2026-08")],
        ),
        # nothing of the results
        (
            "b2m 3.4 in October, 4.5 in November",
            "i have an appt with dr patel on the 4th at 10:30",
            [("3.4", "2026-10"), ("4.5", "2026-11")],
        ),
        (
            "b2m 3.4 in January, 4.5 in May",
            "from january to june only up. spreading or what",
            [("3.4", "2026-01"), ("4.5", "2026-05")],
        ),
    ],
)
def test_days_said_later(first, second, expected):
    assert dates(first, second) == expected


@pytest.mark.parametrize(
    ("first", "answer", "date"),
    [
        ("B2M 3.2 on 12/03/2026", "I'm from Ireland so that's the 12th of March", "2026-03-12"),
        ("b2m 4.4 on Dec 14 2026", "silly me, 2025 for the december one", "2025-12-14"),
        ("b2m 2.9 on 31 June 2026", "30 June then, my calendar is a mess", "2026-06-30"),
        ("b2m 3.9 on 13/25/2026", "lol theres no month 13. october 25", "2026-10-25"),
        ("b2m 3.0 on 12/20/2026", "oh 11/20 duh", "2026-11-20"),
    ],
)
def test_answers_about_a_date(first, answer, date):
    ((_, found),) = dates(first, answer)
    assert found == date


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # the day of a date is no value
        ("b2m 5.6 2 april and 7 june 4.4", [("5.6", "2026-04-02"), ("4.4", "2026-06-07")]),
        ("the b2m was 4.2 on 6 May, then 9 July it came back at 3.8",
         [("4.2", "2026-05-06"), ("3.8", "2026-07-09")]),
        ("my b2m was 4.4, 8 october", [("4.4", "2026-10-08")]),
        ("my b2m was 3 August, 3.2 September", [("3", "2026-08"), ("3.2", "2026-09")]),
        ("b2m 4.1. Ring 0161 496 0000", [("4.1", None)]),
        # a day alone takes the month from the date beside it
        ("b2m 4.1 on the 2nd of june, 3.9 on the 16th",
         [("4.1", "2026-06-02"), ("3.9", "2026-06-16")]),
        ("b2m 4.1 on the 2nd and 3.9 on the 16th of june",
         [("4.1", "2026-06-02"), ("3.9", "2026-06-16")]),
        ("b2m 4.1 on june 20, on the second test 3.9", [("4.1", "2026-06-20"), ("3.9", None)]),
    ],
)  # fmt: skip
def test_days_beside_values(said, expected):
    assert dates(said) == expected
