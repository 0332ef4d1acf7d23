"""The Word document: the text as it was, and a comment where a phrase or claim is marked."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

import claimcheck as cc
from claimcheck.errors import UsageError
from claimcheck.report import render_docx
from tests.report.samples import hostile, moonroot


def _opened(report):
    return docx.Document(BytesIO(render_docx([report])))


def test_the_text_is_all_there_and_comments_name_each_phrase(tmp_path) -> None:
    report = moonroot()
    document = _opened(report)
    written = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for line in report.article.text.split("\n"):
        assert line in written
    comments = [comment.text for comment in document.comments]
    for promo in report.promo:
        assert any(promo.message in comment for comment in comments)
    contradicted = [c for c in report.claims if c.verdict.label == "contradictory"]
    assert sum("contradicted" in comment for comment in comments) == sum(
        len(claim.parts) for claim in contradicted
    )
    assert cc.write(report, tmp_path / "marked.docx").is_file()


def test_a_comment_covers_just_its_phrase() -> None:
    report = moonroot()
    body = _opened(report).element.body
    ns = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    open_, quoted = [], {}
    for node in body.iter():
        if node.tag == f"{ns}commentRangeStart":
            open_.append(node.get(f"{ns}id"))
        elif node.tag == f"{ns}commentRangeEnd":
            open_.remove(node.get(f"{ns}id"))
        elif node.tag == f"{ns}t":
            for name in open_:
                quoted[name] = quoted.get(name, "") + (node.text or "")
    for promo in report.promo:
        if "\n" not in promo.text:
            assert promo.text in quoted.values()


def test_characters_that_xml_cannot_hold_do_not_stop_it() -> None:
    assert len(_opened(hostile()).paragraphs) > 0


def test_several_reports_are_refused_in_plain_words() -> None:
    with pytest.raises(UsageError, match="holds one article, but 2 were given"):
        render_docx([moonroot(), hostile()])
