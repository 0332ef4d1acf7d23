"""The tables of a verifier's card: the model alone, as it ships, its calibration and its doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from claimcheck.runtime.protocol import LABELS

__all__ = ["aggregated", "calibrated", "doubt", "picture", "scores", "shipped", "stored", "table"]

_Row = tuple[str, Callable[[str], str]]


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> str:
    """A Markdown table; the first `left` columns are text, the others figures."""
    rule = ["---" if place < left else "---:" for place in range(len(head))]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *rows)) + "\n"


def picture(figures: Mapping[str, Any], name: str) -> str:
    """A picture beside the card, with what it shows in words."""
    return f"![{figures['alt'][name]}]({name})\n"


def scores(figures: Mapping[str, Any]) -> str:
    """The model alone, with what needs no model beside it."""
    sets, names = figures["sets"], list(figures["sets"])

    def likely(key: str) -> Callable[[str], str]:
        return lambda name: f"{sets[name]['most_likely'][key]:.3f}"

    def base(key: str) -> Callable[[str], str]:
        return lambda name: f"{figures['baselines'][name][key]:.3f}"

    def seen(key: str) -> Callable[[str], str]:
        return lambda name: f"{100 * figures['seen'][name][key]:.0f} %"

    rows: tuple[_Row, ...] = (
        ("rows", lambda name: f"{sets[name]['most_likely']['n']:.0f}"),
        ("macro-F1", lambda name: _ranged(sets[name]["most_likely"], "macro_f1")),
        *((f"F1 {label}", likely(f"f1_{label}")) for label in LABELS),
        ("accuracy", likely("accuracy")),
        ("contradicted called supported", likely("false_support")),
        ("macro-F1, commonest label", lambda name: f"{figures['majority'][name]:.3f}"),
        ("macro-F1, claim words only, learnt in training", base("claim_only")),
        ("macro-F1, evidence words only, learnt in training", base("evidence_only")),
        ("macro-F1, claim words only, learnt on the set itself", base("claim_only_own")),
        ("macro-F1, evidence words only, learnt on the set itself", base("evidence_only_own")),
        ("rows whose claim was in training", seen("claim")),
        ("rows whose evidence was in training", seen("evidence")),
        ("rows whose pair of both was in training", seen("pair")),
        ("rows that share their evidence with another row", seen("shared_evidence")),
    )
    tuned = " and ".join(figures["tune"])
    return (
        "## The model alone\nThe file that ships, evidence read whole, most likely label. "
        f"Intervals: 95 %, 1,000 resamples of\nrows. Tuned on {tuned}, which flatters them; the "
        "others had no part in any choice and none of\ntheir texts was trained on where the lines "
        "at the foot say 0 %: HealthVer rows are then all\ndisjoint in evidence from training, "
        "though they share evidence among themselves.\n\n" + _by_set(names, rows)
    )


def _by_set(names: Sequence[str], rows: Sequence[_Row]) -> str:
    return table(("", *names), [[title, *(cell(name) for name in names)] for title, cell in rows])


def _ranged(found: Mapping[str, float], key: str) -> str:
    return f"{found[key]:.3f} ({found[f'{key}_low']:.3f}-{found[f'{key}_high']:.3f})"


def shipped(figures: Mapping[str, Any]) -> str:
    """Verdicts with windows, checks and thresholds."""
    found = figures["shipped"]
    limits = figures["calibration"]["thresholds"]
    chosen = figures["calibration"]["chosen"]

    def share(key: str) -> Callable[[str], str]:
        return lambda name: "{share:.3f} ({low:.3f}-{high:.3f}), {count} of {rows}".format(
            **found[name][key]
        )

    rows: tuple[_Row, ...] = (
        ("contradicted called supported", share("false_support")),
        ("supported called supported", share("supported_recall")),
        ("contradicted called contradictory", share("contradictory_recall")),
        ("macro-F1", lambda name: _ranged(found[name], "macro_f1")),
        ("gap of confidence and share right", lambda n: f"{found[n]['confidence_gap']:.3f}"),
        ("marked for review", lambda n: f"{found[n]['for_review']:.3f}"),
    )
    return (
        "## As it ships\nWindows, checks and thresholds: "
        f"contradictory from {limits['contradictory']} (looked at first), supported from\n"
        f"{limits['supported']}, or {limits['repeated']} where the evidence repeats the claim. "
        f"Chosen for at most {100 * chosen['false_support_budget']:.0f} % of contradicted\nrows "
        f"called supported, {_budget(chosen)}. `pooled` is the tuning\nsets together. Intervals: "
        "95 %, exact.\n\n" + _by_set(list(found), rows)
    )


def _budget(chosen: Mapping[str, Any]) -> str:
    bound = chosen["false_support_bound"]
    return (
        f"by its {100 * bound:.0f} % upper bound where that can be met" if bound else "as counted"
    )


def calibrated(figures: Mapping[str, Any]) -> str:
    """Temperature, calibration error, and what a choice gives on rows it was not made on."""
    settings, sets = figures["calibration"], figures["sets"]
    rows: tuple[_Row, ...] = (
        ("calibration error before", lambda name: f"{sets[name]['most_likely']['ece_raw']:.3f}"),
        ("calibration error after", lambda name: _ranged(sets[name]["most_likely"], "ece")),
    )
    crossed = [
        ["five folds of all" if name == "folds" else f"{name}, chosen on the others"]
        + [f"{found[key]:.3f}" for key in _CROSSED]
        for name, found in settings["cross_validated"].items()
    ]
    before = ", ".join(f"{score:.3f} on {name}" for name, score in figures["before_shift"].items())
    return (
        f"## Calibration\nTemperature {settings['temperature']}. Added to the logits, to take out "
        f"the share of neutral pairs in\ntraining: {settings['shift_in_weights']}; before that "
        f"macro-F1 was {before}.\n\n{_by_set(list(sets), rows)}\n"
        "Shift, temperature and thresholds chosen on some rows and measured on others, model "
        "alone:\n\n"
        + table(("", *(_CROSSED.values())), crossed)
        + f"\n{picture(figures, 'reliability.svg')}"
    )


_CROSSED = {
    "macro_f1": "macro-F1",
    "ece": "calibration error",
    "false_support": "contradicted called supported",
    "supported_recall": "supported recall",
}


def doubt(figures: Mapping[str, Any]) -> str:
    """Where review begins, and what is kept."""
    review = figures["review"]
    rows = [[name, *_cells(found)] for name, found in review["kept"].items()]
    rows += [
        [f"{name}, from {found['below']} chosen on the others", *_cells(found)]
        for name, found in review["left_out"].items()
    ]
    return (
        "## Doubt\nOf what was called supported or contradictory, verdicts surer than "
        f"{review['below']} are wrong in at most\n{100 * review['risk']:.0f} % of the tuning rows; "
        "the others are marked for review. (1.0 means that no confidence\nreached that aim.)\n\n"
        + table(("", "share kept", "wrong among them", "90 % upper bound"), rows)
        + f"\n{picture(figures, 'risk_coverage.svg')}"
    )


def _cells(found: Mapping[str, float]) -> list[str]:
    return [f"{found[key]:.3f}" for key in ("coverage", "risk", "risk_upper")]


def aggregated(figures: Mapping[str, Any]) -> str:
    """What the aggregator gives on SciFact's dev claims, by what it was fitted on."""
    found = figures["aggregate"]
    if not found:
        return ""
    head = ("fitted on", "abstract, label", "abstract, label and rationale", "sentence")
    rows = [
        [name]
        + [f"{entry[key]['f1']:.3f}" for key in _MEASURES]
        + [f"{entry['claims'][key]:.3f}" for key in _OF_CLAIMS]
        for name, entry in found["scifact"].items()
    ]
    told = [
        [name] + [f"{entry[key]:.3f}" for key in _OF_VERDICTS]
        for name, entry in found["written"].items()
    ]
    return (
        "## Aggregation over documents\nSciFact dev claims over all abstracts, F1 of SciFact's own "
        "measures, and the claims' probabilities\nat the most likely label. No row saw the claims "
        "it is measured on.\n\n"
        + table((*head, "claims: macro-F1", "calibration error", "false support"), rows)
        + "\nVerdicts on the claims written for the starter corpus whose topics are held back from "
        "training, looked up\nin the whole of it. Some of those that their own passage leaves open "
        "are supported by another.\n\n"
        + table(("fitted on", *(key.replace("_", " ") for key in _OF_VERDICTS)), told)
    )


_MEASURES = ("abstract_label_only", "abstract_label_rationale", "sentence")
_OF_CLAIMS = ("macro_f1", "ece", "false_support")
_OF_VERDICTS = (
    "supported_recall",
    "contradictory_recall",
    "contradicted_called_supported",
    "open_called_supported",
)


def stored(figures: Mapping[str, Any]) -> str:
    """32-bit weights beside the file that ships."""
    found, bits = figures["float"], figures["recipe"]["export"]["bits"]

    def pair(key: str) -> Callable[[str], str]:
        return lambda name: f"{found[name][f'{key}_float']:.3f} / {found[name][key]:.3f}"

    rows: tuple[_Row, ...] = (
        ("macro-F1", pair("macro_f1")),
        ("calibration error", pair("ece")),
        ("contradicted called supported, thresholds", pair("false_support")),
        ("same most likely label", lambda name: f"{100 * found[name]['same_label']:.1f} %"),
        ("largest change of a probability", lambda n: f"{found[n]['largest_difference']:.3f}"),
    )
    return (
        f"## 32-bit weights / the {bits}-bit file that ships\nThe same shift, temperature and "
        "thresholds for both, model alone.\n\n" + _by_set(list(found), rows)
    )
