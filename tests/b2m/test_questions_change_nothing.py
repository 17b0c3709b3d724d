"""The thousands of questions that the model learns from, said into a conversation with results.

They were written to teach topics, by authors who did not think of results; so they show what the
rules for results take for theirs. Hardly any may change a result.
"""

import datetime
from pathlib import Path

import yaml

from b2m.interpreter import changes_results, reads_values, respond

TODAY = datetime.date(2026, 11, 28)
KNOWN = "my b2m was 4.2 mg/L in January 2026 and 3.1 mg/L in May 2026"
DATA = Path(__file__).parents[2] / "data" / "nlu"
MOST_CHANGED = 4  # of 15 612


def questions():
    for path in sorted(DATA.glob("*.yml")):
        if path.stem == "values":
            continue
        for group in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            yield from (line[2:] for line in group["examples"].splitlines() if line[:2] == "- ")


def test_questions_said_after_results_change_none():
    state = respond(None, KNOWN, "values/give", TODAY).state
    changed = []
    for text in questions():
        if changes_results(state, text, TODAY) or reads_values(text, TODAY, state):
            after = respond(state, text, "values/give", TODAY).state
            if after["sequences"] != state["sequences"]:
                changed.append(text)
    assert len(changed) <= MOST_CHANGED, changed
