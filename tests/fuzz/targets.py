"""What is fuzzed: each target takes bytes and lets nothing out but what it should."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from claimcheck import codec
from claimcheck.corpus.importers import FORMATS as CORPUS_FORMS
from claimcheck.corpus.importers import read_passages
from claimcheck.errors import ClaimcheckError
from claimcheck.ingest import Limits, iter_inputs, read_bytes
from claimcheck.ingest.parse import parse_here
from claimcheck.review import ReviewStore
from claimcheck.review.exchange.files import import_file
from claimcheck.review.exchange.registry import FORMATS as REVIEW_FORMS
from claimcheck.segment import segment
from claimcheck.types import Article
from tests.faults import corpus as files

__all__ = ["TARGETS", "seed_of"]

Target = Callable[[bytes], None]
LIMITS = Limits(isolate=False, max_bytes=1_000_000, max_inflated=5_000_000, max_pages=20)
KINDS = {
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
WORK = Path(tempfile.mkdtemp(prefix="claimcheck-fuzz-"))


def holds(article: Article) -> None:
    """Every span of an article lies in its text, and what is cut there is what is said."""
    units, claims = segment(article)
    for block in article.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(article.text)
    for item in (*units, *claims):
        assert article.text[item.span.start : item.span.end] == item.text


def reader(media_type: str) -> Target:
    def target(data: bytes) -> None:
        with contextlib.suppress(ClaimcheckError):
            holds(parse_here(data, source="x", media_type=media_type, limits=LIMITS))

    return target


def plain(data: bytes) -> None:
    """Text, Markdown and whatever the bytes are taken for."""
    for name in ("x.txt", "x.md", "x.gz"):
        with contextlib.suppress(ClaimcheckError):
            holds(read_bytes(data, source=name, limits=LIMITS))


def records(data: bytes) -> None:
    path = WORK / "x.jsonl"
    path.write_bytes(data)
    for source in iter_inputs([path], limits=LIMITS):
        with contextlib.suppress(ClaimcheckError):
            holds(source.read())


def report(data: bytes) -> None:
    with contextlib.suppress(ClaimcheckError, ValueError):
        value = json.loads(data)
        with contextlib.suppress(ClaimcheckError):
            codec.report_from_json(value)


def corpus(form: str) -> Target:
    def target(data: bytes) -> None:
        path = WORK / f"x.{form}"
        path.write_bytes(data)
        with contextlib.suppress(ClaimcheckError):
            list(read_passages(path, form=form))

    return target


def review(form: str) -> Target:
    def target(data: bytes) -> None:
        path = WORK / "x.review"
        path.write_bytes(data)
        with (
            contextlib.suppress(ClaimcheckError),
            ReviewStore.open(WORK / f"{form}.sqlite") as store,
        ):
            import_file(store, form, path)

    return target


TARGETS: dict[str, Target] = {
    **{name: reader(kind) for name, kind in KINDS.items()},
    "plain": plain,
    "records": records,
    "report": report,
    # Folders of several files are read by these two.
    **{f"corpus-{form}": corpus(form) for form in CORPUS_FORMS if form not in ("scifact", "beir")},
    **{f"review-{form}": review(form) for form in REVIEW_FORMS},
}

SEEDS = {
    "html": files.article_page(),
    "pdf": files.good_pdf(),
    "docx": files.docx(),
    "corpus-csv": b"id,text,title\n1,Tea is warm.,Tea\n",
    "corpus-ris": b"TY  - JOUR\nTI  - Tea\nAB  - Tea is warm.\nER  - \n",
    "corpus-bibtex": b"@article{tea, title={Tea}, abstract={Tea is warm.}, year={2020}}\n",
    "corpus-jats": b"<article><front><abstract><p>Tea is warm.</p></abstract></front></article>",
    "corpus-pubmed": b"<PubmedArticleSet><PubmedArticle></PubmedArticle></PubmedArticleSet>",
}
SEED = json.dumps({"id": "1", "text": "Tea is warm.", "label": [[0, 3, "x"]], "meta": {}}).encode()


def seed_of(name: str) -> bytes:
    """A small input that a target reads without complaint, or nearly."""
    return SEEDS.get(name, SEED)
