"""A file name for each input: below the run folder, legal everywhere, never twice."""

from __future__ import annotations

import hashlib
import re
import unicodedata

__all__ = ["OutputNames"]

# What Windows, macOS and Linux file systems or shells trip over.
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f<>:"\\|?*\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069%]'
)
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)")
_LONGEST = 200


class OutputNames:
    """Gives each input of a run its file, depending on the names before it alone."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def assign(self, name: str) -> str:
        """The path of an input's page relative to the run folder: ``articles/… .html``.

        :param name: the input's name; its folders are kept, and a file of records becomes one.
        :returns: a path that no other input has.
        """
        parts = [
            _safe(part) for part in name.replace("#", "/").split("/") if part not in ("", ".", "..")
        ]
        stem = "/".join(["articles", *(parts or ["input"])])
        path = f"{stem}.html"
        if _key(path) in self._taken:
            path = f"{stem}~{_digest(name)}.html"
        self._taken.add(_key(path))
        return path


def _safe(part: str) -> str:
    clean = _UNSAFE.sub("_", part).rstrip(". ")
    # A leading dot would hide the page, a leading dash looks like an option.
    clean = re.sub(r"\A[.\-~ ]", "_", clean)
    if _RESERVED.match(clean):
        clean = f"_{clean}"
    if clean == part and len(clean.encode()) <= _LONGEST:
        return clean
    short = clean.encode()[: _LONGEST - 40].decode("utf-8", "ignore")
    return f"{short}~{_digest(part)}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _key(path: str) -> str:
    """Equal for names that some file system takes for the same."""
    return unicodedata.normalize("NFC", path).casefold()
