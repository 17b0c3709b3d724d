"""So many in a minute, counted for each key, and nothing remembered for longer."""

import pytest

from assistant.channels.web.rates import Rate


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_as_many_as_allowed_and_then_a_wait(clock):
    rate = Rate(2, clock)
    assert rate.wait("a") == 0
    clock.now += 10
    assert rate.wait("a") == 0
    clock.now += 10
    assert rate.wait("a") == 40  # until the first is a minute old


def test_the_window_moves_with_the_oldest_event(clock):
    rate = Rate(2, clock)
    for seconds in (0, 30, 30):
        clock.now += seconds
        assert rate.wait("a") == 0
    assert rate.wait("a") == 30


def test_who_is_refused_does_not_wait_longer_for_asking(clock):
    rate = Rate(1, clock)
    rate.wait("a")
    for _ in range(5):
        assert rate.wait("a") == 60
    clock.now += 60
    assert rate.wait("a") == 0


def test_one_does_not_count_for_another(clock):
    rate = Rate(1, clock)
    assert rate.wait("a") == 0
    assert rate.wait("b") == 0
    assert rate.wait("a") > 0


def test_what_is_old_is_forgotten(clock):
    rate = Rate(5, clock)
    for number in range(1000):
        rate.wait(f"visitor {number}")
    clock.now += 30
    rate.wait("visitor 0")
    clock.now += 31
    rate.wait("a new one")
    assert len(rate) == 2
