"""Checks the texts that patients read: `python -m b2m.content_check` (part of `make check`).

Every answer states the facts that it must, reads easily, has two or three follow-up topics where
it should, and holds nothing that this assistant never says.
"""

from __future__ import annotations

import re
import sys

from b2m.content import Content, ContentError, Topic, load_content
from b2m.web_texts import WebTexts, load_web_texts
from b2m.widget_texts import WidgetTexts, load_widget_texts

# Flesch-Kincaid grades. AHRQ's toolkit asks for grade 5 to 6, NIH for 8 at most.
WANTED_GRADE, HIGHEST_GRADE = 6.0, 8.0
SHARE_AT_WANTED_GRADE = 0.8
WORDS_OF_A_SENTENCE = 5  # fewer are a label, whose grade says nothing

# Names that no plain word replaces count as one simple word.
UNAVOIDABLE = re.compile(
    r"beta-2 microglobulin|cerebrospinal fluid|multiple (?:myeloma|sclerosis)|leukemia|lymphoma"
    r"|HIV/AIDS|anesthetic|MedlinePlus|https?://\S+|\{\w+\}",
    re.IGNORECASE,
)

NEVER_SAID = {
    "a stage's number": r"\bstage (?:\d|one|two|three|four|i{1,3}\b|iv\b)",
    "a percentage": r"\d\s?(?:%|percent)",
    "a survival figure": r"\bsurvival (?:rate|is|of)\b|\blive for\b|\d (?:months|years) to live\b",
    "a cut-off": r"\b(?:above|below|over|under|than|normal is) \d+(?:\.\d+)?\s?(?:mg|µg|ng|nmol)",
    "false comfort": r"\b(?:don't|do not|no need to) worry\b|\bunfortunately\b",
    "a diagnosis": r"(?:^|\. )you (?:do not )?have (?:cancer|myeloma)\b|\bthis means that you\b",
    "an insecure link": r"http://",
}

# Groups whose answers come from the document and lead on to other topics.
FROM_DOCUMENT = ("ask", "not_covered")


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of `text`, each list item a sentence of its own."""
    import textstat

    plain = UNAVOIDABLE.sub("test", text)
    lines = [re.sub(r"^(?:-|\d+\.)\s+", "", line).strip() for line in plain.splitlines()]
    sentences = [line if re.search(r"[.!?:]$", line) else f"{line}." for line in lines if line]
    return float(textstat.flesch_kincaid_grade(" ".join(sentences).replace(":", ".")))


def states(text: str, phrase: str) -> bool:
    """Whether `text` holds `phrase`, whatever the case and the line breaks."""
    return " ".join(phrase.split()).casefold() in " ".join(text.split()).casefold()


def never_said_in(text: str) -> list[str]:
    """What `text` holds that this assistant never says."""
    return [what for what, pattern in NEVER_SAID.items() if re.search(pattern, text, re.IGNORECASE)]


def widget_problems(texts: WidgetTexts) -> list[str]:
    """What is wrong with the widget's own texts. A single word has no reading grade."""
    problems = []
    for name, text in texts.named().items():
        problems += [f"widget.yml: {name}: holds {what}" for what in never_said_in(text)]
        if len(text.split()) >= WORDS_OF_A_SENTENCE and grade(text) > HIGHEST_GRADE:
            problems.append(f"widget.yml: {name}: reads at grade {grade(text):.1f}, above 8")
    everything = ". ".join(texts.named().values())
    if grade(everything) > WANTED_GRADE:
        problems.append(f"widget.yml: reads at grade {grade(everything):.1f} as a whole, above 6")
    return problems


def topic_problems(topic: Topic) -> list[str]:
    """What is wrong with one topic's texts; empty if nothing is."""
    problems = [
        f"{topic.id}: answer: does not state the fact: {fact}"
        for fact, phrases in topic.facts.items()
        if not any(states(topic.answer, phrase) for phrase in phrases)
    ]
    problems += [
        f"{topic.id}: answer: holds {what}, which this assistant never gives"
        for what in never_said_in(f"{topic.title}\n{topic.answer}")
    ]
    reading_grade = grade(topic.answer)
    if reading_grade > HIGHEST_GRADE:
        problems.append(f"{topic.id}: answer: reads at grade {reading_grade:.1f}, above 8")
    if topic.group in FROM_DOCUMENT:
        if topic.section is None:
            problems.append(f"{topic.id}: section: names none")
        if not topic.facts:
            problems.append(f"{topic.id}: facts: names none")
        if not 2 <= len(topic.next) <= 3:
            problems.append(f"{topic.id}: next: needs two or three topics")
    return problems


def problems_in(content: Content) -> list[str]:
    """Everything that is wrong with the texts, one line each."""
    problems = [line for topic in content.topics.values() for line in topic_problems(topic)]
    for channel, texts in content.channels.items():
        own = content.on(channel).topics
        problems += [
            f"channels.yml: {channel}: {line}"
            for name in texts
            if name in own
            for line in topic_problems(own[name])
        ]
    titles = list(content.named())
    if len(titles) < len(content.topics) + 3:
        problems.append("two topics share one title")
    easy = sum(grade(topic.answer) <= WANTED_GRADE for topic in content.topics.values())
    if easy < SHARE_AT_WANTED_GRADE * len(content.topics):
        problems.append(f"only {easy} of {len(content.topics)} answers read at grade 6 or less")
    return problems


def web_problems(texts: WebTexts) -> list[str]:
    """What is wrong with the web interface's refusals, one line each."""
    return [
        f"web.yml: errors.{code}: reads at grade {grade(text):.1f}, above {WANTED_GRADE:.0f}"
        for code, text in texts.errors
        if grade(text) > WANTED_GRADE
    ]


def main() -> int:
    """Print what is wrong; the exit code is 1 if anything is."""
    try:
        content, web, widget = load_content(), load_web_texts(), load_widget_texts()
    except ContentError as error:
        print(error)
        return 1
    problems = problems_in(content) + web_problems(web) + widget_problems(widget)
    print("\n".join(problems) or f"The texts of {len(content.topics)} topics are in order.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
