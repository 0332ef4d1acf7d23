"""The sentences that teach the tagger: how they are marked, joined and coded."""

from __future__ import annotations

from claimcheck.promo import CATEGORIES
from claimcheck.training.promo_sentences import CODES, columns, joined, read_marked, written


def test_a_marked_line_becomes_text_and_slices() -> None:
    one = read_marked("Sage {DI:cools hot flushes} and {HY:sings}.", group="sage")
    assert one.text == "Sage cools hot flushes and sings."
    assert [(one.text[s.start : s.end], c) for s, c in one.spans] == [
        ("cools hot flushes", "disease_claim"),
        ("sings", "hype_puffery"),
    ]


def test_tokens_inside_a_phrase_get_its_category_and_special_ones_none() -> None:
    one = read_marked("Sage {DI:cools flushes}.", group="sage")
    offsets = [(0, 0), (0, 4), (5, 10), (11, 18), (18, 19), (0, 0)]
    claim = 1 + CATEGORIES.index("disease_claim")
    assert columns(one, offsets) == [-100, 0, claim, claim, 0, -100]


def test_joined_sentences_keep_their_phrases_and_stay_in_their_group() -> None:
    examples = [
        read_marked("Sage {DI:cools flushes}.", group="sage"),
        read_marked("Sage is a shrub.", group="sage"),
        read_marked("Mint {DI:settles colic}.", group="mint"),
    ]
    made = list(joined(examples, share=1.0, seed=3))
    assert len(made) == len(examples)
    assert any(len(one.text) > len("Sage cools flushes. ") for one in made)
    for one in made:
        assert not ("Sage" in one.text and "Mint" in one.text)
        phrases = {one.text[span.start : span.end] for span, _ in one.spans}
        assert phrases <= {"cools flushes", "settles colic"}
    assert list(joined(examples, share=1.0, seed=3)) == made


def test_the_sentences_written_are_many_of_many_products_and_half_are_look_alikes() -> None:
    examples = written()
    marked = sum(bool(one.spans) for one in examples)
    assert len(examples) >= 1500
    assert len({one.group for one in examples}) >= 40
    assert 0.4 <= marked / len(examples) <= 0.6
    assert len({one.text for one in examples}) == len(examples)
    assert {category for one in examples for _, category in one.spans} == set(CODES.values())
