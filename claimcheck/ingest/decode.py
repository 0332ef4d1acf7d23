"""Bytes to text, with the encoding found and every doubt recorded (W102).

The order is: byte order mark, declared charset, strict UTF-8, UTF-16/32 by its NULs,
Windows-1252 if the few other bytes read as accents and typographic marks, and last a
statistical guess (charset-normalizer). A charset is never changed silently.
"""

from __future__ import annotations

import codecs
import re
import threading
from dataclasses import dataclass

from claimcheck.errors import IngestError
from claimcheck.types import Warn

__all__ = ["Decoded", "decode", "looks_binary"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Only charsets of pages people write: a page may not name a codec such as utf-7 or rot13.
_ALLOWED = re.compile(
    r"(?:utf-?8|ascii|us-ascii|utf-?16(?:-?[lb]e)?|iso-?8859-?\d{1,2}|latin-?1|windows-?125\d|"
    r"cp125\d|koi8-[ru]|mac-?roman|macintosh|ibm866|gbk|gb2312|gb18030|big5|euc-jp|euc-kr|"
    r"shift[-_]jis|iso-2022-jp|tis-620|windows-874)\Z"
)
# What the WHATWG Encoding Standard reads these labels as.
_READ_AS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
            "us-ascii": "cp1252", "macintosh": "mac-roman", "gb2312": "gb18030",
            "windows-874": "cp874"}  # fmt: skip
_TYPOGRAPHY = frozenset("‘’“”–—…•·°±µ×®©™½¼¾£€§²³«»´¶†‡\xa0\xad¿¡ªº÷‚„‹›ˆ˜¨¸¬‰¹¢¥")
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the encoding it was read with, and what was doubtful."""

    text: str
    encoding: str
    warnings: tuple[Warn, ...] = ()


def decode(data: bytes, *, source: str, declared: str | None = None) -> Decoded:
    """The text of a file.

    :param data: the whole file.
    :param source: its name, for messages.
    :param declared: the charset that the file names, if it names one.
    :returns: the text, its encoding and warnings.
    :raises IngestError: E201, if no encoding makes text of it.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    if found := _usable(declared):
        return _declared(data, found, said=str(declared))
    if wide := _wide(data):
        # Plain English in UTF-16 is also valid UTF-8, with a NUL behind every letter.
        note = f"The file has no byte order mark; it was read as {wide}."
        return _with_note(_replacing(data, wide), note)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        return _guess(data, source=source)


def looks_binary(data: bytes) -> bool:
    """Whether the start of a file holds more control bytes than any text would."""
    head = data[:65_536]
    if head.startswith(tuple(mark for mark, _ in _BOMS)) or _wide(data) is not None:
        return False
    controls = sum(head.count(code) for code in _CONTROLS)
    return controls > 3 and controls > 0.03 * len(head)


_CONTROLS = tuple(bytes([n]) for n in range(32) if n not in (9, 10, 11, 12, 13, 26, 27))


def _usable(declared: str | None) -> str | None:
    label = (declared or "").strip().strip("\"'").lower()
    if not _ALLOWED.match(label):
        return None
    label = _READ_AS.get(label, label)
    try:
        # A page that can be read byte by byte up to its declaration is not UTF-16.
        return "utf-8" if label.startswith("utf") else codecs.lookup(label).name
    except LookupError:
        return None


def _declared(data: bytes, encoding: str, *, said: str) -> Decoded:
    if encoding != "utf-8" and not data.isascii():
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return _replacing(data, encoding)
        note = (
            f"The page says it is written in {said}, but its bytes are UTF-8; it was read as "
            "UTF-8. Look at accents and dashes."
        )
        return Decoded(text=text, encoding="utf-8", warnings=(Warn(code="W102", message=note),))
    return _replacing(data, "utf-8" if data.isascii() else encoding)


def _replacing(data: bytes, encoding: str) -> Decoded:
    """Decode, with U+FFFD for bad bytes, and say how many there were and where."""
    places = _BAD.places = []
    text = data.decode("utf-8" if encoding == "utf-8-sig" else encoding, _HANDLER)
    if not places:
        return Decoded(text=text, encoding=encoding)
    shown = ", ".join(str(place) for place in places[:_SHOWN])
    more = " …" if len(places) > _SHOWN else ""
    message = (
        f"{len(places)} place(s) are not valid {encoding} (byte {shown}{more}) and stand as "
        "\ufffd in the text; the file may be damaged or written in another encoding."
    )
    return Decoded(text=text, encoding=encoding, warnings=(Warn(code="W102", message=message),))


class _Bad(threading.local):
    """Where the decoding that runs in this thread met bad bytes."""

    places: list[int]

    def note(self, error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        self.places.append(error.start)
        return "\ufffd", error.end


_BAD = _Bad()
_HANDLER = "claimcheck-replace"
codecs.register_error(_HANDLER, _BAD.note)


def _guess(data: bytes, *, source: str) -> Decoded:
    # A whole multi-byte sequence does not turn up by chance: UTF-8 with some damage.
    if _multibyte(data):
        return _replacing(data, "utf-8")
    if text := _western(data):
        note = "The file is not UTF-8; it was read as Windows-1252 (Western European)."
        return _with_note(Decoded(text=text, encoding="cp1252"), note)
    return _by_statistics(data, source=source)


def _multibyte(data: bytes) -> bool:
    good = _SEQUENCE.findall(data)
    bad = sum(1 for byte in _SEQUENCE.sub(b"", data) if byte > 127)
    return bool(good) and len(good) >= bad


_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def _with_note(decoded: Decoded, note: str) -> Decoded:
    message = f"{note} Look at accents and dashes, or save it as UTF-8."
    warning = Warn(code="W102", message=message)
    return Decoded(
        text=decoded.text, encoding=decoded.encoding, warnings=(warning, *decoded.warnings)
    )


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: Western text has its NULs at fixed places."""
    head = data[:4096]
    if len(head) < 4 or b"\0" not in head:
        return None
    nuls = [head[i::4].count(0) / max(1, len(head[i::4])) for i in range(4)]
    for encoding, quiet, full in (
        ("utf-32-le", (1, 2, 3), (0,)),
        ("utf-32-be", (0, 1, 2), (3,)),
        ("utf-16-le", (1, 3), (0, 2)),
        ("utf-16-be", (0, 2), (1, 3)),
    ):
        floor = 0.9 if encoding.startswith("utf-32") else 0.5
        if all(nuls[i] > floor for i in quiet) and all(nuls[i] < 0.1 for i in full):
            return encoding
    return None


def _western(data: bytes) -> str | None:
    """The text, if it reads as Windows-1252: few accents, each among letters."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    marks = [m.start() for m in re.finditer(r"[^\x00-\x7f]", text)]
    letters = sum(1 for i in marks if text[i] not in _TYPOGRAPHY)
    plain = sum(1 for char in text if char.isascii() and char.isalpha())
    odd = sum(1 for i in marks if text[i] not in _TYPOGRAPHY and not _among_letters(text, i))
    # German, French and Spanish have 2–8 % accented letters; another alphabet has most.
    return text if not odd and letters <= 0.2 * plain else None


def _among_letters(text: str, i: int) -> bool:
    near = text[max(0, i - 1) : i] + text[i + 1 : i + 2]
    return text[i].isalpha() and any(char.isascii() and char.isalpha() for char in near)


def _by_statistics(data: bytes, *, source: str) -> Decoded:
    from charset_normalizer import from_bytes

    best = None if looks_binary(data) else from_bytes(data).best()
    text = "" if best is None else str(best)
    if best is None or not _is_prose(text):
        if _mostly_ascii(data):
            return _replacing(data, "utf-8")
        raise IngestError(
            f"{source!r} does not hold text that can be read; give a text, Markdown, HTML, PDF "
            "or DOCX file.",
            code="E201",
        )
    sure = f"{1 - best.chaos:.0%}"
    return _with_note(
        Decoded(text=text, encoding=best.encoding),
        f"The file names no encoding; it was read as {best.encoding} (certainty {sure}).",
    )


def _is_prose(text: str) -> bool:
    sample = text[:20_000]
    good = sum(1 for char in sample if char.isalnum() or char.isspace() or char in ".,;:!?'\"-()")
    return good >= 0.8 * len(sample) and any(char.isspace() for char in sample.strip())


def _mostly_ascii(data: bytes) -> bool:
    high = sum(1 for byte in data[:65_536] if byte > 127)
    return high <= 3 or high < 0.02 * len(data[:65_536])
