"""The only place that knows all stages: articles in, reports out, batched.

A :class:`Checker` holds a corpus, its index, the models and the rules, each
loaded when first needed. Claims of several articles go through retrieval and
verification together; a report does not depend on which articles shared a batch.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from claimcheck import ingest
from claimcheck.config import Settings, cache_dir
from claimcheck.corpus import Corpus
from claimcheck.errors import ClaimcheckError
from claimcheck.findings import find, subjects
from claimcheck.promo import RuleSet, highlight, house_rules
from claimcheck.segment import Remembered, UnitClassifier, UnitModel, segment
from claimcheck.types import (
    Article,
    CheckedClaim,
    Claim,
    Evidence,
    Failure,
    Passage,
    PromoSpan,
    Report,
    Span,
    Unit,
    Verdict,
)
from claimcheck.verification import not_checked, verifier_of
from claimcheck.verification.memory import FOLDER
from claimcheck.verification.remembering import with_memory

if TYPE_CHECKING:
    from claimcheck.retrieve import Retriever
    from claimcheck.runtime.protocol import TextEncoder, TokenTagger

__all__ = ["Checker", "ClaimVerifier", "Progress", "Settings"]

_CHUNK = 16
# Passages looked up on the risks of each thing an article is about.
_RISKS = 10
D = TypeVar("D")


class Progress(Protocol):
    """Told of slow steps: what is done, how much of it, and of how much."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Called every so often while ``step`` runs."""
        ...


class ClaimVerifier(Protocol):
    """What the checker needs of a verifier (:class:`claimcheck.verification.Verifier` is one)."""

    def verify(
        self, claims: Sequence[Claim], evidence: Sequence[Sequence[Evidence]]
    ) -> tuple[Verdict, ...]:
        """One verdict a claim, in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An article that is read but not yet verified."""

    article: Article
    units: tuple[Unit, ...]
    claims: tuple[Claim, ...]
    promo: tuple[PromoSpan, ...]


class Checker:
    """Checks articles against one corpus.

    :param settings: what to use; see :class:`claimcheck.config.Settings`.
    :param progress: told of slow steps, such as building the index at first use.
    """

    #: How many threads a batch run may have in :meth:`check_articles`: the rules of one chunk are
    #: tried while the models read another.
    at_once = 2

    def __init__(self, settings: Settings | None = None, *, progress: Progress | None = None):
        self.settings = settings or Settings()
        self._progress = progress

    # -- parts, loaded when first needed --------------------------------------------

    @cached_property
    def corpus(self) -> Corpus:
        """The reference corpus.

        :returns: the corpus that the settings name.
        :raises CorpusError: if it is missing or malformed.
        """
        return Corpus.open(self.settings.corpus)

    @cached_property
    def rules(self) -> RuleSet:
        """The rules for promotional language, with those that reviewers taught."""
        return house_rules(self._house)

    @property
    def _house(self) -> Path:
        """What reviewers taught of claims and of promotional phrases, if they did."""
        return self.settings.models_path / "house"

    @cached_property
    def _remembered(self) -> Remembered:
        return Remembered.open(self._house)

    @cached_property
    def encoder(self) -> TextEncoder:
        """The sentence encoder, which the index and the model of units share."""
        from claimcheck.runtime import Encoder

        return Encoder.load(
            self.settings.models_path / "encoder", threads=self.settings.threads or None
        )

    @cached_property
    def unit_model(self) -> UnitModel | None:
        """What tells a claim from talk where the rules are unsure, if it is installed."""
        folder = self.settings.units_path
        return UnitClassifier.load(folder, encoder=self.encoder) if folder else None

    @cached_property
    def tagger(self) -> TokenTagger | None:
        """Finds the promotional language that no rule does; ``None`` where none is installed."""
        from claimcheck.runtime.tagger import Tagger

        folder = self.settings.tagger_path
        return Tagger.load(folder, threads=self.settings.threads or None) if folder else None

    @cached_property
    def retriever(self) -> Retriever:
        """The index over the corpus; built at first use, which may take a minute."""
        from claimcheck.retrieve import open_index, open_published
        from claimcheck.runtime import Reranker

        threads, folder = self.settings.threads or None, self.settings.reranker_path
        reranker = Reranker.load(folder, threads=threads) if folder else None
        if self.settings.index:
            return open_published(
                self.corpus, self.settings.index, encoder=self.encoder, reranker=reranker
            )
        return open_index(
            self.corpus, encoder=self.encoder, reranker=reranker, progress=self._index_progress
        )

    @cached_property
    def verifier(self) -> ClaimVerifier:
        """The verifier with its calibration, and what people settled before, if that was kept.

        What was settled here is asked first, then what came with the corpus.
        """
        verifier: ClaimVerifier = verifier_of(self.settings, cache=cache_dir() / "pairs.sqlite")
        for place in (self.corpus.path, self.settings.models_path):
            verifier = with_memory(verifier, place) if place else verifier
        return verifier

    def _index_progress(self, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress("Preparing the corpus (first use only)", done, total)

    @cached_property
    def provenance(self) -> dict[str, str]:
        """Versions and hashes of all that decides a report; loads no model."""
        from claimcheck._version import __version__

        return {
            "claimcheck": __version__,
            "code": _code_hash(),
            "corpus": self.corpus.name,
            "corpus_hash": self.corpus.hash,
            "verifier": _folder_hash(self.settings.models_path / "verifier"),
            "judge": _folder_hash(self.settings.judge_path),
            "strength": _folder_hash(self.settings.strength_path),
            "encoder": _folder_hash(self.settings.models_path / "encoder"),
            "units": _folder_hash(self.settings.units_path),
            "reranker": _folder_hash(self.settings.reranker_path),
            "memory": _folder_hash(self.settings.models_path / FOLDER),
            "checked": _folder_hash(self.corpus.path and self.corpus.path / FOLDER),
            "rules": self.rules.hash,
            "tagger": _folder_hash(self.settings.tagger_path),
            "house": _folder_hash(self._house),
            "profile": self.settings.profile,
            "passages": str(self.settings.top_k),
        }

    @property
    def fingerprint(self) -> str:
        """A hash of :attr:`provenance`: equal where equal text gives an equal report."""
        return hashlib.sha256(json.dumps(self.provenance, sort_keys=True).encode()).hexdigest()

    # -- one thing at a time ------------------------------------------------------------

    def check_text(self, text: str, *, title: str = "", source: str = "<text>") -> Report:
        """The report on a text."""
        return self.check_article(ingest.article_from_text(text, title=title, source=source))

    def check_file(self, path: str | Path) -> Report:
        """The report on a file.

        :param path: the file.
        :returns: the report.
        :raises IngestError: if it cannot be read.
        """
        return self.check_article(ingest.read_article(Path(path)))

    def check_article(self, article: Article) -> Report:
        """The report on an article that was read before."""
        return self._check_chunk([article])[0]

    def check_claim(self, text: str) -> CheckedClaim:
        """The verdict on one claim, taken as it stands: it is not split or filtered.

        :param text: one statement.
        :returns: the claim with its verdict.
        :raises ValueError: if the text is blank.
        """
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        if start >= end:
            raise ValueError("A claim needs some text.")
        article = ingest.article_from_text(text, source="<claim>")
        span = Span(start=start, end=end)
        claim = Claim(
            id=f"{article.id}-0", span=span, parts=(span,), text=text[start:end],
            reading=text[start:end], check_worthiness=1.0,
        )  # fmt: skip
        return CheckedClaim(claim=claim, verdict=self._verdicts([(article, claim)])[0])

    def segment(self, article: Article) -> tuple[tuple[Unit, ...], tuple[Claim, ...]]:
        """The units and claims of an article, unverified."""
        return self._remembered.applied(article, *segment(article, model=self.unit_model))

    def highlight(self, article: Article, *, rules_only: bool = False) -> tuple[PromoSpan, ...]:
        """The promotional spans of an article, as a report has them.

        :param article: the article.
        :param rules_only: whether to do without the tagger; then no model is loaded.
        :returns: the spans, in order.
        """
        if rules_only:
            return highlight(article, *segment(article), rules=self.rules)
        return highlight(article, *self.segment(article), rules=self.rules, tagger=self.tagger)

    # -- many ---------------------------------------------------------------------------

    def check_folder(self, path: str | Path) -> Iterator[Report | Failure]:
        """A report or a failure for each file below a folder, in input order."""
        return self.check_articles(_read(source) for source in ingest.iter_inputs([Path(path)]))

    def check_articles(
        self, articles: Iterable[Article | Failure], *, chunk: int = _CHUNK
    ) -> Iterator[Report | Failure]:
        """A report for each article and each failure passed through, in input order.

        :param articles: what to check; read as it is needed.
        :param chunk: articles whose claims are verified together.
        :yields: one item for each that was given.
        """
        for group in _batched(articles, chunk):
            reports = iter(self._check_chunk([a for a in group if isinstance(a, Article)]))
            for item in group:
                yield item if isinstance(item, Failure) else next(reports)

    def map(
        self, dataset: D, *, text: str = "text", batch_size: int = _CHUNK,
        num_proc: int | None = None,
    ) -> D:  # fmt: skip
        """A Hugging Face data set of articles with the columns ``claims`` and ``promo`` added.

        Each holds a list of rows with offsets into the text of its article, verdict and citation,
        or category and suggestion. Works with the cache of ``datasets``.

        :param dataset: a ``datasets.Dataset`` or ``IterableDataset``.
        :param text: the column that holds the articles; a null is an empty article.
        :param batch_size: articles checked together; changes no result.
        :param num_proc: processes, each with models of its own; this one if ``None``.
        :returns: a data set of the same kind.
        :raises UsageError: if the column is missing, or one to be added is there.
        """
        from claimcheck.mapping import map_dataset

        return map_dataset(
            self, dataset, make=type(self), text=text, batch_size=batch_size, num_proc=num_proc
        )

    def _check_chunk(self, articles: Sequence[Article]) -> list[Report]:
        drafts = self._drafts(articles)
        pairs = [(draft.article, claim) for draft in drafts for claim in draft.claims]
        verdicts = iter(self._verdicts(pairs))
        reports = [self._report(d, [next(verdicts) for _ in d.claims]) for d in drafts]
        risks = self._risks(reports)
        return [
            replace(report, findings=find(report, risks=known))
            for report, known in zip(reports, risks, strict=True)
        ]

    def _drafts(self, articles: Sequence[Article]) -> list[_Draft]:
        """The articles as read; beside it the verifier is loaded, of which little is Python."""
        with ThreadPoolExecutor(max_workers=1) as beside:
            if articles and self.corpus.size:
                beside.submit(lambda: self.verifier)  # what it raises is raised where it is asked
            return [self._draft(article) for article in articles]

    def _draft(self, article: Article) -> _Draft:
        units, claims = self.segment(article)
        promo = highlight(article, units, claims, rules=self.rules, tagger=self.tagger)
        return _Draft(article=article, units=units, claims=claims, promo=promo)

    def _report(self, draft: _Draft, verdicts: Sequence[Verdict]) -> Report:
        checked = tuple(
            CheckedClaim(claim=claim, verdict=verdict)
            for claim, verdict in zip(draft.claims, verdicts, strict=True)
        )
        return Report(
            article=draft.article,
            units=draft.units,
            claims=checked,
            promo=draft.promo,
            provenance=self.provenance,
        )

    def _risks(self, reports: Sequence[Report]) -> list[tuple[Passage, ...]]:
        """For each report, what the corpus holds on the risks of what the article is about."""
        asked = [
            tuple(
                f"{name}: risks, side effects and interactions" for name in self._subjects(report)
            )
            for report in reports
        ]
        queries = list(dict.fromkeys(query for group in asked for query in group))
        found = self.retriever.search(queries, k=_RISKS) if queries else ()
        by_query = dict(zip(queries, found, strict=True))
        return [
            tuple(evidence.passage for query in group for evidence in by_query[query])
            for group in asked
        ]

    def _subjects(self, report: Report) -> tuple[str, ...]:
        if not self.corpus.size or report.article.language != self.corpus.language:
            return ()
        return subjects(report.article, report.units)

    def _verdicts(self, pairs: Sequence[tuple[Article, Claim]]) -> list[Verdict]:
        """A verdict a claim; claims that cannot be looked up are "not checked"."""
        verdicts = [not_checked()] * len(pairs)
        if not self.corpus.size:
            return verdicts
        wanted = [
            i for i, (article, _) in enumerate(pairs) if article.language == self.corpus.language
        ]
        claims = [pairs[i][1] for i in wanted]
        for i, verdict in zip(wanted, self._look_up(claims), strict=True):
            verdicts[i] = verdict
        return verdicts

    def _look_up(self, claims: Sequence[Claim]) -> tuple[Verdict, ...]:
        if not claims:
            return ()
        queries = list(dict.fromkeys(claim.reading for claim in claims))
        found = self.retriever.search(queries, k=self.settings.top_k)
        by_query = dict(zip(queries, found, strict=True))
        return self.verifier.verify(claims, [by_query[claim.reading] for claim in claims])


def _batched(items: Iterable[Article | Failure], size: int) -> Iterator[list[Article | Failure]]:
    iterator = iter(items)
    while group := list(itertools.islice(iterator, size)):
        yield group


def _read(source: ingest.Source) -> Article | Failure:
    try:
        return source.read()
    except ClaimcheckError as error:
        return Failure(source=source.name, stage="ingest", error=str(error), code=error.code)


def _folder_hash(folder: Path | None) -> str:
    """A hash of what a model folder records of its own files, or ``none``; reads no weights."""
    if folder is None or not folder.is_dir():
        return "none"
    parts = [path.read_bytes() for path in sorted(folder.glob("*.json")) if path.name in _RECORDS]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


_RECORDS = ("config.json", "calibration.json", "aggregator.json", "memory.json", "claims.json",
            "allow.json")  # fmt: skip


@cache
def _code_hash() -> str:
    """A hash of the package's own sources and word lists, which decide a report too."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".toml") and "_bundled" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
