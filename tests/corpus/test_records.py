"""A passage survives the way to its line and back, and no object makes a traceback."""

from __future__ import annotations

import json
from dataclasses import fields

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.corpus import passage_from_record, passage_to_record
from claimcheck.corpus.store import to_line
from claimcheck.errors import CorpusError
from claimcheck.types import Design, Passage, Standing

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
_PASSAGES = st.builds(
    Passage,
    id=st.from_regex(r"[a-z0-9.-]{1,20}", fullmatch=True),
    doc_id=st.from_regex(r"[a-z0-9.-]{1,20}", fullmatch=True),
    text=_WORDS.filter(str.strip),
    title=_WORDS,
    citation=_WORDS,
    publisher=_WORDS,
    doi=st.sampled_from([None, "10.1234/abc"]),
    pmid=st.sampled_from([None, "123"]),
    url=st.sampled_from([None, "https://example.org/a?b=c"]),
    year=st.none() | st.integers(1500, 2100),
    topics=st.lists(_WORDS, max_size=3).map(tuple),
    population=_WORDS,
    design=st.sampled_from(Design),
    standing=st.sampled_from(Standing),
    looked_up=st.sampled_from(["", "2026-01-31"]),
    says=st.lists(_WORDS, max_size=2).map(tuple),
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)
_NAMES = st.sampled_from([field.name for field in fields(Passage)])


@settings(max_examples=50)
@given(_PASSAGES)
def test_a_passage_comes_back_from_its_line(passage: Passage) -> None:
    line = to_line(passage)
    assert line.count("\n") == 1
    assert passage_from_record(json.loads(line), where="here") == passage


def test_a_record_names_every_field_of_a_passage() -> None:
    record = passage_to_record(Passage(id="a", doc_id="a", text="b"))
    assert list(record) == [field.name for field in fields(Passage)]


@settings(max_examples=50)
@given(st.dictionaries(_NAMES, _JSON))
def test_any_object_is_a_passage_or_one_sentence(record: dict[str, object]) -> None:
    wrong = ""
    try:
        assert passage_from_record(record, where="here").text.strip()
    except CorpusError as error:
        wrong = str(error)
    assert wrong == "" or wrong.startswith("here: ")
