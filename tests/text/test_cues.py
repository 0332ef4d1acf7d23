from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.text.attribution import find_attribution
from claimcheck.text.cues import CueList, shadow
from claimcheck.text.hedges import find_hedges
from claimcheck.text.negation import find_negations
from claimcheck.text.numbers import find_quantities
from claimcheck.text.populations import find_populations
from claimcheck.text.strength import find_evidence_talk

WORDS = st.lists(
    st.sampled_from(
        ["may", "not", "400", "mg of", "“zinc”", "isn’t", "Research suggests that", "mice,",
         "no evidence\u00a0", "Dr Okoye says", "20–30%", "🧪", "strong evidence",
         "(2 g)", "without", "children", "5 μg", "5–10", "weeks",
         "according to the NHS", "."]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@given(st.text(max_size=60))
@settings(max_examples=40)
def test_shadow_keeps_the_length_of_any_text(text: str) -> None:
    assert len(shadow(text)) == len(text)


@given(WORDS)
@settings(max_examples=50)
def test_every_cue_is_a_slice_of_the_text_it_was_found_in(text: str) -> None:
    for cue in (*find_hedges(text), *find_populations(text), *find_evidence_talk(text)):
        assert text[cue.span.start : cue.span.end] == cue.text
    for negation in find_negations(text):
        assert text[negation.cue.span.start : negation.cue.span.end] == negation.cue.text
        assert negation.scope.start == negation.cue.span.start
        assert negation.scope.end <= len(text)
    for quantity in find_quantities(text):
        assert text[quantity.span.start : quantity.span.end] == quantity.text
        assert quantity.low <= quantity.high
    credit = find_attribution(text)
    if credit:
        assert text[credit.span.start : credit.span.end] == credit.text


def test_a_piece_in_the_middle_is_searched_with_offsets_into_the_whole() -> None:
    text = "It may. Zinc might help. It could."
    cues = find_hedges(text, start=8, end=24)
    assert [(cue.text, cue.span.start) for cue in cues] == [("might", 13)]


def test_the_longest_of_two_cues_at_one_place_wins_and_words_stay_whole() -> None:
    cues = CueList({"short": "no", "long": "no evidence\nno trial"})
    assert [cue.kind for cue in cues.find("There is no  evidence of a nose.")] == ["long"]


def test_typographic_quotes_are_matched_like_plain_ones() -> None:
    assert [n.cue.text for n in find_negations("It doesn’t help.")] == ["doesn’t"]


def test_capitals_count_only_where_a_pattern_says_so() -> None:
    cues = CueList({"any": r"No Trials?|DNA\W\w+", "cased": "(?-i:May)"})
    # The first letter has two in lower case; offsets stay those of the text.
    text = "\u0130: NO  trial of dna-tests, may it be in May."
    assert [(cue.kind, cue.text) for cue in cues.find(text)] == [
        ("any", "NO  trial"),
        ("any", "dna-tests"),
        ("cased", "May"),
    ]
    assert all(text[cue.span.start : cue.span.end] == cue.text for cue in cues.find(text))
    assert cues.search("May I?")
    assert not cues.search("may I?")
