"""One verdict from the stances of all passages: contradiction first, doubt kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimcheck.types import Evidence, Label, Probs, Qualifier, Reason, Standing, Verdict
from claimcheck.verification.aggregate import Aggregator, telling
from claimcheck.verification.calibration import Calibration
from claimcheck.verification.scoring import ScoredPassage
from claimcheck.verification.stance import Stance, stance_of, support_bar
from claimcheck.verification.verdicts import no_evidence, probs_of

__all__ = ["decide"]

#: A source this many years older than the day it was looked up is called dated.
_DATED_AFTER = 15
#: From so many passages on, each is seen among the others.
_SEVERAL = 2
#: What a claim's words, all met, add to a probability where passages are put in order.
_NAMED = 0.3
_ORDER = tuple(Qualifier)
_SUPPORTED = Label.SUPPORTED


def decide(
    reading: str,
    scored: Sequence[ScoredPassage],
    calibration: Calibration,
    aggregator: Aggregator | None = None,
) -> Verdict:
    """The verdict on a claim.

    The thresholds are those of a passage by itself; the aggregator sees it among the others found.
    A passage decides only where both agree. Where it reaches no threshold, the aggregator says
    which way it leans, so that a reviewer sees where to look. A passage that stands alone, as one
    that a person gives, has no others to be seen among.

    :param reading: what the claim says, self-contained.
    :param scored: its evidence, scored; in any order.
    :param calibration: the thresholds.
    :param aggregator: what each passage says among the others; thresholds alone if ``None``.
    :returns: the verdict with its evidence.
    """
    if not scored:
        return no_evidence()
    stances = [stance_of(item, calibration) for item in scored]
    if aggregator is None or len(scored) < _SEVERAL:
        verdict = _verdict(stances, calibration)
    else:
        leans = aggregator.stances(reading, scored)
        agreed = [_agreed(*pair) for pair in zip(stances, leans, strict=True)]
        verdict = _verdict(agreed, calibration)
        verdict = replace(verdict, evidence=_leaning(verdict.evidence, scored, leans))
    settled = verdict.label is not Label.UNSUPPORTED
    doubtful = settled and (verdict.confidence or 0.0) < calibration.review_below
    return replace(verdict, needs_review=True) if doubtful else verdict


def _agreed(stance: Stance, lean: Label) -> Stance:
    """The stance, or an open one where the passage says something else among the others."""
    if stance.label is lean:
        return stance
    return replace(stance, label=Label.UNSUPPORTED, window=None, rationale=())


def _leaning(
    evidence: Sequence[Evidence], scored: Sequence[ScoredPassage], leans: Sequence[Label]
) -> tuple[Evidence, ...]:
    """The evidence, that which decided nothing with the way it leans and the sentences for it."""
    known = {item.evidence.passage: (item, lean) for item, lean in zip(scored, leans, strict=True)}
    return tuple(_leans(item, *known[item.passage]) for item in evidence)


def _leans(item: Evidence, scored: ScoredPassage, label: Label) -> Evidence:
    if label is Label.UNSUPPORTED or item.stance is not Label.UNSUPPORTED:
        return item
    return replace(item, stance=label, rationale=telling(scored, label))


def _verdict(found: Sequence[Stance], calibration: Calibration) -> Verdict:
    stances = sorted(found, key=_place)
    for_it = _strongest(stances, Label.SUPPORTED)
    against = _strongest(_heard(stances, for_it), Label.CONTRADICTORY)
    if against and for_it:
        return _conflicting(against, for_it, stances)
    if against and against.contradictory >= _top_support(stances):
        return _contradicted(against, stances, calibration)
    if for_it:
        return _supported(for_it, stances, calibration)
    return _open(stances, calibration)


def _place(stance: Stance) -> tuple[int, str]:
    return stance.passage.evidence.rank, stance.passage.evidence.passage.id


def _strongest(stances: Sequence[Stance], label: Label) -> Stance | None:
    found = [stance for stance in stances if stance.label is label]
    return min(found, key=lambda s: (-_sure(s), s.passage.evidence.passage.id), default=None)


def _top_support(stances: Sequence[Stance]) -> float:
    """The highest support of any sound passage, whether it reached its threshold or not."""
    return max((s.supported for s in stances if s.passage.decides), default=0.0)


def _heard(stances: Sequence[Stance], for_it: Stance | None) -> Sequence[Stance]:
    """The passages whose contradiction counts beside a support: those that oppose in words.

    A model takes other facts on the same subject for contradictions.
    """
    if for_it is None:
        return stances
    return [s for s in stances if s.window is None or s.window.opposed or s.label is _SUPPORTED]


def _sure(stance: Stance) -> float:
    return stance.contradictory if stance.label is Label.CONTRADICTORY else stance.supported


def _worth(stance: Stance) -> float:
    """How sure a passage is, and how far what it says names the claim.

    Of two passages of which a model is about as sure, a reader wants the one that says the claim.
    """
    return _sure(stance) + (_NAMED * stance.window.coverage if stance.window else 0.0)


def _contradicted(best: Stance, stances: Sequence[Stance], calibration: Calibration) -> Verdict:
    rest = min(_top_support(stances), 1.0 - best.contradictory)
    probs = probs_of(rest, best.contradictory)
    return Verdict(
        label=Label.CONTRADICTORY,
        confidence=probs.contradictory,
        probs=probs,
        reason=Reason.CONTRADICTED,
        qualifiers=_sorted(_source_qualifiers(best)),
        evidence=_evidence(stances, Label.CONTRADICTORY),
        needs_review=_is_close(best.contradictory, calibration.contradictory, calibration)
        or _is_doubtful(best),
    )


def _supported(best: Stance, stances: Sequence[Stance], calibration: Calibration) -> Verdict:
    doubt = max(s.contradictory for s in stances if s.passage.decides)
    probs = probs_of(best.supported, min(doubt, 1.0 - best.supported))
    window = best.window
    said = window.qualifiers if window else frozenset()
    bar = support_bar(window, calibration) if window else calibration.supported
    extra = _source_qualifiers(best)
    if doubt >= calibration.contradictory - calibration.margin:
        extra |= {Qualifier.MIXED}
    return Verdict(
        label=Label.SUPPORTED,
        confidence=probs.supported,
        probs=probs,
        reason=Reason.ENTAILED,
        qualifiers=_sorted(said | extra),
        evidence=_evidence(stances, Label.SUPPORTED),
        needs_review=_is_close(best.supported, bar, calibration)
        or Qualifier.MIXED in extra
        or _is_doubtful(best),
    )


def _conflicting(against: Stance, for_it: Stance, stances: Sequence[Stance]) -> Verdict:
    """Sources disagree; what both say with equal force is open, and the label the cautious one."""
    s, c = for_it.supported, against.contradictory
    both = min(s, c)
    probs = probs_of(s - both, c - both)
    return Verdict(
        label=Label.UNSUPPORTED,
        confidence=probs.unsupported,
        probs=probs,
        reason=Reason.CONFLICTING,
        qualifiers=(Qualifier.MIXED,),
        evidence=_evidence(stances, Label.CONTRADICTORY),
        needs_review=True,
    )


def _open(stances: Sequence[Stance], calibration: Calibration) -> Verdict:
    live = [s for s in stances if s.passage.decides]
    s = _top_support(stances)
    c = max((item.contradictory for item in live), default=0.0)
    probs = probs_of(s, c)
    blocked = _most_blocked(live)
    close = _is_close(s, calibration.supported, calibration) or _is_close(
        c, calibration.contradictory, calibration
    )
    return Verdict(
        label=Label.UNSUPPORTED,
        confidence=probs.unsupported,
        probs=probs,
        reason=_why(stances, blocked),
        qualifiers=_sorted(blocked.blocked.qualifiers if blocked and blocked.blocked else ()),
        evidence=_evidence(stances, Label.UNSUPPORTED),
        needs_review=close or blocked is not None,
    )


def _most_blocked(stances: Sequence[Stance]) -> Stance | None:
    found = [stance for stance in stances if stance.blocked]
    return min(
        found,
        key=lambda s: (-s.blocked.supported if s.blocked else 0.0, s.passage.evidence.passage.id),
        default=None,
    )


def _why(stances: Sequence[Stance], blocked: Stance | None) -> Reason:
    if blocked and blocked.blocked:
        return blocked.blocked.reason
    retracted = [stance for stance in stances if stance.passage.retracted]
    if len(retracted) == len(stances) or any(s.supported >= 0.5 for s in retracted):
        return Reason.RETRACTED_ONLY
    on_topic = any(stance.passage.on_topic for stance in stances)
    return Reason.TOO_WEAK if on_topic else Reason.OFF_TOPIC


def _is_close(value: float, threshold: float, calibration: Calibration) -> bool:
    return abs(value - threshold) < calibration.margin


def _is_doubtful(stance: Stance) -> bool:
    return stance.passage.evidence.passage.standing in (Standing.CONCERN, Standing.PREPRINT)


def _source_qualifiers(stance: Stance) -> frozenset[Qualifier]:
    passage = stance.passage.evidence.passage
    looked_up = passage.looked_up[:4]
    if passage.year and looked_up.isdigit() and int(looked_up) - passage.year > _DATED_AFTER:
        return frozenset({Qualifier.DATED})
    return frozenset()


def _sorted(qualifiers: frozenset[Qualifier] | tuple[()]) -> tuple[Qualifier, ...]:
    return tuple(item for item in _ORDER if item in qualifiers)


def _evidence(stances: Sequence[Stance], label: Label) -> tuple[Evidence, ...]:
    """What decided first, what names the claim before the rest; then as ranked by retrieval."""

    def order(stance: Stance) -> tuple[int, float, int, str]:
        decided = stance.window is not None
        first = 0 if decided and stance.label is label else 1 if decided else 2
        return first, -_worth(stance) if decided else 0.0, *_place(stance)

    return tuple(
        replace(
            stance.passage.evidence,
            stance=stance.label,
            probs=_probs(stance),
            rationale=stance.rationale,
        )
        for stance in sorted(stances, key=order)
    )


def _probs(stance: Stance) -> Probs:
    return probs_of(stance.supported, stance.contradictory)
