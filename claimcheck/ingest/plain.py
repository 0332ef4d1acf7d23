"""Plain text and Markdown: the decoded file as it is, marks and line ends included."""

from __future__ import annotations

from claimcheck.ingest.article import build_article, find_title
from claimcheck.ingest.decode import decode
from claimcheck.types import Article

__all__ = ["read_plain"]


def read_plain(data: bytes, *, source: str, media_type: str) -> Article:
    """The article of a text file.

    :param data: the whole file.
    :param source: its name.
    :param media_type: ``text/plain`` or ``text/markdown``.
    :returns: the article.
    :raises IngestError: E201, if it does not hold text.
    """
    decoded = decode(data, source=source)
    return build_article(
        decoded.text,
        title=find_title(decoded.text),
        source=source,
        media_type=media_type,
        encoding=decoded.encoding,
        warnings=decoded.warnings,
    )
