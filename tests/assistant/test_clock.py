"""The clock goes on, whatever is done to the machine's."""

import time

import pytest

from assistant import clock


def test_it_shows_the_time_and_goes_on():
    first = clock.now()
    assert first == pytest.approx(time.time(), abs=60)
    assert clock.now() >= first


@pytest.mark.parametrize("jump", [-1e9, 1e9])
def test_nobody_can_set_it(monkeypatch, jump):
    before = time.time()
    monkeypatch.setattr(time, "time", lambda: before + jump)
    assert clock.now() == pytest.approx(before, abs=60)
