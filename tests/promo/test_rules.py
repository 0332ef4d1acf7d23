"""Every rule proves itself on its own examples."""

from __future__ import annotations

import re

import pytest

from claimcheck.promo import CATEGORIES, Rule, highlight, load_rules
from claimcheck.types import Article

RULES = load_rules()
MARK = re.compile(r"\[\[(.+?)\]\]")


def marked(example: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans, at = "", [], 0
    for found in MARK.finditer(example):
        text += example[at : found.start()]
        spans.append((len(text), len(text) + len(found[1])))
        text += found[1]
        at = found.end()
    return text + example[at:], spans


def spans_of(text: str, rule: Rule) -> list[tuple[int, int]]:
    article = Article(id="a", text=text)
    found = highlight(article, (), (), rules=RULES.only(rule.id))
    return [(span.span.start, span.span.end) for span in found]


def test_every_category_has_rules() -> None:
    assert {rule.category for rule in RULES.rules} == set(CATEGORIES)


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_rule_carries_examples_source_and_rewording(rule: Rule) -> None:
    assert len(rule.must_match) >= 2
    assert len(rule.must_not_match) >= 2
    assert rule.why
    assert rule.message.endswith(".")
    assert rule.suggestions
    assert 0 < rule.confidence <= 1


@pytest.mark.parametrize(
    ("rule", "example"),
    [(rule, example) for rule in RULES.rules for example in rule.must_match],
    ids=lambda value: value.id if isinstance(value, Rule) else "",
)
def test_rule_marks_what_it_must(rule: Rule, example: str) -> None:
    text, spans = marked(example)
    assert spans, "an example must mark its phrase with [[ ]]"
    assert spans_of(text, rule) == spans


@pytest.mark.parametrize(
    ("rule", "example"),
    [(rule, example) for rule in RULES.rules for example in rule.must_not_match],
    ids=lambda value: value.id if isinstance(value, Rule) else "",
)
def test_rule_leaves_look_alikes_alone(rule: Rule, example: str) -> None:
    assert spans_of(example, rule) == []
