"""What follow-ups mean after a topic was answered."""

import pytest

from assistant.nlu.context import asks_what_it_means, leaning
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
        (
            "ask/csf_pain",
            "and how long does the tap take",
            "ask/csf_duration",
            "ask/csf_duration",
        ),
        ("ask/blood_duration", "And does the blood test hurt?", "ask/blood_pain", "ask/blood_pain"),
        (
            "ask/urine_storage",
            "and if I forget to save one pee",
            "not_covered/missed_sample",
            "not_covered/missed_sample",
        ),
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


@pytest.mark.parametrize(
    "text",
    [
        "is that bad?",
        "so is it normal",
        "Are they too high?",
        "ok and is this good or bad",
        "are my numbers really that bad??",
        "what does that mean",
        "What does it mean for me?",
        "but what do these mean",
        "is that a good sign",
    ],
)
def test_a_judgement_of_what_was_just_said_is_asked_for(text):
    assert asks_what_it_means(text)


@pytest.mark.parametrize(
    "text",
    [
        "is the spinal tap bad?",
        "is it painful",
        "what does a high level mean",
        "what does B2M mean",
        "is that a blood test",
        "is it normal to bruise afterwards",
        "that is bad",
        "",
    ],
)
def test_other_questions_say_themselves_what_they_are_about(text):
    assert not asks_what_it_means(text)
