"""The last steps of a verifier: export, calibrate, measure, draw, write the card.

Nothing here trains: run again on a finished run, it reads what is there. Scores of pairs are kept
in the run's folder, so that a second time takes a fraction of the first.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from claimcheck.errors import ModelError
from claimcheck.runtime import PairCache, PairClassifier
from claimcheck.runtime.folder import digest, weights_in
from claimcheck.training import figures, plots
from claimcheck.training.baselines import one_sided_baselines, seen_in_training, trivial
from claimcheck.training.calibrate import (
    Aims,
    Scored,
    calibration,
    cross_fitted,
    fit_shift,
    joined,
)
from claimcheck.training.card import verifier_card
from claimcheck.training.data import read_pairs, stage_pairs
from claimcheck.training.export import export_verifier
from claimcheck.training.measure import gold, macro_f1, reliability, softmax
from claimcheck.training.pairs import LABELS, Pair
from claimcheck.training.recipe import Recipe
from claimcheck.training.risk import risk_coverage
from claimcheck.training.shipped import Judged, judged, tuned
from claimcheck.verification import Calibration, Verifier

__all__ = ["finish_verifier"]

_Sets = dict[str, list[Pair]]
_SPOT = 16
STAGES = "stages.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What every step needs."""

    recipe: Recipe
    aims: Aims
    trained: Path
    run: Path
    output: Path
    sets: _Sets
    cache: PairCache

    def export(self, folder: Path, *, shift: tuple[float, ...], bits: int | None = None) -> Path:
        options = dict(self.recipe.export) | ({} if bits is None else {"bits": bits})
        return export_verifier(self.trained, folder, base=self.recipe.base, shift=shift, **options)

    def logits(self, folder: Path) -> dict[str, Scored]:
        model = PairClassifier.load(folder, cache=self.cache)
        return {
            name: (
                gold([pair.label for pair in pairs]),
                model.logits([(pair.evidence, pair.claim) for pair in pairs]),
            )
            for name, pairs in self.sets.items()
        }


def finish_verifier(
    recipe: Recipe,
    *,
    trained: Path,
    run: Path,
    data: Path,
    output: Path,
    described: Path | None = None,
) -> Path:
    """Write the model folder from the last stage's weights.

    :param recipe: how the run was made and how it is to ship.
    :param trained: folder of the trained weights.
    :param run: folder of the run, with one `stage.json` a stage; `figures.json` is added to it.
    :param data: the data folder, for the tuning sets.
    :param output: the model folder to write.
    :param described: the recipe's file, for its tables `card` and `try`; it is copied to `output`.
    :returns: `output`.
    :raises ModelError: the file written does not give the scores it was calibrated on.
    """
    names = (*recipe.tune, *recipe.report)
    sets = {name: read_pairs(data / "verifier" / f"{name}.jsonl.gz") for name in names}
    with PairCache(run / "scores.sqlite") as cache:
        work = _Work(
            recipe=recipe,
            aims=Aims(**recipe.calibration),
            trained=trained,
            run=run,
            output=output,
            sets=sets,
            cache=cache,
        )
        found = _measured(work)
    found |= _against(recipe, data, sets) | _described(described, output)
    found["stages"] = _stages(run, described)
    _write(output / STAGES, found["stages"])
    found["aggregate"] = _read(run / "aggregate.json")
    losses = {stage["stage"]: stage.get("loss", []) for stage in found["stages"]}
    found["alt"]["loss.svg"] = plots.loss_plot(output / "loss.svg", losses)
    found["files"] = {
        name: {"sha256": digest(output / name), "bytes": (output / name).stat().st_size}
        for name in (weights_in(output).name, "tokenizer.json", "calibration.json")
    }
    found["recipe"] = {"base": recipe.base, "export": dict(recipe.export)} | {
        "tokens": [stage.max_tokens for stage in recipe.stages],
        "average": recipe.average,
    }
    _write(run / "figures.json", found)
    (output / "card.md").write_text(verifier_card(found), encoding="utf-8")
    return output


def _stages(run: Path, described: Path | None) -> list[dict[str, Any]]:
    """What each stage read, how long it took and its losses.

    A run may go on from weights that ship: what is told beside its recipe comes first.
    """
    ran: list[dict[str, Any]] = [_read(path) for path in sorted(run.glob("*/stage.json"))]
    names = {stage["stage"] for stage in ran}
    told = described.with_name(STAGES) if described else None
    before = json.loads(told.read_text(encoding="utf-8")) if told and told.is_file() else []
    return [stage for stage in before if stage["stage"] not in names] + ran


def _measured(work: _Work) -> dict[str, Any]:
    """Export, choose temperature and thresholds, measure; writes `calibration.json`, pictures."""
    nothing = (0.0, 0.0, 0.0)
    exact = work.logits(work.export(work.run / "float", shift=nothing, bits=32))
    plain = work.logits(work.export(work.output, shift=nothing))
    tune = {name: plain[name] for name in work.recipe.tune}
    shift = np.round(work.aims.shift_share * fit_shift(*joined(tune)), 2)
    work.export(work.output, shift=tuple(map(float, shift)))
    stored = {name: (truth, rows + shift) for name, (truth, rows) in plain.items()}
    _check(work, stored)
    sizes = {name: len(tune[name][0]) for name in tune}
    settings = calibration(
        *joined({name: stored[name] for name in tune}), aims=work.aims, sets=sizes
    )
    settings["shift_in_weights"] = [float(value) for value in shift]
    settings["cross_validated"] = cross_fitted(tune, aims=work.aims)
    given = _as_shipped(work, settings)
    doubt = figures.review(given, tune=work.recipe.tune, aims=work.aims)
    settings["review_below"] = doubt["below"]
    _write(work.output / "calibration.json", settings)
    moved = {name: (truth, rows + shift) for name, (truth, rows) in exact.items()}
    return {
        "calibration": settings,
        "tune": list(work.recipe.tune),
        "before_shift": {
            name: macro_f1(t, rows.argmax(axis=1)) for name, (t, rows) in tune.items()
        },
        "sets": {name: figures.alone(*stored[name], settings) for name in stored},
        "shipped": {
            name: figures.both(item, below=doubt["below"])
            for name, item in (given | {"pooled": figures.pooled(given, work.recipe.tune)}).items()
        },
        "review": doubt,
        "float": {name: figures.compared(stored[name], moved[name], settings) for name in stored},
        "alt": _drawn(work, stored, settings, given),
    }


def _check(work: _Work, expected: Mapping[str, Scored]) -> None:
    """The file on disk gives the logits that were put together here."""
    model = PairClassifier.load(work.output, cache=work.cache)
    for name, pairs in work.sets.items():
        rows = model.logits([(pair.evidence, pair.claim) for pair in pairs[:_SPOT]])
        if not np.allclose(rows, expected[name][1][:_SPOT], atol=1e-3):
            raise ModelError(
                f"The exported model {work.output} does not score {name} as it was measured; "
                f"remove {work.run / 'scores.sqlite'} and run the same command with --resume."
            )


def _as_shipped(work: _Work, settings: dict[str, Any]) -> dict[str, Judged]:
    """Verdicts with windows and checks; the threshold for `supported` is moved to fit them."""
    _write(work.output / "calibration.json", settings)
    start = Calibration.load(work.output / "calibration.json")
    model = PairClassifier.load(work.output, cache=work.cache)
    tune = {name: work.sets[name] for name in work.recipe.tune}
    final = tuned(lambda made: Verifier(model, made), start, tune, aims=work.aims)
    settings["chosen"]["supported_by_logits_alone"] = start.supported
    settings["thresholds"] |= {"supported": final.supported, "repeated": final.repeated}
    return {name: judged(Verifier(model, final), pairs) for name, pairs in work.sets.items()}


def _drawn(
    work: _Work,
    stored: Mapping[str, Scored],
    settings: Mapping[str, Any],
    given: Mapping[str, Judged],
) -> dict[str, str]:
    """Reliability and risk–coverage beside the card; what each shows, in words, by file name."""
    truth, logits = joined({name: stored[name] for name in work.recipe.tune})
    rows = softmax(logits, temperature=settings["temperature"])
    panels = {"most likely label": reliability(truth, rows)} | {
        name: reliability(truth, rows, label=place) for place, name in enumerate(LABELS)
    }
    curves = {
        name: risk_coverage(item.settled.confidence, item.settled.right)
        for name, item in given.items()
        if item.settled.right.size
    }
    about = "Share of right rows at each confidence, tuning sets together"
    return {
        "reliability.svg": plots.reliability_plot(
            work.output / "reliability.svg", panels, about=about
        ),
        "risk_coverage.svg": plots.risk_plot(
            work.output / "risk_coverage.svg",
            curves,
            target=work.aims.review_risk,
            about="Share of wrong verdicts among those kept, surest first",
        ),
    }


def _against(recipe: Recipe, data: Path, sets: _Sets) -> dict[str, Any]:
    """What needs no model: words of one side, the commonest label, what training has met."""
    stages = [stage_pairs(data, stage.data, seed=stage.seed) for stage in recipe.stages]
    last = [pair for stage in stages[-2:] for pair in stage]
    everything = [pair for stage in stages for pair in stage]
    return {
        "baselines": one_sided_baselines(last, sets),
        "majority": {name: trivial(pairs) for name, pairs in sets.items()},
        "seen": seen_in_training(everything, sets),
    }


def _described(path: Path | None, output: Path) -> dict[str, Any]:
    """The tables `card` and `try` of the recipe; the recipe itself goes beside the weights."""
    if path is None:
        return {"card": {}, "tries": []}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    if path.resolve() != (output / "recipe.toml").resolve():
        shutil.copyfile(path, output / "recipe.toml")
    return {"card": table.get("card", {}), "tries": table.get("try", [])}


def _read(path: Path) -> dict[str, Any]:
    """What an earlier step left, if there was one."""
    if not path.is_file():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
