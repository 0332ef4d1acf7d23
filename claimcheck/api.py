"""The functions of ``import claimcheck``: load, read, write, and the stages one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import codec, ingest
from claimcheck.config import load_settings
from claimcheck.errors import MissingExtraError, UsageError
from claimcheck.pipeline import Checker, Progress
from claimcheck.types import Claim, Passage, PromoSpan, Report, Verdict

if TYPE_CHECKING:
    import pandas

__all__ = [
    "find_claims",
    "highlight",
    "json_schema",
    "load",
    "read",
    "to_pandas",
    "verify",
    "write",
]


def load(
    *,
    corpus: str | Path | None = None,
    profile: str | None = None,
    passages: int | None = None,
    threads: int | None = None,
    models: str | Path | None = None,
    progress: Progress | None = None,
) -> Checker:
    """A checker with the bundled models and corpus, or the ones named. Uses no network.

    :param corpus: a bundled corpus's name or the folder of your own.
    :param profile: ``careful`` (default) or ``fast``.
    :param passages: passages looked up a claim; the profile's own number if not given.
    :param threads: processor threads; all if not given.
    :param models: a folder of models; the bundled ones if not given.
    :param progress: told of slow steps.
    :returns: a checker; its models are loaded when first needed.
    :raises ConfigError: if a setting is unknown or out of range.
    :raises CorpusError: if the corpus cannot be opened.
    """
    settings = load_settings(
        corpus=None if corpus is None else str(corpus),
        profile=profile,
        passages=passages,
        threads=threads,
        models=None if models is None else str(models),
    )
    checker = Checker(settings, progress=progress)
    _ = checker.corpus  # a wrong name should fail here, not at the first article
    return checker


def verify(claim: str, evidence: str | Passage | Iterable[str | Passage]) -> Verdict:
    """The verdict on a claim against evidence you give; nothing is looked up.

    :param claim: one statement.
    :param evidence: one or more passages, as text or as :class:`Passage`.
    :returns: the verdict, with the evidence that decided.
    """
    from claimcheck.verification import verify_pair

    given = [evidence] if isinstance(evidence, str | Passage) else list(evidence)
    passages = [
        item
        if isinstance(item, Passage)
        else Passage(id=f"given-{i}", doc_id=f"given-{i}", text=item)
        for i, item in enumerate(given, start=1)
    ]
    return verify_pair(claim, passages, verifier=_default_checker().verifier)


def find_claims(text: str) -> tuple[Claim, ...]:
    """The claims of a text, in order, unverified."""
    return _default_checker().segment(ingest.article_from_text(text))[1]


def highlight(text: str, *, rules_only: bool = False) -> tuple[PromoSpan, ...]:
    """The promotional spans of a text, in order.

    :param text: the text.
    :param rules_only: whether to do without the tagger; then no model is loaded.
    :returns: the spans.
    """
    return _default_checker().highlight(ingest.article_from_text(text), rules_only=rules_only)


_DEFAULT: list[Checker] = []


def _default_checker() -> Checker:
    if not _DEFAULT:
        _DEFAULT.append(Checker(load_settings()))
    return _DEFAULT[0]


def read(path: str | Path) -> Iterator[Report]:
    """The reports stored in a ``.json``, ``.jsonl`` or ``.jsonl.gz`` file.

    :param path: the file.
    :returns: an iterator that reads as it goes.
    :raises CodecError: if the file holds something else.
    """
    return codec.read_reports(Path(path))


def write(reports: Report | Iterable[Report], path: str | Path) -> Path:
    """Write one or more reports; the suffix says how.

    Known are html, json, jsonl, md, txt, csv, sarif, jsonld (Web Annotations), docx (the
    article with comments) and parquet. The file appears whole or not at all.

    :param reports: one or several.
    :param path: the file; one that is there is replaced.
    :returns: the path written.
    :raises UsageError: if the suffix is not known, or holds one report and several were given.
    """
    from claimcheck.report import FORMAT_OF_SUFFIX, render_docx, render_many

    target = Path(path)
    items = [reports] if isinstance(reports, Report) else list(reports)
    if target.suffix == ".parquet":
        codec.write_parquet(items, target)
    elif target.suffix == ".docx":
        codec.write_atomic(target, render_docx(items))
    elif target.suffix in FORMAT_OF_SUFFIX:
        codec.write_atomic(target, render_many(items, FORMAT_OF_SUFFIX[target.suffix]))
    else:
        known = ", ".join((*FORMAT_OF_SUFFIX, ".docx", ".parquet"))
        raise UsageError(f"No report format goes with {target.name!r}; use one of {known}.")
    return target


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one report, as ``check --format json`` writes it."""
    return codec.report_schema()


def to_pandas(reports: Report | Iterable[Report]) -> pandas.DataFrame:
    """One row a claim, with its verdict and the evidence that decided.

    :param reports: one or several.
    :returns: a frame of one row a claim.
    :raises MissingExtraError: if pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingExtraError(
            "to_pandas needs pandas; install it with: pip install 'claimcheck-health[pandas]'"
        ) from error
    items = [reports] if isinstance(reports, Report) else reports
    return pd.DataFrame([row for report in items for row in codec.claim_rows(report)])
