"""Out of one store and into another, by each format; the second says what the first did."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck.review.exchange import FORMATS, bring_in, export_file, import_file, sheets_of
from claimcheck.review.exchange.reviews import reviews_of
from claimcheck.review.exchange.sheets import Mark
from claimcheck.review.records import Action, Event
from claimcheck.review.store import ReviewStore
from claimcheck.types import Label, Report
from tests.builders import TEXT, report

ANA = "Ana 💊"


def reports() -> list[Report]:
    first = report()
    other = TEXT.replace("Zinc", "Iron")
    second = report(other)
    return [first, replace(second, article=replace(second.article, id="a2", source="iron.txt"))]


@pytest.fixture
def store(tmp_path: Path):
    with ReviewStore.open(tmp_path / "review.sqlite") as opened:
        opened.add(reports())
        for document in opened.documents():
            (claim,) = (i for i in opened.document(document.id).items if i.kind == "claim")
            opened.label(claim.id, "contradictory", actor=ANA, note="no trial says so")
        missed = {"parts": [{"start": 22, "end": 30, "quote": TEXT[22:30]}], "label": "unsupported"}
        opened.record([Event(id="5b0c4d39-57d5-44bb-a4c7-1a2a9f1c9d01", actor="ben",
                             action=Action.MISSED, document="a1", new=missed)])  # fmt: skip
        yield opened


def said(store: ReviewStore, *, text_of_others: bool = True) -> set[tuple[str, ...]]:
    return {
        (sheet.text[:4], mark.quote, mark.label, *mark.by)
        for sheet in sheets_of(store)
        for mark in sheet.marks
        if mark.status == "answered"
    }


@pytest.mark.parametrize("name", FORMATS)
def test_answers_travel(store: ReviewStore, tmp_path: Path, name: str) -> None:
    path = export_file(store, name, tmp_path / "export")
    with ReviewStore.open(tmp_path / "other.sqlite") as other:
        other.add(reports())
        done = import_file(other, name, path)
        assert not done.refused
        assert done.events == 3
        assert said(other) == said(store)
        again = import_file(other, name, path)
        assert (again.events, again.known) == (0, 3)


@pytest.mark.parametrize("name", [n for n, form in FORMATS.items() if form.holds_text])
def test_documents_travel_where_the_format_holds_them(
    store: ReviewStore, tmp_path: Path, name: str
) -> None:
    path = export_file(store, name, tmp_path / "export")
    with ReviewStore.open(tmp_path / "other.sqlite") as other:
        done = import_file(other, name, path)
        assert (done.documents, done.refused) == (2, ())
        assert said(other) == said(store)


def test_a_span_moved_elsewhere_becomes_the_bounds_of_its_item(store: ReviewStore) -> None:
    sheet = next(iter(sheets_of(store)))
    (old,) = [m for m in sheet.marks if m.status == "answered" and m.start == 0]
    new = replace(old, end=6, quote=sheet.text[:6], by=("cleo",), label="supported")
    done = bring_in(store, [replace(sheet, marks=(new,))])
    assert done.events == 2
    answers = {a.actor: a for a in store.item(old.id).answers}
    parts = next(a.parts for a in answers.values() if a.label == "supported")
    assert [part.quote for part in parts or ()] == ["Zinc 💊"]


def test_what_the_store_refuses_is_told(store: ReviewStore) -> None:
    sheet = next(iter(sheets_of(store)))
    wrong = Mark(id="x", start=0, end=4, quote="Zinc", label="maybe", status="answered")
    assert bring_in(store, [replace(sheet, marks=(wrong,))]).refused


def test_reviews_to_learn_from_cite_what_they_rest_on(store: ReviewStore) -> None:
    found = {review.reading: review for review in reviews_of(store)}
    zinc = found["Zinc 💊 cures colds."]
    assert (zinc.label, zinc.by) == (Label.CONTRADICTORY, (ANA,))
    assert zinc.note == "no trial says so"
    assert [e.passage.text[s.start : s.end] for e in zinc.cited for s in e.rationale] == [
        "Zinc does not cure colds."
    ]
    assert found[TEXT[22:30]].cited == ()
