from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.types import Passage
from claimcheck.verification.windows import titled, windows


def of(text: str, title: str = "") -> list[str]:
    return [w.text for w in windows(Passage(id="p", doc_id="d", text=text, title=title))]


def test_one_sentence_is_one_window() -> None:
    assert of("Zinc is a metal.") == ["Zinc is a metal."]


def test_two_sentences_are_read_alone_and_together() -> None:
    assert of("One is. Two are.") == ["One is.", "Two are.", "One is. Two are."]


def test_longer_passages_add_every_run_of_three() -> None:
    found = of("Aa is. Bb is. Cc is. Dd is.")
    assert found[4:] == ["Aa is. Bb is. Cc is.", "Bb is. Cc is. Dd is."]


def test_the_title_comes_first_and_never_twice() -> None:
    assert titled("Zinc and colds.", "It helped.") == "Zinc and colds. It helped."
    assert titled("Zinc", "Zinc helped.") == "Zinc helped."
    assert titled("", "It  helped.") == "It helped."


def test_blank_text_gives_no_window() -> None:
    assert of("  \n ") == []


def test_a_sentence_without_end_is_cut_and_read_to_its_end() -> None:
    text = "zinc " * 500
    assert "".join(t for t in of(text)[:3]).replace(" ", "") == "zinc" * 500


@given(st.text(alphabet="Ab. \n“é", max_size=40), st.sampled_from(["", "Title"]))
@settings(max_examples=40)
def test_windows_are_slices_of_the_passage(text: str, title: str) -> None:
    passage = Passage(id="p", doc_id="d", text=text, title=title)
    for window in windows(passage):
        first, last = window.sentences[0], window.sentences[-1]
        assert window.text == text[first.start : last.end]
