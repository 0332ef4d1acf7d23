"""The files of a run folder, all made from the ledger and none holding a time.

A file appears whole or not at all. What is right already is left alone.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from claimcheck import codec
from claimcheck import report as report_package
from claimcheck.batch.ledger import Ledger, Row
from claimcheck.report import render
from claimcheck.report.index import IndexRow, RepeatRow, render_index
from claimcheck.report.table import guard
from claimcheck.types import Failure, Report

__all__ = ["COLUMNS", "render_page", "write_all", "write_page"]

COLUMNS = (
    "input", "status", "code", "title", "language", "words", "claims", "supported", "unsupported",
    "contradictory", "not_checked", "needs_review", "promo", "promo_errors", "promo_warnings",
    "promo_suggestions", "risk", "report", "error",
)  # fmt: skip

_FORM = "2"
"""Raised when the same results are written in another form."""
_TABLE = "claims.parquet"
_REPEATS = 100
"""Repeated claims listed on the index page."""


@cache
def renderer_hash() -> str:
    """A hash of the code and templates that draw pages: a page of older ones is drawn again."""
    folder = Path(report_package.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def render_page(line: str) -> str:
    """The HTML page of a stored report; always from its stored form, so always the same."""
    return render(_report(line), "html")


def _report(line: str) -> Report:
    return codec.report_from_json(json.loads(line))


def write_page(folder: Path, ledger: Ledger, *, name: str, output: str, line: str) -> None:
    """Write the page of a report and remember it."""
    data = render_page(line).encode("utf-8", "backslashreplace")
    codec.write_atomic(folder / output, data)
    sha = hashlib.sha256(line.encode()).hexdigest()
    ledger.add_page(output, name=name, made_from=_made_from(sha), size=len(data))


def _made_from(line_sha256: str) -> str:
    return f"{line_sha256} {renderer_hash()}"


def write_all(folder: Path, ledger: Ledger, *, version: str) -> None:
    """Bring every file of the run folder in line with the ledger.

    :param folder: the run folder.
    :param ledger: its ledger, complete.
    :param version: changes when the same results would be written in another form.
    """
    _write_pages(folder, ledger)
    digest = _digest(ledger, version)
    done = json.loads(ledger.get("finals", "{}"))
    if done.get("digest") == digest and _intact(folder, done.get("files", {})):
        return
    makers = {
        "manifest.jsonl": _manifest(ledger),
        "reports.jsonl": (f"{line}\n" for line in ledger.reports()),
        "failures.jsonl": _failures(ledger),
        "summary.csv": _summary(ledger),
        "index.html": iter([_index(ledger)]),
    }
    files = {name: _write_stream(folder / name, lines) for name, lines in makers.items()}
    codec.write_parquet(map(_report, ledger.reports()), folder / _TABLE)
    files[_TABLE] = _sha256(folder / _TABLE)
    ledger.put("finals", json.dumps({"digest": digest, "files": files}))


def _write_pages(folder: Path, ledger: Ledger) -> None:
    written = ledger.pages()
    wanted = set()
    for row in ledger.rows():
        if not row.has_report:
            continue
        wanted.add(row.output)
        page = (row.name, _made_from(row.line_sha256), _size(folder / row.output))
        if written.get(row.output) != page:
            line = ledger.report(row.name)
            write_page(folder, ledger, name=row.name, output=row.output, line=line)
    for output in sorted(set(written) - wanted, reverse=True):
        _remove(folder, output)
        ledger.drop_page(output)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _remove(folder: Path, output: str) -> None:
    """Remove a page whose input is gone, and the folders that this leaves empty."""
    path = folder / output
    path.unlink(missing_ok=True)
    with suppress(OSError):
        for parent in path.parents:
            if parent == folder:
                break
            parent.rmdir()


def _digest(ledger: Ledger, version: str) -> str:
    digest = hashlib.sha256(f"{_FORM} {version} {renderer_hash()}".encode())
    for row in ledger.rows():
        parts = (row.name, row.output, row.sha256, row.status, row.code, row.error, row.line_sha256)
        digest.update(json.dumps(parts).encode())
    return digest.hexdigest()


def _intact(folder: Path, files: dict[str, str]) -> bool:
    return bool(files) and all(_sha256(folder / name) == sha for name, sha in files.items())


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _write_stream(path: Path, lines: Iterable[str]) -> str:
    """Write text piece by piece into a neighbour, then rename it; the SHA-256 of the file."""
    digest = hashlib.sha256()
    with codec.atomic_file(path) as stream:
        for line in lines:
            data = line.encode("utf-8", "backslashreplace")
            digest.update(data)
            stream.write(data)
    return digest.hexdigest()


def _manifest(ledger: Ledger) -> Iterator[str]:
    for row in ledger.rows():
        line = {
            "input": row.name,
            "sha256": row.sha256 or None,
            "bytes": row.size,
            "status": row.status.value,
            "code": row.code or None,
            "stage": row.stage or None,
            "report": row.output if row.has_report else None,
        }
        yield codec.dumps(line) + "\n"


def _failures(ledger: Ledger) -> Iterator[str]:
    for row in ledger.rows():
        if not row.has_report:
            failure = Failure(source=row.name, stage=row.stage, error=row.error, code=row.code)
            line = {**codec.failure_to_json(failure), "status": row.status.value}
            yield codec.dumps(line) + "\n"


def _summary(ledger: Ledger) -> Iterator[str]:
    yield _csv_line(dict(zip(COLUMNS, COLUMNS, strict=True)))
    for row in ledger.rows():
        yield _csv_line(_summary_row(row))


def _summary_row(row: Row) -> dict[str, Any]:
    return {
        **row.summary,
        "input": row.name,
        "status": row.status.value,
        "code": row.code,
        "report": row.output if row.has_report else "",
        "error": row.error,
    }


def _csv_line(values: dict[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writerow({name: guard(value) for name, value in values.items()})
    return out.getvalue()


def _index(ledger: Ledger) -> str:
    rows, failures = [], []
    names = {field.name for field in fields(IndexRow)} - {"title", "source", "href"}
    for row in ledger.rows():
        if row.has_report:
            counts = {key: value for key, value in row.summary.items() if key in names}
            title = str(row.summary.get("title", ""))
            rows.append(IndexRow(title=title, source=row.name, href=row.output, **counts))
        elif row.status.failed:
            failures.append(
                Failure(source=row.name, stage=row.stage, error=row.error, code=row.code)
            )
    repeats = [
        RepeatRow(
            reading=found.reading, labels=found.labels, articles=found.articles, where=found.where
        )
        for found in ledger.repeats(most=_REPEATS)
    ]
    return render_index(rows, failures=failures, repeats=repeats)
