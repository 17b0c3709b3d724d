"""What pages, people and answers may try: hostile styles, foreign origins, markup."""

import pytest
from playwright.sync_api import expect

from tests.browser.clinic import Clinic
from tests.browser.visitor import BLOCKED_BY_POLICY, MILLISECONDS

expect.set_options(timeout=MILLISECONDS)

MARKUP = (
    '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
    "<a href='javascript:window.hit=1'>x</a>"
)
NOBODY_WAS_HIT = "() => window.hit === undefined"


def looks(visitor):
    """Place, size and style of what the loader adds to the page."""
    return visitor.page.evaluate(
        """() => ["button", "dialog", "iframe", ".bar"].map(name => {
            const each = document.querySelector("b2m-assistant").shadowRoot.querySelector(name);
            const { x, y, width, height } = each.getBoundingClientRect();
            const { color, backgroundColor, fontSize, opacity, direction } = getComputedStyle(each);
            return { name, x, y, width, height, color, backgroundColor, fontSize, opacity,
                direction };
        })"""
    )


@pytest.mark.parametrize("path", ["/hostile", "/strict"])
def test_no_style_or_policy_of_a_page_changes_the_widget(come, path):
    plain, visitor = come(), come(path)
    plain.open()
    visitor.open()
    assert looks(visitor) == looks(plain)
    visitor.ask("will the spinal tap hurt?")
    visitor.picture(path.strip("/"))


def test_typed_markup_is_shown_as_text(visitor):
    visitor.ask(MARKUP)
    assert MARKUP in visitor.frame.locator("li.person").last.inner_text()
    assert visitor.inside(NOBODY_WAS_HIT)
    assert visitor.frame.locator("ol img, ol script, ol a[href^=javascript]").count() == 0


def test_markup_in_answers_urls_and_buttons_is_shown_as_text(visitor):
    source = {"title": MARKUP, "section": MARKUP, "url": "javascript:hit=1", "updated": MARKUP}
    reading = {"text": MARKUP, "value": 5, "bound": "exact", "mg_per_l": 5}
    readings = [{**reading, "unit": MARKUP, "date": MARKUP}] * 2
    trend = {"type": "b2m_trend", "pattern": MARKUP, "specimen": "blood", "readings": readings}
    message = {
        "text": MARKUP,
        "buttons": [{"title": MARKUP, "payload": MARKUP}],
        "custom": {**trend, "source": source},
    }
    sent = []

    def answer(route):
        sent.append(route.request.post_data_json)
        route.fulfill(json={"messages": [message]})

    visitor.page.route("**/chat/messages", answer)
    visitor.ask("anything")
    visitor.frame.locator("details.source summary").last.click()
    assert visitor.frame.locator("ol a").count() == 0  # no link that isn't https
    visitor.press(MARKUP)
    assert sent == [{"text": "anything"}, {"payload": MARKUP}]
    assert visitor.frame.locator("ol img, ol script").count() == 0
    assert visitor.inside(NOBODY_WAS_HIT)


def test_a_page_that_was_not_allowed_gets_no_conversation(come, clinic):
    stranger = Clinic()
    stranger.assistant = clinic.assistant
    visitor = come(origin=stranger.origin)
    visitor.page.clock.install()
    visitor.visit()
    visitor.launcher.click()
    visitor.page.clock.fast_forward(20_000)
    dialog = visitor.page.get_by_role("dialog")
    expect(dialog.get_by_text("The assistant did not open")).to_be_visible()
    expect(dialog.get_by_role("button", name="Try again")).to_be_visible()
    visitor.picture("not-allowed")
    dialog.get_by_role("button", name="Close").click()
    expect(visitor.launcher).to_be_focused()
    assert any("frame-ancestors" in text for text in visitor.blocked)
    visitor.blocked.clear()  # it had to be
    stranger.stop()


def test_on_another_site_it_works_and_a_reload_begins_anew(come, clinic):
    """A browser that keeps nothing for other sites takes the key of the conversation with it."""
    visitor = come(origin=clinic.other_site)
    visitor.open()
    visitor.ask("will the spinal tap hurt?")
    visitor.visit()
    visitor.open()
    expect(visitor.frame.locator("li.person")).to_have_count(0)
    visitor.ask("will the spinal tap hurt?")


def test_the_page_around_it_cannot_read_the_conversation(visitor):
    visitor.ask("will the spinal tap hurt?")
    reading = visitor.page.evaluate(
        """() => { const host = document.querySelector("b2m-assistant");
        try { return host.shadowRoot.querySelector("iframe").contentWindow.document.body.innerText }
        catch (error) { return error.name } }"""
    )
    assert reading == "SecurityError"


def test_messages_from_others_close_nothing(visitor):
    visitor.page.evaluate("() => postMessage('b2m:close', '*')")
    visitor.page.evaluate("() => new Promise(resolve => setTimeout(resolve))")
    expect(visitor.input).to_be_visible()


def test_nothing_is_fetched_from_elsewhere(come, clinic, embedded):
    visitor = come()
    addresses = []
    visitor.page.on("request", lambda request: addresses.append(request.url))
    visitor.open()
    visitor.ask("will the spinal tap hurt?")
    own = (clinic.origin, embedded.url, "data:")
    assert [address for address in addresses if not address.startswith(own)] == []


@pytest.mark.parametrize(
    "act", ["new Image().src = 'https://example.org/x.png'", "document.body.innerHTML = '<p>'"]
)
def test_what_a_policy_blocks_is_noticed(visitor, act):
    """The other tests rest on this."""
    with visitor.page.expect_console_message(
        lambda message: bool(BLOCKED_BY_POLICY.search(message.text))
    ):
        visitor.inside(f"() => {{ try {{ {act} }} catch {{}} }}")
    assert visitor.blocked
    visitor.blocked.clear()
