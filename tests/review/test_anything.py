"""Whatever people do, in whatever order: the views follow from the events, and nothing is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from claimcheck.review import Event, Result, ReviewStore, Status
from claimcheck.types import Label
from tests.review.samples import report, say

SENTENCES = (
    "It heals 💊.",
    "It calms.",
    "It heals 💊.",
    "It is e\u0301lan, they say.",
    "It rests.",
)
LABELS = ("supported", "unsupported", "contradictory", "not_a_claim", "promotional")


def anything(store: ReviewStore, moment: random.Random, sent: list[Event]) -> Event:
    """An event that may or may not make sense."""
    items = store.items(limit=200).items
    item, other = moment.choice(items), moment.choice(items)
    text = store.document(item.document_id).text
    start = moment.randrange(len(text) - 1)
    end = moment.randrange(start + 1, len(text) + 1)
    span = {"start": start, "end": end, "quote": text[start:end]}
    label, repeats = moment.choice(LABELS), moment.random() < 0.3
    action, new = moment.choice(
        [
            ("accept", {"repeats": repeats}),
            ("label", {"label": label, "repeats": repeats}),
            ("label", {"label": label}),
            ("skip", {}),
            ("undo", {"event": moment.choice(sent).id if sent else ""}),
            ("undo", {"event": store.history(item.id)[-1].id}),
            ("bounds", {"parts": [span]}),
            ("split", {"parts": [[span], [{"start": 0, "end": 2, "quote": text[:2]}]]}),
            ("merge", {"with": [other.id], "parts": [span]}),
            ("missed", {"parts": [span], "label": label}),
            ("add_promo", {"parts": [span], "category": "hype_puffery"}),
            ("note", {"text": "hm"}),
            ("target", {"target": moment.choice([1, 2])}),
            ("adjudicate", {"outcome": "other", "label": label, "repeats": repeats}),
            ("adjudicate", {"outcome": "answer", "actor": moment.choice(["ana", "ben"])}),
        ]
    )
    base = moment.choice([None, item.version, item.version, max(1, item.version - 1)])
    return say(
        moment.choice(["ana", "ben", "eve"]), action, item.id, document=item.document_id,
        base_version=base, new=new, note="why",
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_the_views_follow_from_the_events_alone(tmp_path: Path, seed: int) -> None:
    moment, sent, accepted = random.Random(seed), [], []
    with ReviewStore.open(tmp_path / "review.sqlite") as store:
        store.add_person("eve", role="owner")
        store.add(report(SENTENCES, labels=list(Label), promo=["heals"]), overlap=1 + seed % 2)
        for step in range(60):
            event = anything(store, moment, sent)
            sent.append(event)
            (done,) = store.record([event])
            assert done.result is not Result.DUPLICATE
            if done.result is Result.ACCEPTED:
                accepted.append(event.id)
            if step == 30:
                store.add(report(SENTENCES, labels=list(Label), promo=["heals"], run="2"))
        assert len(accepted) > 15
        stored = [entry.id for entry in store.events()]
        assert len(stored) == len(set(stored))
        assert set(accepted) <= set(stored)
        before = store.items(limit=500).items
        snapshot = list(store.snapshot())
        assert store.verify() is None
        store.rebuild()
        assert store.items(limit=500).items == before
        assert list(store.snapshot()) == snapshot
        for item in before:
            document = store.document(item.document_id)
            assert all(document.text[p.start : p.end] == p.quote for p in item.parts)
            assert (item.label is None) or item.status is Status.SETTLED
        assert len(list(store.annotations())) == sum(e.actor != "machine" for e in store.events())
        store.agreement(resamples=10)
        store.progress()
