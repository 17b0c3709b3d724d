"""What a follow-up means: "does it hurt?" after the spinal tap, "and the urine one?" after pain.

Topics carry subjects (blood, urine, csf, headache) and aspects (pain, duration, …) in `content/`.
A follow-up leaves one of the two out and takes it from the topic that was answered last. After
results were interpreted, "is that bad?" is about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from b2m.content import Topic

# How people name a subject.
_NAMES = {
    "blood": r"blood|vein|arm\b|finger",
    "urine": r"urine|\bpee\b|\bpeeing|\bwee\b|\bjug\b|container|24.?h",
    "csf": r"spin(?:e|al)\b|lumbar|\btap\b|\bcsf\b|\bback\b|\blp\b",
    "headache": r"head ?aches?\b",
}
_SUBJECTS = {subject: re.compile(names, re.IGNORECASE) for subject, names in _NAMES.items()}

# "what about …", "same with …": the rest of the question stands in the one before.
_LEAD = r"(?:ok(?:ay)?|so|and|but|or|also|then|hm+|alright|well|,|\s)*"
_ELLIPSIS = re.compile(
    rf"{_LEAD}(?:(?:what|how) about|what of|what if it.?s"
    r"|(?:is it |it.?s )?(?:the )?same (?:for|with|goes for))\b",
    re.IGNORECASE,
)
# "and the urine one?", "for the tap?": so do these, unless they ask something of their own.
_BARE_ELLIPSIS = re.compile(rf"{_LEAD}(?:for|with|and|or)\b", re.IGNORECASE)
_ASKS_ITSELF = re.compile(
    r"\b(?:how|what|why|when|where|who|which|does|do|did|is|are|was|were|will|can|could|should|would"
    r"|may|must|need|hurts?|if|i|we|he|she|you)\b",
    re.IGNORECASE,
)
_LONGEST_ELLIPSIS = 9  # words; a longer message says itself what it asks

# "is that bad?", "so are they normal", "what does it mean for me": about what was just said.
_VERDICT = re.compile(
    r"(?:ok(?:ay)?|so|and|but|oh|hm+|well|right|then|please|,|\s)*"
    r"(?:(?:is|are|was|were|isn.?t|aren.?t)\s+"
    r"(?:that|this|it|they|those|these|(?:my|the|these|those)\s+"
    r"(?:results?|numbers?|levels?|values?|trend|pattern|change))\s+"
    r"(?:\w+\s+){0,2}?(?:bad|good|ok(?:ay)?|all ?right|normal|fine|high|low|serious|dangerous"
    r"|worrying|concerning|terrible|great|better|worse)(?:\s+(?:or|for|then|news|sign)\b.*)?"
    r"|what (?:does|do|would) (?:all )?(?:that|this|it|they|those|these) (?:really |actually )?mean"
    r"(?: for me| then| exactly| in plain words)?)[\s?!.]*",
    re.IGNORECASE,
)


def asks_what_it_means(text: str) -> bool:
    """Whether `text` asks how something is to be judged and names it only by a pronoun."""
    return _VERDICT.fullmatch(text.strip()) is not None


def named_subjects(text: str) -> set[str]:
    """The subjects that the words of `text` name."""
    return {subject for subject, names in _SUBJECTS.items() if names.search(text)}


def leaning(text: str, understood: str, last: str | None, topics: Mapping[str, Topic]) -> str:
    """The topic that `text` means after `last` was answered; `understood` where it stands alone."""
    if last is None or last not in topics or understood not in topics:
        return understood
    before, now, named = topics[last], topics[understood], named_subjects(text)
    if is_ellipsis(text) and len(named) == 1 and before.aspects:
        return _find(topics, named, before.aspects) or understood
    if not named and now.aspects and before.subjects:
        return _find(topics, before.subjects, now.aspects) or understood
    return understood


def is_ellipsis(text: str) -> bool:
    """Whether `text` is of the form "what about …?", which leaves its question out."""
    bare = _BARE_ELLIPSIS.match(text) is not None and not _ASKS_ITSELF.search(text)
    return len(text.split()) <= _LONGEST_ELLIPSIS and (bare or _ELLIPSIS.match(text) is not None)


def _find(
    topics: Mapping[str, Topic], subjects: Iterable[str], aspects: Iterable[str]
) -> str | None:
    """The topic about one of `subjects` that says one of `aspects`, the first named first."""
    for subject in subjects:
        for aspect in aspects:
            for topic in topics.values():
                if subject in topic.subjects and aspect in topic.aspects:
                    return topic.id
    return None
