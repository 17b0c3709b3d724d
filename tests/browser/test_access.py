"""For everybody: by keyboard, for screen readers, with large text, forced colours, no motion."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import MILLISECONDS, RULES

expect.set_options(timeout=MILLISECONDS)

WIDTHS = [320, 768, 1280]
STATES = [
    "welcome",
    "answer",
    "chart",
    "menu",
    "form",
    "form to mend",
    "person",
    "delete",
    "problem",
]
SMALLEST_TARGET = 44  # pixels


def closed(visitor):
    visitor.page.keyboard.press("Escape")


def show(visitor, state):
    """Bring an open widget into `state`."""
    if state == "answer":
        visitor.ask("will the spinal tap hurt?")
        visitor.frame.get_by_text("Where this comes from").last.click()
    elif state == "chart":
        visitor.ask("b2m 5.1 mg/L in 2022, >4 mg/L in 2023, <2.9 mg/L in 2024")
        visitor.frame.get_by_text("Show the numbers as a table").click()
    elif state == "menu":
        visitor.button("Menu").click()
    elif state == "form":
        visitor.button("Enter my results").click()
    elif state == "form to mend":
        visitor.frame.get_by_label("Result", exact=True).first.fill("high")
        visitor.button("Send my results").click()
    elif state == "person":
        closed(visitor)
        visitor.button("Talk to a person").click()
    elif state == "delete":
        closed(visitor)
        visitor.button("Menu").click()
        visitor.button("Delete this conversation").click()
    elif state == "problem":
        closed(visitor)
        visitor.page.route("**/chat/messages", lambda route: route.abort())
        visitor.input.fill("hello")
        visitor.button("Send").click()
        visitor.button("Try again").wait_for()


def violations(visitor, axe):
    """What axe-core finds wrong on the widget's page, and in what the loader adds to another."""
    options = json.dumps({"runOnly": RULES, "iframes": False, "resultTypes": ["violations"]})

    def run(context):
        return f"async () => {{ {axe}; return (await axe.run({context}, {options})).violations }}"

    found = visitor.inside(run("document")) + visitor.page.evaluate(run("'b2m-assistant'"))
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


def small_targets(visitor):
    """Buttons, links and fields that are too small for a shaking hand."""
    return visitor.inside(
        """smallest => [...document.querySelectorAll("button, a, input, select, textarea, summary")]
        .filter(each => each.checkVisibility())
        .filter(each => Math.min(each.offsetHeight, each.offsetWidth) < smallest)
        .map(each => each.outerHTML)""",
        SMALLEST_TARGET,
    )


def text_size(visitor):
    """The size of the widget's text in pixels."""
    return visitor.inside("() => parseFloat(getComputedStyle(document.documentElement).fontSize)")


def overflow(visitor):
    """How many pixels of the widget's page lie beyond its right edge."""
    return visitor.inside(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_no_state_fails_axe_or_has_small_targets_or_is_cut_off(come, axe, width):
    visitor = come(viewport={"width": width, "height": 800})
    visitor.open()
    for state in STATES:
        show(visitor, state)
        visitor.picture(f"{width}-{state.replace(' ', '-')}")
        assert violations(visitor, axe) == [], state
        assert small_targets(visitor) == [], state
        assert overflow(visitor) == 0, state


@pytest.mark.parametrize("width", [320, 1280])
def test_text_of_twice_the_size_fits(come, axe, width):
    visitor = come(viewport={"width": width, "height": 800})
    visitor.open()
    before = text_size(visitor)
    for _ in range(4):  # once more than there are sizes
        visitor.button("Menu").click()
        visitor.button("Larger text").click()
        closed(visitor)
    after = text_size(visitor)
    assert after == 2 * before
    for state in ("answer", "chart", "form", "form to mend", "person", "problem"):
        show(visitor, state)
        visitor.picture(f"{width}-double-{state.replace(' ', '-')}")
        assert overflow(visitor) == 0, state
        assert violations(visitor, axe) == [], state
    visitor.open()  # the size stays
    assert text_size(visitor) == after


def test_everything_works_by_keyboard_alone(come):
    visitor = come()
    visitor.visit()
    keys = visitor.page.keyboard
    keys.press("Tab")
    expect(visitor.launcher).to_be_focused()
    keys.press("Enter")
    expect(visitor.input).to_be_focused()
    visitor.replies.get_by_text("Hello. I am a computer program").wait_for()
    keys.type("will the spinal tap hurt?")
    keys.press("Enter")
    visitor.replies.get_by_text("You will get an anesthetic").wait_for()
    expect(visitor.input).to_be_focused()

    keys.press("Shift+Tab")  # the choices stand before the field
    expect(visitor.frame.locator(".choices button").last).to_be_focused()
    replies = visitor.replies.count()
    keys.press("Space")
    visitor.replies.nth(replies).wait_for()
    expect(visitor.input).to_be_focused()

    tab_to(visitor, visitor.button("Enter my results"))
    keys.press("Enter")
    expect(visitor.frame.get_by_label("Result", exact=True).first).to_be_focused()
    keys.type("5.1")
    tab_to(visitor, visitor.frame.get_by_label("Result", exact=True).nth(1))
    keys.type("2.9")
    keys.press("Enter")
    visitor.frame.locator("figure").wait_for()

    tab_to(visitor, visitor.button("Talk to a person"))
    keys.press("Enter")
    keys.press("Escape")  # closes the dialog alone
    expect(visitor.button("Talk to a person")).to_be_focused()
    tab_to(visitor, visitor.button("Menu"))
    keys.press("Enter")
    keys.press("Escape")  # closes the menu alone
    expect(visitor.button("Menu")).to_be_focused()
    expect(visitor.button("Delete this conversation")).to_be_hidden()
    keys.press("Escape")
    expect(visitor.launcher).to_be_focused()
    expect(visitor.page.locator("b2m-assistant iframe")).to_be_hidden()
    keys.press("Enter")
    expect(visitor.frame.locator("figure")).to_be_visible()


def tab_to(visitor, target):
    """Press Tab until `target` has the focus."""
    for _ in range(30):
        if target.evaluate("each => each === document.activeElement"):
            return
        visitor.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {target}")


def test_every_element_shows_its_focus(visitor):
    visitor.page.keyboard.press("Tab")
    seen = set()
    for _ in range(12):
        visitor.page.keyboard.press("Tab")
        style = visitor.inside(
            """() => { const each = document.activeElement, style = getComputedStyle(each);
            return [each.tagName, style.outlineStyle, parseFloat(style.outlineWidth)] }"""
        )
        if style[0] != "BODY":
            seen.add(style[0])
            assert style[1] == "solid"
            assert style[2] >= 3
    assert {"BUTTON", "TEXTAREA"} <= seen


def test_each_turn_is_announced_in_one_sentence(visitor):
    log = visitor.frame.locator("[role=log]")
    assert log.get_attribute("aria-live") in (None, "polite")
    assert visitor.announced.count() == 0
    visitor.ask("will the spinal tap hurt?")
    assert visitor.announced.all_inner_texts() == [
        "Assistant: You will get an anesthetic, so that you feel no pain during the spinal tap."
    ]
    visitor.ask("5.1 mg/L in 2022 and 2.9 mg/L in 2024")
    assert visitor.announced.count() == 2
    assert "They went down." in visitor.announced.last.inner_text()
    transcript = visitor.frame.locator("#log")
    assert transcript.locator("ol [aria-live], ol[aria-live]").count() == 0


def test_forced_colours_keep_everything_visible(come, axe):
    visitor = come(forced_colors="active", color_scheme="dark")
    visitor.open()
    for state in ("answer", "chart", "form", "person"):
        if state == "form":
            visitor.frame.locator("svg.chart").scroll_into_view_if_needed()
            visitor.picture("forced-colours-chart-itself")
        show(visitor, state)
        visitor.picture(f"forced-colours-{state}")
    drawn = visitor.inside(
        """() => [[".trace", "stroke"], [".point", "fill"], [".value", "fill"], [".axis", "stroke"]]
        .map(([name, part]) => getComputedStyle(document.querySelector(name))[part])"""
    )
    paper = visitor.inside(
        "() => getComputedStyle(document.querySelector('.said')).backgroundColor"
    )
    assert paper not in drawn
    assert len(set(drawn)) == 1  # all in the colour of text


def test_nothing_moves_where_motion_is_unwanted(come):
    visitor = come(reduced_motion="reduce")
    visitor.open()
    visitor.ask("will the spinal tap hurt?")
    moving = visitor.inside(
        """() => [...document.querySelectorAll("*")]
        .flatMap(each => [getComputedStyle(each), getComputedStyle(each, "::before")])
        .map(style => style.transitionDuration + style.animationName + style.scrollBehavior)
        .filter(style => style !== "0snoneauto")"""
    )
    assert moving == []


def test_on_a_touch_screen_no_keyboard_covers_the_reply(come):
    visitor = come(viewport={"width": 375, "height": 740}, has_touch=True, is_mobile=True)
    visitor.open()
    visitor.picture("phone-welcome")
    visitor.frame.locator(".choices button").last.tap()
    visitor.replies.nth(2).wait_for()
    expect(visitor.input).not_to_be_focused()
