"""Loads and checks `content/`: source, clinic, topics with their answers, phrases."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, Extra, ValidationError, constr, validator

FOLDER = Path(__file__).resolve().parent.parent / "content"

# Files of `content/` that hold topics; the others have a schema of their own.
TOPIC_FILES = (
    "what_it_is.yml",
    "used_for.yml",
    "why_needed.yml",
    "what_happens.yml",
    "prepare.yml",
    "risks.yml",
    "results.yml",
    "anything_else.yml",
    "not_covered.yml",
    "values.yml",
    "safety.yml",
    "talk.yml",
)


_PLACEHOLDER = re.compile(r"\{(\w+)\}")

DELETE_CONVERSATION = "delete_conversation"


def fill(text: str, **fields: str) -> str:
    """Put fields into a text; other braces stay as they are: it may quote what a person typed."""
    return _PLACEHOLDER.sub(lambda found: fields.get(found[1], found[0]), text)


def plain(text: str) -> str:
    """`text` without case, outer white space and closing marks, for comparing what is typed."""
    return text.strip().rstrip(".!?").casefold()


class ContentError(Exception):
    """Something in `content/` is wrong; the message names the file, the topic and the field."""


class Strict(BaseModel):
    """A record that refuses fields it doesn't know, so that a misspelt field is noticed."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Source(Strict):
    """The document that the answers come from."""

    title: str
    publisher: str
    url: str
    updated: datetime.date
    sections: tuple[str, ...]

    @validator("url")
    def _secure(cls, url: str) -> str:
        if not url.startswith("https://"):
            raise ValueError("must start with https://")
        return url

    def describe(self, section: str | None) -> dict[str, str | None]:
        """The source as other software sees it: title, section, url, date of last update."""
        return {
            "title": self.title,
            "section": section,
            "url": self.url,
            "updated": self.updated.isoformat(),
        }


class Clinic(Strict):
    """What a clinic fills in about itself."""

    name: str | None
    phone: str | None
    hours: str | None
    emergency_number: str
    crisis_line: str


class Topic(Strict):
    """A reviewed answer, the question that leads to it, and the topics that people want next."""

    id: str
    title: constr(min_length=3, max_length=42)  # type: ignore[valid-type]
    answer: constr(min_length=20)  # type: ignore[valid-type]
    section: str | None = None
    facts: dict[str, tuple[str, ...]] = {}
    next: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()  # what it is about: blood, urine, csf, headache
    aspects: tuple[str, ...] = ()  # what it says of that: pain, duration, …

    @property
    def group(self) -> str:
        """`ask` for `ask/csf_pain`."""
        return self.id.split("/")[0]


class Phrases(Strict):
    """The words around the answers (`content/phrases.yml`)."""

    care_team: str
    care_team_by_phone: str
    care_team_hours: str
    source_line: str
    source_line_without_section: str
    choices_heading: str
    unsure: str
    unsure_without_suggestions: str
    none_of_these: str
    empty_message: str
    words_only: str
    first_contact: str
    long_message: str
    apology: str
    delete_yes: str
    delete_no: str
    deleted: str


class Content(Strict):
    """All of `content/` but the interpreter's own settings and texts."""

    source: Source
    clinic: Clinic
    phrases: Phrases
    topics: dict[str, Topic]
    channels: dict[str, dict[str, str]] = {}  # channel -> topic or phrase -> its text there

    def on(self, channel: str | None) -> Content:
        """The texts for people on `channel` (Rasa's name of it): its own in place of the usual."""
        own = self.channels.get(channel or "")
        if own is None:
            return self
        topics = {
            name: topic.copy(update={"answer": own[name]})
            for name, topic in self.topics.items()
            if name in own
        }
        phrases = {name: text for name, text in own.items() if name not in topics}
        return self.copy(
            update={
                "topics": {**self.topics, **topics},
                "phrases": self.phrases.copy(update=phrases),
            }
        )

    @property
    def care_team(self) -> str:
        """How a text names the people whom a patient can call."""
        named = self.clinic.name or self.phrases.care_team
        if self.clinic.phone is None:
            return named
        contact = self.phrases.care_team_by_phone.format(name=named, phone=self.clinic.phone)
        if self.clinic.hours is None:
            return contact
        return contact + self.phrases.care_team_hours.format(hours=self.clinic.hours)

    def fill(self, text: str) -> str:
        """Put the clinic's details in the places that a text keeps for them."""
        return fill(
            text,
            care_team=self.care_team,
            emergency_number=self.clinic.emergency_number,
            crisis_line=self.clinic.crisis_line,
        )

    def answer_data(self, topic: str) -> dict[str, object]:
        """What other software sees of the answer to `topic`."""
        source = self.source.describe(self.topics[topic].section)
        return {"type": "answer", "topic": topic, "source": source}

    def named(self) -> dict[str, str]:
        """What is certain without a classifier: the text of each button -> its topic.

        Keys are as `plain` makes them. Besides topics: `delete_conversation`, which erases all.
        """
        named = {plain(topic.title): topic.id for topic in self.topics.values()}
        named[plain(self.phrases.none_of_these)] = "talk/human"
        named[plain(self.phrases.delete_yes)] = DELETE_CONVERSATION
        named[plain(self.phrases.delete_no)] = "talk/deny"
        return named

    def source_line(self, section: str | None) -> str:
        """The line under an answer that names the section and links to the page."""
        if section is None:
            return self.phrases.source_line_without_section.format(url=self.source.url)
        return self.phrases.source_line.format(section=section, url=self.source.url)


Model = TypeVar("Model", bound=BaseModel)


def read_yaml(path: Path) -> dict[str, Any]:
    """A YAML mapping from `path`; a ContentError says where it can't be read."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(f"{path.name}: the file is missing") from None
    except yaml.YAMLError as error:
        raise ContentError(f"{path.name}: not valid YAML: {error}") from None
    if not isinstance(data, dict):
        raise ContentError(f"{path.name}: must hold names with values, such as `title: …`")
    return data


def parse(model: type[Model], data: dict[str, Any], where: str) -> Model:
    """`data` as `model`; a ContentError names `where` and each field that is wrong."""
    try:
        return model.parse_obj(data)
    except ValidationError as error:
        lines = [
            f"{where}: {'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
            for problem in error.errors()
        ]
        raise ContentError("\n".join(lines)) from None


def _topics(folder: Path, source: Source) -> dict[str, Topic]:
    topics: dict[str, Topic] = {}
    for name in TOPIC_FILES:
        data = read_yaml(folder / name)
        shared_section = data.get("section")
        for topic_id, fields in (data.get("topics") or {}).items():
            where = f"{name}: {topic_id}"
            if not isinstance(fields, dict):
                raise ContentError(f"{where}: must hold a title and an answer")
            topic = parse(Topic, {"id": topic_id, "section": shared_section, **fields}, where)
            if topic_id in topics:
                raise ContentError(f"{where}: the topic stands twice in content/")
            if topic.section is not None and topic.section not in source.sections:
                raise ContentError(f"{where}: section: no such section in source.yml")
            topics[topic_id] = topic
    for topic in topics.values():
        for follow_up in topic.next:
            if follow_up not in topics:
                raise ContentError(f"{topic.id}: next: there is no topic {follow_up}")
    return topics


def _channels(folder: Path, known: set[str]) -> dict[str, dict[str, str]]:
    channels = read_yaml(folder / "channels.yml")
    for channel, texts in channels.items():
        if not isinstance(texts, dict):
            raise ContentError(f"channels.yml: {channel}: must hold names with texts")
        for name, text in texts.items():
            if name not in known:
                raise ContentError(f"channels.yml: {channel}: {name}: no such topic or phrase")
            if not isinstance(text, str):
                raise ContentError(f"channels.yml: {channel}: {name}: must be a text")
    return channels


def load_source(folder: Path = FOLDER) -> Source:
    """The document's description, from `source.yml`."""
    return parse(Source, read_yaml(folder / "source.yml"), "source.yml")


@lru_cache(maxsize=4)
def load_content(folder: Path = FOLDER) -> Content:
    """All texts, checked. Raises ContentError, which names file, topic and field."""
    source = load_source(folder)
    topics = _topics(folder, source)
    phrases = parse(Phrases, read_yaml(folder / "phrases.yml"), "phrases.yml")
    content = Content(
        source=source,
        clinic=parse(Clinic, read_yaml(folder / "clinic.yml"), "clinic.yml"),
        phrases=phrases,
        topics=topics,
        channels=_channels(folder, {*topics, *phrases.dict()}),
    )
    for channel in (None, *content.channels):
        for topic in content.on(channel).topics.values():
            if "{" in content.fill(topic.answer):
                raise ContentError(f"{topic.id}: answer: holds a placeholder that is not known")
    return content
