"""A reply as HTML: nothing that was typed becomes markup."""

import pytest

from assistant.channels.matrix.formatting import as_html, picture_content, text_content


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One,\ntwo.", "<p>One,<br>two.</p>"),
        (
            "Here are your results:\n- May: 5.1\n- June: 3.8",
            "<p>Here are your results:</p><ul><li>May: 5.1</li><li>June: 3.8</li></ul>",
        ),
        (
            "Choose:\n1. Yes\n2. No\nThank you.",
            "<p>Choose:</p><ol><li>Yes</li><li>No</li></ol><p>Thank you.</p>",
        ),
        ("3. Third", '<ol start="3"><li>Third</li></ol>'),
        ("2.5 is a number", "<p>2.5 is a number</p>"),
        ('<b>5</b> & "6" < 7', '<p>&lt;b&gt;5&lt;/b&gt; &amp; "6" &lt; 7</p>'),
        (
            'Source: "x" https://example.org/a?b=1&c=2.',
            '<p>Source: "x" <a href="https://example.org/a?b=1&amp;c=2">'
            "https://example.org/a?b=1&amp;c=2</a>.</p>",
        ),
        (
            'https://x.org/"><script>',
            '<p><a href="https://x.org/">https://x.org/</a>"&gt;&lt;script&gt;</p>',
        ),
        ("", ""),
    ],
)
def test_as_html(text, html):
    assert as_html(text) == html


def test_the_plain_body_is_the_text_as_it_stands():
    assert text_content("1 < 2")["body"] == "1 < 2"


def test_a_pictures_body_says_what_it_shows():
    content = picture_content("mxc://x/y", "Your results: 5.1, 3.8", "results.png", 99)
    assert content["body"] == "Your results: 5.1, 3.8"
    assert content["msgtype"] == "m.image"
