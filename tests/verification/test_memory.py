from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.errors import ModelError
from claimcheck.types import Label, Reason, Span, Standing
from claimcheck.verification.memory import ClaimMemory, Decision
from claimcheck.verification.remembering import RememberingVerifier
from claimcheck.verification.sameness import meaning
from tests.verification.helpers import make_claim, make_evidence, make_passage

SOURCE = "A review of nine trials found that zinc lozenges do not prevent colds."


def decision(reading: str = "Zinc prevents colds.", **changes: object) -> Decision:
    (cited,) = make_evidence(make_passage(SOURCE, id="zinc-review"))
    values: dict[str, object] = {
        "reading": reading,
        "label": Label.CONTRADICTORY,
        "by": ("ana", "ben"),
        "at": "2026-03-04T10:00:00Z",
        "item": "i1",
        "evidence": (_cited(cited),),
    }
    return Decision(**{**values, **changes})  # type: ignore[arg-type]


def _cited(item: object) -> object:
    from dataclasses import replace

    return replace(
        item,  # type: ignore[type-var]
        stance=Label.CONTRADICTORY,
        rationale=(Span(start=0, end=len(SOURCE)),),
    )


class Model:
    """Records what it is asked, and finds everything unsupported."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def verify(self, claims, evidence):
        from claimcheck.verification.verdicts import no_evidence

        self.asked += [claim.text for claim in claims]
        return tuple(no_evidence() for _ in claims)


@pytest.mark.parametrize(
    "text", ["Zinc prevents colds", "  ZINC prevents  colds.", "zinc prevents colds!"]
)
def test_the_same_words_are_an_exact_repeat(text: str) -> None:
    found = ClaimMemory([decision()]).recall_text(text)
    assert found is not None
    assert found.kind == "exact"


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("Zinc prevents colds.", "The zinc really prevented a cold."),
        ("500 mg of zinc lowers the risk of colds.", "0.5 g of zinc reduces the risk of colds."),
        ("Kratom doesn't ease pain.", "Kratom does not ease pain."),
    ],
)
def test_other_endings_articles_and_units_are_a_near_repeat(known: str, asked: str) -> None:
    found = ClaimMemory([decision(known)]).recall_text(asked)
    assert found is not None
    assert found.kind == "near"


@pytest.mark.parametrize(
    ("known", "asked", "differs"),
    [
        ("500 mg of zinc prevents colds.", "50 mg of zinc prevents colds.", "numbers"),
        ("Zinc helps 3 in 10 children.", "Zinc helps 8 in 10 children.", "numbers"),
        ("Zinc prevents colds.", "Zinc does not prevent colds.", "negation"),
        ("Zinc raises the risk of colds.", "Zinc lowers the risk of colds.", "direction"),
        ("Zinc prevents colds in adults.", "Zinc prevents colds in children.", "population"),
        ("Zinc prevents colds.", "Vitamin C prevents colds.", "substance"),
        ("Kratom eases pain.", "Mitragynine eases pain.", "words"),
        ("Zinc prevents colds.", "Zinc may prevent colds.", "strength"),
    ],
)
def test_what_differs_in_meaning_is_a_hint_at_most(known: str, asked: str, differs: str) -> None:
    memory = ClaimMemory([decision(known)])
    assert memory.recall_text(asked) is None
    said = meaning(asked)
    assert differs in said.differs(meaning(known))
    assert all(differs in hint.differs for hint in memory.hints(asked))


def test_a_claim_much_alike_is_a_hint_that_says_what_differs() -> None:
    (hint,) = ClaimMemory([decision("Zinc prevents colds in adults.")]).hints(
        "Zinc prevents colds in children."
    )
    assert (hint.kind, hint.differs) == ("hint", ("population", "words"))
    assert 0.6 <= hint.alike < 1


def test_who_does_what_to_whom_is_kept() -> None:
    memory = ClaimMemory([decision("Stress causes poor sleep.")])
    assert memory.recall_text("Poor sleep causes stress.") is None


@pytest.mark.parametrize("text", ["It cures colds.", "The product cures colds.", "Our zinc heals."])
def test_a_claim_about_what_only_its_article_names_is_never_answered(text: str) -> None:
    assert ClaimMemory([decision(text)]).recall_text(text) is None


def test_people_who_disagree_on_a_wording_answer_nothing() -> None:
    other = decision("The zinc prevented colds.", label=Label.UNSUPPORTED, item="i2")
    memory = ClaimMemory([decision(), other])
    assert memory.recall_text("Zinc prevents colds.") is None


def test_the_latest_of_equal_decisions_answers() -> None:
    later = decision(at="2026-05-01T00:00:00Z", by=("cleo",), item="i0")
    found = ClaimMemory([later, decision()]).recall_text("Zinc prevents colds.")
    assert found is not None
    assert found.decision.by == ("cleo",)


def test_support_without_a_cited_passage_is_no_answer() -> None:
    bare = decision(label=Label.SUPPORTED, evidence=())
    memory = ClaimMemory([bare])
    assert memory.recall_text("Zinc prevents colds.") is None
    assert memory.hints("Zinc prevents colds.") == () or memory.hints("Zinc prevents colds.")


def test_a_verdict_from_memory_says_who_decided_and_when() -> None:
    model = Model()
    verifier = RememberingVerifier(model, ClaimMemory([decision()]))
    known, new = verifier.verify(
        [make_claim("Zinc prevents colds."), make_claim("Garlic wards off flu.")],
        [make_evidence(make_passage("Zinc is a metal.")), ()],
    )
    assert model.asked == ["Garlic wards off flu."]
    assert (known.label, known.reason) == (Label.CONTRADICTORY, Reason.REVIEWED)
    assert known.evidence[0].passage.text == SOURCE
    assert known.evidence[0].rationale
    assert known.evidence[1].passage.citation == "Reviewed by ana, ben on 2026-03-04."
    assert [item.rank for item in known.evidence] == [1, 2, 3]
    assert new.reason is Reason.NO_EVIDENCE


def test_a_source_retracted_since_sends_the_claim_back_to_the_model() -> None:
    model = Model()
    verifier = RememberingVerifier(model, ClaimMemory([decision()]))
    withdrawn = make_passage(SOURCE, id="zinc-review", standing=Standing.RETRACTED)
    (verdict,) = verifier.verify([make_claim("Zinc prevents colds.")], [make_evidence(withdrawn)])
    assert verdict.reason is not Reason.REVIEWED
    assert model.asked


def test_a_memory_reads_back_as_it_was_written(tmp_path: Path) -> None:
    memory = ClaimMemory([decision(note="Café 👩‍⚕️ \u202e\x00 note")], snapshot="ab" * 32)
    read = ClaimMemory.open(memory.write(tmp_path / "memory"))
    assert read.decisions == memory.decisions
    assert read.snapshot == memory.snapshot


def test_a_memory_of_older_code_still_finds_near_repeats(tmp_path: Path) -> None:
    folder = ClaimMemory([decision()]).write(tmp_path)
    about = folder / "memory.json"
    about.write_text(about.read_text("utf-8").replace('"keys": 1', '"keys": 0'), "utf-8")
    assert ClaimMemory.open(folder).recall_text("The zinc prevented colds.") is not None


def test_an_altered_memory_is_refused(tmp_path: Path) -> None:
    folder = ClaimMemory([decision()]).write(tmp_path)
    path = folder / "memory.jsonl"
    path.write_text(path.read_text("utf-8").replace("contradictory", "supported"), "utf-8")
    with pytest.raises(ModelError, match="altered"):
        ClaimMemory.open(folder)


def test_a_missing_memory_is_refused_with_a_word(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="lacks"):
        ClaimMemory.open(tmp_path)
