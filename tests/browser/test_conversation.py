"""The whole way through the widget, with the real assistant, on a page of another origin."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.visitor import MILLISECONDS

expect.set_options(timeout=MILLISECONDS)

VALUES = "my b2m was 5.1 mg/L in January 2024, 3.8 mg/L in April 2024 and 2.9 mg/L in July 2024"


def test_it_says_first_what_it_is_and_what_happens_to_what_is_typed(visitor):
    welcome = "\n".join(visitor.replies.all_inner_texts())
    assert "I am a computer program, not a person" in visitor.replies.first.inner_text()
    assert "is not sent to other companies" in welcome
    assert "emergency" in welcome
    expect(
        visitor.frame.get_by_text("A computer program, not a person. In an emergency")
    ).to_be_visible()
    visitor.picture("wide-welcome")


def test_a_question_is_answered_with_its_source_and_leads_on(visitor):
    assert "anesthetic" in visitor.ask("will the spinal tap hurt?")
    assert "https://" not in visitor.replies.last.inner_text()
    visitor.picture("wide-answer")
    source = visitor.replies.last.locator("details.source")
    source.locator("summary").click()
    assert "Page last updated: February 24, 2020" in source.inner_text()
    link = source.get_by_role("link", name="opens in a new tab")
    assert link.get_attribute("href").startswith("https://medlineplus.gov/")
    assert link.get_attribute("target") == "_blank"
    assert "noopener" in link.get_attribute("rel")
    visitor.picture("wide-source")

    assert "headache" in visitor.press("Will a spinal tap cause a headache?").lower()
    expect(visitor.input).to_be_focused()
    assert visitor.frame.locator("li.person").all_inner_texts()[-1].endswith("cause a headache?")


def test_results_are_seen_as_words_chart_and_table_and_can_be_turned_round(visitor):
    visitor.ask(VALUES)
    figure = visitor.frame.locator("figure").last
    caption = figure.locator("figcaption").inner_text()
    assert caption == (
        "3 blood results, from January 2024 to July 2024. "
        "First: 5.1 mg/L. Latest: 2.9 mg/L. They went down."
    )
    chart = figure.get_by_role("img", name="Chart of your blood results")
    expect(chart).to_be_visible()
    for text in ("5.1", "3.8", "2.9", "Jan", "2024", "mg/L"):
        expect(chart.get_by_text(text, exact=True).first).to_be_attached()
    figure.get_by_text("Show the numbers as a table").click()
    rows = figure.locator("tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["January 2024", "5.1 mg/L"],
        ["April 2024", "3.8 mg/L"],
        ["July 2024", "2.9 mg/L"],
    ]
    figure.scroll_into_view_if_needed()
    visitor.picture("wide-chart")

    assert "went up" in visitor.press("Turn the order round")
    assert "They went up." in visitor.frame.locator("figcaption").last.inner_text()


def test_the_form_sends_rows_and_says_kindly_what_to_mend(come):
    visitor = come(viewport=PHONE)
    visitor.open()
    visitor.button("Enter my results").click()
    dialog = visitor.frame.get_by_role("dialog", name="Enter your B2M results")
    dialog.get_by_role("button", name="Send my results").click()
    assert "at least one result" in dialog.get_by_role("alert").inner_text()

    values, dates = dialog.get_by_label("Result", exact=True), dialog.get_by_label("Date")
    values.nth(0).fill("high")
    dates.nth(0).fill("12")
    dialog.get_by_role("button", name="Send my results").click()
    expect(values.nth(0)).to_be_focused()
    assert values.nth(0).get_attribute("aria-invalid") == "true"
    expect(dialog.get_by_text("Please type a number")).to_be_visible()
    expect(dialog.get_by_text("Please type the date")).to_be_visible()
    visitor.picture("phone-form-to-mend")

    for row, (value, date) in enumerate([("<0.8", "March 2024"), ("1.5", "6/14/2024"), ("9", "")]):
        if row == values.count():
            dialog.get_by_role("button", name="Add another result").click()
        values.nth(row).fill(value)
        dates.nth(row).fill(date)
    dialog.get_by_label("Kind of test").nth(0).select_option("Urine")
    dialog.get_by_role("button", name="Remove result 3").click()
    dialog.get_by_label("Kind of test").nth(0).select_option("Spinal fluid")
    dialog.get_by_label("Kind of test").nth(1).select_option("Spinal fluid")
    dialog.get_by_role("button", name="Send my results").click()
    visitor.frame.locator("figure").wait_for()
    assert visitor.frame.locator(".typed").last.inner_text().split("\n") == [
        "Spinal fluid: <0.8 mg/L (March 2024)",
        "Spinal fluid: 1.5 mg/L (June 14, 2024)",
    ]
    expect(visitor.frame.get_by_text("A mark that points down")).to_be_visible()
    visitor.frame.locator("svg.chart").scroll_into_view_if_needed()
    visitor.picture("phone-chart")


def test_a_reload_keeps_the_conversation_and_the_browser_keeps_nothing_that_was_said(visitor):
    visitor.ask(VALUES)
    before = visitor.frame.locator("ol").inner_text()
    kept = visitor.inside("() => JSON.stringify({...sessionStorage, ...localStorage})")
    assert "5.1" not in kept
    assert set(json.loads(kept)) == {"b2m-token", "b2m-text-size"}
    assert visitor.context.cookies() == []

    visitor.open()
    expect(visitor.frame.locator("ol")).to_have_text(re.compile("They went down"))
    assert visitor.frame.locator("ol").inner_text() == before
    assert "went down from 5.1 mg/L to 2" in visitor.ask("and in December 2024 it was 2.0 mg/L")


def test_deleting_leaves_nothing_and_begins_anew(visitor):
    visitor.ask(VALUES)
    token = visitor.inside("() => sessionStorage.getItem('b2m-token')")
    visitor.button("Menu").click()
    visitor.picture("wide-menu")
    visitor.button("Delete this conversation").click()
    visitor.picture("wide-delete")
    visitor.button("No, keep it").click()
    expect(visitor.frame.locator("figure")).to_be_visible()
    visitor.button("Menu").click()
    visitor.button("Delete this conversation").click()
    visitor.button("Yes, delete it").click()
    expect(visitor.frame.locator("figure")).to_have_count(0)
    expect(visitor.announced.last).to_have_text("Your conversation is deleted. This is a new one.")
    asked = """async token => (await fetch("conversation",
        {headers: {Authorization: `Bearer ${token}`}})).status"""
    assert visitor.inside(asked, token) == 401
    visitor.ask("what do my results mean?")
    expect(visitor.frame.locator("figure")).to_have_count(0)


def test_deleting_in_words_clears_the_screen_too(visitor):
    visitor.ask(VALUES)
    visitor.ask("delete my conversation")
    visitor.frame.locator(".choices").get_by_text("Yes, delete it").click()
    expect(visitor.replies).to_have_count(1)
    assert "is deleted" in visitor.replies.inner_text()
    visitor.input.fill("will the spinal tap hurt?")
    visitor.button("Send").click()
    visitor.replies.get_by_text("You will get an anesthetic").wait_for()


def test_two_visitors_never_see_each_other(come):
    one, other = come(), come()
    one.open()
    other.open()
    one.ask("my b2m was 77 mg/L, it is right")
    other.ask("what do my own results mean?")
    assert "77" not in other.frame.locator("ol").inner_text()
    tokens = {each.inside("() => sessionStorage.getItem('b2m-token')") for each in (one, other)}
    assert len(tokens) == 2


def test_talking_to_a_person_names_whom_to_call(visitor):
    visitor.button("Talk to a person").click()
    dialog = visitor.frame.get_by_role("dialog", name="Talk to a person")
    assert "care team" in dialog.inner_text()
    assert "911" in dialog.inner_text()
    visitor.picture("wide-person")
    visitor.button("Go back").click()
    expect(dialog).to_be_hidden()


def test_the_conversation_can_be_saved_and_printed(visitor):
    visitor.ask("will the spinal tap hurt?")
    visitor.button("Menu").click()
    with visitor.page.expect_download() as saved:
        visitor.button("Save as a file").click()
    assert saved.value.suggested_filename == "b2m-conversation.txt"
    text = saved.value.path().read_text(encoding="utf-8")
    assert "You:\nwill the spinal tap hurt?" in text
    assert "https://medlineplus.gov/" in text

    opened = "() => [...document.querySelectorAll('details')].map(each => each.open)"
    visitor.inside("() => dispatchEvent(new Event('beforeprint'))")
    assert visitor.inside(opened) == [True]
    visitor.inside("() => dispatchEvent(new Event('afterprint'))")
    assert visitor.inside(opened) == [False]
    visitor.page.emulate_media(media="print")
    hidden = visitor.inside(
        """() => [".composer", ".menu", ".choices", ".said"]
        .filter(name => getComputedStyle(document.querySelector(name)).display === "none")"""
    )
    assert hidden == [".composer", ".menu", ".choices"]


def test_a_message_that_is_too_long_is_kept_for_shortening(visitor):
    visitor.input.fill("pain " * 500)
    visitor.button("Send").click()
    expect(visitor.alert).to_contain_text("2499 characters")
    assert len(visitor.input.input_value()) == 2500


def test_a_new_reply_is_read_from_its_beginning(visitor):
    visitor.ask("what is the test?")
    visitor.ask("will the spinal tap hurt?")
    top = "() => document.querySelector('#log').getBoundingClientRect().top"
    question = visitor.frame.locator("li.person").last
    below_top = question.evaluate("item => item.getBoundingClientRect().top") - visitor.inside(top)
    assert 0 <= below_top < 20
    assert visitor.inside("() => document.scrollingElement.scrollTop") == 0  # nothing else moved


@pytest.mark.parametrize("text", ["", "   \n"])
def test_nothing_is_sent_when_nothing_was_typed(visitor, text):
    visitor.input.fill(text)
    visitor.button("Send").click()
    expect(visitor.frame.locator("li.person")).to_have_count(0)
