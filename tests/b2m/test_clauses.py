"""What a message tells, what it asks and what it only supposes."""

import re

import pytest

from b2m.reader.clauses import asked, supposed, without

ASKED = {
    "sorry the april one should be 3.3, does that change anything?": "sorry the april one "
    "should be 3.3",
    "is 3.1 good?": "",
    "so I went down 1.1, is that fast": "so I went down 1.1",
    "My husband says it is nothing. Who is right?": "My husband says it is nothing.",
    "spilled 50 ml this morning, do I start over": "spilled 50 ml this morning",
    # asked for, not asked about
    "can you take away the january one": "can you take away the january one",
    "could you change the first to 3.3?": "could you change the first to 3.3?",
    "Did I say 3.0 for May? It was 2.3": "Did I say 3.0 for May? It was 2.3",
    # not sure, but told
    "3.3?": "3.3?",
    "mg/L?": "mg/L?",
    "excuse me, is not 4,8, is 3,4": "excuse me, is not 4,8, is 3,4",
    "what i meant was 3.4": "what i meant was 3.4",
    "when i was diagnosed it was 4.2": "when i was diagnosed it was 4.2",
}
# The numbers that are left.
SUPPOSED = {
    "what happens if it goes over 5.5": [],
    "let's say next time it is 2.9, do i celebrate": [],
    "would a spinal fluid result also be around 3": [],
    "how much would it have to rise to be bad, 0.3? 0.5?": [],
    "what would be too low? under 0.7?": [],
    "hypothetically if it went from 2 to 10 would they change the chemo": [],
    "it was 3.1, what if the next one is 5": ["3.1"],
    "what is normal? mine is 4.2": ["4.2"],
    # it has happened, or it is asked whether
    "what does it mean if my b2m was 5.1 and is now 3.8": ["5.1", "3.8"],
    "tell me if 5.1 is bad": ["5.1"],
    "if I read it right it is 3.3": ["3.3"],
}


@pytest.mark.parametrize(("text", "told"), ASKED.items())
def test_what_is_asked(text, told):
    assert without(text, asked(text)).strip() == told


@pytest.mark.parametrize(("text", "numbers"), SUPPOSED.items())
def test_what_is_supposed(text, numbers):
    left = without(text, supposed(text))
    assert len(left) == len(text)
    assert re.findall(r"(?<!b)\d+(?:\.\d+)?", left) == numbers


def test_all_else_stays_in_its_place():
    text = "5.1 in May. is that bad? 3.2 now"
    assert without(text, asked(text)) == "5.1 in May.              3.2 now"
