"""Starting, stopping and surviving: the launcher around Rasa and the action server."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pexpect
import pytest

from assistant import launch, model
from tests.conftest import PROJECT, Person, start, stop, wait_for_actions
from tests.processes import descendants, eventually, listening, parents


def action_server_of(assistant):
    """The id of an assistant's action server."""
    for pid in descendants(assistant.process.pid):
        command = subprocess.run(
            ["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True
        )
        if "rasa_sdk" in command.stdout:
            return pid
    raise AssertionError("No action server runs.")


@pytest.fixture
def own_assistant(trained, tmp_path):
    """An assistant that a test may break."""
    served = start(tmp_path / "output.log")
    yield served
    if served.process.poll() is None:
        served.process.send_signal(signal.SIGCONT)
        stop(served)


def test_it_stops_cleanly_on_sigterm(own_assistant):
    assert stop(own_assistant) == 0
    assert not listening(own_assistant.port)
    assert not listening(own_assistant.action_port)


def test_the_action_server_does_not_hang_up_before_rasa_does(assistant):
    with socket.create_connection(("127.0.0.1", assistant.action_port), timeout=30) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(10_000).startswith(b"HTTP/1.1 200")
        connection.settimeout(7)  # by itself it would hang up after 5 seconds
        with pytest.raises(TimeoutError):
            connection.recv(1)


def test_nothing_outlives_a_killed_launcher(own_assistant):
    own_assistant.process.kill()
    own_assistant.process.wait()
    assert eventually(lambda: not listening(own_assistant.port))
    assert eventually(lambda: not listening(own_assistant.action_port))


def test_without_the_action_server_answers_go_on_and_it_comes_back(own_assistant):
    person = Person(own_assistant)
    assert person.say("my b2m was 5.1").patterns == ["too_few"]
    action_server = action_server_of(own_assistant)
    own_assistant.process.send_signal(signal.SIGSTOP)  # it can't restart what is killed now
    os.kill(action_server, signal.SIGKILL)

    values = person.say("in march 2024 it was 77.66")
    assert "went wrong on my side" in values.text
    assert not values.patterns
    assert "77.66" not in own_assistant.output()
    assert person.say("will the spinal tap hurt?").topics == ["ask/csf_pain"]
    own_assistant.process.send_signal(signal.SIGCONT)

    wait_for_actions(own_assistant.action_port)
    later = person.say("and now 4.9")
    assert later.patterns, "the earlier value was lost"


def test_a_server_that_hangs_is_ended_all_the_same(trained, monkeypatch):
    set_signal, stop_it = signal.signal, []
    deaf = subprocess.Popen(
        ["sleep", "60"], preexec_fn=lambda: set_signal(signal.SIGTERM, signal.SIG_IGN)
    )
    monkeypatch.setattr(launch.signal, "signal", lambda number, handler: stop_it.append(handler))
    monkeypatch.setattr(launch, "child", lambda *arguments, **settings: deaf)
    monkeypatch.setattr(launch, "SECONDS_TO_FINISH", 0.1)
    monkeypatch.setattr(
        launch, "wait_until_answers", lambda *told: stop_it[0](signal.SIGTERM, None)
    )
    monkeypatch.setattr(launch, "has_model", lambda url: True)
    assert launch.serve("127.0.0.1", launch.free_port(), 5055, trained) == -signal.SIGKILL


def test_it_listens_on_loopback_alone(assistant):
    for port in (assistant.port, assistant.action_port):
        sockets = subprocess.run(
            ["ss", "-ltnH", f"sport = :{port}"], capture_output=True, text=True
        )
        addresses = {line.split()[3] for line in sockets.stdout.splitlines()}
        assert addresses == {f"127.0.0.1:{port}"}


@pytest.mark.parametrize("path", ["/model/parse", "/conversations/x/tracker", "/domain"])
def test_rasas_own_api_is_closed(assistant, path):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(assistant.url + path, timeout=10)
    assert refused.value.code in (404, 405)


def test_a_taken_port_is_named(trained):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = subprocess.run(
            [sys.executable, "-m", "assistant.launch", "run"],
            cwd=PROJECT,
            env={**os.environ, "B2M_PORT": str(port), "B2M_ACTION_PORT": str(launch.free_port())},
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert result.returncode == 1
    assert f"Port {port} is taken" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("value", ["abc", "0", "70000", "-1", ""])
def test_a_port_that_is_none_is_refused(monkeypatch, value):
    monkeypatch.setenv("B2M_PORT", value)
    with pytest.raises(launch.LaunchError, match="B2M_PORT must be a port number"):
        launch.port_setting("B2M_PORT", 5005)


def test_the_fingerprint_follows_what_training_reads_and_nothing_else(tmp_path):
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "content").mkdir()
    examples = tmp_path / "data" / "nlu" / "ask.yml"
    examples.write_text("a")
    before = model.fingerprint(tmp_path)
    (tmp_path / "content" / "risks.yml").write_text("x")
    assert model.fingerprint(tmp_path) == before
    examples.write_text("b")
    assert model.fingerprint(tmp_path) != before


def test_a_failed_training_shows_the_end_of_its_log(monkeypatch, tmp_path):
    (tmp_path / "config.yml").write_text(
        "recipe: default.v1\npipeline: [{name: NoSuchComponent}]\n"
    )
    monkeypatch.setattr(model, "PROJECT", tmp_path)
    monkeypatch.setattr(model, "MODELS", tmp_path / "models")
    monkeypatch.setattr(model, "LOG", tmp_path / "logs" / "train.log")
    with pytest.raises(model.TrainingError, match=r"The end of logs/train\.log"):
        model.ensure()


@pytest.fixture
def shell(trained):
    """`make shell` in a pseudo-terminal."""
    child = pexpect.spawn("make shell", cwd=str(PROJECT), encoding="utf-8", timeout=120)
    child.setwinsize(50, 120)
    child.expect("Type a message and press enter")
    child.expect("Your input")
    yield child
    child.close(force=True)


def ask(shell, text):
    shell.send(text)
    shell.send("\r")
    shell.expect("Your input ->")  # the echo of what was typed
    shell.expect("Your input ->")
    return shell.before


def test_the_shell_answers_in_words_with_numbered_choices(shell):
    reply = ask(shell, "will the spinal tap hurt?")
    assert "anesthetic" in reply
    assert "1. " in reply
    assert "medlineplus.gov" in reply
    for machine_made in ("Custom json", '"type"', "recipient_id", "utter_"):
        assert machine_made not in reply
    assert "headache" in ask(shell, "1")
    assert "went down" in ask(shell, "5.1 mg/L, then 2.9 mg/L")


@pytest.mark.parametrize("leave", ["/stop\r", "\x03"])
def test_leaving_the_shell_stops_everything(shell, leave):
    started = descendants(shell.pid)
    assert len(started) >= 3  # the launcher, Rasa, the action server
    shell.send(leave)
    shell.expect(pexpect.EOF)
    shell.wait()
    assert eventually(lambda: not started & set(parents()))
