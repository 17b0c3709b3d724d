"""A visitor of the running assistant, with a conversation."""

import pytest

from tests.assistant.channels.web.visitor import Visitor


@pytest.fixture
def visitor(assistant) -> Visitor:
    """Somebody who has just opened the widget."""
    somebody = Visitor(assistant.url)
    somebody.begin()
    return somebody
