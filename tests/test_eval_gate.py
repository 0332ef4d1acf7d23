from __future__ import annotations

import pytest

from tests import eval_gate


@pytest.mark.models
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
