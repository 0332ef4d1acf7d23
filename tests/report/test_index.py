from __future__ import annotations

import base64
import hashlib
import json

from claimcheck.report.index import IndexRow, index_row, render_index
from claimcheck.types import Failure
from tests.report.pages import Page
from tests.report.samples import hostile, moonroot

BAD = "</script><script>alert(1)</script>"


def _rows(count: int) -> list[IndexRow]:
    return [
        IndexRow(title=f"T{i}", source=f"in/{i:05}.md", href=f"articles/{i}.html", risk=i % 90)
        for i in range(count)
    ]


def test_worst_first_then_by_source() -> None:
    rows = [
        IndexRow(title="b", source="b", risk=10, contradictory=1),
        IndexRow(title="a", source="a", risk=10, contradictory=1),
        IndexRow(title="worst", source="z", risk=80),
        IndexRow(title="c", source="c", risk=10, contradictory=2),
    ]
    data = json.loads(Page(render_index(rows)).by_id("data").text)
    assert [row[0] for row in data] == ["worst", "c", "a", "b"]


def test_the_first_hundred_rows_stand_in_the_page_and_all_in_its_data() -> None:
    page = Page(render_index(_rows(250)))
    assert page.by_id("rows").text.count(".md") == 100
    assert len(json.loads(page.by_id("data").text)) == 250
    assert "first 100 of 250" in page.all("noscript")[0].text


def test_links_are_relative_and_encoded() -> None:
    row = IndexRow(title="x", source="s", href="articles/a b/naïve?.html")
    worse = IndexRow(title="y", source="s", href="javascript:alert(1)")
    hrefs = [a.attrs["href"] for a in Page(render_index([row, worse])).all("a")]
    assert hrefs == ["articles/a%20b/na%C3%AFve%3F.html", "javascript%3Aalert%281%29"]


def test_a_row_without_a_page_is_not_a_link() -> None:
    assert Page(render_index([IndexRow(title="x", source="s")])).all("a") == []


def test_titles_cannot_leave_the_data_block_or_run() -> None:
    html = render_index(
        [IndexRow(title=BAD, source=BAD + "\u202e\ud800")],
        failures=[Failure(source=BAD, stage="ingest", error=BAD)],
        title=BAD,
    )
    html.encode("utf-8")
    page = Page(html)
    scripts = page.all("script")
    assert len(scripts) == 3
    assert json.loads(page.by_id("data").text)[0][0] == BAD
    policy = next(e.attrs["content"] for e in page.all("meta") if "http-equiv" in e.attrs)
    for script in (e for e in scripts if "type" not in e.attrs):
        digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_failures_are_listed_apart() -> None:
    html = render_index(
        _rows(2), failures=[Failure(source="x.pdf", stage="ingest", error="No PDF.", code="E203")]
    )
    assert "Could not be checked" in html
    assert "x.pdf" in html
    assert "E203" in html
    assert "Could not be checked" not in render_index(_rows(2))


def test_a_row_is_made_from_a_report() -> None:
    row = index_row(moonroot(), href="articles/moonroot.md.html")
    assert (row.claims, row.contradictory, row.unsupported, row.supported) == (10, 4, 3, 2)
    assert (row.promo_errors, row.promo_warnings) == (3, 3)
    assert row.risk > index_row(hostile()).risk > 0


def test_a_run_without_articles_says_so() -> None:
    assert "No article was checked." in render_index([])


def test_unsupported_is_explained() -> None:
    assert "does not mean false" in Page(render_index([])).all("footer")[0].text
