"""Measures of agreement between people, with bootstrap intervals.

Cohen's kappa (Cohen 1960, Educational and Psychological Measurement 20, 37–46);
Krippendorff's alpha for nominal data from the coincidence matrix (Krippendorff 2011,
Computing Krippendorff's Alpha-Reliability). Intervals are percentiles of resampled
units; equal units are resampled together, so that the number of units costs nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from claimcheck.review.records import Figure

__all__ = ["alpha", "f1", "kappa", "share"]

Floats: TypeAlias = NDArray[np.float64]

_EMPTY = "nobody shares an item"
_LEVELS = (2.5, 97.5)
_LEAST_DEFINED = 0.5
"""With fewer resamples than this share defined there is no interval."""


def kappa(pairs: Iterable[tuple[str, str]], *, resamples: int, seed: int) -> Figure:
    """Cohen's kappa of two raters over the units that both rated.

    :param pairs: the two labels of each unit.
    :param resamples: bootstrap samples.
    :param seed: of the bootstrap.
    :returns: the figure; not defined without units, or where both used one label only.
    """
    counts = Counter(pairs)
    labels = sorted({label for pair in counts for label in pair})
    grid = np.zeros((len(counts), len(labels), len(labels)))
    for index, (first, second) in enumerate(counts):
        grid[index, labels.index(first), labels.index(second)] = 1.0

    def value(weights: Floats) -> Floats:
        table = np.tensordot(weights, grid, axes=1)
        total = table.sum(axis=(1, 2))
        observed = np.einsum("rii->r", table) / total
        chance = (table.sum(axis=1) * table.sum(axis=2)).sum(axis=1) / total**2
        return _divide(observed - chance, 1.0 - chance)

    return _figure(counts, value, resamples=resamples, seed=seed, flat="only one label was used")


def alpha(units: Iterable[Sequence[str]], *, resamples: int, seed: int) -> Figure:
    """Krippendorff's alpha for nominal data.

    :param units: the labels that each unit was given, one a rater; units with fewer than two
        are left out.
    :param resamples: bootstrap samples.
    :param seed: of the bootstrap.
    :returns: the figure; not defined without shared units, or without any variation.
    """
    counts = Counter(tuple(sorted(unit)) for unit in units if len(unit) > 1)
    labels = sorted({label for unit in counts for label in unit})
    grid = np.zeros((len(counts), len(labels), len(labels)))
    for index, unit in enumerate(counts):
        given = np.array([unit.count(label) for label in labels], dtype=float)
        # Ordered pairs of values of different raters, by the number of raters less one.
        grid[index] = (np.outer(given, given) - np.diag(given)) / (len(unit) - 1)

    def value(weights: Floats) -> Floats:
        table = np.tensordot(weights, grid, axes=1)
        margin = table.sum(axis=2)
        total = margin.sum(axis=1)
        observed = total - np.einsum("rii->r", table)
        expected = total**2 - (margin**2).sum(axis=1)
        ratio = _divide(observed, expected)
        result: Floats = 1.0 - (total - 1.0) * ratio
        return result

    return _figure(counts, value, resamples=resamples, seed=seed, flat="only one label was used")


def f1(groups: Iterable[tuple[int, int, int]], *, resamples: int, seed: int) -> Figure:
    """F1 between two sets of spans, resampled by document.

    :param groups: for each document the matched spans, and the spans of each side.
    :param resamples: bootstrap samples.
    :param seed: of the bootstrap.
    :returns: the figure; ``n`` counts documents.
    """
    counts = Counter(groups)
    table = np.array(list(counts), dtype=float).reshape(-1, 3)

    def value(weights: Floats) -> Floats:
        sums = weights @ table
        return _divide(2.0 * sums[:, 0], sums[:, 1] + sums[:, 2])

    return _figure(counts, value, resamples=resamples, seed=seed, flat="there are no spans")


def share(hits: Iterable[bool], *, empty: str, resamples: int, seed: int) -> Figure:
    """The share of true values."""
    counts = Counter(hits)
    table = np.array([float(hit) for hit in counts])
    return _figure(
        counts,
        lambda weights: _divide(weights @ table, weights.sum(axis=1)),
        resamples=resamples,
        seed=seed,
        flat=empty,
        empty=empty,
    )


def _divide(above: Floats, below: Floats) -> Floats:
    """The quotient; not a number where the divisor is nothing but rounding."""
    fits = np.abs(below) > 1e-12
    return np.divide(above, below, out=np.full_like(above, np.nan), where=fits)


def _figure(
    counts: Counter[Any],
    value: Callable[[Floats], Floats],
    *,
    resamples: int,
    seed: int,
    flat: str,
    empty: str = _EMPTY,
) -> Figure:
    units = sum(counts.values())
    if not units:
        return Figure(value=None, why=empty)
    weights = np.array(list(counts.values()), dtype=float)
    found = float(value(weights[None, :])[0])
    if np.isnan(found):
        return Figure(value=None, n=units, why=flat)
    drawn = np.random.default_rng(seed).multinomial(units, weights / units, size=resamples)
    tried = value(drawn.astype(float))
    defined = tried[~np.isnan(tried)]
    if len(defined) < max(1.0, _LEAST_DEFINED * resamples):
        return Figure(value=found, n=units)
    low, high = np.percentile(defined, _LEVELS)
    return Figure(value=found, low=float(low), high=float(high), n=units)
