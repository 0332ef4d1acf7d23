"""Making an empty corpus."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from claimcheck import codec
from claimcheck.corpus.locate import bundled_corpora, home_of, is_path
from claimcheck.corpus.manifest import MANIFEST, Manifest, check_name, to_toml
from claimcheck.corpus.store import PASSAGES
from claimcheck.errors import CorpusError

__all__ = ["create"]


def create(
    name_or_path: str | Path,
    *,
    title: str = "",
    language: str = "en",
    licence: str = "",
    description: str = "",
) -> Path:
    """Make an empty corpus and return its folder.

    :param name_or_path: a name, for the user's data folder, or a path.
    :param title: its name for people; the name if empty.
    :param language: ISO 639-1 code of its passages.
    :param licence: the terms of its text.
    :param description: one sentence.
    :returns: the folder.
    :raises CorpusError: if the name is taken or not allowed, or the folder holds something.
    """
    folder = home_of(name_or_path)
    name = check_name(folder.resolve().name)
    if not is_path(str(name_or_path)) and name in bundled_corpora():
        raise CorpusError(f"{name} is the name of a bundled corpus; choose another name.")
    if (folder / MANIFEST).exists():
        raise CorpusError(f"There is a corpus in {folder} already; add to it with corpus add.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CorpusError(f"{folder} holds other files; choose a new or an empty folder.")
    manifest = Manifest(
        name=name,
        title=title or name,
        language=language,
        licence=licence,
        description=description,
        created=datetime.now(UTC).date().isoformat(),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        codec.write_atomic(folder / PASSAGES, "")
        # The manifest makes the folder a corpus, so it comes last.
        codec.write_atomic(folder / MANIFEST, to_toml(manifest))
    except OSError as error:
        raise CorpusError(f"{folder} cannot be written: {error.strerror or error}.") from error
    return folder
