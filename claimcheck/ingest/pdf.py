"""PDF: the lines of each page with their place and size (pypdfium2), then their layout.

Lines come in the order of the file, which in nearly all articles is the reading order,
columns included. What the lines are to each other is decided in ``layout``.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from claimcheck.errors import IngestError
from claimcheck.ingest.article import build_article
from claimcheck.ingest.detect import PDF
from claimcheck.ingest.layout import HYPHEN, Line, lay_out
from claimcheck.ingest.limits import Limits
from claimcheck.types import Article, BlockKind, Warn

__all__ = ["read_pdf"]

_PASSWORD_ERROR = 4
_BREAKS = "\r\n\f\v\u2028\u2029"
# pdfium marks a hyphen at a line's end, typed or soft, with one of these.
_HYPHENS = "\x02\ufffe\xad"
_BOLD = 600


def read_pdf(data: bytes, *, source: str, limits: Limits) -> Article:
    """The article of a PDF file.

    Running headers, footers and page numbers are left out; wrapped lines are joined.

    :param data: the whole file.
    :param source: its name.
    :param limits: pages that are read at most; three quarters of the time limit may be used.
    :returns: the article.
    :raises IngestError: E331 if it is broken, E332 if it needs a password.
    """
    import pypdfium2

    stop = time.monotonic() + 0.75 * limits.timeout
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(error, source) from error
    with closing(document):
        title = str(document.get_metadata_dict().get("Title", ""))
        count = len(document)
        pages: list[tuple[Line, ...]] = []
        broken: list[int] = []
        for number in range(1, count + 1):
            if number > limits.max_pages or time.monotonic() > stop:
                break
            try:
                pages.append(tuple(_page(document, number)))
            except pypdfium2.PdfiumError:
                pages.append(())
                broken.append(number)
    if count and len(broken) == count:
        raise _broken(source, "none of its pages")
    return _article(pages, title=title, source=source, count=count, broken=broken)


def _refusal(error: Exception, source: str) -> IngestError:
    if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
        return IngestError(
            f"{source!r} is protected by a password; save a copy without one.", code="E332"
        )
    return _broken(source, "nothing in it")


def _broken(source: str, what: str) -> IngestError:
    return IngestError(
        f"{source!r} is a broken PDF: {what} can be opened. Download or export it again.",
        code="E331",
    )


def _article(
    pages: list[tuple[Line, ...]], *, title: str, source: str, count: int, broken: list[int]
) -> Article:
    builder = lay_out(pages)
    warnings = []
    if len(pages) < count:
        said = f"Only the first {len(pages)} of {count} pages were read; split the file."
        warnings.append(Warn(code="W110", message=said))
    if broken:
        said = f"{len(broken)} page(s) are damaged and were left out (p. {_list(broken)})."
        warnings.append(Warn(code="W110", message=said))
    empty = [i for i, lines in enumerate(pages, start=1) if not lines and i not in broken]
    if not builder.text:
        said = "The PDF holds no text, only pictures of it; run it through text recognition (OCR)."
        warnings.append(Warn(code="W107", message=said))
    elif empty:
        said = (
            f"{len(empty)} page(s) hold no text and may need text recognition (p. {_list(empty)})."
        )
        warnings.append(Warn(code="W107", message=said))
    headings = [
        builder.text[b.span.start : b.span.end]
        for b in builder.blocks[:12]
        if b.kind is BlockKind.HEADING
    ]
    return build_article(
        builder.text,
        title=title if _is_title(title) else next(iter(headings), ""),
        source=source,
        media_type=PDF,
        encoding="utf-8",
        blocks=builder.blocks,
        warnings=tuple(warnings),
    )


def _list(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:8])) + (" …" if len(numbers) > 8 else "")


def _is_title(text: str) -> bool:
    """Whether the title that a program wrote into the file was meant as one."""
    low = text.lower().strip()
    program = low.startswith(("microsoft word", "untitled", "anonymous", "powerpoint", "slide 1"))
    return len(low) > 3 and " " in low and not program and not low.endswith((".doc", ".docx"))


def _page(document: Any, number: int) -> Iterator[Line]:
    with closing(document[number - 1]) as page, closing(page.get_textpage()) as textpage:
        height = page.get_height() or 1.0
        for text, indices in _lines(textpage.raw):
            yield _measure(textpage.raw, text, indices, page=number, height=height)


def _lines(raw: Any) -> Iterator[tuple[str, list[int]]]:
    """Each line's text and the indices of its visible characters."""
    import pypdfium2.raw as pdfium

    chars: list[str] = []
    indices: list[int] = []
    for index in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        char = chr(code) if 0 < code < 0x110000 else ""
        hyphen = char != "" and char in _HYPHENS
        if not (char and char in _BREAKS):
            chars.append(HYPHEN if hyphen else char)
            if char and not char.isspace():
                indices.append(index)
        # pdfium joins the halves of a cut word into one line; each half has its own place.
        if hyphen or (char and char in _BREAKS):
            if indices:
                yield _surrogates("".join(chars)), indices
            chars, indices = [], []
    if indices:
        yield _surrogates("".join(chars)), indices


def _surrogates(text: str) -> str:
    """Characters beyond the first plane may come as two halves."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _measure(raw: Any, text: str, indices: list[int], *, page: int, height: float) -> Line:
    import pypdfium2.raw as pdfium

    # A few characters tell a line's place and size; each look-up costs a call.
    probes = indices[:: max(1, len(indices) // 5)] + indices[-1:]
    boxes = [_box(pdfium.FPDFText_GetLooseCharBox, raw, index) for index in probes]
    sizes = sorted(top - bottom for _, bottom, _, top in boxes)
    bold = sum(pdfium.FPDFText_GetFontWeight(raw, index) >= _BOLD for index in probes)
    return Line(
        text=" ".join(text.split()),
        page=page,
        left=min(box[0] for box in boxes),
        right=max(box[2] for box in boxes),
        bottom=min(box[1] for box in boxes),
        top=max(box[3] for box in boxes),
        size=sizes[len(sizes) // 2],
        bold=2 * bold > len(probes),
        page_height=height,
    )


def _box(function: Any, raw: Any, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a character in points from the lower left corner."""
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    function(raw, index, ctypes.byref(rect))
    return rect.left, rect.bottom, rect.right, rect.top
