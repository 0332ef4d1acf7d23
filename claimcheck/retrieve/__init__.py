"""Finding the passages that bear on a claim: BM25 and vectors in one LanceDB table, fused.

:func:`open_index` builds the index of a corpus at first use and opens it ever after.
Anything that has :meth:`Retriever.search` can stand in its place. With a :class:`Reranker`
the best passages are read again beside the query and put in a better order.
"""

from claimcheck.retrieve.fakes import FakeRetriever
from claimcheck.retrieve.filters import Filter
from claimcheck.retrieve.hybrid import HybridRetriever, Mode
from claimcheck.retrieve.index import (
    existing_indexes,
    export_index,
    index_folder,
    open_index,
    publish_index,
    verify_index,
)
from claimcheck.retrieve.protocol import Progress, Reranker, Retriever
from claimcheck.retrieve.published import open_published

__all__ = [
    "FakeRetriever",
    "Filter",
    "HybridRetriever",
    "Mode",
    "Progress",
    "Reranker",
    "Retriever",
    "existing_indexes",
    "export_index",
    "index_folder",
    "open_index",
    "open_published",
    "publish_index",
    "verify_index",
]
