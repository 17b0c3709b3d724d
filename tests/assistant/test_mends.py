"""What of Rasa is mended does what assistant/mends.py claims."""

import asyncio
import threading

import pytest
import rasa.core.actions.action
from jsonschema import ValidationError, validate
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.domain import Domain

from assistant import conversation, mends
from assistant.conversation import Conversation

mends.apply()


def test_a_store_that_fails_is_not_replaced_by_an_empty_one():
    store = InMemoryTrackerStore(Domain.empty())
    assert Agent(Domain.empty(), tracker_store=store).tracker_store is store


def test_no_action_is_waited_for_longer_than_a_person_waits():
    assert rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT == mends.SECONDS_FOR_AN_ACTION < 5


RESULTS = [
    {},
    {"events": [], "responses": [{"response": "utter_values_reply", "reply": {"text": "3"}}]},
    {"events": [{"event": "slot", "name": "b2m_values", "value": {"a": 1}, "timestamp": None}]},
    {"events": [{"event": "slot"}]},
    {"events": [{"event": "no such event"}]},
    {"events": "none"},
    {"responses": ["text"]},
    [],
]


def passes(judge, *arguments):
    try:
        judge(*arguments)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("result", RESULTS, ids=str)
def test_an_action_s_answer_is_judged_by_rasa_s_schema(result):
    schema = RemoteAction.action_response_format_spec()
    mended = RemoteAction("action_values", None)._validate_action_result
    assert passes(mended, result) == passes(validate, result, schema)


class Sum(GraphComponent):
    @classmethod
    def create(cls, config, model_storage, resource, execution_context):
        return cls()

    def add(self, one, two):
        return one + two


def test_rasa_s_graphs_give_what_their_nodes_give(tmp_path):
    def node(**needs):
        return SchemaNode(needs, Sum, "create", "add", {})

    schema = GraphSchema(
        {"sum": node(one="x", two="y"), "all": node(one="sum", two="x"), "other": node(one="?")}
    )
    context = ExecutionContext(schema)
    runner = DaskGraphRunner(schema, LocalModelStorage(tmp_path), context)
    results = runner.run(inputs={"x": 1, "y": 2}, targets=["all"])
    assert results == {"all": 4}


class Reader(MessageProcessor):
    """A processor whose reading does not end before the event loop has gone on."""

    def __init__(self):
        self.http_interpreter = None
        self.domain = None
        self.loop_went_on = threading.Event()
        self.seen = None

    def _parse_message_with_graph(self, message, tracker, only_output_properties=True):
        assert self.loop_went_on.wait(20)
        self.seen = conversation.current()
        if message.text == "fail":
            raise ValueError
        return {"text": message.text, "intent": {"name": "ask"}, "entities": []}


def read(text):
    reader = Reader()

    async def reading():
        conversation.remember(Conversation(topic="ask/csf"))
        parse = asyncio.ensure_future(reader.parse_message(UserMessage(text)))
        await asyncio.sleep(0)
        reader.loop_went_on.set()
        return (await asyncio.gather(parse, return_exceptions=True))[0]

    return asyncio.run(reading()), reader


def test_others_are_served_while_a_message_is_read():
    result, _ = read("a long message")
    assert result["text"] == "a long message"


def test_the_reading_knows_its_conversation():
    assert read("and then?")[1].seen == Conversation(topic="ask/csf")


def test_a_reading_that_fails_fails_the_turn():
    assert isinstance(read("fail")[0], ValueError)
