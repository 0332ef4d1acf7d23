"""The formats a report can be written in, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from claimcheck import codec
from claimcheck.errors import UsageError
from claimcheck.report.html import render_html
from claimcheck.report.markdown import render_markdown
from claimcheck.report.sarif import render_sarif
from claimcheck.report.table import render_csv
from claimcheck.report.text import render_text
from claimcheck.types import Report

__all__ = ["FORMATS", "FORMAT_OF_SUFFIX", "Format", "render", "render_many"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write reports.

    ``many`` writes any number of reports as one document, ``colored`` does so with
    ANSI colour where the format knows it.
    """

    name: str
    suffix: str
    media_type: str
    many: Callable[[Sequence[Report]], str]
    colored: Callable[[Sequence[Report]], str] | None = None


def _html(reports: Sequence[Report]) -> str:
    if len(reports) != 1:
        raise UsageError(
            f"An HTML report holds one article, but {len(reports)} were given. Write one file "
            "for each, or use `claimcheck batch`, which adds an index page."
        )
    return render_html(reports[0])


def _text(reports: Sequence[Report], *, color: bool = False) -> str:
    rule = "\n" + "═" * 88 + "\n\n"
    return rule.join(render_text(report, color=color) for report in reports)


def _markdown(reports: Sequence[Report]) -> str:
    return "\n---\n\n".join(render_markdown(report) for report in reports)


def _csv(reports: Sequence[Report]) -> str:
    return render_csv(reports)


def _json(reports: Sequence[Report]) -> str:
    values = [codec.report_to_json(report) for report in reports]
    return codec.dumps(values[0] if len(values) == 1 else values, indent=2) + "\n"


def _jsonl(reports: Sequence[Report]) -> str:
    return "".join(codec.dumps(codec.report_to_json(report)) + "\n" for report in reports)


def _annotations(reports: Sequence[Report]) -> str:
    pages = [codec.report_to_annotations(report) for report in reports]
    return codec.dumps(pages[0] if len(pages) == 1 else pages, indent=2) + "\n"


FORMATS: dict[str, Format] = {
    made.name: made
    for made in (
        Format(name="html", suffix=".html", media_type="text/html", many=_html),
        Format(
            name="text",
            suffix=".txt",
            media_type="text/plain",
            many=_text,
            colored=partial(_text, color=True),
        ),
        Format(name="json", suffix=".json", media_type="application/json", many=_json),
        Format(name="jsonl", suffix=".jsonl", media_type="application/x-ndjson", many=_jsonl),
        Format(name="md", suffix=".md", media_type="text/markdown", many=_markdown),
        Format(name="csv", suffix=".csv", media_type="text/csv", many=_csv),
        Format(
            name="sarif", suffix=".sarif", media_type="application/sarif+json", many=render_sarif
        ),
        Format(
            name="annotations",
            suffix=".jsonld",
            media_type="application/ld+json",
            many=_annotations,
        ),
    )
}

#: The format that goes with a file's suffix.
FORMAT_OF_SUFFIX: Mapping[str, str] = {
    **{form.suffix: name for name, form in FORMATS.items()},
    ".htm": "html",
}


def render(report: Report, fmt: str, *, color: bool = False) -> str:
    """A report in one of :data:`FORMATS`.

    :param report: what to write.
    :param fmt: a name in :data:`FORMATS`, such as ``"html"``.
    :param color: ANSI colour, for the text format only.
    :returns: the document, ready to be written as UTF-8.
    :raises UsageError: if the format is not known.
    """
    return render_many((report,), fmt, color=color)


def render_many(reports: Sequence[Report], fmt: str, *, color: bool = False) -> str:
    """Reports as one document.

    JSON gives an object for one report and an array otherwise; JSONL one line
    each; CSV one header for all; HTML takes exactly one.

    :param reports: what to write, in this order.
    :param fmt: a name in :data:`FORMATS`.
    :param color: ANSI colour, for the text format only.
    :returns: the document, ready to be written as UTF-8.
    :raises UsageError: if the format is not known, or cannot hold so many reports.
    """
    if fmt not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(f"There is no report format {fmt!r}; use one of {known}.")
    chosen = FORMATS[fmt]
    write = chosen.colored if color and chosen.colored else chosen.many
    return write(reports)
