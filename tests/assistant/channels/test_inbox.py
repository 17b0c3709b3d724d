"""The inbox keeps what came in until it is answered, and then nothing of it."""

import stat
import subprocess
import sys
import threading

import pytest

from assistant.channels import inbox as inbox_module
from assistant.channels.inbox import Event, Inbox, InboxError

QUESTION = Event("m1", "room", {"text": "marzipan?"})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "inbox.sqlite"


def reopened(inbox, path):
    inbox.close()
    return Inbox(path)


def test_an_event_is_new_once(path):
    inbox = Inbox(path)
    other = Event("m2", "room", {})
    assert inbox.add([QUESTION]) == [QUESTION]
    assert inbox.add([QUESTION, other, other]) == [other]
    inbox.finish(QUESTION)
    inbox = reopened(inbox, path)
    assert inbox.add([QUESTION, other]) == []


def test_what_is_open_is_found_again_in_order_with_its_progress(path):
    inbox = Inbox(path)
    first, second = QUESTION, Event("m0", "another", {"text": "\ud83d ß"})
    inbox.add([first, second, Event("m3", "room", {})])
    inbox.finish(Event("m3", "room", {}))
    inbox.store_reply(first, ["Yes.", {"image": "x"}])
    (started,) = (event for event in inbox.open_events() if event.id == "m1")
    assert started.begun == 1
    inbox.begin(first, 1)
    one, two = reopened(inbox, path).open_events()
    assert (one.id, one.payload, one.reply, one.begun) == (
        "m1",
        {"text": "marzipan?"},
        ["Yes.", {"image": "x"}],
        2,
    )
    assert one.begun_at >= one.arrived == first.arrived
    assert two == second


def test_nothing_but_the_id_is_left_of_a_finished_event(path):
    inbox = Inbox(path)
    inbox.add([Event("m1", "patient-room", {"text": "marzipan " * 2000})])
    inbox.store_reply(QUESTION, ["nougat " * 2000])
    inbox.begin(QUESTION, 0)
    inbox.finish(QUESTION)
    inbox.close()
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"m1" in left
    for erased in (b"marzipan", b"nougat", b"patient-room"):
        assert erased not in left


def test_ids_are_forgotten_after_some_days(path, monkeypatch):
    inbox = Inbox(path)
    inbox.add([QUESTION, Event("open", "room", {})])
    inbox.finish(QUESTION)
    monkeypatch.setattr(inbox_module, "SECONDS_IDS_ARE_KEPT", -60)
    inbox.add([])
    assert [event.id for event in inbox.open_events()] == ["open"]
    assert inbox.add([QUESTION]) == [QUESTION]


def test_its_owner_alone_can_read_it(path):
    Inbox(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_one_process_at_a_time(path):
    inbox = Inbox(path)
    inbox.add([QUESTION])
    script = (
        "import sys; from pathlib import Path; from assistant.channels.inbox import Inbox\n"
        "Inbox(Path(sys.argv[1])).add([])"
    )
    other = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True)
    assert other.returncode != 0
    assert "Another assistant may be using it" in other.stderr


@pytest.mark.parametrize("damage", [b"this is not a database" * 100, b"\x00" * 4096])
def test_a_damaged_file_is_a_clear_error(path, damage):
    path.write_bytes(damage)
    with pytest.raises(InboxError, match="can't be opened"):
        Inbox(path)


def test_many_threads_may_use_it(path):
    inbox = Inbox(path)
    new = []
    threads = [
        threading.Thread(
            target=lambda: new.extend(inbox.add([Event(str(i), "", {}) for i in range(20)]))
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(event.id) for event in new) == list(range(20))
