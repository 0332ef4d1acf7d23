"""A run over many articles that loses nothing and can be cut off at any moment.

>>> from claimcheck.batch import run
>>> run(["articles/"], "run/", checker=checker)               # doctest: +SKIP

Everything a run has done stands in a ledger in its folder, so the same call goes on where
the last one stopped. The files to read are made from the ledger at the end and hold no
times: a run in one go and a run in many pieces give the same bytes.
"""

from claimcheck.batch.merge import merge
from claimcheck.batch.model import BatchChecker, Event, Progress, Status, Summary
from claimcheck.batch.ray_engine import RayEngine
from claimcheck.batch.runner import run
from claimcheck.batch.shards import Shard

__all__ = [
    "BatchChecker",
    "Event",
    "Progress",
    "RayEngine",
    "Shard",
    "Status",
    "Summary",
    "merge",
    "run",
]
