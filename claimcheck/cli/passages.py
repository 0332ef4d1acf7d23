"""How passages and corpora look on a screen and in JSON."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimcheck.corpus import Corpus
    from claimcheck.types import Evidence, Passage

__all__ = ["corpora_record", "hit_lines", "hit_record", "index_record", "info_lines", "info_record"]

_MOST_TOPICS = 40


def hit_record(hit: Evidence) -> dict[str, Any]:
    """A search result for JSON: rank, score and all fields of the passage."""
    from claimcheck.corpus import passage_to_record

    return {"rank": hit.rank, "score": hit.score, "passage": passage_to_record(hit.passage)}


def hit_lines(hit: Evidence) -> str:
    """A search result for the screen: score, facts, text, citation, link."""
    passage = hit.passage
    lines = [f"{hit.rank:>2}. {passage.id}  [{_facts(passage)}]  score {hit.score:.3f}"]
    lines += [_wrapped(part) for part in (passage.text, passage.citation or passage.title) if part]
    if link := _link(passage):
        lines.append(f"    {link}")
    return "\n".join(lines)


def _facts(passage: Passage) -> str:
    year = str(passage.year) if passage.year is not None else ""
    standing = "" if passage.standing == "current" else str(passage.standing).upper()
    return ", ".join(part for part in (str(passage.design), year, standing) if part)


def _link(passage: Passage) -> str:
    if passage.doi:
        return f"https://doi.org/{passage.doi}"
    if passage.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{passage.pmid}/"
    return passage.url or ""


def _wrapped(text: str) -> str:
    width = min(shutil.get_terminal_size((100, 24)).columns, 110)
    return textwrap.fill(
        " ".join(text.split()), width=width, initial_indent="    ", subsequent_indent="    "
    )


def corpora_record() -> list[dict[str, str]]:
    """All corpora that have a name, the user's own before the bundled ones."""
    from claimcheck import config
    from claimcheck.corpus import bundled_corpora, user_corpora
    from claimcheck.corpus.manifest import read_manifest

    places = [config.user_corpora_dir() / name for name in user_corpora()]
    places += [config.corpora_dir() / name for name in bundled_corpora()]
    return [
        {"name": folder.name, "title": read_manifest(folder).title, "path": str(folder)}
        for folder in places
    ]


def index_record(corpus: Corpus) -> list[dict[str, object]]:
    """The indexes there are of a corpus, for JSON."""
    from claimcheck.retrieve import existing_indexes

    return [
        {
            "path": str(folder),
            "rows": stamp.rows,
            "encoder": stamp.encoder_hash,
            "seconds": stamp.seconds,
            "bytes": sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()),
        }
        for folder, stamp in existing_indexes(corpus)
    ]


def info_record(corpus: Corpus, *, index: Sequence[Mapping[str, object]]) -> dict[str, Any]:
    """What ``corpus info --json`` prints."""
    from claimcheck.corpus import summarise

    summary = asdict(summarise(corpus.stream()))
    counts = {
        key: dict(value) if isinstance(value, tuple) else value for key, value in summary.items()
    }
    return {
        **asdict(corpus.manifest),
        "path": str(corpus.path),
        "hash": corpus.hash,
        **counts,
        "index": [dict(one) for one in index],
    }


def info_lines(record: Mapping[str, Any]) -> str:
    """What ``corpus info`` prints."""
    rows = [
        ("name", f"{record['name']} {record['version']}"),
        ("title", record["title"]),
        ("licence", record["licence"] or "not stated"),
        ("language", record["language"]),
        ("folder", record["path"]),
        ("hash", record["hash"]),
        ("passages", f"{record['passages']} of {record['documents']} documents"),
        ("with a link", f"{record['cited']}"),
        ("years", f"{record['first_year']}–{record['last_year']}" if record["first_year"] else "–"),
        ("design", _counted(record["designs"])),
        ("standing", _counted(record["standings"])),
        ("says", _counted(record["says"])),
        (f"topics ({len(record['topics'])})", _counted(record["topics"], most=_MOST_TOPICS)),
    ]
    rows += [("index", f"{one['path']} ({_size(one['bytes'])})") for one in record["index"]]
    if not record["index"]:
        rows.append(("index", "none yet; it is built at first use"))
    return "\n".join(_row(name, str(value)) for name, value in rows)


def _row(name: str, value: str) -> str:
    width = max(shutil.get_terminal_size((100, 24)).columns, 60)
    return textwrap.fill(
        value,
        width=width,
        initial_indent=f"{name:<14}",
        subsequent_indent=" " * 14,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _counted(counts: Mapping[str, int], *, most: int | None = None) -> str:
    shown = [f"{name} {count}" for name, count in list(counts.items())[:most]]
    more = len(counts) - len(shown)
    return (", ".join(shown) or "–") + (f", and {more} more" if more else "")


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
