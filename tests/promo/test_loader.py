"""Rule files: what loads, and what is refused in words an editor understands."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.errors import ConfigError
from claimcheck.promo import highlight, load_rules
from claimcheck.types import Article, Severity

RULE = """
category = "hype_puffery"
severity = "warning"
confidence = 0.9
message = "House word."
why = "House style."

[[rules]]
id = "house"
patterns = ["zingy"]
suggestions = ["plain"]
must_match = ["A [[zingy]] tea.", "So [[zingy]]."]
must_not_match = ["Tea.", "Zing."]
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_rules_join_the_bundled_ones(tmp_path: Path) -> None:
    rules = load_rules(extra=[write(tmp_path, RULE)])
    found = highlight(Article(id="a", text="A zingy tea."), (), (), rules=rules)
    assert [(span.rule, span.text, span.severity) for span in found] == [
        ("hype_puffery.house", "zingy", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("patterns =", "pattern ="), "did you mean 'patterns'"),
        (('category = "hype_puffery"', 'category = "hype"'), "must be one of"),
        (('severity = "warning"', 'severity = "grave"'), "error, warning or suggestion"),
        (("confidence = 0.9", "confidence = 9"), "above 0, at most 1"),
        (('["zingy"]', '["(zingy"]'), "malformed"),
        (('["zingy"]', '["..2 zingy"]'), "begin with"),
        (('["zingy"]', '["<colour> tea"]'), "no lexicon"),
        (('["zingy"]', '"zingy"'), "list of texts"),
        (('id = "house"', 'id = "house"\ntests = ["agnet"]'), "did you mean 'agent'"),
        (('id = "house"', 'id = "hyperbole"'), "used twice"),
        (('why = "House style."', ""), "lacks 'why'"),
        (("[[rules]]", "[rules]"), "holds no"),
        (("category", "= category"), "not TOML"),
    ],
)
def test_a_bad_rule_file_is_refused_in_plain_words(
    tmp_path: Path, change: tuple[str, str], says: str
) -> None:
    path = write(tmp_path, RULE.replace(*change))
    with pytest.raises(ConfigError, match=says):
        load_rules(extra=[path])


def test_a_missing_rule_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_rules(extra=[tmp_path / "none.toml"])


def test_rules_and_categories_can_be_switched_off() -> None:
    text = Article(id="a", text="A miracle cure, all-natural. Order now.")
    rules = load_rules()
    everything = {span.category for span in highlight(text, (), (), rules=rules)}
    fewer = highlight(text, (), (), rules=rules.without("cure_claim", "appeal_to_nature"))
    assert everything == {"cure_claim", "appeal_to_nature", "fear_urgency_sales"}
    assert {span.category for span in fewer} == {"fear_urgency_sales"}
    none = rules.without("fear_urgency_sales.call-to-buy", "cure_claim", "appeal_to_nature")
    assert highlight(text, (), (), rules=none) == ()


def test_an_unknown_rule_name_gets_a_suggestion() -> None:
    with pytest.raises(ConfigError, match="Did you mean 'cure_claim'"):
        load_rules().without("cure_claims")


def test_allowed_phrases_are_never_flagged() -> None:
    text = Article(id="a", text="Our Miracle  Tea is a superfood.")
    rules = load_rules().allowing("Miracle tea", "superfood")
    assert highlight(text, (), (), rules=rules) == ()


def test_the_hash_follows_the_settings() -> None:
    rules = load_rules()
    assert rules.hash == load_rules().hash
    assert rules.hash != rules.without("cure_claim").hash
    assert len(rules.hash) == 64
