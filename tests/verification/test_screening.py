"""With a screen the large model reads little and still decides everything."""

from __future__ import annotations

from claimcheck.types import Label
from claimcheck.verification import Calibration, Screen, Verifier
from tests.verification.helpers import Scripted, make_claim, make_evidence, make_passage

BARS = Calibration(supported=0.7, contradictory=0.6)
CLAIM = "Ginger relieves nausea."
SAID = "Ginger relieves nausea in a trial of adults."


def cascade(small, large, *, most=2):
    judge = Scripted(large)
    return judge, Verifier(
        judge, BARS, screen=Screen(model=Scripted(small), calibration=BARS, most=most)
    )


def passages(count, last=SAID):
    texts = [f"Ginger grows in field number {n}." for n in range(count - 1)]
    return [make_passage(text, n) for n, text in enumerate([*texts, last])]


def test_what_the_screen_finds_is_read_whatever_its_rank():
    judge, verifier = cascade({"relieves": (0.6, 0.1)}, {"relieves": (0.95, 0.01)}, most=3)
    verdict = verifier.verify([make_claim(CLAIM)], [make_evidence(*passages(9))])[0]
    assert verdict.label is Label.SUPPORTED
    assert verdict.evidence[0].passage.text == SAID
    assert len({evidence for evidence, _ in judge.pairs}) == 3


def test_the_small_model_alone_never_supports():
    _, verifier = cascade({"relieves": (0.99, 0.0)}, {})
    verdict = verifier.verify([make_claim(CLAIM)], [make_evidence(*passages(4))])[0]
    assert verdict.label is Label.UNSUPPORTED


def test_the_small_model_alone_never_contradicts():
    _, verifier = cascade({"relieves": (0.0, 0.99), "field": (0.0, 0.98)}, {}, most=2)
    verdict = verifier.verify([make_claim(CLAIM)], [make_evidence(*passages(6))])[0]
    assert verdict.label is Label.UNSUPPORTED
    assert verdict.probs is not None
    assert verdict.probs.contradictory < 0.1


def test_the_nearest_passages_are_read_though_the_screen_sees_nothing_in_them():
    judge, verifier = cascade({}, {"relieves": (0.95, 0.01)})
    found = make_evidence(make_passage(SAID, 1), *passages(5)[:4])
    assert verifier.verify([make_claim(CLAIM)], [found])[0].label is Label.SUPPORTED
    assert len({evidence for evidence, _ in judge.pairs}) == 2


def test_every_passage_stays_in_the_verdict():
    _, verifier = cascade({"relieves": (0.6, 0.1)}, {"relieves": (0.95, 0.01)})
    verdict = verifier.verify([make_claim(CLAIM)], [make_evidence(*passages(7))])[0]
    assert len(verdict.evidence) == 7
    unread = [item for item in verdict.evidence if item.passage.text != SAID]
    assert {item.stance for item in unread} == {Label.UNSUPPORTED}
    assert all(not item.rationale for item in unread)


def test_no_evidence_is_no_verdict_with_a_screen_too():
    judge, verifier = cascade({}, {})
    verdict = verifier.verify([make_claim(CLAIM)], [()])[0]
    assert verdict.label is Label.UNSUPPORTED
    assert judge.pairs == []
