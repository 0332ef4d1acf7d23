"""Runs models: loads a folder safely, cuts and batches text, keeps scores.

>>> from claimcheck.runtime.fakes import OverlapModel
>>> OverlapModel().predict([("Ginger eases nausea.", "Ginger eases nausea.")]).argmax()
np.int64(0)
"""

from __future__ import annotations

from claimcheck.runtime.cache import PairCache, pair_key
from claimcheck.runtime.classifier import PairClassifier, softmax
from claimcheck.runtime.encoder import Encoder
from claimcheck.runtime.folder import ModelFolder, open_folder
from claimcheck.runtime.protocol import LABELS, Pair, PairModel, Progress, TextEncoder
from claimcheck.runtime.reranker import Reranker

__all__ = [
    "LABELS",
    "Encoder",
    "ModelFolder",
    "Pair",
    "PairCache",
    "PairClassifier",
    "PairModel",
    "Progress",
    "Reranker",
    "TextEncoder",
    "open_folder",
    "pair_key",
    "softmax",
]
