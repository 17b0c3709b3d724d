"""Write the project that somebody would have who used Rasa as its documentation begins.

    python -m bench.quickstart.project FOLDER

The same examples, the same answers and the same action server; the pipeline of `rasa init`, the
answers as responses in the domain, conversations in memory, Rasa's own `rest` channel.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from b2m.content import Topic, load_content

PROJECT = Path(__file__).resolve().parents[2]
EPOCHS = 100  # of the quickstart configuration
GROUPS = ("ask", "not_covered", "safety", "talk")  # answered by a response for each topic
PLAIN = ("out_of_scope", "nlu_fallback")


def write(folder: Path, actions_url: str, epochs: int = EPOCHS, every: int = 1) -> None:
    """Write the project into `folder`; its custom action is asked for at `actions_url`.

    It learns `every` so many-th example of each topic, over so many `epochs`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in (PROJECT / "data" / "nlu").glob("*.yml"):
        data = yaml.safe_load(path.read_text("utf-8"))
        for intent in data["nlu"]:
            intent["examples"] = "\n".join(intent["examples"].splitlines()[::every]) + "\n"
        _write(folder / "data" / "nlu" / path.name, data)
    config = (PROJECT / "bench" / "quickstart" / "config.yml").read_text("utf-8")
    (folder / "config.yml").write_text(config.replace(f"epochs: {EPOCHS}", f"epochs: {epochs}"))
    _write(folder / "domain.yml", domain())
    _write(folder / "data" / "rules.yml", {"version": "3.1", "rules": rules()})
    _write(folder / "endpoints.yml", {"action_endpoint": {"url": actions_url}})
    _write(folder / "credentials.yml", {"rest": None})


def domain() -> dict[str, object]:
    """Domain.yml with every answer in it."""
    content = load_content()
    domain: dict[str, object] = yaml.safe_load((PROJECT / "domain.yml").read_text("utf-8"))
    responses = {f"utter_{topic.id}": content.fill(topic.answer) for topic in _topics()}
    phrases = {f"utter_{name}": content.phrases.unsure_without_suggestions for name in PLAIN}
    texts = {**responses, **phrases, "utter_values_reply": "{reply}"}
    domain["responses"] = {name: [{"text": text}] for name, text in texts.items()}
    return domain


def rules() -> list[dict[str, object]]:
    """One rule a group."""
    follows = {name: f"utter_{name}" for name in (*GROUPS, *PLAIN)} | {"values": "action_values"}
    return [
        {"rule": intent, "steps": [{"intent": intent}, {"action": action}]}
        for intent, action in follows.items()
    ]


def _topics() -> list[Topic]:
    return [t for t in load_content().topics.values() if t.id.split("/")[0] in GROUPS]


def _write(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), "http://127.0.0.1:5055/webhook")
