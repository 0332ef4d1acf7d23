from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.types import Label, Passage, Reason
from claimcheck.verification import Calibration, Verifier, not_checked, verify_pair
from tests.verification.helpers import Scripted, make_claim, make_evidence

ROW = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(
    lambda pair: (round(pair[0], 3), round(pair[1] * (1 - pair[0]), 3))
)
TEXTS = [
    "Alpha zinc shortened colds.",
    "Beta zinc. It shortened colds.",
    "Gamma zinc colds were shorter.",
    "Delta zinc “did” it. Colds were short. Bye.",
]
CLAIM = "Zinc shortens colds."


def run(script: dict[str, tuple[float, float]], passages: list[Passage]) -> Any:
    verifier = Verifier(Scripted(script), Calibration(supported=0.7, contradictory=0.6))
    return verifier.verify([make_claim(CLAIM)], [make_evidence(*passages)])[0]


def passages(count: int) -> list[Passage]:
    return [Passage(id=f"p{i}", doc_id=f"d{i}", text=TEXTS[i]) for i in range(count)]


def script_of(rows: list[tuple[float, float]]) -> dict[str, tuple[float, float]]:
    return dict(zip(["Alpha", "Beta", "Gamma", "Delta"], rows, strict=False))


@given(rows=st.lists(ROW, min_size=1, max_size=4), seed=st.randoms())
@settings(max_examples=40, deadline=None)
def test_invariants_of_any_verdict(rows: list[tuple[float, float]], seed: Any) -> None:
    found = passages(len(rows))
    verdict = run(script_of(rows), found)
    assert sum(
        (verdict.probs.supported, verdict.probs.unsupported, verdict.probs.contradictory)
    ) == (pytest.approx(1, abs=2e-4))
    for item in verdict.evidence:
        for span in item.rationale:
            assert item.passage.text[span.start : span.end].strip()
        assert bool(item.rationale) == (item.stance is not Label.UNSUPPORTED)
    if verdict.label is not Label.UNSUPPORTED:
        assert verdict.evidence[0].stance is verdict.label
        assert verdict.evidence[0].rationale
    shuffled = found.copy()
    seed.shuffle(shuffled)
    other = run(script_of(rows), shuffled)
    assert (other.label, other.probs, other.reason, other.qualifiers) == (
        verdict.label, verdict.probs, verdict.reason, verdict.qualifiers,
    )  # fmt: skip
    unrelated = Passage(id="zz", doc_id="zz", text="Sunscreen fades in the sun.")
    added = run(script_of(rows), [*found, unrelated])
    assert added.label is verdict.label
    assert added.probs == verdict.probs


@given(s=st.floats(0, 1), low=st.floats(0.3, 0.9), step=st.floats(0, 0.1))
@settings(max_examples=40, deadline=None)
def test_a_higher_threshold_never_adds_support(s: float, low: float, step: float) -> None:
    def label(threshold: float) -> Label | None:
        verifier = Verifier(Scripted({"Alpha": (s, 0.0)}), Calibration(supported=threshold))
        return verifier.verify([make_claim(CLAIM)], [make_evidence(*passages(1))])[0].label

    if label(low) is not Label.SUPPORTED:
        assert label(low + step) is not Label.SUPPORTED


def test_all_claims_go_through_the_model_in_one_call_and_repeats_once(
    scripted: Any, claim: Any, found: Any
) -> None:
    model = scripted({})
    verifier = Verifier(model, Calibration())
    evidence = found(*passages(2))
    verdicts = verifier.verify(
        [claim(CLAIM), claim("Zinc is a metal."), claim(CLAIM)], [evidence] * 3
    )
    assert len(verdicts) == 3
    assert verdicts[0] == verdicts[2]
    assert model.calls == 1
    assert len(model.pairs) == len(set(model.pairs))


def test_the_model_reads_title_full_stop_window_with_evidence_first(
    scripted: Any, claim: Any, found: Any
) -> None:
    model = scripted({})
    item = Passage(id="p", doc_id="d", title="Zinc and colds.", text="It shortened  them.")
    Verifier(model, Calibration()).verify([claim(CLAIM)], [found(item)])
    assert model.pairs == [("Zinc and colds. It shortened them.", CLAIM)]


def test_no_claims_no_call(scripted: Any) -> None:
    model = scripted({})
    assert Verifier(model, Calibration()).verify([], []) == ()
    assert model.calls == 0


def test_claims_and_evidence_must_go_together(scripted: Any, claim: Any) -> None:
    with pytest.raises(ValueError, match="shorter"):
        Verifier(scripted({}), Calibration()).verify([claim(CLAIM)], [])


def test_the_verdict_does_not_depend_on_which_claims_share_the_batch(
    scripted: Any, claim: Any, found: Any
) -> None:
    script = {"Alpha": (0.9, 0.0), "Beta": (0.1, 0.8)}
    evidence = found(*passages(2))
    verifier = Verifier(scripted(script), Calibration())
    alone = verifier.verify([claim(CLAIM)], [evidence])[0]
    among = verifier.verify([claim("Iron is heavy."), claim(CLAIM)], [evidence, evidence])[1]
    assert alone == among


def test_one_pair_can_be_verified_without_a_search(scripted: Any) -> None:
    verifier = Verifier(scripted({"Alpha": (0.9, 0.0)}), Calibration())
    verdict = verify_pair(f"  {CLAIM}\n", passages(1), verifier=verifier)
    assert verdict.label is Label.SUPPORTED
    with pytest.raises(ValueError, match="some text"):
        verify_pair("  ", passages(1), verifier=verifier)


def test_not_checked_has_no_label() -> None:
    verdict = not_checked()
    assert (verdict.label, verdict.confidence, verdict.reason) == (None, None, Reason.NOT_CHECKED)
