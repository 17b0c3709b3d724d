"""The parts of a reply are done once, and a part that can't be done stops nothing."""

import asyncio

from assistant.channels.inbox import Event
from assistant.channels.matrix.delivery import Delivery
from assistant.channels.matrix.parts import draw, say
from assistant.channels.matrix.rooms import Rooms

EVENT = Event("$1", "!room", {})


class Homeserver:
    """Remembers what it was sent; `known` are transactions of which the room shows the message."""

    def __init__(self, *known):
        self.known, self.messages = known, []

    async def sent(self, room, transaction):
        return "$earlier" if transaction in self.known else None

    async def send(self, room, transaction, content):
        self.messages.append((room, transaction, content["body"]))
        return "$new"


def deliver(homeserver, part, tmp_path, in_doubt=None):
    async def forget(room):
        raise AssertionError

    delivery = Delivery(homeserver, Rooms(tmp_path / "rooms.sqlite"), forget)
    asyncio.run(delivery.send(EVENT, 2, part, in_doubt))
    return homeserver.messages


def test_a_message_goes_out_under_its_events_own_transaction(tmp_path):
    assert deliver(Homeserver(), say("No."), tmp_path) == [("!room", "$1.2", "No.")]


def test_in_doubt_the_room_is_asked_first(tmp_path):
    assert deliver(Homeserver("$1.2"), say("No."), tmp_path, in_doubt=1.0) == []
    sent = [("!room", "$1.2", "No.")]
    assert deliver(Homeserver("$1.1"), say("No."), tmp_path, in_doubt=1.0) == sent


def test_a_picture_that_cannot_be_drawn_is_left_out_and_its_log_has_no_words(tmp_path, caplog):
    assert deliver(Homeserver(), draw({"specimen": "marzipan"}), tmp_path) == []
    assert "ValidationError" in caplog.text
    assert "marzipan" not in caplog.text
