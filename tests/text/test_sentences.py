from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimcheck.text.sentences import split


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zinc helps. Sleep helps more.", ["Zinc helps.", "Sleep helps more."]),
        ("Take herbs, e.g. sage, daily.", ["Take herbs, e.g. sage, daily."]),
        ("Ask Dr. Lee. She knows.", ["Ask Dr. Lee.", "She knows."]),
        ("Pills vs. powder is a toss-up.", ["Pills vs. powder is a toss-up."]),
        ("Lund et al. Tested it twice.", ["Lund et al. Tested it twice."]),
        ("A dose of 2.5 mg works.", ["A dose of 2.5 mg works."]),
        ("The U.S. FDA objected.", ["The U.S. FDA objected."]),
        ("It is sold in the U.S. The label lies.", ["It is sold in the U.S.", "The label lies."]),
        ("J. K. Osei wrote it. Nobody read it.", ["J. K. Osei wrote it.", "Nobody read it."]),
        ("Get vitamin C. It is cheap.", ["Get vitamin C.", "It is cheap."]),
        ("It failed. [6] Others agree.", ["It failed. [6]", "Others agree."]),
        ("It failed.[6] Others agree.", ["It failed.[6]", "Others agree."]),
        ("It raised mortality.12 Others agree.", ["It raised mortality.12", "Others agree."]),
        ("Wait... There is more.", ["Wait...", "There is more."]),
        ("It was, well... not great.", ["It was, well... not great."]),
        ("“It works!” she said.", ["“It works!” she said."]),
        ("“It works.” Nobody agreed.", ["“It works.”", "Nobody agreed."]),
        ("About 7 lb. of fluid left him.", ["About 7 lb. of fluid left him."]),
        ("See Fig. 2 and p. 14 for more.", ["See Fig. 2 and p. 14 for more."]),
        ("Done by 9 p.m. Patients slept.", ["Done by 9 p.m.", "Patients slept."]),
        ("**Bold claim.** Plain reply.", ["**Bold claim.**", "Plain reply."]),
        ("Love it! 🍃 Buy more.", ["Love it! 🍃", "Buy more."]),
        (
            "[GO! BUY IT NOW](https://x.example/a) today",
            ["[GO! BUY IT NOW](https://x.example/a) today"],
        ),
        ("Was it safe? Yes. Was it cheap? No.", ["Was it safe?", "Yes.", "Was it cheap?", "No."]),
        ("mice slept less. mRNA levels fell.", ["mice slept less.", "mRNA levels fell."]),
        ("(It was tiny.) Then it grew.", ["(It was tiny.)", "Then it grew."]),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_one_ends(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_a_line_break_ends_a_sentence(newline: str) -> None:
    assert cut(f"A title{newline}Some words{newline}{newline}More.") == [
        "A title",
        "Some words",
        "More.",
    ]


def test_a_hard_wrapped_paragraph_is_read_as_one() -> None:
    text = (
        "The tonic is said to calm the nerves and to bring back the sleep that\n"
        "years of worry took away. It has been sold since the days of the first\n"
        "railways, and nobody has ever put it to any kind of test at all.\n"
    )
    assert len(cut(text)) == 2


def test_only_the_stretch_asked_for_is_split() -> None:
    text = "One here. Two here. Three here."
    assert [text[s.start : s.end] for s in split(text, start=10, end=19)] == ["Two here."]


def test_blank_text_has_no_sentences() -> None:
    assert split("") == ()
    assert split(" \n\t\r\n ") == ()


_LETTERS = [*"abcDEF .,!?…\n\r\t'\"“”’()[]*_#->|0123456789", "\u00a0", "\u200d", "\u0301", "\ufe0f"]
_CHUNKS = ["\u202e", "👩\u200d🔬", "🍃", "e\u0301", "\r\n", "Dr. ", "e.g. ", "\x00", "\u2028", "。"]
_ALPHABET = st.sampled_from([*_LETTERS, *_CHUNKS, ". The ", "]("])
_TEXTS = st.lists(_ALPHABET, max_size=80).map("".join)


@settings(max_examples=50, deadline=None)
@given(_TEXTS)
@example("a. \u0301B")
@example("A.\r\nB")
def test_the_sentences_tile_the_text(text: str) -> None:
    spans = split(text)
    at = 0
    for span in spans:
        assert text[at : span.start].strip() == ""
        piece = text[span.start : span.end]
        assert piece == piece.rstrip()
        assert not piece[0].isspace() or unicodedata.category(piece[1])[0] in "MC"
        at = span.end
    assert text[at:].strip() == ""


@settings(max_examples=50, deadline=None)
@given(_TEXTS)
def test_no_boundary_falls_inside_a_grapheme(text: str) -> None:
    for span in split(text):
        assert text[span.start - 1 : span.start + 1] != "\r\n"
        if span.start and text[span.start - 1] not in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029":
            assert unicodedata.category(text[span.start])[0] != "M"
            assert text[span.start - 1] != "\u200d"


@settings(max_examples=50, deadline=None)
@given(_TEXTS)
def test_splitting_twice_gives_the_same(text: str) -> None:
    assert split(text) == split(text)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["Zinc helps. ", "It may not. ", "Who knows? ", "No! "]), max_size=9)
)
def test_a_sentence_split_again_stays_whole(parts: list[str]) -> None:
    for piece in cut("".join(parts)):
        assert cut(piece) == [piece]


@pytest.mark.parametrize(
    "text",
    ["a" * 300_000, "word " * 60_000, ". " * 100_000, '"' * 100_000, "[" * 100_000, "A. " * 60_000],
)
def test_long_lines_keep_all_their_text(text: str) -> None:
    assert sum(span.end - span.start for span in split(text)) >= len(text.replace(" ", ""))
