"""How model, rules and conversation come together; a stand-in model says what it is told to."""

import datetime

from assistant.conversation import Conversation
from assistant.nlu.decision import DANGERS, Thresholds
from assistant.nlu.message_reader import LONGEST_MESSAGE
from assistant.nlu.understanding import Understanding
from b2m import interpreter
from b2m.content import load_content

CONTENT = load_content()
TODAY = datetime.date(2024, 6, 15)
THRESHOLDS = Thresholds(
    answer=0.5,
    danger=0.5,
    danger_in_part=0.9,
    danger_in_words=0.01,
    out_of_scope=0.3,
    surely_out_of_scope=0.5,
    suggest=0.1,
    also=0.7,
    clear=0.85,
)


class StandInModel:
    """Gives each text the probabilities that the test wrote down; others are out of scope."""

    def __init__(self, known):
        self._known = known

    def assess(self, texts):
        topics = [self._of(text, CONTENT.topics) for text in texts]
        return topics, [{danger: found[danger] for danger in DANGERS} for found in topics]

    def _of(self, text, topics):
        known = self._known.get(text, {"out_of_scope": 1.0})
        return {topic: known.get(topic, 0.0) for topic in topics}


def understand(text, known=None, context=None):
    understanding = Understanding(StandInModel(known or {}), THRESHOLDS, CONTENT)
    return understanding.understand(text, context or Conversation(), TODAY)


def topic(*details):
    return understand(*details).decision.topic


PAIN, TIME = {"ask/blood_pain": 0.8}, {"ask/blood_duration": 0.8}


def test_two_questions_both_count_in_their_order():
    text = "how long does it take and does it hurt"
    understood = understand(
        text,
        {
            text: {"ask/blood_pain": 0.5, "ask/blood_duration": 0.4},
            "how long does it take": TIME,
            "does it hurt": PAIN,
        },
    )
    assert (understood.decision.topic, understood.also) == ("ask/blood_duration", "ask/blood_pain")


def test_the_second_question_leans_on_the_first():
    text = "does the spinal tap hurt and how long does it take"
    understood = understand(
        text,
        {
            text: {"ask/csf_pain": 0.6},
            "does the spinal tap hurt": {"ask/csf_pain": 0.9},
            "how long does it take": TIME,
        },
    )
    assert (understood.decision.topic, understood.also) == ("ask/csf_pain", "ask/csf_duration")


def test_a_message_that_is_clearly_one_question_gets_one_answer():
    text = "I have no car. Where do I bring it? What is the price"
    known = {text: {"ask/urine_return": 0.95}, "What is the price": {"not_covered/cost": 0.9}}
    understood = understand(text, known)
    assert (understood.decision.topic, understood.also) == ("ask/urine_return", None)


def test_values_and_a_question_both_count():
    text = "my b2m was 5.1 and then 2.9. Does it hurt?"
    understood = understand(text, {"Does it hurt": PAIN})
    assert (understood.decision.topic, understood.also) == ("values/give", "ask/blood_pain")


def test_danger_in_a_part_counts_when_it_is_plain():
    text = "where do I bring the jug? it feels as if the roof fell on me"
    part = "it feels as if the roof fell on me"
    whole = {"ask/urine_return": 0.9}
    assert topic(text, {text: whole, part: {"safety/emergency": 0.95}}) == "safety/emergency"
    assert topic(text, {text: whole, part: {"safety/emergency": 0.7}}) == "ask/urine_return"


def test_danger_by_its_wording_needs_only_a_classifier_in_doubt():
    text = "I can't breathe"
    assert topic(text, {text: {"ask/csf_pain": 0.98, "safety/emergency": 0.02}}) in DANGERS
    assert topic(text, {text: {"ask/csf_pain": 1.0}}) == "ask/csf_pain"


def test_danger_by_its_wording_counts_in_a_message_too_long_to_be_read_whole():
    assert topic("I can't breathe. " + "And then we went home again. " * 20) in DANGERS


def test_too_long_but_danger_is_still_seen():
    long = "it is so " * LONGEST_MESSAGE
    assert topic(long) == "long_message"
    assert topic("I can't breathe. " + long) == "safety/emergency"


def test_a_title_is_its_topic():
    assert topic(CONTENT.topics["ask/csf_pain"].title) == "ask/csf_pain"
    assert topic(CONTENT.phrases.none_of_these) == "talk/human"


def test_yes_takes_the_offer_that_asks_for_it():
    offered = (CONTENT.phrases.delete_yes, CONTENT.phrases.delete_no)
    known = {"yes": {"talk/affirm": 0.9}, "no": {"talk/deny": 0.9}}
    assert topic("yes", known, Conversation(choices=offered)) == "delete_conversation"
    assert topic("no", known, Conversation(choices=offered)) == "talk/deny"
    assert topic("yes", known) == "talk/affirm"


def test_an_answer_to_the_interpreters_question_goes_to_it():
    state = interpreter.respond(None, "2.8 mg/L, then 3200", "values/give", TODAY).state
    assert topic("ug/L", None, Conversation(values_state=state)) == "values/give"
    assert topic("ug/L") == "out_of_scope"


def test_a_change_to_the_results_goes_to_the_interpreter():
    state = interpreter.respond(None, "b2m 5.1, 4.2, 2.9", "values/give", TODAY).state
    assert topic("remove the 4.2", None, Conversation(values_state=state)) == "values/give"
    assert topic("remove the appendix", None, Conversation(values_state=state)) == "out_of_scope"


def test_a_follow_up_leans_on_the_last_topic():
    known = {"does it hurt": PAIN, "what about the urine one?": {"out_of_scope": 0.9}}
    assert topic("does it hurt", known, Conversation(topic="ask/csf_where")) == "ask/csf_pain"
    after = Conversation(topic="ask/blood_procedure")
    assert topic("what about the urine one?", known, after) == "ask/urine_collection"
    assert topic("what about the urine one?", known) == "out_of_scope"


def test_after_results_a_judgement_asked_for_is_about_them():
    after = Conversation(topic="values/give")
    assert topic("is that bad?", {}, after) == "values/interpret"
    assert topic("is that bad?", {}, Conversation(topic="ask/csf_pain")) == "out_of_scope"
    assert topic("is that bad?", {"is that bad?": {"safety/emergency": 1.0}}, after) in DANGERS
