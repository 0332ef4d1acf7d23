"""Reference corpora: what claims are checked against.

A corpus is a folder with ``manifest.toml`` (what it is, whose, under which
licence) and ``passages.jsonl`` (one :class:`~claimcheck.types.Passage` a line).
It is looked up by name among the user's own and the bundled ones, or by path.
"""

from claimcheck.corpus.create import create
from claimcheck.corpus.edit import remove_documents, set_standing
from claimcheck.corpus.importers import FORMATS, ImportOptions, read_changes, read_passages
from claimcheck.corpus.locate import bundled_corpora, find, user_corpora
from claimcheck.corpus.manifest import Manifest
from claimcheck.corpus.passages import TakenBack, passage_from_record, passage_to_record
from claimcheck.corpus.store import Corpus
from claimcheck.corpus.summary import Summary, summarise
from claimcheck.corpus.validate import problems
from claimcheck.corpus.write import AddResult, OnConflict, add_passages

__all__ = [
    "FORMATS",
    "AddResult",
    "Corpus",
    "ImportOptions",
    "Manifest",
    "OnConflict",
    "Summary",
    "TakenBack",
    "add_passages",
    "bundled_corpora",
    "create",
    "find",
    "passage_from_record",
    "passage_to_record",
    "problems",
    "read_changes",
    "read_passages",
    "remove_documents",
    "set_standing",
    "summarise",
    "user_corpora",
]
