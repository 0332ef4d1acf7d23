from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.report import render
from claimcheck.report.html import sheet
from claimcheck.report.words import NOT_FALSE
from claimcheck.types import Article, Block, BlockKind, CheckedClaim, Claim, Label, Report, Span
from tests.report import samples
from tests.report.pages import Page

REPORTS = {
    "moonroot": samples.moonroot,
    "hostile": samples.hostile,
    "long": lambda: samples.long_report(14_000),
    "empty": lambda: Report(article=Article(id="a0", text=""), units=(), claims=(), promo=()),
}


@pytest.fixture(scope="module", params=list(REPORTS))
def page_of(request: pytest.FixtureRequest) -> tuple[Report, str, Page]:
    report = REPORTS[request.param]()
    html = render(report, "html")
    return report, html, Page(html)


def _as_html_holds_it(text: str) -> str:
    return "".join("\ufffd" if c == "\x00" or "\ud800" <= c <= "\udfff" else c for c in text)


def test_the_article_pane_holds_the_articles_text(page_of: tuple[Report, str, Page]) -> None:
    report, html, page = page_of
    assert page.by_id("article").text == _as_html_holds_it(report.article.text)
    assert "\r" not in html


def test_only_the_pages_own_style_and_scripts_may_run(page_of: tuple[Report, str, Page]) -> None:
    _, _, page = page_of
    policy = next(
        e.attrs["content"]
        for e in page.all("meta")
        if e.attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy

    def allowed(text: str) -> bool:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        return f"'sha256-{digest}'" in policy

    scripts = [e for e in page.all("script") if e.attrs.get("type") != "application/json"]
    assert len(scripts) == 2
    assert all(allowed(e.text) for e in (*scripts, *page.all("style")))


def test_nothing_is_loaded_from_elsewhere_and_no_attribute_runs(
    page_of: tuple[Report, str, Page],
) -> None:
    _, _, page = page_of
    tags = {element.tag for element in page.elements}
    assert not tags & {"img", "iframe", "object", "embed", "link", "base", "form", "audio"}
    for element in page.elements:
        names = set(element.attrs)
        assert not names & {"src", "srcset", "style", "action", "formaction", "srcdoc", "data"}
        assert not [name for name in names if name.startswith("on")]
    assert "url(" not in sheet("report.css")
    assert "@import" not in sheet("report.css")


def test_links_are_anchors_or_web_addresses(page_of: tuple[Report, str, Page]) -> None:
    _, _, page = page_of
    for link in page.all("a"):
        href = link.attrs["href"]
        if not href.startswith("#"):
            assert re.match(r"https?://[^/@]+/", href)
            assert link.attrs["rel"] == "noopener noreferrer"


def test_ids_are_unique_and_anchors_lead_somewhere(page_of: tuple[Report, str, Page]) -> None:
    report, _, page = page_of
    ids = [e.attrs["id"] for e in page.elements if "id" in e.attrs]
    assert len(ids) == len(set(ids))
    if len(report.claims) + len(report.promo) < 100:
        anchors = {e.attrs["href"][1:] for e in page.all("a") if e.attrs["href"].startswith("#")}
        assert anchors <= set(ids)


def test_markup_in_any_field_stays_text() -> None:
    page = Page(render(samples.hostile(), "html"))
    assert "<script>document.title='owned'</script>" in page.by_id("article").text
    assert "<script>document.title='owned'</script>" in page.by_id("c1").text
    assert "javascript:document.title" in page.by_id("c1").text


def test_every_verdict_is_named_with_a_sign_and_not_by_colour_alone() -> None:
    page = Page(render(samples.moonroot(), "html"))
    signs = {m.attrs["aria-label"].split(", ")[1]: m.attrs["data-g"] for m in _first_marks(page)}
    assert signs == {
        "contradictory": "✗",
        "unsupported": "?",
        "supported": "✓",
        "not checked": "–",
    }


def _first_marks(page: Page) -> list[object]:
    return [
        e
        for e in page.with_class("mk")
        if e.attrs["aria-label"].startswith("Claim") and e.attrs["data-g"] != "…"
    ]


def test_an_unsupported_claim_says_that_it_is_not_called_false() -> None:
    report = samples.moonroot()
    page = Page(render(report, "html"))
    for number, claim in enumerate(report.claims, start=1):
        if claim.verdict.label == Label.UNSUPPORTED:
            text = page.by_id(f"c{number}").text
            assert NOT_FALSE in text or re.search(r"does not make (it|the claim) false", text)
    assert NOT_FALSE in page.all("footer")[0].text


def test_a_claim_in_parts_is_marked_in_each_part_and_not_between() -> None:
    report = samples.moonroot()
    page = Page(render(report, "html"))
    number = 1 + next(i for i, c in enumerate(report.claims) if c.text.startswith("moonroot, even"))
    marked = [
        e.text for e in page.with_class("s") if str(number) in e.attrs.get("data-c", "").split()
    ]
    assert marked[0] == "moonroot"
    assert "".join(marked[1:]) == "has no side effects"


def test_a_sentence_that_is_no_claim_says_what_it_is() -> None:
    page = Page(render(samples.moonroot(), "html"))
    assert [e.attrs["data-u"] for e in page.with_class("uk")] == ["sales talk"]


def test_overlapping_marks_share_their_stretch() -> None:
    page = Page(render(samples.moonroot(), "html"))
    safe = next(e for e in page.with_class("s") if e.text == "safe")
    assert safe.attrs["class"].split() == ["s", "c", "v-contradictory", "p", "s-error"]
    assert len(safe.attrs["data-p"].split()) == 2


def test_a_card_explains_the_verdict() -> None:
    text = " ".join(Page(render(samples.moonroot(), "html")).by_id("c4").text.split())
    assert "Moonroot shortens the time to fall asleep by about nine minutes." in text
    assert "A passage in the corpus says this." in text
    assert "The article says it more strongly than the evidence does." in text
    assert "91 %" in text
    assert "Trial in people" in text
    assert "doi:10.5555/moonroot.2021.7" in text


def test_the_rationale_is_marked_in_the_evidence() -> None:
    page = Page(render(samples.moonroot(), "html"))
    assert "No participant was free of insomnia after four weeks." in [
        e.text for e in page.all("mark")
    ]


def test_retracted_evidence_says_so_and_is_not_linked_by_a_script() -> None:
    page = Page(render(samples.moonroot(), "html"))
    card = next(e for e in page.with_class("card") if "kidney stones" in e.text)
    assert "Retracted" in card.text
    assert "javascript:alert(document.domain)" in card.text


def test_a_phrase_shows_category_reason_and_rewording() -> None:
    page = Page(render(samples.moonroot(), "html"))
    card = next(e for e in page.with_class("promo") if "Safety assurance" in e.text)
    assert "Promises that there is no risk at all." in card.text
    assert "long-term safety is not known" in card.text
    assert "Claim 1, contradictory" in card.text


def test_warnings_findings_and_provenance_are_shown() -> None:
    html = render(replace(samples.moonroot(), provenance={"settings": {"k": [1, 2]}}), "html")
    assert "The file says nothing about its author." in html
    assert "No study is named or linked." in html
    assert "settings.k" in html


def test_a_long_report_keeps_its_notes_as_text() -> None:
    report = samples.long_report(14_000)
    page = Page(render(report, "html"))
    assert len(report.claims) + len(report.promo) > 250
    assert page.with_class("card") == []
    assert "kidney stones" in page.by_id("data").text


def test_blocks_give_headings_and_rows_keep_every_break() -> None:
    page = Page(render(samples.moonroot(), "html"))
    headings = [e for e in page.elements if e.attrs.get("role") == "heading"]
    assert [e.text.strip() for e in headings][1] == "## What the root does"
    rows = [e.text for e in page.with_class("row")]
    assert rows == samples.ARTICLE.splitlines(keepends=True)


NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from("<>&\"'\r\n\t #-\x00\u202e\u200b\ud800{}🌙ش"), st.characters()
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=30, deadline=None)
@given(text=NASTY, data=st.data())
def test_any_text_with_any_marks_comes_through(text: str, data: st.DataObject) -> None:
    def span() -> Span:
        start = data.draw(st.integers(0, len(text) - 1))
        return Span(start=start, end=data.draw(st.integers(start + 1, len(text))))

    one = samples.moonroot()
    parts = tuple(sorted({span(), span()}))
    whole = Span(start=parts[0].start, end=max(p.end for p in parts))
    quoted = text[whole.start : whole.end]
    claim = Claim(id="k", span=whole, parts=parts, text=quoted, reading=quoted)
    where = span()
    promo = replace(one.promo[0], span=where, text=text[where.start : where.end])
    block = span()
    report = replace(
        one,
        article=Article(
            id="x", text=text, blocks=(Block(span=block, kind=BlockKind.HEADING, level=1),)
        ),
        claims=(CheckedClaim(claim=claim, verdict=one.claims[0].verdict),),
        promo=(promo,),
        findings=(),
    )
    html = render(report, "html")
    assert Page(html).by_id("article").text == _as_html_holds_it(text)
    html.encode("utf-8")


HUES = ("con", "uns", "sup", "unc", "err", "war", "sug")
PAIRS = [
    *((ink, ground) for ink in ("ink", "muted", "link") for ground in ("paper", "desk", "panel")),
    *(("ink", f"{hue}-tint") for hue in HUES),
    *((hue, ground) for hue in HUES for ground in ("paper", "panel", "desk", f"{hue}-tint")),
    *(("chip-ink", hue) for hue in HUES),
    ("mark-ink", "mark"),
]


@pytest.mark.parametrize("name", ["report.css", "index.css"])
def test_text_stands_out_from_its_ground_in_light_and_dark(name: str) -> None:
    css = sheet(name)
    palettes = [
        dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", body))
        for body in re.findall(r":root[^{]*\{([^}]*--desk[^}]*)\}", css)
    ]
    assert len(palettes) >= 3
    for palette in palettes:
        for ink, ground in PAIRS:
            if ink in palette and ground in palette:
                assert _contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground, palette)


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""

    def luminance(color: str) -> float:
        digits = color[1:] if len(color) == 7 else "".join(2 * c for c in color[1:])
        channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
