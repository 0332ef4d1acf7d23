"""Check an article against a corpus of your own: a folder with two small files.

Run it from anywhere:  python examples/own_corpus.py
"""

import json
import tempfile
from pathlib import Path

import claimcheck as cc

MANIFEST = """
name = "our-guideline"
title = "Our clinic's guideline on sleep"
version = "1"
language = "en"
licence = "internal"
topics = ["sleep"]
"""
PASSAGE = {
    "id": "cbti-first",
    "doc_id": "sleep-guideline",
    "text": "Cognitive behavioural therapy is the first treatment for insomnia in adults.",
    "title": "Guideline on sleep",
    "citation": "Our clinic. Guideline on sleep. 2026.",
    "year": 2026,
    "topics": ["sleep"],
    "population": "adults",
    "design": "guideline",
    "standing": "current",
}


def main() -> None:
    folder = Path(tempfile.mkdtemp()) / "our-guideline"
    folder.mkdir()
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "passages.jsonl").write_text(json.dumps(PASSAGE) + "\n", encoding="utf-8")

    checker = cc.load(corpus=folder)
    claim = "Cognitive behavioural therapy is the first treatment for insomnia in adults."
    verdict = checker.check_claim(claim).verdict
    print(verdict.label, verdict.citation)


if __name__ == "__main__":
    main()
