"""The pictures of a card: reliability, risk and coverage, loss. Small SVG, always the same."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from claimcheck.training.measure import Bin
from claimcheck.training.risk import RiskCurve

__all__ = ["loss_plot", "reliability_plot", "risk_plot"]

# Colours that stay apart for the colour-blind (Okabe and Ito, 2008).
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_POINTS = 160
_STYLE: Any = {
    "svg.hashsalt": "claimcheck",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "legend.frameon": False,
}


def reliability_plot(path: Path, panels: Mapping[str, Sequence[Bin]], *, about: str) -> str:
    """Share of right rows against confidence, a panel a title, with the rows of each bin.

    :param path: the file to write.
    :param panels: bins by title.
    :param about: what is shown, in a few words; it opens the description.
    :returns: the description that the picture carries for those who do not see it.
    """
    with rc_context(_STYLE):
        figure = Figure(figsize=(2.3 * len(panels), 2.7), layout="constrained")
        axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
        for axis, (title, bins) in zip(axes, panels.items(), strict=True):
            _reliability(axis, title, bins)
        axes[0].set_ylabel("share that is right")
        text = f"{about}: " + "; ".join(
            f"{title}: {_spoken(bins)}" for title, bins in panels.items()
        )
        return _save(figure, path, title="Reliability", text=text)


def risk_plot(path: Path, curves: Mapping[str, RiskCurve], *, target: float, about: str) -> str:
    """Share of wrong verdicts among those kept against the share kept, a line a name.

    :param path: the file to write.
    :param curves: by name.
    :param target: the risk aimed at, drawn as a line.
    :param about: what is shown; it opens the description.
    :returns: the description that the picture carries.
    """
    with rc_context(_STYLE):
        figure = Figure(figsize=(5.2, 3.2), layout="constrained")
        axis = figure.subplots()
        for colour, (name, curve) in zip(_COLOURS, curves.items(), strict=False):
            keep = _thin(len(curve.coverage))
            axis.plot(curve.coverage[keep], curve.risk[keep], color=colour, label=name, lw=1.4)
        axis.axhline(target, color="0.4", ls="--", lw=1, label=f"aim {target:.2f}")
        axis.set(xlim=(0, 1), ylim=(0, None), xlabel="share of verdicts kept")
        axis.set_ylabel("share of wrong ones among them")
        axis.legend()
        text = f"{about}: " + "; ".join(
            f"{name}: mean risk {curve.area:.2f}, {curve.risk[-1]:.2f} with all kept"
            for name, curve in curves.items()
        )
        return _save(figure, path, title="Risk and coverage", text=text)


def loss_plot(path: Path, stages: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Training loss by step, the stages one after the other.

    :param path: the file to write.
    :param stages: (step, loss) points by stage.
    :returns: the description that the picture carries.
    """
    with rc_context(_STYLE):
        figure = Figure(figsize=(5.2, 2.8), layout="constrained")
        axis = figure.subplots()
        start, told = 0.0, []
        for colour, (name, points) in zip(_COLOURS, stages.items(), strict=False):
            if not points:
                continue
            steps, losses = np.asarray(points, dtype=float).T
            keep = _thin(len(steps))
            axis.plot(start + steps[keep], losses[keep], color=colour, label=name, lw=1.2)
            told.append(
                f"{name}: from {losses[0]:.2f} to {losses[-1]:.2f} in {steps[-1]:.0f} steps"
            )
            start += float(steps[-1])
        axis.set(xlabel="step", ylabel="loss in training", ylim=(0, None))
        if told:
            axis.legend()
        return _save(figure, path, title="Loss in training", text="; ".join(told) or "not recorded")


def _reliability(axis: Axes, title: str, bins: Sequence[Bin]) -> None:
    axis.plot([0, 1], [0, 1], color="0.6", ls="--", lw=1)
    sure = [item.confidence for item in bins]
    right = [item.right for item in bins]
    axis.plot(sure, right, color=_COLOURS[0], marker="o", ms=3.5, lw=1.2)
    for item in bins:
        axis.annotate(
            str(item.rows),
            (item.confidence, item.right),
            (0, 5),
            fontsize=7,
            ha="center",
            textcoords="offset points",
        )
    ticks = (0.0, 0.5, 1.0)
    axis.set(xlim=(0, 1), ylim=(0, 1.08), title=title, xlabel="confidence")
    axis.set(xticks=ticks, yticks=ticks)


def _spoken(bins: Sequence[Bin]) -> str:
    return ", ".join(
        f"{item.right:.2f} at {item.confidence:.2f} ({item.rows} rows)" for item in bins
    )


def _thin(points: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Places of at most so many points that the file stays small, the last one kept."""
    return np.unique(np.linspace(0, points - 1, min(points, _POINTS)).round().astype(np.int64))


def _save(figure: Figure, path: Path, *, title: str, text: str) -> str:
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    # What a screen reader says; the library itself writes no accessible name.
    named = f'role="img" aria-label="{escape(text)}"'
    head, rest = stream.getvalue().split("<svg ", 1)
    opening, body = rest.split(">", 1)
    name = f"<title>{escape(title)}</title><desc>{escape(text)}</desc>"
    path.write_text(f"{head}<svg {named} {opening}>{name}{body}", encoding="utf-8")
    return text
