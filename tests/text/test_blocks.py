from __future__ import annotations

import itertools

import pytest

from claimcheck.text.blocks import find_blocks
from claimcheck.types import BlockKind


def kinds(text: str) -> list[tuple[str, str]]:
    return [(b.kind.value, text[b.span.start : b.span.end]) for b in find_blocks(text)]


def kind_of(
    line: str, around: str = "Some words that end in a stop, and go on for a while."
) -> str:
    text = f"{around}\n\n{line}\n\n{around}"
    return kinds(text)[1][0]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("# Oats", "heading"),
        ("**Why oats**", "heading"),
        ("What oats can do", "heading"),
        ("- oats", "list_item"),
        ("– oats", "list_item"),
        ("•oats", "list_item"),
        ("* oats", "list_item"),
        ("1. oats", "list_item"),
        ("2) oats", "list_item"),
        ("✓ oats", "list_item"),
        ("> oats", "quote"),
        ("| oats | 40 g |", "table_cell"),
        ("Oats lower cholesterol a little.", "paragraph"),
        ("and so the porridge went on cooking", "paragraph"),
        ("so why do oats work?", "heading"),
        ("Q: Do oats lower cholesterol?", "paragraph"),
        ("I ditched my pills in week two", "paragraph"),
        ("Do oats work? No idea. My sister had some", "paragraph"),
    ],
)
def test_a_line_is_typed_by_its_mark_and_shape(line: str, kind: str) -> None:
    assert kind_of(line) == kind


@pytest.mark.parametrize("line", ["---", "***", "* * *", "|---|---|", "🍃🍃", "===="])
def test_rules_and_ornaments_are_in_no_block(line: str) -> None:
    text = f"Oats help a bit.\n\n{line}\n\nRye helps too."
    assert [piece for _, piece in kinds(text)] == ["Oats help a bit.", "Rye helps too."]


def test_a_contents_entry_is_a_list_item_first_and_a_heading_where_it_stands() -> None:
    text = (
        "Some opening words.\n- Oats at breakfast\n- – Oats at night\n"
        "Oats at breakfast\nOats in the morning keep hunger away until noon.\n"
        "– Oats at night\nOats in the evening are said to help with sleep.\n"
    )
    assert [kind for kind, _ in kinds(text)] == [
        "paragraph",
        "list_item",
        "list_item",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_unmarked_lines_in_a_row_are_a_list() -> None:
    text = "It is good for many things.\n\nCalms the nerves\nClears the skin\nWarms the feet\n"
    assert [kind for kind, _ in kinds(text)][1:] == ["list_item"] * 3


def test_a_heading_keeps_its_level_and_its_mark() -> None:
    (block,) = find_blocks("### Oats\n")
    assert (block.level, block.span.start, block.span.end) == (3, 0, 8)


def test_fenced_lines_are_code() -> None:
    assert [kind for kind, _ in kinds("Words here.\n\n```\nx = 1\n```\n")] == ["paragraph", "code"]


def test_blocks_stand_in_order_and_apart() -> None:
    text = "# A\n\npara one.\r\n\r\n- x\r\n- y\n> q\n\n| a | b |\n"
    blocks = find_blocks(text)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(blocks))
    assert BlockKind.TABLE_CELL in {block.kind for block in blocks}
