"""Puts the interpreter's replies together from the texts in content/interpreter.yml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from b2m.chart import text_chart
from b2m.checks import LEFT_OUT, About, amount, likely_units
from b2m.content import fill, load_content
from b2m.dates import describe
from b2m.message import Reading
from b2m.sequences import Sequence
from b2m.settings import Texts, load_settings, load_texts
from b2m.show import converted, value_with_unit, when
from b2m.state import Question, dump_sequence
from b2m.trend import Trend, trend
from b2m.units import mg_per_l

MAX_CHOICES = 4
MAX_LISTED = 20  # values in one question
# Buttons that are titles of topics, so that the classifier knows them.
_TITLES = {
    "reverse": "values/reverse",
    "add": "values/give",
    "reset": "values/reset",
    "confirm": "talk/affirm",
}
DECIMALS = 6  # in data for other software; what is behind them comes from converting
MAX_UNIT_CHOICES = 3
COMMON_UNITS = ["mg/L", "mg/dL", "µg/L"]  # offered where no unit makes a number fit


@dataclass(frozen=True)
class Reply:
    """One message to the person. A tapped choice comes back as exactly that text."""

    text: str  # paragraphs separated by a blank line; {care_team} is filled in by the caller
    choices: tuple[str, ...]
    custom: dict[str, object]
    chart: str | None = None  # for channels without pictures
    picture: dict[str, object] | None = None  # what to draw (`b2m.state`), for those with them


def title(topic: str) -> str:
    """The text of the button that leads to a topic."""
    text: str = load_content().topics[topic].title
    return text


def choice(name: str) -> str:
    """The text of one of the interpreter's own buttons."""
    return title(_TITLES[name]) if name in _TITLES else load_texts().choices[name]


def is_choice(text: str, name: str) -> bool:
    """Whether a message is one of the interpreter's buttons, tapped or typed."""
    return text.strip().casefold() == choice(name).casefold()


def _paragraphs(*parts: str | None) -> str:
    return "\n\n".join(part.strip() for part in parts if part)


def _listed(reading: Reading, with_conversion: bool) -> str:
    texts = load_texts().listing
    value, in_mg_per_l = value_with_unit(reading), converted(reading)
    if with_conversion and in_mg_per_l:
        value = fill(texts.converted, value=value, converted=in_mg_per_l)
    moment = when(reading)
    return (
        fill(texts.dated, when=moment, value=value) if moment else fill(texts.undated, value=value)
    )


def _listing(sequence: Sequence) -> str:
    texts = load_texts()
    several = len(sequence.readings) > 1
    heading = texts.listing.heading if several else texts.listing.heading_one
    units = {reading.unit for reading in sequence.readings} - {None}
    lines = [_listed(reading, len(units) > 1) for reading in sequence.readings]
    return "\n".join([fill(heading, specimen=texts.specimens[sequence.specimen]), *lines])


def _assumption(sequence: Sequence) -> str | None:
    if sequence.specimen_was_named or sequence.specimen != "blood":
        return None
    listing = load_texts().listing
    return listing.assumed_blood if len(sequence.readings) > 1 else listing.assumed_blood_one


def find_trend(sequence: Sequence) -> Trend:
    """The pattern of a sequence, by the settings of its specimen."""
    of = load_settings().specimens[sequence.specimen]
    return trend([amount(reading) for reading in sequence.readings], of.clear, of.same)


def _pattern_text(sequence: Sequence, found: Trend, texts: Texts) -> str:
    pattern, readings = texts.patterns[found.pattern], sequence.readings
    turn = found.turn or 0
    before = readings[:turn] or readings
    rising = found.pattern == "increased_then_decreased"
    start = (min if rising else max)(before, key=lambda reading: amount(reading).low)
    seen = fill(
        pattern.seen,
        first=value_with_unit(readings[0]),
        start=value_with_unit(start),
        turn=value_with_unit(readings[turn]),
        last=value_with_unit(readings[-1]),
    )
    blip = pattern.rests_on_last if found.rests_on_last else None
    return " ".join(part.strip() for part in (seen, pattern.may_mean, blip) if part)


def _questions_to_ask(questions: Iterable[str]) -> str:
    texts = load_texts()
    return "\n".join([texts.ask_heading, *(fill(texts.ask_item, question=q) for q in questions)])


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def _trend_data(sequence: Sequence, found: Trend) -> dict[str, object]:
    return {
        "type": "b2m_trend",
        "pattern": found.pattern,
        "specimen": sequence.specimen,
        "readings": [
            {
                "text": reading.text,
                "value": reading.value,
                "bound": reading.bound,
                "unit": reading.unit,
                "mg_per_l": _rounded(mg_per_l(reading.value, reading.unit)),
                "date": reading.date,
            }
            for reading in sequence.readings
        ],
        "source": load_content().source.describe(load_texts().section),
    }


def trend_reply(sequence: Sequence) -> Reply:
    """The readings, their pattern, what the page says it may mean, and its limits."""
    texts, found = load_texts(), find_trend(sequence)
    pattern = texts.patterns[found.pattern]
    several = len(sequence.readings) > 1
    choices = [choice("reverse")] if several else []
    choices += [choice("add"), title(pattern.topic), choice("reset")]
    listing = _paragraphs(_listing(sequence), _assumption(sequence))
    if not load_settings().interprets(sequence.specimen):
        data = load_content().answer_data("values/interpret")
        return Reply(_paragraphs(listing, texts.not_interpreted), tuple(choices), data)
    text = _paragraphs(
        listing,
        _pattern_text(sequence, found, texts),
        texts.caveat,
        _questions_to_ask(pattern.ask),
    )
    return Reply(
        text,
        tuple(choices[:MAX_CHOICES]),
        _trend_data(sequence, found),
        text_chart(sequence),
        dump_sequence(sequence) if several else None,
    )


def topic_reply(topic: str) -> Reply:
    """The topic's own answer, with the topics that people want next."""
    content = load_content()
    found = content.topics[topic]
    choices = tuple(title(following) for following in found.next)
    return Reply(found.answer, choices[:MAX_CHOICES], load_content().answer_data(topic))


def note_reply(text: str) -> Reply:
    """Something to say that is neither a trend nor a question about a reading."""
    data = load_content().answer_data("values/give")
    return Reply(text.strip(), (choice("add"), choice("reset")), data)


def no_such_reading_reply() -> Reply:
    """That it isn't clear which result is to be changed."""
    return replace(note_reply(load_texts().no_such_reading), custom=_question_data("value"))


def add_prompt_reply() -> Reply:
    """What to type for another result."""
    return Reply(
        load_texts().add_prompt, (choice("reset"),), load_content().answer_data("values/give")
    )


def other_analytes_reply(names: Iterable[str]) -> Reply:
    """That this assistant knows B2M alone; it says nothing from the page."""
    texts, listed = load_texts(), list(names)
    joined = texts.and_.join([", ".join(listed[:-1]), listed[-1]]) if listed[1:] else listed[0]
    return note_reply(fill(texts.other_analytes, names=joined))


def _question_data(about: About) -> dict[str, object]:
    return {"type": "b2m_question", "about": about}


def _unit_choices(question: Question, sequence: Sequence) -> list[str]:
    """Units that would make the reading fit; what was typed can be confirmed if it has a unit."""
    likely = likely_units(sequence.readings, question.index, sequence.specimen, load_settings())
    units = [unit for unit in likely or COMMON_UNITS if unit != question.reading.unit]
    confirm = [choice("confirm")] if question.reason == "unit_odd" else []
    return confirm + units[: MAX_UNIT_CHOICES - len(confirm)] + [choice("leave_out")]


def _question_choices(question: Question, sequences: Iterable[Sequence]) -> list[str]:
    listed = list(sequences)
    if question.about == "specimen":
        return [choice("blood"), choice("urine"), choice("csf"), choice("leave_out")]
    if question.reason == "which":
        values = [value_with_unit(reading) for s in listed for reading in s.readings]
        return list(dict.fromkeys(values))[:MAX_CHOICES]
    if question.about == "date":
        return [choice("leave_date_out"), choice("reset")]
    if question.about == "unit":
        return _unit_choices(question, listed[question.sequence])
    if question.reason in LEFT_OUT:
        return [choice("leave_out"), choice("reset")]
    return [choice("confirm"), choice("leave_out"), choice("reset")]


def question_reply(
    question: Question, sequences: Iterable[Sequence], values: str | None = None
) -> Reply:
    """A question back. `values` stands in for the reading where the question is about several."""
    if question.reason == "wrong":
        return ask_again_reply(question)
    template = load_texts().questions[question.reason]
    text = fill(
        template,
        value=values or value_with_unit(question.reading),
        date=describe(question.reading.date) if question.reading.date else "",
    )
    choices = tuple(_question_choices(question, sequences))
    return Reply(text.strip(), choices, _question_data(question.about))


def below_listing(sequences: Iterable[Sequence], reply: Reply) -> Reply:
    """The reply, below the readings as understood, so that a slip is seen before it is answered."""
    listings = [_paragraphs(_listing(s), _assumption(s)) for s in sequences]
    return replace(reply, text=_paragraphs(*listings, reply.text))


def malformed_reply(typed: Iterable[str]) -> Reply:
    """That something stands where a number should be."""
    text = fill(load_texts().questions["malformed"], value=", ".join(typed))
    return Reply(text.strip(), (choice("reset"),), _question_data("value"))


def ask_again_reply(question: Question) -> Reply:
    """After "no": which number is right?"""
    text = fill(load_texts().questions["implausible_no"], value=value_with_unit(question.reading))
    return Reply(text.strip(), (choice("leave_out"), choice("reset")), _question_data("value"))


def join_values(readings: Iterable[Reading]) -> str:
    """Several readings in one question."""
    return ", ".join(value_with_unit(reading) for reading in readings)
