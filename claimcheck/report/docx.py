"""The article as a Word document, with a comment at every promotional phrase and doubtful claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claimcheck.errors import UsageError
from claimcheck.types import BlockKind, Label, Report, Span

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

__all__ = ["render_docx"]

_AUTHOR = "claimcheck"
_CLAIMS = {
    Label.CONTRADICTORY: "Claim contradicted by the reference corpus.",
    Label.UNSUPPORTED: "Claim not settled by the reference corpus (this does not say it is false).",
}
# What XML 1.0 cannot hold, one replacement for each so that nothing moves.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_LEVELS = 9


def render_docx(reports: Sequence[Report]) -> bytes:
    """The article's text, a paragraph a line, with Word comments; findings come first.

    :param reports: what to write: exactly one.
    :returns: the bytes of a ``.docx`` file.
    :raises UsageError: if several are given.
    """
    if len(reports) != 1:
        raise UsageError(
            f"A Word document holds one article, but {len(reports)} were given. Write one file "
            "for each."
        )
    return _document(reports[0])


def _document(report: Report) -> bytes:
    import docx

    document = docx.Document()
    for finding in report.findings:
        document.add_paragraph(_writable(finding.message), style="List Bullet")
    notes = sorted(_notes(report), key=lambda note: (note[0].start, note[0].end))
    runs = _write_text(document, report, notes)
    for span, words in notes:
        covered = [run for (start, _), run in runs.items() if span.start <= start < span.end]
        if covered:
            document.add_comment(
                [covered[0], covered[-1]], text=_writable(words), author=_AUTHOR, initials="cc"
            )
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _notes(report: Report) -> Iterator[tuple[Span, str]]:
    for promo in report.promo:
        lines = [f"{promo.severity.value}: {promo.message}", *promo.suggestions]
        yield promo.span, "\n".join(lines)
    for claim in report.claims:
        if claim.verdict.label in _CLAIMS:
            words = _CLAIMS[claim.verdict.label]
            cited = claim.verdict.citation
            for part in claim.parts:
                yield part, f"{words}\n{cited}" if cited else words


def _write_text(
    document: Document, report: Report, notes: list[tuple[Span, str]]
) -> dict[tuple[int, int], Run]:
    """Paragraphs whose runs are cut where a comment begins or ends; the runs by their range."""
    text = report.article.text
    cuts = {edge for span, _ in notes for edge in (span.start, span.end)}
    runs: dict[tuple[int, int], Run] = {}
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\r\n"))
        paragraph = _paragraph(document, report, start)
        edges = sorted({start, end, *(cut for cut in cuts if start < cut < end)})
        for left, right in pairwise(edges):
            runs[left, right] = paragraph.add_run(_writable(text[left:right]))
        start += len(line)
    return runs


def _paragraph(document: Document, report: Report, start: int) -> Any:
    for block in report.article.blocks:
        if block.span.start <= start < block.span.end and block.kind is BlockKind.HEADING:
            return document.add_heading(level=max(1, min(block.level, _MOST_LEVELS)))
    return document.add_paragraph()


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
