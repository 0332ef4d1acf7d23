from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import IngestError
from claimcheck.ingest import Limits, read_bytes
from claimcheck.types import Article, BlockKind
from tests.faults import corpus

HERE = Limits(isolate=False)
LONG = (
    "Fennel seed was studied in two small trials of adults with bloating, and a well-known review "
    "called the evidence weak because neither trial was blinded and both were short. "
) * 3


def read(data: bytes, limits: Limits = HERE) -> Article:
    return read_bytes(data, source="paper.pdf", limits=limits)


def paper(sections: int = 8) -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate

    styles = getSampleStyleSheet()

    def edges(canvas: object, document: object) -> None:
        canvas.drawString(60, 810, "Herbal Journal, volume 7")  # type: ignore[attr-defined]
        canvas.drawString(280, 20, f"Page {document.page}")  # type: ignore[attr-defined]

    story = [Paragraph("Does fennel tea calm the stomach?", styles["Title"])]
    for i in range(sections):
        story.append(Paragraph(f"Trial number {i}", styles["Heading2"]))
        story.append(Paragraph(LONG, styles["BodyText"]))
        items = ["Drink one cup a day.", "Stop if you feel unwell."]
        story.append(
            ListFlowable([Paragraph(x, styles["BodyText"]) for x in items], bulletType="bullet")
        )
    out = io.BytesIO()
    SimpleDocTemplate(out, invariant=1).build(story, onFirstPage=edges, onLaterPages=edges)
    return out.getvalue()


def test_wrapped_lines_become_paragraphs_between_headings_and_items() -> None:
    article = read(paper())
    found = [(b.kind, article.text[b.span.start : b.span.end]) for b in article.blocks]
    assert found[:4] == [
        (BlockKind.HEADING, "Does fennel tea calm the stomach?"),
        (BlockKind.HEADING, "Trial number 0"),
        (BlockKind.PARAGRAPH, LONG.strip()),
        (BlockKind.LIST_ITEM, "• Drink one cup a day."),
    ]
    assert found.count((BlockKind.PARAGRAPH, LONG.strip())) == 8
    assert article.title == "Does fennel tea calm the stomach?"


def test_running_headers_and_page_numbers_are_left_out() -> None:
    text = read(paper()).text
    assert "Herbal Journal" not in text
    assert "Page 1" not in text


def test_blocks_say_their_page() -> None:
    origins = {b.origin for b in read(paper()).blocks}
    assert {"p. 1", "p. 2"} <= origins


def test_a_word_cut_at_a_line_end_is_made_whole() -> None:
    lines = b"(Fennel tea was given to forty par-) Tj 0 -14 Td (ticipants.) Tj"
    body = b"BT /F1 12 Tf 72 720 Td " + lines + b" ET"
    data = corpus.pdf(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
    assert read(data).text == "Fennel tea was given to forty participants."


def test_a_picture_of_text_needs_recognition() -> None:
    article = read(corpus.picture_pdf())
    assert (article.text, [w.code for w in article.warnings]) == ("", ["W107"])


def test_a_page_without_text_among_others_is_said() -> None:
    blank = b"<< /Length 2 >>\nstream\nq \nendstream"
    article = read(corpus.pdf(corpus.content("Fennel tea was given to forty adults."), blank))
    assert article.text == "Fennel tea was given to forty adults."
    assert [w.code for w in article.warnings] == ["W107"]
    assert "p. 2" in article.warnings[0].message


def test_pages_beyond_the_limit_are_said() -> None:
    streams = [corpus.content(f"Page text number {i} of the notes.") for i in range(4)]
    article = read(corpus.pdf(*streams), Limits(isolate=False, max_pages=2))
    assert "number 1" in article.text
    assert "number 2" not in article.text
    assert [w.code for w in article.warnings] == ["W110"]


@pytest.mark.parametrize(
    "data", [corpus.truncated_pdf(), b"%PDF-1.4\nnothing", corpus.cyclic_pdf()]
)
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(IngestError) as caught:
        read(data)
    assert caught.value.code == "E331"


def test_a_pdf_with_a_password_is_refused() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("open-me"))
    canvas.drawString(72, 720, "Fennel tea.")
    canvas.save()
    with pytest.raises(IngestError) as caught:
        read(out.getvalue())
    assert caught.value.code == "E332"


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 620), st.integers(0, 255), st.booleans())
def test_a_damaged_pdf_is_read_or_refused(place: int, byte: int, cut: bool) -> None:
    data = bytearray(corpus.good_pdf())
    if cut:
        del data[max(8, place) :]
    else:
        data[place % len(data)] = byte
    with suppress(IngestError):
        article = read(bytes(data))
        assert article.text or article.warnings
