"""What the page calls the things a reviewer can say and do."""

from __future__ import annotations

from claimcheck.review.records import Action, Choice, Outcome, Source, Status, Strategy

__all__ = [
    "ACTION_WORDS",
    "CHOICE_WORDS",
    "OUTCOME_WORDS",
    "SOURCE_WORDS",
    "STATUS_WORDS",
    "STRATEGY_WORDS",
]

CHOICE_WORDS: dict[Choice, str] = {
    Choice.SUPPORTED: "Supported",
    Choice.UNSUPPORTED: "Unsupported",
    Choice.CONTRADICTORY: "Contradictory",
    Choice.NOT_A_CLAIM: "Not a claim",
    Choice.PROMOTIONAL: "Promotional",
    Choice.NOT_PROMOTIONAL: "Not promotional",
}

STRATEGY_WORDS: dict[Strategy, str] = {
    Strategy.UNCERTAINTY: "Least certain first",
    Strategy.DISAGREEMENT: "Disagreement first",
    Strategy.PROMOTIONAL: "Sold hard, not backed",
    Strategy.NEWEST: "Newest first",
    Strategy.DOCUMENT: "By document",
    Strategy.RANDOM: "All at random",
}

STATUS_WORDS: dict[Status, str] = {
    Status.OPEN: "Open",
    Status.DISPUTED: "Disputed",
    Status.SETTLED: "Settled",
    Status.REPLACED: "Replaced by others",
    Status.WITHDRAWN: "Withdrawn",
}

SOURCE_WORDS: dict[Source, str] = {
    Source.NONE: "",
    Source.SINGLE: "one reviewer",
    Source.UNANIMOUS: "reviewers agree",
    Source.REPEAT: "repeat of a settled item",
    Source.ADJUDICATED: "adjudicated",
}

OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.ANSWER: "One answer is right",
    Outcome.OTHER: "Another label",
    Outcome.ALL_WRONG: "All wrong",
}

ACTION_WORDS: dict[Action, str] = {
    Action.ACCEPT: "accepted the machine's answer",
    Action.LABEL: "answered",
    Action.SKIP: "skipped",
    Action.UNDO: "took something back",
    Action.BOUNDS: "moved the boundaries",
    Action.SPLIT: "split the claim",
    Action.MERGE: "merged claims",
    Action.MISSED: "added a missed claim",
    Action.ADD_PROMO: "added a promotional span",
    Action.READING: "restated the claim",
    Action.EVIDENCE: "added evidence",
    Action.DROP_EVIDENCE: "took evidence away",
    Action.RATIONALE: "marked a rationale",
    Action.NOTE: "left a note",
    Action.ADJUDICATE: "adjudicated",
    Action.TARGET: "changed how many answers are wanted",
    Action.SUGGEST: "suggested",
    Action.REPEAT: "settled as a repeat",
    Action.CREATE: "made by a split",
    Action.ABSORB: "merged into another",
}
