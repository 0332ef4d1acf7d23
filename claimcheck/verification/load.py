"""The verifier of a profile, from model folders."""

from __future__ import annotations

from pathlib import Path

from claimcheck.config import Settings
from claimcheck.verification.aggregate import Aggregator
from claimcheck.verification.calibration import Calibration
from claimcheck.verification.screening import Screen
from claimcheck.verification.verifier import Verifier

__all__ = ["load_verifier", "verifier_of"]


def verifier_of(settings: Settings, *, cache: Path | None = None) -> Verifier:
    """The verifier of a profile's model folders.

    :param settings: where the models lie, and how many threads to use.
    :param cache: file that keeps scores between runs; in memory only if ``None``.
    :returns: the verifier.
    :raises ModelError: a folder is missing or altered.
    """
    return load_verifier(
        settings.models_path / "verifier",
        settings.judge_path,
        strength=settings.strength_path,
        threads=settings.threads or None,
        cache=cache,
    )


def load_verifier(
    small: Path,
    judge: Path | None = None,
    *,
    strength: Path | None = None,
    threads: int | None = None,
    cache: Path | None = None,
) -> Verifier:
    """A verifier that is ready to use.

    :param small: folder of the small model.
    :param judge: folder of the large one, which then decides on what the small one chooses;
        ``None`` to let the small one decide.
    :param strength: folder of the strength model; cue rules stand in for it if ``None``.
    :param threads: processor threads; all if ``None``.
    :param cache: file that keeps scores between runs; in memory only if ``None``.
    :returns: the verifier.
    :raises ModelError: a folder is missing or altered.
    """
    from claimcheck.runtime import PairCache, PairClassifier
    from claimcheck.runtime.strength import StrengthClassifier

    scores = PairCache.open(cache)
    model = PairClassifier.load(small, threads=threads, cache=scores)
    calibration = Calibration.load(small / "calibration.json")
    learned = (judge or small) / "aggregator.json"
    aggregator = Aggregator.load(learned) if learned.is_file() else None
    grader = StrengthClassifier.load(strength, threads=threads) if strength else None
    if judge is None:
        return Verifier(model, calibration, strength=grader, aggregator=aggregator)
    return Verifier(
        PairClassifier.load(judge, threads=threads, cache=scores),
        Calibration.load(judge / "calibration.json"),
        screen=Screen(model=model, calibration=calibration),
        strength=grader,
        aggregator=aggregator,
    )
