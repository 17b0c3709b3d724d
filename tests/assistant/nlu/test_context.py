"""What follow-ups mean after a topic was answered."""

import pytest

from assistant.nlu.context import leaning
from b2m.content import load_content

TOPICS = load_content().topics


@pytest.mark.parametrize(
    ("last", "text", "alone", "meant"),
    [
        # The subject is left out: it is the last topic's.
        ("ask/csf_procedure", "does it hurt?", "ask/blood_pain", "ask/csf_pain"),
        ("ask/csf_pain", "and how long does that take?", "ask/blood_duration", "ask/csf_duration"),
        ("ask/csf_pain", "are there any risks", "ask/risks_blood_urine", "ask/risks_csf"),
        ("ask/csf_where", "do I need to prepare", "ask/prepare_blood_urine", "ask/prepare_csf"),
        ("ask/blood_procedure", "does it hurt?", "ask/blood_pain", "ask/blood_pain"),
        ("ask/blood_pain", "what are the risks", "ask/risks_blood_urine", "ask/risks_blood_urine"),
        (
            "ask/urine_storage",
            "how long does it take",
            "ask/blood_duration",
            "ask/urine_collection",
        ),
        ("ask/headache", "how long does it last", "ask/csf_duration", "ask/headache"),
        # The aspect is left out: it is the last topic's.
        (
            "ask/blood_duration",
            "what about the urine one?",
            "ask/sample_types",
            "ask/urine_collection",
        ),
        ("ask/blood_pain", "and the spinal tap?", "ask/csf_procedure", "ask/csf_pain"),
        (
            "ask/csf_duration",
            "what about the blood test",
            "ask/test_overview",
            "ask/blood_duration",
        ),
        (
            "ask/prepare_csf",
            "is it the same for the blood test?",
            "ask/sample_types",
            "ask/prepare_blood_urine",
        ),
        # Nothing is left out.
        ("ask/csf_pain", "does the blood test hurt?", "ask/blood_pain", "ask/blood_pain"),
        (
            "ask/blood_pain",
            "how do I collect my urine",
            "ask/urine_collection",
            "ask/urine_collection",
        ),
        ("ask/csf_pain", "what is a tumor marker", "ask/tumor_marker", "ask/tumor_marker"),
        ("ask/csf_pain", "how much does it cost", "not_covered/cost", "not_covered/cost"),
        # Nothing to lean on.
        (None, "does it hurt?", "ask/blood_pain", "ask/blood_pain"),
        ("ask/tumor_marker", "does it hurt?", "ask/blood_pain", "ask/blood_pain"),
        ("talk/greet", "what about the urine one?", "ask/sample_types", "ask/sample_types"),
        ("ask/gone", "does it hurt?", "ask/blood_pain", "ask/blood_pain"),
        # There is no such topic: a urine sample has none about pain.
        ("ask/blood_pain", "and the urine one?", "ask/urine_collection", "ask/urine_collection"),
    ],
)
def test_leaning(last, text, alone, meant):
    assert leaning(text, alone, last, TOPICS) == meant
