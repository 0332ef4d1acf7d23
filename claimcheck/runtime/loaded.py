"""What every model read from a folder has in common."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Self

from claimcheck.runtime.folder import open_folder
from claimcheck.runtime.session import Session

__all__ = ["LoadedModel"]


class LoadedModel:
    """A session and the hash of the folder it came from. Make one with `load`."""

    #: The kind of model folder it reads.
    kind: ClassVar[str]
    #: Rows that it is asked for at a time, at least.
    least: ClassVar[int] = 1

    def __init__(self, session: Session, *, hash: str) -> None:  # noqa: A002
        self._session = session
        self._hash = hash

    @classmethod
    def load(cls, folder: Path | str, *, threads: int | None = None) -> Self:
        """Load a model folder.

        :param folder: with `model.onnx`, `tokenizer.json` and `config.json`.
        :param threads: None for all cores.
        :returns: the model, ready to run.
        :raises ModelError: the folder is missing, altered or of another kind.
        """
        checked = open_folder(Path(folder), kind=cls.kind)
        return cls(Session(checked, threads=threads, least=cls.least), hash=checked.hash)

    @property
    def hash(self) -> str:
        """Hash of weights, tokenizer and settings."""
        return self._hash
