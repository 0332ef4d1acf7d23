"""Folders of small articles, and what a run folder holds."""

from __future__ import annotations

import json
from pathlib import Path

WORDS = ("Fennel", "Ginger", "Nettle", "Sage", "Thyme", "Mint", "Rose", "Hops", "Anise", "Dill")


def make_articles(folder: Path, count: int = 10) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        word = WORDS[i % len(WORDS)]
        text = f"{word} tea notes {i}\n\n{word} tea was given to {20 + i} adults with bloating.\n"
        path = folder / f"{'a' if i % 2 else 'b'}" / f"{i:03}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a run but the ledger, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("run.sqlite")
    }


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def manifest(folder: Path) -> dict[str, dict[str, object]]:
    rows = lines(folder / "manifest.jsonl")
    found = {str(row["input"]): row for row in rows}
    if len(found) != len(rows):
        raise AssertionError("an input has two lines")
    return found
