from __future__ import annotations

from functools import partial

import pytest

from tests import eval_gate


@pytest.mark.models
# A processor without 8-bit arithmetic takes several times as long as one that has it.
@pytest.mark.timeout(900)
@pytest.mark.parametrize("gate", eval_gate.GATES)
def test_no_figure_falls_short_of_its_floor(gate: str) -> None:
    floors = eval_gate.floors()
    reached = eval_gate.figures(gate)
    short = {
        name: (value, floors[name])
        for name, value in reached.items()
        if eval_gate.falls_short(name, value, floors[name])
    }
    assert not short, f"figures short of their floors: {short}"


def test_every_figure_has_a_floor_and_a_ceiling_works_the_other_way() -> None:
    assert set(eval_gate.CEILINGS) <= set(eval_gate.floors())
    assert eval_gate.falls_short("promo.flagged_negatives", 3, 2)
    assert eval_gate.falls_short("promo.span_recall", 0.8, 0.9)
    assert not eval_gate.falls_short("promo.span_recall", 0.9, 0.9)


def test_a_floor_only_rises_unless_a_reason_is_given() -> None:
    before = {"promo.span_recall": 0.9, "challenge.false_support_rate": 0.02}
    kept = partial(eval_gate._kept, before=before)
    assert kept("promo.span_recall", 0.95, reason="") == 0.95
    assert kept("promo.span_recall", 0.8, reason="") == 0.9
    assert kept("promo.span_recall", 0.8, reason="said so") == 0.8
    assert kept("challenge.false_support_rate", 0.01, reason="") == 0.01
    assert kept("challenge.false_support_rate", 0.03, reason="said so") == 0.02
    assert kept("promo.char_f1", 0.7, reason="") == 0.7


def test_a_figure_of_a_group_has_room_for_another_processor() -> None:
    assert not eval_gate.falls_short("challenge_groups.group.hedge", 0.57, 0.6)
    assert eval_gate.falls_short("challenge_groups.group.hedge", 0.55, 0.6)
    assert eval_gate.falls_short("challenge_groups.false_support_rate", 0.12, 0.1)
