"""What each event of a room means to the assistant."""

import pytest

from assistant.channels.matrix.events import Event, read_event

BOT, PATIENT = "@b2m:clinic.localhost", "@anna:clinic.localhost"


def raw(kind="m.room.message", content=None, **fields):
    return {
        "event_id": "$1",
        "room_id": "!room",
        "sender": PATIENT,
        "origin_server_ts": 2500,
        "type": kind,
        "content": {"msgtype": "m.text", "body": "does it hurt?"} if content is None else content,
        **fields,
    }


def member(membership, who, **fields):
    return raw("m.room.member", {"membership": membership}, state_key=who, **fields)


def replied(body):
    relation = {"m.in_reply_to": {"event_id": "$0"}}
    return raw(content={"msgtype": "m.text", "body": body, "m.relates_to": relation})


@pytest.mark.parametrize(
    ("event", "kind", "text", "about"),
    [
        pytest.param(raw(), "text", "does it hurt?", None, id="a text"),
        pytest.param(
            raw(content={"msgtype": "m.emote", "body": "is afraid"}),
            *("text", "is afraid", None),
            id="a text about oneself",
        ),
        pytest.param(replied("yes"), "text", "yes", "$0", id="a reply"),
        pytest.param(
            replied("> <@b2m:clinic.localhost> Did you\n> mean this?\n\nyes\n> no"),
            *("text", "yes\n> no", "$0"),
            id="a reply that quotes",
        ),
        pytest.param(
            raw(content={"msgtype": "m.text", "body": "> 5 mg/L"}),
            *("text", "> 5 mg/L", None),
            id="a quotation mark that is no quotation",
        ),
        pytest.param(
            raw(
                content={
                    "msgtype": "m.text",
                    "body": "* 5.1",
                    "m.relates_to": {"rel_type": "m.replace", "event_id": "$0"},
                }
            ),
            *("edit", "", "$0"),
            id="an edit",
        ),
        pytest.param(
            raw(content={"msgtype": "m.image", "body": "x.png"}), "wordless", "", None, id="picture"
        ),
        pytest.param(raw("m.sticker", {"body": "smile"}), "wordless", "", None, id="a sticker"),
        pytest.param(raw("m.room.encrypted", {}), "encrypted", "", None, id="encrypted"),
        pytest.param(
            raw("m.room.encryption", {}, state_key=""), "encrypted", "", None, id="encryption on"
        ),
        pytest.param(member("invite", BOT), "invited", "", None, id="an invitation"),
        pytest.param(member("leave", BOT), "dismissed", "", None, id="a removal"),
        pytest.param(member("ban", BOT), "dismissed", "", None, id="a ban"),
        pytest.param(member("leave", PATIENT), "members", "", None, id="the patient leaves"),
        pytest.param(
            member("join", PATIENT, unsigned={"prev_content": {"membership": "invite"}}),
            *("members", "", None),
            id="somebody joins",
        ),
    ],
)
def test_an_event_that_means_something(event, kind, text, about):
    assert read_event(event, BOT) == Event("$1", "!room", PATIENT, 2.5, kind, text, about)


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(raw(sender=BOT), id="our own"),
        pytest.param(raw(content={"msgtype": "m.notice", "body": "hi"}), id="another program's"),
        pytest.param(raw(content={}), id="a message that was taken back"),
        pytest.param(raw(content={"msgtype": "m.text", "body": 5}), id="a body that is no text"),
        pytest.param(raw("m.reaction", {"m.relates_to": {}}), id="a reaction"),
        pytest.param(raw("m.room.topic", {"topic": "x"}), id="a room's topic"),
        pytest.param(
            member("join", PATIENT, unsigned={"prev_content": {"membership": "join"}}),
            id="a new picture of a member",
        ),
        pytest.param(member("knock", BOT), id="a membership that we don't know"),
        pytest.param(raw(room_id="!\ud83d:localhost"), id="a name that can't be written down"),
        *(pytest.param(strange, id=repr(strange)) for strange in (None, 5, [], {}, {"type": 7})),
        pytest.param(raw(content=[]), id="content that is none"),
        pytest.param(raw(room_id=None), id="no room"),
    ],
)
def test_an_event_that_means_nothing(event):
    assert read_event(event, BOT) is None


@pytest.mark.parametrize(
    "relation",
    [
        *(5, [], {"rel_type": []}, {"m.in_reply_to": 5}),
        {"m.in_reply_to": {"event_id": "$\ud83d"}},
    ],
    ids=repr,
)
def test_a_strange_relation_leaves_the_text(relation):
    event = raw(content={"msgtype": "m.text", "body": "hi", "m.relates_to": relation})
    assert (read_event(event, BOT).text, read_event(event, BOT).about) == ("hi", None)


@pytest.mark.parametrize("sent", [10**400, -(10**400), None, "now", 1e308])
def test_a_time_that_is_none_is_the_beginning_of_all(sent):
    assert read_event(raw(origin_server_ts=sent), BOT).sent == 0
