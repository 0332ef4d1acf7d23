"""Text can be read: every pair of colours that text is set in has a contrast of 4.5 or more."""

from __future__ import annotations

import re

import pytest

from claimcheck.report.html import asset

CSS = asset("colours.css")
THEMES = [
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
    for block in re.findall(r":root[^{]*\{([^}]*)\}", CSS)
]
PAIRS = (
    *((ink, ground) for ink in ("ink", "muted", "link") for ground in ("desk", "paper", "panel")),
    *((f"{k}", f"{k}-tint") for k in ("con", "uns", "sup", "unc", "war")),
    *(("chip-ink", k) for k in ("con", "uns", "sup", "unc", "war", "link")),
    *((k, "panel") for k in ("con", "uns", "sup", "unc")),
    ("mark-ink", "mark"),
    ("ink", "sup-tint"),
    ("ink", "sug-tint"),
    ("ink", "con-tint"),
)


def brightness(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark", "chosen dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_contrast_is_enough(theme: dict[str, str], ink: str, ground: str) -> None:
    light, dark = sorted((brightness(theme[ink]), brightness(theme[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
