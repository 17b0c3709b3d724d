"""When something does not work, the person is told, keeps what they typed, and can go on."""

import os
import shutil
import signal

import pytest
from playwright.sync_api import expect

from assistant.launch import free_port
from tests.assistant.test_launch import action_server_of
from tests.browser.conftest import WIDE
from tests.browser.visitor import MILLISECONDS, Visitor
from tests.conftest import start, stop, wait_for_actions

expect.set_options(timeout=MILLISECONDS)


def test_offline_keeps_what_was_typed_and_goes_on_later(visitor):
    visitor.context.set_offline(True)
    visitor.input.fill("will the spinal tap hurt?")
    visitor.button("Send").click()
    expect(visitor.alert).to_contain_text("You seem to be offline")
    expect(visitor.input).to_have_value("will the spinal tap hurt?")
    visitor.picture("wide-offline")
    visitor.context.set_offline(False)
    visitor.button("Try again").click()
    visitor.replies.get_by_text("You will get an anesthetic").wait_for()
    expect(visitor.alert).to_be_empty()
    expect(visitor.input).to_have_value("")
    assert visitor.frame.locator("li.person").count() == 1


def test_a_slow_server_shows_that_it_works_and_gives_up_kindly(come):
    visitor = come()
    visitor.page.clock.install()
    visitor.open()
    waiting = []
    visitor.page.route("**/chat/messages", lambda route: waiting.append(route))
    visitor.input.fill("hello")
    visitor.button("Send").click()
    status = visitor.frame.get_by_role("status")
    expect(status).to_be_empty()
    visitor.page.clock.run_for(600)
    expect(status).to_have_text("I am looking for an answer.")
    visitor.picture("wide-waiting")
    visitor.page.clock.run_for(8_000)
    expect(status).to_contain_text("longer than it should")
    for route in waiting:
        route.abort("timedout")
    expect(visitor.alert).to_contain_text("I kept what you typed")
    expect(status).to_be_empty()


@pytest.fixture
def own_assistant(trained, clinic, embedded, tmp_path):
    """An assistant that a test may break, and how to start it again at the same address."""
    ports = free_port(), free_port()

    def run():
        shutil.rmtree(tmp_path / "data", ignore_errors=True)  # another machine, which knows nobody
        served = start(tmp_path / "output.log", *ports, B2M_ALLOWED_ORIGINS=clinic.origin)
        clinic.assistant = served.url
        running.append(served)
        return served

    running = []
    run()
    yield running[0], run
    clinic.assistant = embedded.url
    for served in running:
        if served.process.poll() is None:
            served.process.send_signal(signal.SIGCONT)
            stop(served)


def test_a_dead_action_server_and_a_restart_of_everything(own_assistant, browser, clinic):
    served, run = own_assistant
    visitor = Visitor(browser, clinic.origin, viewport=WIDE)
    visitor.open()
    action_server = action_server_of(served)
    served.process.send_signal(signal.SIGSTOP)  # it can't restart what is killed now
    os.kill(action_server, signal.SIGKILL)
    assert "went wrong on my side" in visitor.ask("my b2m was 5.1 mg/L")
    assert "anesthetic" in visitor.ask("will the spinal tap hurt?")
    served.process.send_signal(signal.SIGCONT)
    wait_for_actions(served.action_port)
    assert "One result can't show a change" in visitor.ask("my b2m was 5.1 mg/L")

    stop(served)
    visitor.input.fill("and now it is 4.0 mg/L")
    visitor.button("Send").click()
    expect(visitor.alert).to_contain_text("I can't be reached")
    expect(visitor.alert).to_contain_text("your care team")
    expect(visitor.input).to_have_value("and now it is 4.0 mg/L")
    visitor.picture("wide-stopped")

    run()
    visitor.button("Try again").click()
    expect(visitor.alert).to_contain_text("This conversation has ended")
    expect(visitor.input).to_have_value("and now it is 4.0 mg/L")
    visitor.button("Start a new conversation").click()
    expect(visitor.frame.locator("li.person")).to_have_count(0)
    visitor.button("Send").click()
    visitor.frame.locator("figure").wait_for()
    assert visitor.failures == []
    assert visitor.blocked == []
    visitor.context.close()
