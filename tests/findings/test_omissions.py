from __future__ import annotations

from dataclasses import replace

from claimcheck.findings import find, subjects
from claimcheck.types import Passage, Standing
from tests.findings.test_contradictions import report

TEXT = "# Kava\n\n" + "Kava is a drink of the Pacific islands. Kava calms the nerves. " * 14
RISK = Passage(
    id="p", doc_id="d", text="Kava has been linked to liver failure.", publisher="A regulator",
    topics=("kava",), says=("harm",),
)  # fmt: skip


def messages(text: str, *passages: Passage) -> list[str]:
    kind = "risk_left_out"
    return [f.message for f in find(report(text), risks=passages) if f.kind == kind]


def test_a_risk_that_the_corpus_names_and_the_article_does_not_is_found() -> None:
    (message,) = messages(TEXT, RISK)
    assert "risks of kava" in message
    assert "liver damage (A regulator)" in message
    finding = find(report(TEXT), risks=(RISK,))[-1]
    assert TEXT[finding.spans[0].start : finding.spans[0].end] == "Kava"


def test_a_risk_that_the_article_mentions_in_other_words_is_not_left_out() -> None:
    assert messages(TEXT + "It can harm the liver.", RISK) == []


def test_passages_that_do_not_speak_of_a_harm_of_the_subject_count_for_nothing() -> None:
    assert messages(TEXT, replace(RISK, says=("effect",))) == []
    assert messages(TEXT, replace(RISK, topics=("ginger",))) == []
    assert messages(TEXT, replace(RISK, standing=Standing.RETRACTED)) == []
    assert messages(TEXT, replace(RISK, text="Kava is not linked to liver failure.")) == []


def test_a_short_text_is_not_expected_to_name_risks() -> None:
    assert messages("Kava calms the nerves.", RISK) == []


def test_the_subjects_of_an_article_are_what_one_takes_and_no_ailments() -> None:
    text = (
        "# Ginger and nausea\n\nGinger eases nausea. People chew ginger at sea. Ginger is a root.\n"
    )
    text += "Cooks prize ginger.\n\n## Peppermint oil\n\nPeppermint oil relaxes the gut.\n\n"
    text += "## Asthma\n\nIt is common."
    made = report(text)
    assert subjects(made.article, made.units) == ("ginger", "peppermint oil")
