"""A record that was retracted is found and shown, and never supports any claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.config import Settings
from claimcheck.corpus import OnConflict, add_passages, create, read_passages
from claimcheck.pipeline import Checker
from claimcheck.types import Label, Reason, Verdict
from tests.corpus import medline

CLAIM = "In a randomised trial, fennel tea reduced bloating in adults."
SAID = (
    CLAIM,
    "Fennel tea was taken daily for eight weeks, and bloating was told in a diary.",
)


@pytest.mark.models
def test_a_retracted_record_never_supports(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")

    def verdict(links: str) -> Verdict:
        record = medline.record(
            7,
            title="Fennel tea for bloating: a randomised trial.",
            abstract=SAID,
            types=("Randomized Controlled Trial",),
            links=links,
        )
        path = medline.write(tmp_path / "a.xml", (record,))
        add_passages(folder, read_passages(path), on_conflict=OnConflict.UPDATE)
        checker = Checker(Settings(corpus=str(folder), profile="fast", threads=1))
        return checker.check_claim(CLAIM).verdict

    before = verdict("")
    assert before.probs is not None
    assert before.probs.supported > 0.5
    assert before.reason is not Reason.RETRACTED_ONLY
    after = verdict(medline.link("RetractionIn"))
    assert (after.label, after.reason) == (Label.UNSUPPORTED, Reason.RETRACTED_ONLY)
    assert after.evidence[0].passage.pmid == "7"
