"""Passages and corpus folders made for tests; every statement is invented."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from claimcheck.types import Design, Passage, Standing

ROWS: tuple[dict[str, Any], ...] = (
    {"id": "fennel-1", "text": "Fennel tea did not ease bloating in a trial of forty adults.",
     "title": "Fennel tea for bloating", "citation": "Marsh A. J Made Up Med 2019.",
     "doi": "10.1234/fennel", "year": 2019, "topics": ["fennel", "bloating"], "design": "trial"},
    {"id": "fennel-2", "doc_id": "fennel-1", "title": "Fennel tea for bloating", "year": 2019,
     "text": "Two adults stopped drinking the tea because of a rash.", "topics": ["fennel"],
     "citation": "Marsh A. J Made Up Med 2019.", "design": "trial", "says": ["harm"]},
    {"id": "moss-1", "text": "Peat moss extract slowed tumours in mice.", "year": 2015,
     "title": "Moss and mice", "topics": ["moss"], "design": "animal",
     "url": "https://example.org/moss"},
    {"id": "moss-2", "text": "Peat moss extract cured people of tumours.", "year": 2016,
     "title": "Retracted: moss in people", "topics": ["moss"], "design": "trial",
     "standing": "retracted", "pmid": "123"},
    {"id": "nap-1", "text": "Naps longer than an hour were linked with poorer sleep at night.",
     "title": "Naps and night sleep", "topics": ["sleep"], "design": "observational"},
    {"id": "rule-1", "text": "A supplement may not be sold as a treatment for a disease.",
     "title": "Labelling rules", "topics": ["regulation"], "design": "regulator", "year": 2021,
     "looked_up": "2026-01-31"},
)  # fmt: skip

PASSAGES = (
    Passage(
        id="fennel-1", doc_id="fennel-1",
        text="Fennel tea did not ease bloating in a trial of forty adults.",
        title="Fennel tea for bloating", citation="Marsh A. J Made Up Med 2019.",
        doi="10.1234/fennel", year=2019, topics=("fennel", "bloating"), design=Design.TRIAL,
        standing=Standing.CURRENT,
    ),
)  # fmt: skip


def lines(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def folder(
    path: Path, rows: Iterable[Mapping[str, Any]] = ROWS, *, name: str | None = None
) -> Path:
    """A corpus folder with these passages."""
    path.mkdir(parents=True, exist_ok=True)
    path.joinpath("manifest.toml").write_text(
        f'name = "{name or path.name}"\ntitle = "Made up"\nversion = "2"\n'
        'language = "en"\nlicence = "CC0-1.0"\n',
        encoding="utf-8",
    )
    path.joinpath("passages.jsonl").write_text(lines(rows), encoding="utf-8")
    return path
