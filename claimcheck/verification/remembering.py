"""A verifier that asks the claim memory first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from claimcheck.types import (
    Claim,
    Evidence,
    Label,
    Passage,
    Probs,
    Reason,
    Standing,
    Verdict,
)
from claimcheck.verification.memory import FOLDER, ClaimMemory, Decision, Recall
from claimcheck.verification.verifier import VerifiesClaims

__all__ = ["RECORD", "RememberingVerifier", "reviewed_verdict", "with_memory"]

#: The document that stands for a decision among the evidence.
RECORD = "review"


class RememberingVerifier:
    """Answers claims that people settled from memory, and asks `verifier` about the rest.

    :param verifier: what judges a claim that is not remembered.
    :param memory: the settled claims.
    """

    def __init__(self, verifier: VerifiesClaims, memory: ClaimMemory) -> None:
        self.verifier = verifier
        self.memory = memory

    def verify(
        self, claims: Sequence[Claim], evidence: Sequence[Sequence[Evidence]]
    ) -> tuple[Verdict, ...]:
        """One verdict a claim, in order.

        A decision that rests on a passage found to be retracted since is not used.

        :param claims: what to verify.
        :param evidence: the passages found for each claim.
        :returns: as many verdicts as there are claims; remembered ones have the reason `reviewed`.
        :raises ValueError: if the two differ in length.
        """
        pairs = list(zip(claims, evidence, strict=True))
        known = [_usable(self.memory.recall(claim), found) for claim, found in pairs]
        open_pairs = [pair for pair, recall in zip(pairs, known, strict=True) if recall is None]
        judged = iter(
            self.verifier.verify([c for c, _ in open_pairs], [e for _, e in open_pairs])
            if open_pairs
            else ()
        )
        return tuple(
            next(judged) if recall is None else reviewed_verdict(recall, found)
            for (_, found), recall in zip(pairs, known, strict=True)
        )


def with_memory(verifier: VerifiesClaims, models: Path) -> VerifiesClaims:
    """The verifier, asked after the memory where a folder of models holds one.

    :param verifier: what judges a claim that is not remembered.
    :param models: the folder of models; its folder ``memory`` is read.
    :returns: the verifier itself where there is no memory.
    :raises ModelError: if the memory is altered or cannot be read.
    """
    folder = models / FOLDER
    if not (folder / "memory.json").is_file():
        return verifier
    return RememberingVerifier(verifier, ClaimMemory.open(folder))


def reviewed_verdict(recall: Recall, found: Sequence[Evidence] = ()) -> Verdict:
    """The verdict that a decision gives, its evidence first, then who decided and when.

    :param recall: the decision and how it was found.
    :param found: what a search found for the claim; follows, unjudged.
    :returns: a verdict with the reason `reviewed`.
    """
    decision = recall.decision
    cited = decision.evidence
    rest = [item for item in found if item.passage.id not in {c.passage.id for c in cited}]
    listed = (*cited, _record(recall), *(replace(i, stance=None, rationale=()) for i in rest))
    return Verdict(
        label=decision.label,
        confidence=round(decision.confidence, 4),
        probs=_probs(decision),
        reason=Reason.REVIEWED,
        evidence=tuple(replace(item, rank=rank) for rank, item in enumerate(listed, 1)),
        needs_review=_is_doubtful(cited),
    )


def _usable(recall: Recall | None, found: Sequence[Evidence]) -> Recall | None:
    if recall is None:
        return None
    now = {item.passage.id: item.passage.standing for item in found}
    held = [now.get(i.passage.id, i.passage.standing) for i in recall.decision.evidence]
    return None if Standing.RETRACTED in held else recall


def _is_doubtful(cited: Sequence[Evidence]) -> bool:
    return any(item.passage.standing is Standing.CONCERN for item in cited)


def _record(recall: Recall) -> Evidence:
    """The decision itself as a source, so that every form of report says who and when."""
    decision = recall.decision
    who = ", ".join(decision.by) or "a reviewer"
    text = f"Reviewed ({recall.kind} repeat): {decision.reading}"
    passage = Passage(
        id=f"{RECORD}:{decision.item or decision.at}",
        doc_id=RECORD,
        text=f"{text} {decision.note}".strip(),
        title="Decision of a review",
        citation=f"Reviewed by {who} on {decision.at[:10]}.",
        looked_up=decision.at[:10],
    )
    return Evidence(passage=passage, rank=1, score=0.0, stance=decision.label)


def _probs(decision: Decision) -> Probs:
    rest = (1.0 - decision.confidence) / 2
    shares = {label.value: round(rest, 4) for label in Label}
    shares[decision.label.value] = round(decision.confidence, 4)
    return Probs(**shares)
