"""What reviewers say of phrases and of statements changes the next run, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.config import Settings
from claimcheck.ingest import article_from_text
from claimcheck.pipeline import Checker
from claimcheck.training.learn import Frozen, SpanReview, Versions, freeze, learn
from claimcheck.training.learn.house import taught, write_house
from claimcheck.training.learn.reviews import Review, is_kept_apart
from claimcheck.types import Label
from tests.training.learn.reviewing import model_folders, review, verifier

TEXT = (
    "Nettle tea is a miracle cure for hay fever. The tea feels like a warm hug. "
    "Two cups a day lowered symptoms in 40 adults. Is nettle good for sore knees?"
)
AT = "2026-03-04T10:00:00+00:00"


def marked(checker: Checker) -> set[str]:
    return {span.text.lower() for span in checker.highlight(article_from_text(TEXT))}


def claimed(checker: Checker) -> list[str]:
    return [claim.text for claim in checker.segment(article_from_text(TEXT))[1]]


def spans(text: str, count: int, *, promotional: bool, rule: str = "", kept: bool = False):
    """Reviews of a phrase, each in an article of its own, kept apart or not."""
    made, number = [], 0
    while len(made) < count:
        number += 1
        item = f"{text}-{promotional}-{number}"
        if is_kept_apart(item) is kept:
            made.append(
                SpanReview(item=item, text=text, category="hype_puffery", by=("ana",), at=AT,
                           promotional=promotional, rule=rule, article=f"a{number}")
            )  # fmt: skip
    return made


def settled(text: str, label: object, **changes: object) -> Review:
    return review(0, reading=text, text=text, item=text, label=label, evidence=(), cited=(),
                  **changes)  # fmt: skip


def checker_of(models: Path) -> Checker:
    return Checker(Settings(models=str(models), profile="fast"))


def taught_checker(tmp_path: Path, reviews: list, phrases: list) -> Checker:
    house = taught(freeze(reviews, phrases))
    write_house(house, tmp_path / "house")
    return checker_of(tmp_path)


@pytest.fixture
def plain(tmp_path: Path) -> Checker:
    return checker_of(tmp_path / "none")


def a_phrase(checker: Checker) -> tuple[str, str]:
    found = checker.highlight(article_from_text(TEXT))[0]
    return found.text, found.rule


def test_a_phrase_rejected_three_times_is_marked_no_more(tmp_path: Path, plain: Checker) -> None:
    text, rule = a_phrase(plain)
    few = taught(freeze([], spans(text, 2, promotional=False, rule=rule)))
    assert few.empty
    checker = taught_checker(tmp_path, [], spans(text, 3, promotional=False, rule=rule))
    assert text.lower() not in marked(checker)
    assert marked(checker) == marked(plain) - {text.lower()}


def test_a_phrase_that_people_also_confirm_stays(plain: Checker) -> None:
    text, rule = a_phrase(plain)
    both = [
        *spans(text, 3, promotional=False, rule=rule),
        *spans(text, 2, promotional=True, rule=rule),
    ]
    assert taught(freeze([], both)).allow == ()


def test_what_reviews_kept_apart_speak_against_is_not_learnt(plain: Checker) -> None:
    text, rule = a_phrase(plain)
    learnt = spans(text, 3, promotional=False, rule=rule)
    against = spans(text, 2, promotional=True, rule=rule, kept=True)
    found = taught(freeze([], [*learnt, *against]))
    assert found.allow == ()
    assert any(note.startswith("not learnt") for note in found.notes)


def test_a_phrase_added_in_two_articles_is_marked_from_now_on(
    tmp_path: Path, plain: Checker
) -> None:
    assert "warm hug" not in marked(plain)
    once = taught(freeze([], spans("Warm hug", 1, promotional=True)))
    assert once.empty
    checker = taught_checker(tmp_path, [], spans("Warm hug", 2, promotional=True))
    found = [s for s in checker.highlight(article_from_text(TEXT)) if s.text == "warm hug"]
    assert [span.rule for span in found] == ["hype_puffery.house"]
    assert found[0].text == TEXT[found[0].span.start : found[0].span.end]


def test_what_is_no_claim_and_what_was_missed_is_known_again(
    tmp_path: Path, plain: Checker
) -> None:
    before = claimed(plain)
    gone = before[0]
    missing = "Is nettle good for sore knees"
    assert missing not in before
    reviews = [
        settled(gone, None),
        settled(missing.lower(), Label.UNSUPPORTED, missed=True),
    ]
    checker = taught_checker(tmp_path, reviews, [])
    assert sorted(claimed(checker)) == sorted([*before[1:], missing])
    units, claims = checker.segment(article_from_text(TEXT))
    assert all(TEXT[c.span.start : c.span.end] == c.text for c in claims)
    assert [u.text for u in units] == [u.text for u in plain.segment(article_from_text(TEXT))[0]]


def test_what_people_dispute_is_not_remembered(plain: Checker) -> None:
    text = claimed(plain)[0]
    both = [settled(text, None), review(1, reading=text, text=text)]
    assert taught(freeze(both)).not_claims == ()


def test_a_missed_claim_about_an_it_is_left_alone() -> None:
    found = taught(freeze([settled("It grows by most roads", Label.UNSUPPORTED, missed=True)]))
    assert found.missed == ()


def test_a_version_holds_the_lists_and_rollback_takes_them_away(
    tmp_path: Path, plain: Checker
) -> None:
    text, rule = a_phrase(plain)
    done = learn(
        [settled(claimed(plain)[0], None)],
        verifier(),
        models=model_folders(tmp_path / "models"),
        output=tmp_path / "out",
        frozen=Frozen(),
        at=AT,
        spans=spans(text, 4, promotional=False, rule=rule),
    )
    assert done.version is not None
    used = checker_of(tmp_path / "out")
    assert text.lower() not in marked(used)
    assert used.provenance["house"] != plain.provenance["house"]
    card = (tmp_path / "out" / "card.md").read_text("utf-8")
    assert "1 phrase no longer marked" in card
    Versions(tmp_path / "out").rollback()
    assert marked(checker_of(tmp_path / "out")) == marked(plain)
