"""How many conversations about a person's own results are understood from beginning to end.

    python -m bench.conversations [--whole] [--show] TABLE.yml …

A table is a list of conversations whose authors knew the specification and not the code (see
tests/b2m/blind). A turn is understood if every sequence that it gave or changed has exactly the
readings (value, bound, unit, date, order) and the pattern that are expected, or if what should be
asked is asked, or if nothing changes where nothing should. Without `--whole` the rules alone find
the messages about results; with it the trained model also does, and topics are judged, too.
"""

from __future__ import annotations

import argparse
import datetime
import json
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import yaml

from b2m import interpreter
from b2m.units import family

TODAY = datetime.date(2026, 11, 28)  # of the tables
OUTCOMES = ("question", "answer", "nothing", "removed", "or")
SPECIMENS = {
    ("blood", "per litre"): "blood",
    ("csf", "per litre"): "csf",
    ("urine", "per litre"): "urine",
    ("urine", "per day"): "urine_per_day",
    ("urine", "per gram of creatinine"): "urine_per_creatinine",
}
SIGNS = {"below": "<", "above": ">", "exact": ""}
Known = dict[str, list[list[Any]]]


@dataclass
class Heard:
    """What came back: the `custom` objects, and all results that the conversation holds now."""

    data: list[dict[str, Any]]
    known: Known = field(default_factory=dict)


class Listener(Protocol):
    """One conversation's other side."""

    def say(self, text: str) -> Heard:
        """The answer to a message."""
        ...


def _bare(reading: dict[str, Any]) -> list[Any]:
    value = f"{SIGNS[reading['bound']]}{reading['value']:g}"
    return [value, reading["unit"], reading["date"] or About.of(reading["estimate"])]


class About(str):
    """The day that "last week" or "three months ago" means, as ISO; roughly."""

    @classmethod
    def of(cls, estimate: str | None) -> About | None:
        """None for None."""
        return cls(estimate) if estimate else None

    def fits(self, date: str | None) -> bool:
        """Whether an author may have written this date for it; null is right, too."""
        return date is None or self.startswith(date)


def _known(state: dict[str, Any]) -> Known:
    """The readings of each sequence of the interpreter's state, oldest first."""
    return {
        SPECIMENS[s["specimen"], s["family"]]: [_bare(r) for r in s["readings"]]
        for s in state.get("sequences", ())
    }


class Rules:
    """The interpreter, behind the rules that recognise messages about results."""

    def __init__(self) -> None:
        self.state: dict[str, Any] = {}

    def say(self, text: str) -> Heard:
        """The interpreter's answer, or nothing where the message isn't for it."""
        meant = (
            interpreter.answers_question(self.state, text, TODAY)
            or interpreter.changes_results(self.state, text, TODAY)
            or interpreter.reads_values(text, TODAY, self.state)
        )
        if not meant:
            return Heard([], _known(self.state))
        turn = interpreter.respond(self.state, text, "values/give", TODAY)
        self.state = json.loads(json.dumps(turn.state))
        return Heard([reply.custom for reply in turn.replies], _known(self.state))


class Whole:
    """The trained model's understanding and the interpreter, without Rasa around them."""

    def __init__(self, understanding: Any) -> None:
        from assistant.conversation import Conversation

        self.understanding, self.context = understanding, Conversation()
        self.state: dict[str, Any] = {}

    def say(self, text: str) -> Heard:
        """The answer to a message."""
        from assistant.conversation import Conversation
        from assistant.nlu.message_reader import clean
        from assistant.responses import VALUES, answer
        from b2m.content import load_content

        understood = self.understanding.understand(clean(text), self.context, TODAY)
        topic = understood.decision.topic
        content = load_content()
        if topic.startswith("values/"):
            turn = interpreter.respond(self.state, clean(text), topic, TODAY)
            self.state = json.loads(json.dumps(turn.state))
            choices = tuple(choice for reply in turn.replies for choice in reply.choices)
            data = [reply.custom for reply in turn.replies]
            self.context = Conversation(choices, VALUES, self.state)
        elif topic in content.topics:
            said = answer(content, content.topics[topic], with_data=True)
            data = [said["custom"]]
            offered = tuple(button["payload"] for button in said["buttons"])
            self.context = Conversation(offered, topic, self.state)
        else:
            data = [{"type": "fallback", "suggestions": list(understood.decision.suggestions)}]
            self.context = Conversation((), self.context.topic, self.state)
        if understood.also:
            data.append({"type": "answer", "topic": understood.also})
        return Heard(data, _known(self.state))


def load_understanding() -> Any:
    """The understanding of the model that fits the data."""
    from assistant import model
    from assistant.nlu.decision import Thresholds
    from assistant.nlu.topic_model import TopicModel
    from assistant.nlu.understanding import Understanding
    from b2m.content import load_content

    config = yaml.safe_load((model.PROJECT / "config.yml").read_text(encoding="utf-8"))
    thresholds = next(c["thresholds"] for c in config["pipeline"] if "thresholds" in c)
    with tempfile.TemporaryDirectory() as folder, tarfile.open(model.ensure()) as packed:
        packed.extractall(folder)
        (trained,) = Path(folder).glob("components/*TopicClassifier*")
        return Understanding(TopicModel.load(trained), Thresholds(**thresholds), load_content())


def _wanted(reading: Sequence[Any]) -> list[Any]:
    value, unit, date = reading
    text = str(value).replace(" ", "")
    sign = text[0] if text[0] in "<>" else ""
    return [f"{sign}{float(text.lstrip('<>')):g}", unit, None if date is None else str(date)]


def _are(known: Sequence[Sequence[Any]], wanted: Sequence[Sequence[Any]]) -> bool:
    def is_right(found: Any, expected: Any) -> bool:
        return found.fits(expected) if isinstance(found, About) else bool(found == expected)

    return len(known) == len(wanted) and all(
        is_right(*pair)
        for one, other in zip(known, wanted, strict=True)
        for pair in zip(one, other, strict=True)
    )


def _trend_of(name: str, data: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    for reply in data:
        if reply["type"] == "b2m_trend":
            families = {family(r["unit"]) for r in reply["readings"] if r["unit"]} or {"per litre"}
            if len(families) == 1 and SPECIMENS.get((reply["specimen"], *families)) == name:
                return reply
    return None


def problem(turn: dict[str, Any], heard: Heard, before: Known) -> str | None:
    """What is wrong with an answer; None if it is right."""
    found = _problem(turn, heard, before)
    if found and "or" in turn and _problem(turn["or"], heard, before) is None:
        return None
    return found


def _problem(turn: dict[str, Any], heard: Heard, before: Known) -> str | None:
    asked = [reply["about"] for reply in heard.data if reply["type"] == "b2m_question"]
    wanted = {k: v for k, v in turn.items() if k != "say" and k not in OUTCOMES}
    if turn.get("question"):
        return None if turn["question"] in asked else f"asked {asked}, known {heard.known}"
    if "answer" in turn or turn.get("nothing"):
        if heard.known != before:
            return f"changed to {heard.known}"
        topics = [reply.get("topic") for reply in heard.data]
        if "answer" in turn and heard.data and turn["answer"] not in topics:
            return f"answered {topics}"
        return None
    if turn.get("removed"):
        return f"kept {heard.known}" if heard.known else None
    if asked:
        return f"asked {asked}, known {heard.known}"
    for name, expected in wanted.items():
        readings = [_wanted(reading) for reading in expected["readings"]]
        if not _are(heard.known.get(name, []), readings):
            return f"{name} is {heard.known.get(name)}" + (
                f" of {heard.known}" if name not in heard.known else ""
            )
        trend = _trend_of(name, heard.data)
        if trend is None or trend["pattern"] != expected["pattern"]:
            return f"{name} shown as {trend and trend['pattern']}"
    return None


@dataclass
class Result:
    """A conversation, and what went wrong first, in which turn."""

    name: str
    said: list[str]
    wanted: dict[str, Any]
    why: str | None


def judge(conversation: dict[str, Any], listener: Listener) -> Result:
    """Have a conversation; it ends with the first answer that is wrong."""
    said: list[str] = []
    before: Known = {}
    turn: dict[str, Any] = {}
    for turn in conversation["turns"]:
        said.append(turn["say"])
        heard = listener.say(turn["say"])
        why = problem(turn, heard, before)
        if why:
            return Result(conversation["id"], said, turn, why)
        before = heard.known
    return Result(conversation["id"], said, turn, None)


def main() -> None:
    """Print the share that is understood, and with `--show` what is not."""
    parser = argparse.ArgumentParser(prog="python -m bench.conversations", description=__doc__)
    parser.add_argument("tables", nargs="+", type=Path)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    understanding = load_understanding() if options.whole else None
    for table in options.tables:
        conversations = yaml.safe_load(table.read_text(encoding="utf-8"))
        results = [
            judge(c, Whole(understanding) if options.whole else Rules()) for c in conversations
        ]
        wrong = [result for result in results if result.why]
        for result in wrong if options.show else ():
            wanted = {k: v for k, v in result.wanted.items() if k != "say"}
            print(f"{result.name}:", *(f"\n   > {text}" for text in result.said))
            print(f"   want {json.dumps(wanted, ensure_ascii=False, default=str)}\n   {result.why}")
        right = len(results) - len(wrong)
        print(f"{table}: {right} of {len(results)} ({100 * right / len(results):.1f} %)")


if __name__ == "__main__":
    main()
