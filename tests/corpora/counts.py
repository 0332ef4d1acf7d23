"""Make the counts in the card, the manifest and the README agree with the starter corpus.

python -m tests.corpora.counts
"""

from __future__ import annotations

import collections
import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "corpora" / "health-basics"


def main() -> None:
    passages, sources = _records("passages.jsonl"), _records("sources.jsonl")
    topics = sorted({topic for passage in passages for topic in passage["topics"]})
    manifest = FOLDER / "manifest.toml"
    listed = "".join(f'  "{topic}",\n' for topic in topics)
    _replace(manifest, (r"(?s)topics = \[.*?\]", f"topics = [\n{listed}]"))
    found = re.search(r'^version = "(.*)"', manifest.read_text(encoding="utf-8"), re.MULTILINE)
    version = found[1] if found else ""
    dois, pmids = (sum(bool(source[key]) for source in sources) for key in ("doi", "pmid"))
    undated = sum(source["year"] is None for source in sources)
    designs = collections.Counter(passage["design"] for passage in passages).most_common()
    kinds = ", ".join(f"{design} {number}" for design, number in designs)
    _replace(
        FOLDER / "card.md",
        (
            r"(?m)^[\d,]+ passages over .*? Version \S+,",
            (
                f"{len(passages)} passages over {len(topics)} topics, from {len(sources)} sources "
                f"({dois} with a DOI, {pmids} with a PubMed id). Version {version},"
            ),
        ),
        (r"For \d+ sources the year", f"For {undated} sources the year"),
        (r"(?m)^Designs: .*?\. All", f"Designs: {kinds}. All"),
        (
            r"(?<=---: \|\n)(?:\|.*\n)+",
            "".join(_row(topic, passages) for topic in topics),
        ),
    )
    _replace(
        ROOT / "README.md",
        (
            r"covers \d+ topics in [\d,]+ short passages",
            f"covers {len(topics)} topics in {len(passages):,} short passages",
        ),
    )
    print(f"{len(passages)} passages, {len(topics)} topics, {len(sources)} sources")


def _records(name: str) -> list[dict[str, Any]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _row(topic: str, passages: list[dict[str, Any]]) -> str:
    """A line of the card's table: passages, what they say, sources."""
    own = [passage for passage in passages if topic in passage["topics"]]
    said = ("effect", "no_effect", "harm", "missing_evidence")
    counts = [sum(kind in passage["says"] for passage in own) for kind in said]
    numbers = [len(own), *counts, len({passage["doc_id"] for passage in own})]
    return f"| {topic} | {' | '.join(map(str, numbers))} |\n"


def _replace(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for pattern, words in changes:
        text = re.sub(pattern, words.replace("\\", r"\\"), text, count=1)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
