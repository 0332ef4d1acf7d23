"""Pictures are small, the same every time, and say in words what they show."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from claimcheck.training.measure import Bin
from claimcheck.training.plots import loss_plot, reliability_plot, risk_plot
from claimcheck.training.risk import risk_coverage

BINS = tuple(Bin(rows=9 + n, confidence=n / 10 + 0.05, right=n / 10) for n in range(10))
PANELS = {"most likely label": BINS, "a": BINS, "b <i>": BINS, "c & d": BINS[5:]}


def curve(seed):
    random = np.random.default_rng(seed)
    confidence = random.uniform(size=2000)
    return risk_coverage(confidence, random.uniform(size=2000) < confidence)


DRAWS = {
    "reliability": lambda path: reliability_plot(path, PANELS, about="Rows of tests"),
    "risk": lambda path: risk_plot(
        path, {"one": curve(1), "two": curve(2)}, target=0.1, about="Errors"
    ),
    "loss": lambda path: loss_plot(
        path, {"one": [(50 * n, 1 / (n + 1)) for n in range(600)], "two": [(50, 0.3), (100, 0.2)]}
    ),
    "no loss": lambda path: loss_plot(path, {"one": []}),
}


@pytest.mark.parametrize("name", DRAWS)
def test_a_picture_is_small_described_and_the_same_every_time(tmp_path, name):
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"
    text = DRAWS[name](one)
    assert DRAWS[name](two) == text
    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_size < 60_000
    root = ElementTree.parse(one).getroot()
    assert root.get("role") == "img"
    assert root.get("aria-label") == text
    assert root[1].text == text
    assert "script" not in one.read_text()
