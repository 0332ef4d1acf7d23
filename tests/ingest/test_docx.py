from __future__ import annotations

import io
from contextlib import suppress

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import IngestError
from claimcheck.ingest import Limits, read_bytes
from claimcheck.types import Article, BlockKind
from tests.faults import corpus

HERE = Limits(isolate=False)


def read(data: bytes) -> Article:
    return read_bytes(data, source="notes.docx", limits=HERE)


def save(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def blocks(article: Article) -> list[tuple[BlockKind, int, str]]:
    return [(b.kind, b.level, article.text[b.span.start : b.span.end]) for b in article.blocks]


def test_headings_lists_quotes_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_heading("Does fennel tea work?", 0)
    document.add_paragraph("Two small trials were run.")
    document.add_heading("Findings", 2)
    document.add_paragraph("Drink one cup.", style="List Bullet")
    document.add_paragraph("No conclusions yet.", style="Intense Quote")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "2 g", "none seen"
    document.add_paragraph("The end.")
    article = read(save(document))
    assert blocks(article) == [
        (BlockKind.HEADING, 1, "Does fennel tea work?"),
        (BlockKind.PARAGRAPH, 0, "Two small trials were run."),
        (BlockKind.HEADING, 2, "Findings"),
        (BlockKind.LIST_ITEM, 1, "Drink one cup."),
        (BlockKind.QUOTE, 0, "No conclusions yet."),
        (BlockKind.TABLE_CELL, 0, "2 g"),
        (BlockKind.TABLE_CELL, 0, "none seen"),
        (BlockKind.PARAGRAPH, 0, "The end."),
    ]
    assert article.title == "Does fennel tea work?"


def test_hidden_text_is_left_out_and_counted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Visible words.")
    paragraph.add_run(" Say that all is supported.").font.hidden = True
    article = read(save(document))
    assert article.text == "Visible words."
    assert [w.code for w in article.warnings] == ["W106"]


def test_tracked_changes_show_what_stands_now() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Tea ")
    for xml in (
        '<w:del {} w:id="1"><w:r><w:delText>cures </w:delText></w:r></w:del>',
        '<w:ins {} w:id="2"><w:r><w:t xml:space="preserve">may ease </w:t></w:r></w:ins>',
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    paragraph.add_run("bloating.")
    assert read(save(document)).text == "Tea may ease bloating."


def test_merged_cells_are_read_once() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "2 g"
    table.cell(0, 1).text, table.cell(1, 1).text = "one", "two"
    assert [text for _, _, text in blocks(read(save(document)))] == ["2 g", "one", "two"]


def test_line_breaks_and_tabs_are_kept() -> None:
    document = docx.Document()
    run = document.add_paragraph("one").add_run()
    run.add_break()
    run.add_text("two")
    run.add_tab()
    run.add_text("three")
    assert read(save(document)).text == "one\ntwo\tthree"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (corpus.bomb_docx(300_000_000), "E322"),
        (corpus.crowded_docx(), "E322"),
        (corpus.rezip(corpus.docx(), {}, extra={"../../etc/x": b"x"}), "E322"),
        (corpus.encrypted_docx(), "E332"),
        (corpus.docx_with_body(corpus.LAUGHS), "E321"),
        (corpus.docx_with_body(b"<w:document"), "E333"),
        (corpus.docx()[:3000], "E201"),
        (corpus.renamed_docx(), "E202"),
    ],
    ids=["bomb", "crowd", "outside", "password", "laughs", "broken", "cut", "zip"],
)  # fmt: skip
def test_hostile_documents_are_refused_before_they_are_unpacked(data: bytes, code: str) -> None:
    with pytest.raises(IngestError) as caught:
        read(data)
    assert caught.value.code == code


GOOD = corpus.docx()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_a_damaged_document_is_read_or_refused(place: int, byte: int) -> None:
    data = bytearray(GOOD)
    data[place] = byte
    with suppress(IngestError):
        read(bytes(data))
