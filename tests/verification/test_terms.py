from __future__ import annotations

import pytest

from claimcheck.verification.terms import names, predicate, subject, substances, terms


def test_names_of_one_thing_are_one() -> None:
    assert names("Ascorbic acid") == names("vitamin C") == {"vitamin c"}
    assert names("Tumours grew") == {"cancer"}


def test_a_condition_is_a_name_and_no_substance() -> None:
    assert names("Kava against anxiety") == {"kava", "anxiety"}
    assert substances("Kava against anxiety") == {"kava"}


def test_names_are_whole_words() -> None:
    assert names("The ironing board") == frozenset()


def test_the_subject_stands_before_the_first_verb() -> None:
    assert subject("Beetroot juice lowers blood pressure.") == terms("beetroot juice")
    assert subject("No verb here at all") == frozenset()


def test_the_predicate_is_the_first_content_word_after_it() -> None:
    assert predicate("Beetroot is approved by nobody.") == next(iter(terms("approved")))


@pytest.mark.parametrize(
    ("one", "other"), [("shortens", "shortened"), ("infections", "infection"), ("helps", "help")]
)
def test_endings_do_not_part_a_word(one: str, other: str) -> None:
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("diarrhoea", "diarrhea"),
        ("anaemia", "anemia"),
        ("haemorrhages", "hemorrhages"),
        ("oestrogen", "estrogen"),
        ("soluble fibre", "soluble fiber"),
        ("colour of the skin", "color of the skin"),
        ("hospitalised", "hospitalized"),
        ("hospitalisation", "hospitalization"),
    ],
)
def test_british_and_american_spellings_are_one_word(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_generic_words_do_not_make_two_texts_alike() -> None:
    assert terms("The study showed significant effects in patients.") == frozenset()
