"""The README's examples of curl work as they are printed (on another port)."""

import json
import re
import subprocess

from assistant.launch import DEFAULT_PORT
from tests.conftest import PROJECT

TOPICS = re.compile(r'"topic":"([^"]*)"')


def examples():
    """The indented blocks of the README that call curl, as scripts."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?:^    .*\n)+", text, re.MULTILINE)
    return [re.sub(r"^    ", "", block, flags=re.MULTILINE) for block in blocks if "curl " in block]


def run(script, port):
    """What a script's commands print, one line each; a command that fails ends it."""
    script = script.replace(f":{DEFAULT_PORT}", f":{port}").replace("curl -s", "curl -sfw '\\n'")
    result = subprocess.run(
        ["sh", "-eu", "-c", script], capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.replace("\\/", "/").splitlines()


def test_the_rest_channel(assistant):
    (reply,) = run(examples()[0], assistant.port)
    assert TOPICS.findall(reply) == ["ask/csf_pain"]


def test_the_web_channel(assistant):
    typed, pressed, conversation, deleted, health = run(examples()[1], assistant.port)
    assert TOPICS.findall(typed) == ["ask/csf_pain"]
    assert TOPICS.findall(pressed) == ["ask/csf_procedure"]
    said = json.loads(conversation)["messages"]
    assert [m["text"] for m in said if m["from"] == "person"] == [
        "will the spinal tap hurt?",
        "What happens in a spinal tap?",
    ]
    assert deleted == ""
    assert json.loads(health)["status"] == "ok"


def test_there_is_no_other_example():
    assert len(examples()) == 2
