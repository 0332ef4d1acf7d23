from __future__ import annotations

import pytest

from claimcheck.text.hedges import find_hedges, first_hedge, is_hedged


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Ginger may ease nausea.", "may"),
        ("The herb might lower blood sugar.", "might"),
        ("This appears to be harmless.", "appears to"),
        ("The trial suggests a small gain.", "suggests"),
        ("A potential remedy for colds.", "potential"),
        ("It is thought to calm the gut.", "is thought to"),
        ("Zinc possibly shortens colds.", "possibly"),
    ],
)
def test_hedges_are_found_as_written(text: str, cue: str) -> None:
    assert first_hedge(text) == cue


@pytest.mark.parametrize(
    "text",
    [
        "Ginger eases nausea.",
        "The rules changed in May 2021.",
        "She wrote in May, then stopped.",
        "A mayor spoke.",
    ],
)
def test_plain_statements_and_the_month_of_may_are_not_hedged(text: str) -> None:
    assert not is_hedged(text)


def test_hedges_come_in_order_with_their_kinds() -> None:
    kinds = [cue.kind for cue in find_hedges("It could perhaps be a potential aid.")]
    assert kinds == ["modal", "adverb", "adjective"]
