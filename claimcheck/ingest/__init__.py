"""Files, folders, records and bytes in; :class:`claimcheck.types.Article` out.

One module a format (``plain``, ``html``, ``pdf``, ``docx``, ``jsonl``). HTML, PDF and
DOCX are parsed in a child process with memory and time limits (``child``, ``worker``);
plain text and Markdown are read here. ``text`` is never altered after this package.
"""

from claimcheck.ingest.article import article_from_text
from claimcheck.ingest.child import close_workers
from claimcheck.ingest.limits import DEFAULT_LIMITS, Limits
from claimcheck.ingest.parse import read_article, read_bytes
from claimcheck.ingest.sources import Source, iter_inputs

__all__ = [
    "DEFAULT_LIMITS",
    "Limits",
    "Source",
    "article_from_text",
    "close_workers",
    "iter_inputs",
    "read_article",
    "read_bytes",
]
