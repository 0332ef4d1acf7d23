"""The language of the rule files."""

from __future__ import annotations

import pytest

from claimcheck.errors import ConfigError
from claimcheck.promo import inflect
from claimcheck.promo.pattern import ANY, compile_pattern

LEXICONS = {"ill": ("flu", "sore throat+")}


def whole(pattern: str, text: str) -> bool:
    found = compile_pattern(pattern, lexicons=LEXICONS).expression.match(text)
    return found is not None and found.end() == len(text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("shows promise", "shows  promise"),
        ("shows promise", "shows **promise"),
        ("treat~", "treated"),
        ("fight~", "fought"),
        ("remedy+", "remedies"),
        ("game-changer", "game changer"),
        ("game-changer", "gamechanger"),
        ("(ease|relieve)^ <ill>", "relieving sore throats"),
        ("(safe and sound|well)", "safe and sound"),
        ("very [very] big", "very very big"),
        ("from ..3 to <w>", "from acne, baldness, colds to gout"),
        ("patented [..1] formula", "patented formula"),
        ("patented [..1] formula", "patented herbal formula"),
        ("offer ends [..2 (tonight|today)]", "offer ends at midnight tonight"),
        ("offer ends [..2 (tonight|today)]", "offer ends tonight"),
        ("from ..2 to", "from 2.5 sugar-free to"),
        ("safe[,] sound", "safe, sound"),
        ("lose <n> kg", "lose 1,200 kg"),
        ("an immun*", "an immunity"),
        ("100% pure", "100 % pure"),
    ],
)
def test_patterns_match(pattern: str, text: str) -> None:
    assert whole(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("treat^", "treated"),
        ("cure", "cured"),
        ("from ..1 to", "from acne, baldness and colds to"),
        ("relieve^ <ill>", "relieves gout"),
        ("patented [..1] formula", "patented old herbal formula"),
        ("heals ..3 pain", "heals wounds but leaves pain"),
        ("heals ..3 pain", "heals wounds (not the pain"),
        ("heals ..3 pain", "heals wounds - never mind pain"),
        ("heals ..3 pain", "heals wounds.' the pain"),
    ],
)
def test_patterns_do_not_match(pattern: str, text: str) -> None:
    assert not whole(pattern, text)


def test_only_the_core_is_reported() -> None:
    found = compile_pattern("{proven to} (heal|ease)", lexicons={}).expression.match(
        "proven to heal"
    )
    assert found is not None
    assert found["core"] == "proven to"


def test_heads_name_the_first_two_words() -> None:
    heads = compile_pattern("[very] safe (tea|oil)", lexicons={}).heads
    assert heads == {("very", "safe"), ("safe", "tea"), ("safe", "oil")}
    assert compile_pattern("safe", lexicons={}).heads == {("safe", ANY)}


@pytest.mark.parametrize(
    "pattern",
    ["", "(a|", "[a", "a)", "a <none>", "..2 a", "<w> a", "(a|[b])", "a (b|..2 c)", "a {..2 b}"],
)
def test_malformed_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(ConfigError):
        compile_pattern(pattern, lexicons={})


def test_inflections() -> None:
    assert inflect.verb("stop") == ("stop", "stops", "stopping", "stopped")
    assert inflect.verb("ease") == ("ease", "eases", "easing", "eased")
    assert inflect.verb("cure") == ("cure", "cures", "curing", "cured")
    assert inflect.verb("carry")[-1] == "carried"
    assert inflect.non_past("be") == ("be", "is", "are", "being")
