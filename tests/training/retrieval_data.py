"""A data folder as the readers of retrieval matches expect it, from sentences made by rule."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

HERBS = ("fennel", "moss", "nettle", "yarrow", "sorrel", "clover", "teasel", "tansy")
TROUBLES = ("bloating", "headache", "insomnia", "itching", "hiccups", "cramps")


def write(path: Path, rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))


def abstract(number: int) -> dict:
    herb, trouble = HERBS[number % 8], TROUBLES[number // 8 % 6]
    return {
        "title": f"{herb.title()} for {trouble} in trial {number}",
        "abstract": [
            f"People with {trouble} often ask for {herb}.",
            f"We gave {number + 10} people with {trouble} either {herb} or placebo.",
            f"After {number + 2} weeks {trouble} was milder with {herb} than with placebo.",
            f"The {herb} of trial {number} was well tolerated by nearly everybody who took it.",
            f"In this trial {herb} eased {trouble} more than placebo did, by {number} points.",
        ],
    }


def claim(number: int) -> str:
    return f"{HERBS[number % 8].title()} eases {TROUBLES[number // 8 % 6]} as in trial {number}."


def scifact_rows(numbers: range) -> list[dict]:
    return [
        {
            "id": number,
            "claim": claim(number),
            "evidence": {str(number): [{"sentences": [2], "label": "SUPPORT"}]},
            "cited_doc_ids": [number],
        }
        for number in numbers
    ]


def covid_rows(numbers: range) -> list[dict]:
    return [
        {
            "id": f"c{number}",
            "claim": claim(number),
            "cord_id": f"x{number}",
            "label": "SUPPORT",
            "evidence_set": [{"sent_index": 2}],
        }
        for number in numbers
    ]


def data_folder(folder: Path) -> Path:
    write(
        folder / "scifact" / "corpus.jsonl.gz",
        [{"doc_id": number, **abstract(number)} for number in range(48)],
    )
    # Claim 0 of the dev set equals one to train on; abstract 40 is cited by a dev claim alone.
    write(folder / "scifact" / "claims_train.jsonl.gz", scifact_rows(range(24)))
    write(
        folder / "scifact" / "claims_dev.jsonl.gz",
        scifact_rows(range(1)) + scifact_rows(range(40, 44)),
    )
    write(
        folder / "check_covid" / "corpus.jsonl.gz",
        [{"cord_id": f"x{number}", **abstract(number)} for number in range(50, 70)],
    )
    write(folder / "check_covid" / "train.jsonl.gz", covid_rows(range(50, 64)))
    write(folder / "check_covid" / "dev.jsonl.gz", covid_rows(range(64, 68)))
    write(
        folder / "nli" / "general.jsonl.gz",
        [
            {
                "evidence": f"The {herb} grows near the {place}.",
                "claim": f"Near the {place} grows {herb}.",
                "label": "supported",
                "source": source,
                "licence": licence,
            }
            for herb in HERBS
            for place in ("river", "old wall", "forest")
            for source, licence in (("fever", "CC BY-SA 3.0"), ("climate-fever", "none stated"))
        ],
    )
    return folder
