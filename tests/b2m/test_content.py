"""The texts in `content/`: complete, true to their facts, readable; and errors that say where."""

import re
import shutil

import pytest
import yaml

from b2m.content import FOLDER, ContentError, load_content
from b2m.content_check import grade, problems_in, states

CONTENT = load_content()


def test_the_texts_are_in_order():
    assert problems_in(CONTENT) == []


@pytest.mark.parametrize(
    ("group", "count"),
    [
        ("ask", 38),
        ("not_covered", 12),
        ("values", 4),
        ("safety", 3),
        ("talk", 11),
        ("out_of_scope", 1),
    ],
)
def test_every_group_is_complete(group, count):
    assert sum(topic.group == group for topic in CONTENT.topics.values()) == count


def test_not_covered_answers_say_so_first():
    for topic in CONTENT.topics.values():
        if topic.group == "not_covered":
            first = topic.answer.split("\n\n")[0]
            assert re.search(r"\bpage\b.* not ", first), topic.id


def test_danger_answers_begin_with_whom_to_call():
    assert CONTENT.topics["safety/emergency"].answer.startswith("Call {emergency_number} now")
    assert "{crisis_line}" in CONTENT.topics["safety/self_harm"].answer.split("\n\n")[0]


def test_the_care_team_is_named_as_far_as_the_clinic_is_known():
    unnamed = CONTENT.copy(
        update={"clinic": CONTENT.clinic.copy(update={"name": None, "phone": None})}
    )
    assert unnamed.care_team == "your care team"
    details = {"name": "the Riverside Clinic", "phone": "555-0100", "hours": "9 to 5"}
    named = CONTENT.copy(update={"clinic": CONTENT.clinic.copy(update=details)})
    assert named.care_team == "the Riverside Clinic at 555-0100 (9 to 5)"


def test_filling_leaves_other_braces_alone():
    assert CONTENT.fill("{care_team} {x} {}") == f"{CONTENT.care_team} {{x}} {{}}"


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "content"
    shutil.copytree(FOLDER, copy)
    return copy


def change(folder, name, edit):
    path = folder / name
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    edit(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "edit", "message"),
    [
        pytest.param(
            "risks.yml",
            lambda data: data["topics"]["ask/headache"].pop("answer"),
            "risks.yml: ask/headache: answer: field required",
            id="an answer is missing",
        ),
        pytest.param(
            "risks.yml",
            lambda data: data["topics"]["ask/headache"].update(anser="x"),
            "risks.yml: ask/headache: anser: extra fields",
            id="a field is misspelt",
        ),
        pytest.param(
            "risks.yml",
            lambda data: data.update(section="What else?"),
            "section: no such section",
            id="a section is not the document's",
        ),
        pytest.param(
            "talk.yml",
            lambda data: data["topics"]["talk/greet"].update(next=["ask/nothing"]),
            "talk/greet: next: there is no topic ask/nothing",
            id="a follow-up topic does not exist",
        ),
        pytest.param(
            "talk.yml",
            lambda data: data["topics"]["talk/greet"].update(answer="Hello, {nurse}, how are you?"),
            "talk/greet: answer: holds a placeholder",
            id="a placeholder is not known",
        ),
        pytest.param(
            "channels.yml",
            lambda data: data["twilio"].update({"talk/privat": "x"}),
            "channels.yml: twilio: talk/privat: no such topic or phrase",
            id="a channel's text is for nothing",
        ),
        pytest.param(
            "channels.yml",
            lambda data: data["twilio"].update({"deleted": 5}),
            "channels.yml: twilio: deleted: must be a text",
            id="a channel's text is none",
        ),
        pytest.param(
            "channels.yml",
            lambda data: data.update(twilio=None),
            "channels.yml: twilio: must hold names with texts",
            id="a channel has no texts",
        ),
        pytest.param(
            "source.yml",
            lambda data: data.update(url="http://medlineplus.gov"),
            "source.yml: url: must start with https://",
            id="the link is not secure",
        ),
        pytest.param(
            "clinic.yml",
            lambda data: data.pop("emergency_number"),
            "clinic.yml: emergency_number: field required",
            id="the emergency number is missing",
        ),
    ],
)
def test_errors_name_file_topic_and_field(folder, name, edit, message):
    change(folder, name, edit)
    with pytest.raises(ContentError, match=re.escape(message)):
        load_content(folder)


def test_a_missing_file_and_bad_yaml_are_named(folder):
    (folder / "risks.yml").write_text("a: [", encoding="utf-8")
    with pytest.raises(ContentError, match=r"risks\.yml: not valid YAML"):
        load_content(folder)
    (folder / "risks.yml").unlink()
    load_content.cache_clear()
    with pytest.raises(ContentError, match=r"risks\.yml: the file is missing"):
        load_content(folder)


def test_the_check_finds_what_it_should():
    topic = CONTENT.topics["ask/headache"]
    for answer, problem in [
        ("It is common.", "does not state the fact"),
        (topic.answer + " You are at stage 3.", "a stage's number"),
        (topic.answer + " Don't worry.", "false comfort"),
        (topic.answer + " Above 5.5 mg/L is bad.", "a cut-off"),
        (
            "Subsequent complications necessitating multidisciplinary consideration predominantly "
            "characterise iatrogenic intracranial hypotension phenomena.",
            "above 8",
        ),
    ]:
        changed = topic.copy(update={"answer": answer})
        content = CONTENT.copy(update={"topics": {**CONTENT.topics, topic.id: changed}})
        assert any(problem in line for line in problems_in(content)), problem


def test_the_check_reads_the_texts_of_channels():
    texts = {"talk/privacy": "You have cancer. This is at stage 2."}
    content = CONTENT.copy(update={"channels": {"letters": texts}})
    assert any(
        line.startswith("channels.yml: letters: talk/privacy") for line in problems_in(content)
    )


def test_a_channel_has_its_own_texts_in_place_of_the_usual():
    texts = {"talk/privacy": "Letters are read.", "deleted": "Burnt."}
    letters = CONTENT.copy(update={"channels": {"letters": texts}}).on("letters")
    assert letters.topics["talk/privacy"].answer == "Letters are read."
    assert letters.phrases.deleted == "Burnt."
    assert letters.topics["talk/greet"] == CONTENT.topics["talk/greet"]
    assert CONTENT.on("letters") == CONTENT.on(None) == CONTENT


def test_reading_grade_and_phrases():
    assert grade("The cat sat on the mat.") < 2
    assert grade("- one thing\n- two things") == grade("one thing. two things.")
    assert states("It may\n  last long.", "may LAST long")
    assert not states("It may last.", "does last")
