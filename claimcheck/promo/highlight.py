"""The door of the room: an article in, its promotional phrases out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from claimcheck.promo.controls import muted_ranges
from claimcheck.promo.density import borne_out, dense
from claimcheck.promo.guards import judge
from claimcheck.promo.hit import LEVELS, Hit
from claimcheck.promo.loader import load_rules
from claimcheck.promo.matcher import Candidate
from claimcheck.promo.merge import merged
from claimcheck.promo.model import Lexeme, Rule, RuleSet, Term
from claimcheck.promo.page import Page, Sentence, Site
from claimcheck.promo.suggest import suggestions
from claimcheck.promo.tagging import tagged_hits
from claimcheck.runtime.protocol import TokenTagger
from claimcheck.types import Article, Claim, PromoSpan, Severity, Span, Unit

__all__ = ["highlight"]

_SEVERITY = {level: severity for severity, level in LEVELS.items()}


def highlight(
    article: Article,
    units: Sequence[Unit],
    claims: Sequence[Claim],  # noqa: ARG001
    *,
    rules: RuleSet | None = None,
    tagger: TokenTagger | None = None,
) -> tuple[PromoSpan, ...]:
    """The promotional phrases of an article.

    :param article: the article.
    :param units: its units; may be empty, then sentences are found here.
    :param claims: its claims; may be empty. Reserved for resolving what acts.
    :param rules: the rules; ``None`` for the bundled ones.
    :param tagger: finds what no rule does; ``None`` for rules only.
    :returns: spans sorted by (start, end, category), none overlapping another;
        ``text == article.text[start:end]``.
    """
    rule_set = load_rules() if rules is None else rules
    page = Page(article, units)
    candidates, masks = _collect(page, rule_set)
    found = merged(_judged(page, candidates, masks, rule_set))
    if tagger is not None:
        found = _with_tagged(page, found, tagger, rule_set)
    hits = [hit for hit in found if not _is_allowed(page, hit, rule_set)]
    if not rule_set.settings.show_all_suggestions:
        hits = _dense(page, hits)
    return tuple(_span(hit, page) for hit in hits)


def _collect(
    page: Page, rules: RuleSet
) -> tuple[list[Candidate], list[tuple[int, int, frozenset[str]]]]:
    candidates: list[Candidate] = []
    masks: list[tuple[int, int, frozenset[str]]] = []
    for found in rules.matcher.find(page.shadow):
        owner = found.owner
        if isinstance(owner, Lexeme):
            page.places[owner.kind].append((found.start, found.end))
        elif isinstance(owner, Term):
            masks.append((found.start, found.end, owner.categories))
        elif rules.enabled(owner):
            candidates.append(found)
    return candidates, masks


def _judged(
    page: Page,
    candidates: Iterable[Candidate],
    masks: list[tuple[int, int, frozenset[str]]],
    rules: RuleSet,
) -> Iterable[Hit]:
    allow = rules.settings.allow
    muted = muted_ranges(page.text) if rules.settings.inline_controls else ()
    masks.sort(key=lambda mask: mask[0])
    starts = [mask[0] for mask in masks]
    for found in candidates:
        rule = found.owner
        if not isinstance(rule, Rule) or _masked(found, rule.category, masks, starts):
            continue
        if allow and " ".join(page.shadow[found.start : found.end].split()) in allow:
            continue
        if any(m.covers(found.start, category=rule.category, rule=rule.id) for m in muted):
            continue
        hit = _judge(page, found, rule)
        if hit is not None:
            yield hit


def _with_tagged(
    page: Page, hits: Sequence[Hit], tagger: TokenTagger, rules: RuleSet
) -> tuple[Hit, ...]:
    """What counts of the hits of the rules and those of the tagger that overlap none, by place."""
    named = {rule.category: rule for rule in rules.tagged}
    tagged = list(tagged_hits(page, tagger, named))
    found = sorted(
        [*hits, *_added(page, hits, tagged, rules)], key=lambda hit: (hit.start, hit.end)
    )
    # A category switched off is not shown, but its marks still tell what the article is like.
    marks = [(mark.start, mark.end) for mark, _ in tagged]
    return borne_out(found, marks=marks, words=page.words)


def _added(
    page: Page, hits: Sequence[Hit], tagged: Iterable[tuple[Hit, Sentence]], rules: RuleSet
) -> Iterable[Hit]:
    muted = muted_ranges(page.text) if rules.settings.inline_controls else ()
    for found, sentence in tagged:
        if not rules.enabled(found.rule):
            continue
        if any(m.covers(found.start, category=found.category, rule=found.rule.id) for m in muted):
            continue
        if any(hit.start < found.end and found.start < hit.end for hit in hits):
            continue
        kept = judge(found, Site(page, sentence, found.start, found.end))
        if kept is not None:
            yield kept


def _is_allowed(page: Page, hit: Hit, rules: RuleSet) -> bool:
    """Whether the phrase as it would be reported, perhaps of several cues, is never flagged."""
    return " ".join(page.shadow[hit.start : hit.end].split()) in rules.settings.allow


def _judge(page: Page, found: Candidate, rule: Rule) -> Hit | None:
    sentence = page.sentence_at(found.whole_start, found.whole_end)
    if sentence is None:
        return None
    start, end = _trimmed(page.shadow, found.start, found.end, rule)
    hit = Hit(
        rule=rule,
        start=start,
        end=end,
        level=LEVELS[rule.severity],
        confidence=rule.confidence,
        fields=found.fields,
    )
    return judge(hit, Site(page, sentence, start, end))


_LEADING = re.compile(r"(?:an?|the) ")
_TRAILING = re.compile(r"[\s*_-]+(?:that|of|for|an?|the|and|with|in)$")


def _trimmed(shadow: str, start: int, end: int, rule: Rule) -> tuple[int, int]:
    """The range without an article before it and joining words after it."""
    if rule.category != "fear_urgency_sales" and (lead := _LEADING.match(shadow, start, end)):
        start = lead.end()
    while tail := _TRAILING.search(shadow, start, end):
        end = tail.start()
    return start, end


_REACH = 80  # the longest technical term, in characters


def _masked(
    found: Candidate,
    category: str,
    masks: Sequence[tuple[int, int, frozenset[str]]],
    starts: Sequence[int],
) -> bool:
    at = bisect_left(starts, found.start - _REACH)
    while at < len(masks) and masks[at][0] < found.end:
        _, end, categories = masks[at]
        if end > found.start and (not categories or category in categories):
            return True
        at += 1
    return False


def _dense(page: Page, hits: Sequence[Hit]) -> list[Hit]:
    placed = []
    for hit in hits:
        sentence = page.sentence_at(hit.start, hit.end)
        placed.append((hit, sentence.start if sentence else hit.start))
    return list(dense(placed, words=page.words))


def _span(hit: Hit, page: Page) -> PromoSpan:
    rule = hit.rule
    severity: Severity = _SEVERITY[hit.level]
    return PromoSpan(
        span=Span(start=hit.start, end=hit.end),
        text=page.text[hit.start : hit.end],
        category=rule.category,
        rule=rule.id,
        severity=severity,
        confidence=round(hit.confidence, 4),
        message=rule.message,
        why=rule.why,
        suggestions=suggestions(hit, page),
        in_quote=hit.in_quote,
        in_heading=hit.in_heading,
        hedged=hit.hedged,
        attributed=hit.attributed,
    )
