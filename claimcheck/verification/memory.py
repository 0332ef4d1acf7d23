"""Claim memory: what people settled answers the same claim again, with who decided and when.

An exact repeat says the same words. A near repeat says the same words in the same order but
for case, punctuation, word endings, articles and a few like verbs; it is answered only when
numbers, negation, direction and population are equal too. All else that is alike is a hint:
it is shown to a person and changes no verdict. Substances are never taken for one another.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcheck.codec import dumps, read_jsonl, write_atomic
from claimcheck.errors import CodecError, ModelError
from claimcheck.types import Claim, Evidence, Label
from claimcheck.verification.memory_wire import decision_from_json, decision_to_json
from claimcheck.verification.sameness import KEYS, Meaning, exact_key, meaning

__all__ = ["FOLDER", "ClaimMemory", "Decision", "Recall"]

#: The folder beside the models that holds a memory.
FOLDER = "memory"
_FORMAT = 1
# A hint is offered from this share of common words on; it is only ever shown, so it may be low.
_ALIKE = 0.6
_MOST_HINTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A claim that people settled.

    ``reading`` is the claim as it stood, self-contained; ``by`` who decided, ``at`` when
    (ISO 8601), ``item`` and ``article`` where. ``confidence``, 0–1, is how often two people
    agree. ``evidence`` is what the decision rests on; without any, a decision for or against
    a claim is a hint only.
    """

    reading: str
    label: Label
    by: tuple[str, ...]
    at: str
    confidence: float = 0.9
    item: str = ""
    article: str = ""
    note: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def answers(self) -> bool:
        """Whether it may decide: no verdict for or against a claim without evidence."""
        return self.label is Label.UNSUPPORTED or any(item.rationale for item in self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """A decision that a claim calls up.

    ``kind`` is exact, near or hint; ``differs`` names what keeps a hint from being a near
    repeat; ``alike`` is the share of common words, 0–1.
    """

    decision: Decision
    kind: str
    alike: float = 1.0
    differs: tuple[str, ...] = ()


class ClaimMemory:
    """Decisions by what they say.

    :param decisions: in any order; of equals the latest stands, and claims that people
        settled differently answer nothing.
    :param snapshot: hash of the reviews they come from, for the record.
    :param keys: the words of each in order, as a file holds them; read anew if ``None``.
    """

    def __init__(
        self,
        decisions: Iterable[Decision] = (),
        *,
        snapshot: str = "",
        keys: Sequence[str] | None = None,
    ) -> None:
        self.decisions = tuple(decisions)
        self.snapshot = snapshot
        self._exact: defaultdict[str, list[Decision]] = defaultdict(list)
        self._near: defaultdict[str, list[Decision]] = defaultdict(list)
        self._words: defaultdict[str, set[int]] = defaultdict(set)
        self._keys = tuple(keys or (meaning(item.reading).key for item in self.decisions))
        for place, (key, decision) in enumerate(zip(self._keys, self.decisions, strict=True)):
            self._exact[exact_key(decision.reading)].append(decision)
            self._near[key].append(decision)
            for word in key.split():
                self._words[word].add(place)

    def __len__(self) -> int:
        return len(self.decisions)

    def recall(self, claim: Claim) -> Recall | None:
        """The decision that answers a claim, exact before near, or ``None``."""
        return self.recall_text(claim.reading or claim.text)

    def recall_text(self, reading: str) -> Recall | None:
        """The same of a text.

        :param reading: what the claim says, self-contained.
        :returns: an exact or a near repeat that may decide.
        """
        said = meaning(reading)
        if said.unresolved:
            return None
        alike = [d for d in self._near.get(said.key, ()) if not said.differs(meaning(d.reading))]
        # Judged over all that say the same: people who differ on a wording decide nothing.
        if (decision := _settled(alike)) is None:
            return None
        same = self._exact.get(exact_key(reading), [])
        best = _latest(same) if same else decision
        return Recall(decision=best, kind="exact" if same else "near")

    def hints(self, reading: str) -> tuple[Recall, ...]:
        """Decisions on claims much alike that do not answer this one, most alike first.

        :param reading: what the claim says, self-contained.
        :returns: at most three.
        """
        said = meaning(reading)
        answered = self.recall_text(reading) is not None
        near = [place for place in self._sharing(said) if self._alike(said, place) >= _ALIKE]
        found = [self._hint(said, place) for place in sorted(near)]
        alike = [item for item in found if item.differs or not answered]
        return tuple(sorted(alike, key=lambda item: -item.alike)[:_MOST_HINTS])

    def _sharing(self, said: Meaning) -> set[int]:
        return {place for word in said.words for place in self._words.get(word, ())}

    def _alike(self, said: Meaning, place: int) -> float:
        words = set(self._keys[place].split())
        return len(said.words & words) / max(1, len(said.words | words))

    def _hint(self, said: Meaning, place: int) -> Recall:
        decision = self.decisions[place]
        other = meaning(decision.reading)
        return Recall(
            decision=decision,
            kind="hint",
            alike=self._alike(said, place),
            differs=said.differs(other),
        )

    # -- folders ------------------------------------------------------------------------

    @classmethod
    def open(cls, folder: Path) -> ClaimMemory:
        """Read a memory folder.

        :param folder: with ``memory.json`` and ``memory.jsonl``.
        :returns: the memory.
        :raises ModelError: a file is missing, altered, or of a format that is not known.
        """
        about = _about(folder)
        data = _bytes(folder / "memory.jsonl")
        if hashlib.sha256(data).hexdigest() != about.get("sha256"):
            raise ModelError(
                f"The claim memory {folder} was altered: memory.jsonl does not match the hash in "
                "memory.json. Write it again with: claimcheck learn"
            )
        try:
            rows = list(read_jsonl(folder / "memory.jsonl"))
            decisions = [Decision(**decision_from_json(row)) for row in rows]
            # What a claim's words are folded to may change with the code; then it is done again.
            keys = [str(row["key"]) for row in rows] if about.get("keys") == KEYS else None
        except (CodecError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise ModelError(f"The claim memory {folder} cannot be read: {error}.") from error
        return cls(decisions, snapshot=str(about.get("snapshot", "")), keys=keys)

    def write(self, folder: Path) -> Path:
        """Write a memory folder; the same decisions give the same bytes.

        :param folder: made if need be.
        :returns: the folder.
        """
        pairs = zip(self._keys, self.decisions, strict=True)
        rows = sorted(dumps(decision_to_json(item) | {"key": key}) for key, item in pairs)
        data = "".join(row + "\n" for row in rows).encode("utf-8")
        about = {
            "format": _FORMAT,
            "kind": "claim-memory",
            "keys": KEYS,
            "decisions": len(rows),
            "snapshot": self.snapshot,
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        write_atomic(folder / "memory.jsonl", data)
        write_atomic(folder / "memory.json", dumps(about, indent=2) + "\n")
        return folder


def _settled(decisions: Iterable[Decision]) -> Decision | None:
    """The latest of decisions that agree and may decide."""
    found = list(decisions)
    if len({item.label for item in found}) != 1:
        return None
    able = [item for item in found if item.answers]
    return _latest(able) if able else None


def _latest(decisions: Sequence[Decision]) -> Decision:
    able = [item for item in decisions if item.answers] or list(decisions)
    return max(able, key=lambda item: (item.at, item.item))


def _about(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads(_bytes(folder / "memory.json"))
    except ValueError as error:
        raise ModelError(f"{folder / 'memory.json'} is not valid JSON: {error}.") from error
    if not isinstance(about, dict) or about.get("format") != _FORMAT:
        raise ModelError(
            f"{folder / 'memory.json'} is not a claim memory of format {_FORMAT}. "
            "Write it again with: claimcheck learn"
        )
    return about


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"The claim memory lacks {path}: {error}.") from error
