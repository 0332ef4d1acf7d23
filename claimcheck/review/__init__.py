"""The reviewer loop: a store of events, a queue, agreement and adjudication.

:class:`ReviewStore` is the door; its values are in :mod:`claimcheck.review.records`.
"""

from claimcheck.review.records import (
    Action,
    Anchor,
    Annotation,
    Answer,
    Choice,
    Decision,
    Document,
    Event,
    Filters,
    Item,
    Kind,
    Outcome,
    Person,
    Recorded,
    Result,
    Role,
    Source,
    Status,
    Strategy,
    Suggestion,
    Task,
)
from claimcheck.review.store import ReviewStore

__all__ = [
    "Action",
    "Anchor",
    "Annotation",
    "Answer",
    "Choice",
    "Decision",
    "Document",
    "Event",
    "Filters",
    "Item",
    "Kind",
    "Outcome",
    "Person",
    "Recorded",
    "Result",
    "ReviewStore",
    "Role",
    "Source",
    "Status",
    "Strategy",
    "Suggestion",
    "Task",
]
