"""Whatever stands in a file, an importer gives passages or one sentence, never another error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.corpus import FORMATS, read_passages
from claimcheck.errors import ClaimcheckError
from claimcheck.verification.claimreview import read_reviews

PIECES = st.sampled_from(
    [
        "@article{a, ", "abstract = {", "title=\"", "}", "#", "@string{", "\\'{e}", ",",
        "TY  - JOUR\n", "AB  - Words.\n", "ER  - \n", "PY  - 0\n",
        "<PubmedArticleSet>", "<PubmedArticle>", "<MedlineCitation>", "<PMID>1</PMID>", "<Article>",
        "<Abstract><AbstractText>Words.</AbstractText></Abstract>", "</Article>",
        "</MedlineCitation>", "</PubmedArticle>", "</PubmedArticleSet>", "&amp;", "&x;", "<!--",
        "<article>", "<front><article-meta>", "</article-meta></front>", "<body><p>", "</p></body>",
        "</article>", "<!DOCTYPE x [", "]>", "\x00", "\ufeff", "\u2028", "\U0001f33f", "\n",
        '{"@type": "ClaimReview",', '"claimReviewed": 5,', '"reviewRating": {}}', "[", "]", "{",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join)
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let an error of claimcheck's own pass if it names the file."""
    try:
        yield
    except ClaimcheckError as error:
        if str(path) not in str(error):
            raise AssertionError(f"{error} does not name the file") from error


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("auto", "documents")])
@QUICK
@given(text=TEXTS)
def test_an_importer_never_fails_otherwise(tmp_path: Path, form: str, text: str) -> None:
    path = tmp_path / "a.file"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with _naming(path):
        assert all(passage.text.strip() for passage in read_passages(path, form=form))


@QUICK
@given(text=TEXTS)
def test_a_feed_never_fails_otherwise(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with _naming(path):
        list(read_reviews(path))
