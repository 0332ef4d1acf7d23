from __future__ import annotations

import time

import pytest

from claimcheck.text.attribution import find_attribution


@pytest.mark.parametrize(
    ("credit", "rest", "kind"),
    [
        ("Research suggests that", "ginger helps.", "research"),
        ("A 2018 study in rats found that", "it failed.", "research"),
        ("According to the NHS", ", it is safe.", "official"),
        ("Many doctors believe that", "rest helps.", "expert"),
        ("Some people say", "it calms them.", "popular"),
        ("Dr Okoye says", "it works.", "named"),
        ("It is widely believed that", "garlic helps.", "popular"),
    ],
)
def test_an_opening_credit_is_set_apart_from_the_statement(
    credit: str, rest: str, kind: str
) -> None:
    text = f"{credit} {rest}".replace(" ,", ",")
    found = find_attribution(text)
    assert found is not None
    assert (found.text, found.kind) == (credit, kind)
    assert text[found.statement.start : found.statement.end] == rest.lstrip(", ")


def test_a_closing_credit_is_found_too() -> None:
    text = "Zinc shortens colds, according to the Finnish Institute of Health."
    found = find_attribution(text)
    assert found is not None
    assert found.text == "according to the Finnish Institute of Health"
    assert text[found.statement.start : found.statement.end] == "Zinc shortens colds"


@pytest.mark.parametrize(
    "text",
    [
        "Vitamin C prevents colds.",
        "Doctors recommend rest.",
        "A study has shown weight loss in adults.",
        "Green tea shows promise.",
        "",
    ],
)
def test_a_statement_of_its_own_has_no_credit(text: str) -> None:
    assert find_attribution(text) is None


def test_offsets_are_into_the_whole_text() -> None:
    text = "Hello. Studies show that zinc helps. Bye."
    found = find_attribution(text, start=7, end=36)
    assert found is not None
    assert text[found.span.start : found.span.end] == "Studies show that"
    assert text[found.statement.start : found.statement.end] == "zinc helps."


@pytest.mark.parametrize("text", ["A" * 50_000, "A " * 25_000, " " * 50_000, ", the" * 10_000])
def test_long_odd_lines_do_not_stall(text: str) -> None:
    began = time.process_time()
    find_attribution(text)
    assert time.process_time() - began < 5
