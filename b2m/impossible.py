"""Takes out what no B2M result can be, and asks for the right number."""

from __future__ import annotations

from dataclasses import replace

from b2m import wording
from b2m.changes import Step
from b2m.checks import Reason, is_impossible
from b2m.message import Reading
from b2m.sequences import Sequence
from b2m.settings import load_settings
from b2m.state import Question


def drop_impossible(step: Step) -> Question | None:
    """Take out what can't be a B2M value, and ask what the last one should be."""
    settings = load_settings()
    kept: list[Sequence] = []
    dropped: list[Reading] = []
    new_position: dict[int, int] = {}
    question = None
    for position, sequence in enumerate(step.state.sequences):
        good: list[Reading] = []
        for reading in sequence.readings:
            if is_impossible(reading, settings):
                said = sequence.specimen if sequence.specimen_was_named else None
                reason: Reason = "impossible" if reading.is_number else "malformed"
                value = reading.value if reading.is_number else 0.0  # what JSON can hold
                dropped.append(replace(reading, specimen=said, value=value))
                question = Question("value", reason, len(kept), len(good), dropped[-1])
            else:
                good.append(reading)
        if good:
            new_position[position] = len(kept)
            kept.append(sequence.with_readings(good))
        elif question and question.sequence == len(kept):
            question = replace(question, sequence=len(step.state.sequences))
    if question:
        question = replace(question, others=tuple(dropped[:-1]))
        step.touched = [new_position[i] for i in step.touched if i in new_position]
        step.state = replace(step.state, sequences=tuple(kept))
        values = wording.join_values(dropped)
        step.notes.append(wording.question_reply(question, kept, values))
    return question
