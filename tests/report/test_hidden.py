from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.report.hidden import encodable, plain, runs, shown
from tests.report.pages import Page

NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from("<>&\"'\r\n\t \x00\x1b\x85\u200b\u200d\u202e\u2066\u2069\ufeff\ud800é🌙ش"),
        st.characters(),
    ),
    max_size=40,
)


@settings(max_examples=50, deadline=None)
@given(NASTY)
def test_runs_joined_are_the_text(text: str) -> None:
    assert "".join(run.text for run in runs(text)) == text


@settings(max_examples=50, deadline=None)
@given(NASTY)
def test_html_has_the_same_text_content_and_no_raw_carriage_return(text: str) -> None:
    html = f'<p id="x">{shown(text)}</p>'
    expected = "".join("\ufffd" if c == "\x00" or "\ud800" <= c <= "\udfff" else c for c in text)
    assert Page(html).by_id("x").text == expected
    assert "\r" not in html
    html.encode("utf-8")


@settings(max_examples=50, deadline=None)
@given(NASTY)
def test_plain_text_cannot_move_a_cursor_or_reorder_a_line(text: str) -> None:
    written = plain(text)
    forbidden = {chr(c) for c in (*range(9), *range(11, 32), *range(127, 160))} | set(
        "\u202e\u2066"
    )
    assert not forbidden & set(written)
    encodable(written).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u202eb\u202c", "a⟨RLO⟩b⟨PDF⟩"),
        ("so\u200bft\u00adly", "so⟨ZWSP⟩ft⟨SHY⟩ly"),
        ("\x1b[31m", "⟨ESC⟩[31m"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\U000e0041b", "a⟨U+E0041⟩b"),
    ],
)
def test_hidden_characters_are_named(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "👩‍⚕️ and 👨‍👩‍👧",
        "می‌خواهم",
        "क्‍ष",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
def test_joiners_that_belong_to_the_spelling_are_left_alone(text: str) -> None:
    assert plain(text) == text
