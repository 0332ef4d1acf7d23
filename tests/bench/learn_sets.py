"""Labelled sets as the reviews that tests/bench/learn.py replays; nothing of them is kept here.

python tests/bench/learn_sets.py DATA -o FOLDER

DATA is the folder that docs/training.md describes. Written are, a claim a line, `check_covid`,
`scifact`, `healthver` and `climate_fever` with the evidence that the set itself gives, and
`check_covid_found` and `scifact_found` with the five abstracts that a search in the set's own
corpus finds, the label being what those say: supported or contradicted only where the cited
abstract is among them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from claimcheck.codec import dumps, evidence_to_json, write_atomic
from claimcheck.config import load_settings
from claimcheck.corpus import Corpus
from claimcheck.evaluation.scifact import Abstract, read_abstracts
from claimcheck.training.gather import searched
from claimcheck.training.pairs import overlap, read_rows
from claimcheck.types import Passage

STANCE = {"SUPPORT": "supported", "CONTRADICT": "contradictory", "REFUTE": "contradictory"}
K = 5
Row = dict[str, Any]


def check_covid(data: Path) -> list[Row]:
    folder = data / "check_covid"
    corpus = {row["cord_id"]: row["abstract"] for row in read_rows(folder / "corpus.jsonl.gz")}
    rows = [row for name in ("train", "dev") for row in read_rows(folder / f"{name}.jsonl.gz")]
    return [
        {
            "claim": row["claim"].strip(),
            "evidence": " ".join(
                corpus[row["cord_id"]][note["sent_index"]] for note in row["evidence_set"]
            ),
            "label": STANCE.get(row["label"], "unsupported"),
            "doc": row["cord_id"],
        }
        for row in rows
        if row["cord_id"] in corpus
    ]


def scifact_claims(data: Path) -> list[Row]:
    folder = data / "scifact"
    dev = list(read_rows(folder / "claims_dev.jsonl.gz"))
    known = {row["claim"].casefold() for row in dev}
    train = read_rows(folder / "claims_train.jsonl.gz")
    return [*(row for row in train if row["claim"].casefold() not in known), *dev]


def scifact(data: Path) -> Iterator[Row]:
    """Rationales; where an abstract has none, its sentence nearest the claim."""
    corpus = {row["doc_id"]: row for row in read_rows(data / "scifact" / "corpus.jsonl.gz")}
    for row in scifact_claims(data):
        for doc in row["cited_doc_ids"]:
            lines = corpus[doc]["abstract"]
            notes = row["evidence"].get(str(doc), [])
            nearest = max(lines, key=lambda line: overlap(row["claim"], line))
            for note in notes or [{"label": "", "sentences": [lines.index(nearest)]}]:
                evidence = " ".join(lines[place] for place in note["sentences"])
                label = STANCE.get(note["label"], "unsupported")
                yield {"claim": row["claim"], "evidence": evidence, "label": label}


def abstracts_of(data: Path) -> dict[str, Abstract]:
    found = {}
    for row in read_rows(data / "check_covid" / "corpus.jsonl.gz"):
        passage = Passage(id=row["cord_id"], doc_id=row["cord_id"], title=row["title"],
                          text=" ".join(row["abstract"]))  # fmt: skip
        found[row["cord_id"]] = Abstract(passage=passage, sentences=())
    return found


def looked_up(rows: Sequence[Row], abstracts: dict[str, Abstract]) -> Iterator[Row]:
    """`rows` hold ``claim`` and ``gold``, the label by document id."""
    models = load_settings().models_path
    library = Corpus.from_passages((item.passage for item in abstracts.values()), name="abstracts")
    for row, found in zip(rows, searched(rows, library, models=models, k=K), strict=True):
        said = {row["gold"].get(item.passage.doc_id, "unsupported") for item in found}
        label = next((name for name in ("contradictory", "supported") if name in said),
                     "unsupported")  # fmt: skip
        cited = [doc for doc, said in row["gold"].items() if said == label]
        yield {"claim": row["claim"], "evidence": [evidence_to_json(item) for item in found],
               "label": label, "cited": cited}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    data, covid = options.data, check_covid(options.data)

    def write(name: str, rows: Iterable[Row]) -> None:
        lines = [dumps(row) + "\n" for row in rows]
        write_atomic(options.output / f"{name}.jsonl", "".join(lines))
        print(name, len(lines), flush=True)

    write("check_covid", covid)
    write("scifact", scifact(data))
    write("healthver", read_rows(data / "verifier" / "healthver_dev_eval_only.jsonl.gz"))
    general = read_rows(data / "nli" / "general.jsonl.gz")
    write("climate_fever", (row for row in general if row["source"] == "climate-fever"))
    named = [{"claim": row["claim"], "gold": {row["doc"]: row["label"]}} for row in covid]
    write("check_covid_found", looked_up(named, abstracts_of(data)))
    cited = [
        {"claim": row["claim"],
         "gold": {doc: STANCE[notes[0]["label"]] for doc, notes in row["evidence"].items()}}
        for row in scifact_claims(data)
    ]  # fmt: skip
    write("scifact_found", looked_up(cited, read_abstracts(data / "scifact" / "corpus.jsonl.gz")))


if __name__ == "__main__":
    main()
