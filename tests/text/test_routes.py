from __future__ import annotations

import pytest

from claimcheck.text.routes import routes


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("Swallowing 50 g of starch", "oral"),
        ("two tablets a day", "oral"),
        ("given by mouth", "oral"),
        ("infused into a vein", "injected"),
        ("an intravenous dose", "injected"),
        ("an ointment", "skin"),
        ("inhaled with steam", "inhaled"),
        ("a nasal spray", "nasal"),
    ],
)
def test_the_route_is_told(text: str, route: str) -> None:
    assert routes(text) == {route}


@pytest.mark.parametrize("text", ["an infusion of mint leaves in water", "Ginger eases nausea."])
def test_most_sentences_name_none(text: str) -> None:
    assert "oral" not in routes(text)
