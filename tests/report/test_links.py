from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.report.links import best_url, relative_href, safe_url, source_links
from tests.report.samples import passage


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " \x01javascript:alert(1)",
        "data:text/html,<script>1</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "https:///nohost",
        "https://pubmed.example@evil.example/",
        "https://example.org/a b",
        "https://example.org/\u202egro",
        'https://example.org/"onmouseover="x',
        "https://[broken",
        "",
        None,
    ],
)
def test_unsafe_addresses_are_refused(address: str | None) -> None:
    assert safe_url(address) is None


@pytest.mark.parametrize("address", ["http://example.org", "https://example.org/a?b=1&c=2#d"])
def test_web_addresses_pass_unchanged(address: str) -> None:
    assert safe_url(address) == address


def test_a_source_is_linked_by_doi_then_pubmed_then_address() -> None:
    found = source_links(
        passage("x", "Text.", doi="10.5555/a<b>", pmid="123", url="https://example.org/y")
    )
    assert [link.url for link in found] == [
        "https://doi.org/10.5555/a%3Cb%3E",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
        "https://example.org/y",
    ]


def test_a_doi_given_as_an_address_is_linked_once() -> None:
    one = passage("x", "T.", doi="https://doi.org/10.5555/abc", url="https://doi.org/10.5555/abc")
    assert [link.text for link in source_links(one)] == ["doi:10.5555/abc"]


def test_a_source_without_a_safe_address_has_none() -> None:
    assert best_url(passage("x", "T.", doi="not a doi", pmid="1 OR 1", url="javascript:1")) == ""


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("articles/a b/naïve?#%.html", "articles/a%20b/na%C3%AFve%3F%23%25.html"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("//evil.example/x", "evil.example/x"),
        ("./a/./b.html", "a/b.html"),
        ("odd\udcff.html", "odd%FF.html"),
    ],
)
def test_links_to_files_are_relative_and_percent_encoded(path: str, href: str) -> None:
    assert relative_href(path) == href


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=30))
def test_no_path_becomes_a_scheme_or_another_host(path: str) -> None:
    href = relative_href(path)
    assert ":" not in href
    assert not href.startswith("/")
    assert href.isascii()
