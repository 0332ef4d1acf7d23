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


def test_a_model_that_is_certain_outweighs_missing_words_but_not_another_substance():
    sure = Calibration(supported=0.7, contradictory=0.6, certain=0.95)
    said = make_passage(
        "Seventeen people had to take the tablet for one heart attack to be averted.",
        title="Number needed to treat",
    )
    claim = make_claim("Most users never gain from pills of this kind.")
    found = make_evidence(said)
    script = {"Seventeen": (0.96, 0.01)}
    label = Verifier(Scripted(script), sure).verify([claim], [found])[0].label
    assert label is Label.SUPPORTED
    unsure = Verifier(Scripted(script), BARS).verify([claim], [found])[0]
    assert unsure.label is Label.UNSUPPORTED
    other = make_claim("Turmeric spares most users a heart attack.")
    hard = Verifier(Scripted({"Seventeen": (0.99, 0.0)}), sure).verify([other], [found])[0]
    assert hard.label is Label.UNSUPPORTED


def test_a_verdict_less_sure_than_the_risk_allows_goes_to_a_person():
    found = [make_evidence(make_passage(SAID))]
    script = Scripted({"relieves": (0.85, 0.01)})
    plain = Calibration(supported=0.7, contradictory=0.6, margin=0.05)
    strict = Calibration(supported=0.7, contradictory=0.6, margin=0.05, review_below=0.9)
    assert not Verifier(script, plain).verify([make_claim(CLAIM)], found)[0].needs_review
    assert Verifier(script, strict).verify([make_claim(CLAIM)], found)[0].needs_review
