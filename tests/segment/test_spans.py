"""Every span is a slice of the text, whatever the text: some thousands of texts here, 100,000
in the soak."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest

from claimcheck.segment import segment
from claimcheck.types import Article

_PIECES = (
    "Ginger cures colds", "it does not", "Dr. A. Ruiz said", "“It works,” she said",
    "No side effects", "e.g. 2.5 mg", "U.S. FDA", "et al.", "[6]", ".12", "(Hall, 2019)", "- ",
    "* ", "•", "1.", "7 .", "# ", "## ", "| a | b |", "|---|---|", "> ", "```", "**", "__", "~~",
    "<b>", "</b>", "<sub>", "[x](http://a.b/c)", "[y]: http://a.b", "?", "!", "...", "…", ";",
    ":", ", which means", ", offering relief", "While tea calms,", "because it is", " and ",
    " but ", "\n", "\r\n", "\n\n", "\r", "\t", " ", "\u00a0", "\u200b", "\u200d", "\ufeff",
    "\u2028", "\x85", "\x0c", "\x00", "\ud800", "é", "e\u0301", "\u0301", "\ufe0f",
    "👩\u200d⚕️", "🇬🇧",
    "ﷺ", "日本語。", "\u202eabc\u202c", "😀", "½", "１２", "Ⅷ", "ß", "İ", "a" * 90, "9" * 40,
    "https://example.org/?q=" + "x" * 60, "Mr.", "No", "Yes!", "Myth:", "Fact:", "Q:", "A:",
)  # fmt: skip
_SEED = 20261123


def texts(count: int) -> Iterator[str]:
    """Texts of pieces that make trouble, and of any characters at all; the same each time."""
    rng = random.Random(_SEED)
    for at in range(count):
        if at % 4:
            yield "".join(
                rng.choice(_PIECES) + rng.choice(("", " ", " ", ". ", "\n"))
                for _ in range(rng.randint(1, 24))
            )
        else:
            yield "".join(chr(rng.randrange(0x11_0000)) for _ in range(rng.randint(1, 60)))


def unequal(text: str) -> list[str]:
    """What is wrong with the spans of a text; empty if nothing is."""
    units, claims = segment(Article(id="a", text=text))
    wrong = [f"unit {u.span}" for u in units if text[u.span.start : u.span.end] != u.text]
    wrong += [
        f"units {one.span} and {two.span} overlap"
        for one, two in itertools.pairwise(units)
        if one.span.end > two.span.start
    ]
    for claim in claims:
        inside = any(u.span.start <= claim.span.start < u.span.end for u in units)
        if text[claim.span.start : claim.span.end] != claim.text or not inside:
            wrong.append(f"claim {claim.span}")
        ends = [0, *(at for part in claim.parts for at in (part.start, part.end))]
        whole = claim.parts[0].start == claim.span.start and ends[-1] == claim.span.end
        if ends != sorted(ends) or not whole:
            wrong.append(f"parts {claim.parts}")
    if any(not 0 <= item.check_worthiness <= 1 for item in (*units, *claims)):
        wrong.append("check-worthiness")
    return wrong


def _check(count: int) -> None:
    bad = [(text, wrong) for text in texts(count) if (wrong := unequal(text))]
    assert not bad, f"{len(bad)} of {count} texts, the first: {bad[0]!r}"


def test_slices_are_exact_in_random_and_adversarial_texts() -> None:
    _check(2_000)


@pytest.mark.soak
def test_slices_are_exact_in_a_hundred_thousand_texts() -> None:
    _check(100_000)
