"""What people shorten when they type on a phone is written out before it is read."""

import datetime

import pytest

from b2m.reader.shorthand import written_out
from b2m.readings import read

TODAY = datetime.date(2026, 11, 28)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4.1 in june n 2.7 in sept", "4.1 in june and 2.7 in sept"),
        ("both r from pee", "both are from pee"),
        ("b2m rn 6.3, b4 that 7.7", "b2m right now 6.3, before that 7.7"),
        ("first 1 is from may", "first one is from may"),
        ("4.2 is the new 1", "4.2 is the new one"),
        ("third shld b 2.9", "third should be 2.9"),
        ("i should of said", "i should have said"),
        # what only looks like it
        ("I was told 1.6 and 1.5", "I was told 1.6 and 1.5"),
        ("the first 1.6", "the first 1.6"),
        ("R-CHOP, R-ISS 2, the RN", "R-CHOP, R-ISS 2, the RN"),
        ("n=3", "n=3"),
    ],
)
def test_written_out(typed, meant):
    assert written_out(typed) == meant


def test_shorthand_is_read():
    read_values = [r.text for r in read("b2m rn 6.3, last time 4.1, b4 that 7.7", TODAY).in_time]
    assert read_values == ["7.7", "4.1", "6.3"]
