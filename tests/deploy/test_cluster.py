"""Two servers behind nginx on PostgreSQL: whichever is killed, no reply is lost and none is double.

B2M_FAULTS_KILLS says how many kills there are; `make faults` sets it.
"""

import contextlib
import os
import random
import signal
import socket
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
import sqlalchemy

from assistant.launch import free_port
from deploy.cluster.cluster import cluster
from deploy.cluster.proxy import ADMINISTRATORS
from tests.assistant.channels.web.visitor import Visitor
from tests.assistant.test_launch import action_server_of
from tests.conftest import wait_for_actions
from tests.deploy.people import VALUES, Person, readings, typed
from tests.processes import connections, descendants, eventually
from tests.tools import program

KILLS = int(os.environ.get("B2M_FAULTS_KILLS", "2"))
PEOPLE = 3
NO_LIMIT = "1000000"
LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
BODY_THAT_DOES_NOT_COME = (
    b'POST /chat/messages HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n{"text": '
)


@pytest.fixture(scope="module")
def running(trained):
    """Two servers and the proxy."""
    program("nginx", folders=ADMINISTRATORS)
    limits = {f"B2M_{what}_PER_MINUTE": NO_LIMIT for what in ("MESSAGES", "SESSIONS", "REQUESTS")}
    with cluster(free_port(), 2, **limits) as running:
        folder = running.servers[0].log.parent
        assert len(processes_of(folder)) > 6
        yield running
    assert eventually(lambda: not processes_of(folder)), "nothing that was started is left"
    assert not folder.exists()


def processes_of(folder):
    """The programs that were told to keep something there."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if str(folder) in " ".join([*process.cmdline(), *process.environ().values()]):
                found.append(process)
    return found


@pytest.fixture
def servers(running):
    """The servers, all of them well."""
    for server in running.servers:
        if server.process.poll() is not None:
            bring_back(server)
        wait_for_actions(server.action_port)
    return running.servers


def kill(server):
    """End all processes of a server at once, Rasa's first, as a power cut would."""
    for process in sorted(descendants(server.process.pid), reverse=True):
        os.kill(process, signal.SIGKILL)
    server.process.kill()
    server.process.wait()


def bring_back(server):
    server.restart()
    server.wait_until_answers()


def test_a_conversation_goes_on_with_any_server(running, servers):
    visitor = told_one_result(running)
    for value, month in (("4.4", "April"), ("4.0", "May"), ("3.8", "June")):
        answer = visitor.say(f"and {value} mg/L in {month} 2024")
    assert readings(answer) == ["5.1", "4.4", "4.0", "3.8"]
    for server in servers:
        there = Visitor(f"http://{server.address}", visitor.token)
        assert there.said().messages == visitor.said().messages


def told_one_result(running):
    """Somebody who has told one result."""
    visitor = Visitor(running.proxy.url)
    visitor.begin()
    assert readings(visitor.say("my b2m was 5.1 mg/L in March 2024")) == ["5.1"]
    return visitor


def turns_that_run(running):
    """How many turns hold their conversation's lock."""
    database = sqlalchemy.create_engine(running.database_url)
    with database.connect() as connection:
        count = connection.execute(sqlalchemy.text(LOCKS)).scalar()
    database.dispose()
    return count


def test_a_server_is_killed_in_the_middle_of_turns(running, servers):
    with_id, without_id = [[told_one_result(running) for _ in servers] for _ in range(2)]
    action_servers = [action_server_of(server) for server in servers]
    for process in action_servers:  # so that turns stay where they are
        os.kill(process, signal.SIGSTOP)
    with ThreadPoolExecutor(2 * len(servers)) as threads:

        def one_for_each_server(visitors, message_id):
            wanted = turns_that_run(running) + len(servers)
            text = "and 4.0 mg/L in May 2024"
            answers = [threads.submit(visitor.say, text, message_id) for visitor in visitors]
            assert eventually(lambda: turns_that_run(running) == wanted)
            return answers

        answered = one_for_each_server(with_id, "m2")
        doubtful = one_for_each_server(without_id, None)
        kill(servers[0])
        os.kill(action_servers[1], signal.SIGCONT)
    for visitor, answer in zip(with_id, answered, strict=True):
        assert readings(answer.result()) == ["5.1", "4.0"]
        assert len(typed(visitor)) == 2
    # Without an id nobody knows whether the turn was kept, so nginx does not begin it again.
    assert sorted(answer.result().status for answer in doubtful) == [200, 502]
    assert sorted(len(typed(visitor)) for visitor in without_id) == [1, 2]


def test_while_a_server_is_away_nobody_notices(running):
    if running.servers[0].process.poll() is None:
        kill(running.servers[0])
    visitor = told_one_result(running)
    for _ in range(4):
        assert visitor.say("will the spinal tap hurt?").topics == ["ask/csf_pain"]
        Visitor(visitor.url).begin()
    assert visitor.leave().status == 204


def slow_client(running, begun):
    """A connection that sends no more than `begun`."""
    port = int(running.proxy.url.rpartition(":")[2])
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(begun)
    client.settimeout(60)
    return client


def hangs_up(client):
    """Whether the proxy ends the connection, with or without a word."""
    try:
        while client.recv(1000):
            pass
    except ConnectionResetError:
        pass
    except TimeoutError:
        return False
    return True


def test_clients_that_send_slowly_hold_nobody_up_and_are_sent_away(running, servers):
    half = [b"POST /chat/messages HTTP/1.1\r\nHost: a\r\nX-Slow: ", BODY_THAT_DOES_NOT_COME]
    clients = [slow_client(running, begun) for begun in half for _ in range(100)]
    assert readings(told_one_result(running).say("4.0 mg/L in May 2024")) == ["5.1", "4.0"]
    assert eventually(lambda: not any(connections(server.port) for server in servers))
    assert all(hangs_up(client) for client in clients)


def test_none_lost_and_none_double_while_servers_are_killed_at_random(running, servers):
    dice = random.Random(20260301)
    people = [Person(running.proxy.url) for _ in range(PEOPLE)]

    def talk(count):
        """Return when they have said so many messages."""
        goal = sum(person.messages for person in people) + count
        assert eventually(lambda: sum(person.messages for person in people) >= goal, 120)

    for _ in range(KILLS):
        talk(dice.randrange(5, 25))
        victim = dice.choice(servers)
        kill(victim)
        talk(dice.randrange(5))
        bring_back(victim)
    talk(10)
    for person in people:
        person.finish()
    messages = sum(person.messages for person in people)
    lost = sum(person.lost for person in people)
    doubled = sum(person.doubled for person in people)
    out_of_order = sum(person.out_of_order for person in people)
    sessions = messages // len(VALUES)
    again = sum(person.tries for person in people) - messages - sessions
    print(
        f"\n{messages} messages of {PEOPLE} people, {KILLS} kills: lost {lost}, doubled {doubled}, "
        f"out of order {out_of_order}, sent again by hand {again}"
    )
    assert messages > 10 * KILLS
    assert (lost, doubled, out_of_order, again) == (0, 0, 0, 0)
