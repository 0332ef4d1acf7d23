from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.batch.names import OutputNames


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("tea.txt", "articles/tea.txt.html"),
        ("a/b/tea.md", "articles/a/b/tea.md.html"),
        ("news.jsonl.gz#r-1", "articles/news.jsonl.gz/r-1.html"),
        ("../../etc/passwd", "articles/etc/passwd.html"),
        ("", "articles/input.html"),
    ],
)
def test_a_page_lies_where_its_input_lay(name: str, path: str) -> None:
    assert OutputNames().assign(name) == path


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=40) | st.text("aA./~#-", max_size=6), unique=True, max_size=12))
def test_pages_are_legal_and_never_meet(names: list[str]) -> None:
    given_names = OutputNames()
    pages = [given_names.assign(name) for name in names]
    assert len({page.casefold() for page in pages}) == len(pages)
    for page in pages:
        parts = page.split("/")
        assert parts[0] == "articles"
        assert not {"", ".", ".."} & set(parts)
        assert all(len(part.encode("utf-8")) <= 255 for part in parts)
        assert page.isprintable() or not any(ord(c) < 32 for c in page)


def test_a_name_depends_on_those_before_it_alone() -> None:
    names = ["Tea.txt", "tea.txt", "other.txt"]
    first, second = OutputNames(), OutputNames()
    assert [first.assign(n) for n in names] == [second.assign(n) for n in names]
