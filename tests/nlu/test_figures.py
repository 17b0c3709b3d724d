"""The open part of the test questions is understood at least as well as figures.yml records."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import pytest
import yaml

from bench.understanding import figures, parse
from tests.nlu.questions import questions

RECORDED = yaml.safe_load(Path(__file__).with_name("figures.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def measured(trained):
    return asdict(figures(parse(Path(sys.executable), trained, questions("questions"))))


@pytest.mark.parametrize("name", RECORDED["at_least"])
def test_no_share_of_good_outcomes_falls(measured, name):
    assert measured[name] >= RECORDED["at_least"][name] - RECORDED["noise"]


@pytest.mark.parametrize("name", RECORDED["at_most"])
def test_no_share_of_bad_outcomes_rises(measured, name):
    assert measured[name] <= RECORDED["at_most"][name] + RECORDED["noise"]
