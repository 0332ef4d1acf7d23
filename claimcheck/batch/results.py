"""From a checked article to the result the ledger keeps; one bad article never costs another."""

from __future__ import annotations

import errno
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, replace

from claimcheck import codec
from claimcheck.batch.feed import Prepared
from claimcheck.batch.model import BatchChecker, Result, Status, status_of_article
from claimcheck.errors import ClaimcheckError, CodecError, IngestError
from claimcheck.report.summary import count, risk
from claimcheck.types import Article, CheckedClaim, Failure, Report

__all__ = ["check_all", "given_up"]


_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
"""A disk that is full or broken is so for every article."""


def check_all(checker: BatchChecker, prepared: Sequence[Prepared]) -> list[Result]:
    """A result for each prepared article, in order.

    :param checker: what checks.
    :param prepared: jobs that have an article.
    :returns: as many results as there are jobs.
    :raises ClaimcheckError: if the checker cannot work at all (a missing model, a bad corpus).
    """
    begun = time.monotonic()
    articles = [item.article for item in prepared if item.article is not None]
    found = _check(checker, articles)
    share = (time.monotonic() - begun) / max(1, len(articles))
    return [_result(item, outcome, share) for item, outcome in zip(prepared, found, strict=True)]


def given_up(item: Prepared, *, deaths: int) -> Result:
    """The result of an article during which the whole program died again and again."""
    return Result(
        job=item.job,
        sha256=item.sha256,
        size=item.size,
        status=Status.FAILED,
        code="E903",
        stage="check",
        error=(
            f"{item.job.name!r} was left out, as the program died {deaths} times while it was "
            "being checked; use --retry-failed to try it again."
        ),
        seconds=item.seconds,
    )


def _check(checker: BatchChecker, articles: Sequence[Article]) -> list[Report | Failure]:
    try:
        found = list(checker.check_articles(articles))
        if len(found) == len(articles):
            return found
        error: Exception = RuntimeError(f"{len(found)} reports for {len(articles)} articles")
    except (IngestError, CodecError) as caught:
        error = caught
    except OSError as caught:
        if caught.errno in _DISK:
            raise
        error = caught
    except ClaimcheckError as caught:
        # A setting, model or corpus that is wrong is wrong for every article.
        if caught.code != "E402":
            raise
        error = caught
    except Exception as caught:  # noqa: BLE001  any one article may hit a bug in any stage
        error = caught
    if len(articles) > 1:
        return [outcome for article in articles for outcome in _check(checker, [article])]
    return [_failure(articles[0], error, stage="check", code="E901")]


def _failure(article: Article, error: Exception, *, stage: str, code: str) -> Failure:
    said = f"{type(error).__name__}: {error}".encode("utf-8", "backslashreplace").decode()[:300]
    return Failure(
        source=article.source,
        stage=stage,
        error=f"{article.source!r} was read but could not be checked ({said}); please report this.",
        code="E312" if isinstance(error, MemoryError) else getattr(error, "code", code),
    )


def _result(item: Prepared, outcome: Report | Failure, share: float) -> Result:
    base = Result(
        job=item.job,
        sha256=item.sha256,
        size=item.size,
        status=Status.FAILED,
        seconds=item.seconds + share,
    )
    if isinstance(outcome, Report):
        try:
            return _stored(base, outcome)
        except Exception as error:  # noqa: BLE001  a report that cannot be written is one lost input
            outcome = _failure(outcome.article, error, stage="report", code="E902")
    status = Status.OOM if outcome.code == "E312" else Status.FAILED
    return replace(base, status=status, code=outcome.code, stage=outcome.stage, error=outcome.error)


def _stored(base: Result, report: Report) -> Result:
    line = codec.dumps(codec.report_to_json(report))
    # What cannot be read again must not be stored; this also holds every span to its text.
    codec.report_from_json(json.loads(line))
    status, code = status_of_article(report.article)
    article = report.article
    summary = {
        "title": article.title,
        "language": article.language,
        "words": len(article.text.split()),
        **asdict(count(report)),
        "risk": risk(report),
    }
    claims = tuple(_claim(claim) for claim in report.claims)
    return replace(base, status=status, code=code, report=line, summary=summary, claims=claims)


def _claim(claim: CheckedClaim) -> tuple[str, str, str]:
    reading = claim.reading.encode("utf-8", "replace").decode()
    return claim.cluster, reading, claim.verdict.label.value if claim.verdict.label else ""
