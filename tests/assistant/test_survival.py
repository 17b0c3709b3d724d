"""Whatever fails, people get an answer, nothing is lost, and no log has their words."""

import os
import signal
import stat
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.assistant.test_launch import action_server_of, eventually
from tests.conftest import PROJECT, Person, start, stop
from tests.processes import connections

APOLOGY = "went wrong on my side"


@pytest.fixture(scope="module")
def served(trained, postgresql, tmp_path_factory):
    """An assistant that keeps conversations in PostgreSQL."""
    log = tmp_path_factory.mktemp("survival") / "output.log"
    served = start(log, B2M_DATABASE_URL=postgresql.url)
    yield served
    stop(served)


@pytest.fixture
def person(served):
    """Somebody who has given one result."""
    person = Person(served)
    assert person.say("my b2m was 5.1 mg/L in January 2024").patterns == ["too_few"]
    return person


@pytest.fixture
def mark(served):
    """A word and a number to type; afterwards no log has them."""
    word = f"zanzibar{uuid4().hex[:8]}"
    yield word
    assert word not in served.output()
    assert "77.66" not in served.output()


def test_an_action_that_hangs_gets_an_apology_and_the_value_is_not_lost(served, person, mark):
    hanging = action_server_of(served)
    os.kill(hanging, signal.SIGSTOP)
    assert APOLOGY in person.say(f"{mark} b2m 77.66 mg/L in March 2024").text
    assert person.say("will the spinal tap hurt?").topics == ["ask/csf_pain"]
    os.kill(hanging, signal.SIGCONT)
    later = []
    assert eventually(
        lambda: later.append(person.say("2.9 mg/L in May 2024")) or later[-1].patterns
    )
    assert "5.1" in later[-1].text


def test_a_database_that_is_away_gets_an_apology_and_comes_back(served, person, postgresql, mark):
    postgresql.kill()
    assert APOLOGY in person.say(f"{mark} b2m 77.66 mg/L in March 2024").text
    assert APOLOGY in person.say(f"/{mark}").text
    danger = Person(served).say(f"{mark} my chest hurts and I can't breathe").text
    assert "911" in danger
    postgresql.restart()
    assert "5.1" in person.say("2.9 mg/L in May 2024").text


def test_a_database_that_hangs_gets_an_apology(served, person, postgresql, mark):
    postgresql.hang()
    try:
        assert APOLOGY in person.say(f"{mark} b2m 77.66 mg/L in March 2024").text
    finally:
        postgresql.go_on()
    assert "5.1" in person.say("2.9 mg/L in May 2024").text


@pytest.mark.parametrize(
    "body",
    ["{mark}", '{{"message": ["{mark}"]}}', '{{"sender": "{mark}", "message": {{}}}}', '"{mark}"'],
)
def test_a_request_of_the_wrong_form_is_not_logged(served, mark, body):
    assert served.post(body.format(mark=mark).encode())[0] == 400


@pytest.mark.parametrize(
    "text", ["/{mark}", '/ask{{"{mark}": 77.66}}', "/restart {mark}", "{mark} " * 500, "\x00{mark}"]
)
def test_messages_that_upset_rasa_are_not_logged(served, mark, text):
    assert Person(served, mark).say(text.format(mark=mark)).text


def test_a_deleted_conversation_leaves_the_database(served, postgresql, mark):
    person = Person(served)
    person.say(f"is {mark} painful?")
    kept = "SELECT count(*) FROM {} t WHERE t::text LIKE '%" + mark + "%'"
    assert " 0" not in postgresql.run(kept.format("messages"))
    assert person.say("delete my conversation").buttons
    assert "is deleted" in person.say("Yes, delete it").text
    for table in ("messages", "conversations"):
        assert " 0" in postgresql.run(kept.format(table))


def test_a_stop_finishes_the_turns_that_have_begun(trained, tmp_path):
    served = start(tmp_path / "output.log")
    person = Person(served)
    assert person.say("my b2m was 5.1 mg/L").patterns == ["too_few"]
    slow = action_server_of(served)
    os.kill(slow, signal.SIGSTOP)
    with ThreadPoolExecutor() as threads:
        turn = threads.submit(person.say, "and now 2.9 mg/L")
        assert eventually(lambda: connections(served.action_port) > 0)
        served.process.send_signal(signal.SIGTERM)
        os.kill(slow, signal.SIGCONT)
        assert turn.result().patterns == ["decreasing"]
    assert served.process.wait(timeout=60) == 0


def test_a_kill_loses_nothing_that_was_answered(trained, tmp_path):
    first = start(tmp_path / "first.log")
    person = Person(first)
    assert person.say("my b2m was 5.1 mg/L").patterns == ["too_few"]
    first.process.kill()
    first.process.wait()
    second = start(tmp_path / "second.log")
    assert Person(second, person.name).say("and now 2.9 mg/L").patterns == ["decreasing"]
    stop(second)
    files = [*(tmp_path / "data").iterdir(), trained, PROJECT / "logs" / "actions.log"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
