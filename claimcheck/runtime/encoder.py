"""The sentence encoder as it runs: texts to vectors of unit length."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from claimcheck.runtime.folder import open_folder
from claimcheck.runtime.protocol import Floats, Progress
from claimcheck.runtime.session import Session

__all__ = ["Encoder"]


class Encoder:
    """A `TextEncoder` on ONNX Runtime. Make one with `Encoder.load`."""

    def __init__(self, session: Session, *, hash: str) -> None:  # noqa: A002
        self._session = session
        self._hash = hash

    @classmethod
    def load(cls, folder: Path | str, *, threads: int | None = None) -> Self:
        """Load an encoder folder.

        :param folder: with `model.onnx`, `tokenizer.json` and `config.json`.
        :param threads: None for all cores.
        :returns: the model, ready to encode.
        :raises ModelError: the folder is missing, altered or of another kind.
        """
        checked = open_folder(Path(folder), kind="encoder")
        return cls(Session(checked, threads=threads), hash=checked.hash)

    @property
    def hash(self) -> str:
        """Hash of weights, tokenizer and settings."""
        return self._hash

    @property
    def width(self) -> int:
        """Length of a vector."""
        return self._session.width

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Floats:
        """One vector a text, *shape* (n, width), of unit length, in input order."""
        distinct = dict.fromkeys(texts)
        rows = self._session.run(list(distinct), progress)
        place = {text: row for row, text in enumerate(distinct)}
        return (
            rows[[place[text] for text in texts]]
            if texts
            else np.zeros((0, self.width), np.float32)
        )
