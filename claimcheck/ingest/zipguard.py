"""Looking at a zip file before unpacking any of it."""

from __future__ import annotations

import io
import struct
import zipfile

from claimcheck.errors import IngestError
from claimcheck.ingest.files import size_text
from claimcheck.ingest.limits import Limits

__all__ = ["open_zip"]

_MAX_RATIO = 300
_SMALL = 10_000_000
_END = struct.Struct("<4s4H2LH")


def open_zip(data: bytes, *, source: str, limits: Limits) -> zipfile.ZipFile:
    """A zip file whose parts may be unpacked.

    :param data: the whole file.
    :param source: its name.
    :param limits: how many parts it may have and how much they may add up to.
    :returns: an open archive.
    :raises IngestError: E201 if it is no zip file after all, E322 if it is a bomb or names files
        outside itself, E332 if it needs a password.
    """
    _count_entries(data, source=source, limits=limits)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise IngestError(
            f"{source!r} is damaged: its parts cannot be listed. Save it again or as PDF.",
            code="E201",
        ) from error
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if total > limits.max_inflated or (total > _SMALL and total > _MAX_RATIO * packed):
        raise _bomb(source, f"{size_text(total)} when unpacked")
    for entry in entries:
        if entry.filename.startswith("/") or ".." in entry.filename.split("/"):
            raise _bomb(source, f"a part named {entry.filename[:60]!r}")
        if entry.flag_bits & 0x1:
            raise IngestError(
                f"{source!r} is protected by a password; save a copy without one.", code="E332"
            )
    return archive


def _count_entries(data: bytes, *, source: str, limits: Limits) -> None:
    """Refuse by the number of parts before the list of parts is read."""
    place = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if place < 0 or place + _END.size > len(data):
        return
    count = max(_END.unpack_from(data, place)[3:5])
    # 0xFFFF says that the number stands in a larger record: too many either way.
    listed = data.count(b"PK\x01\x02") if count > limits.max_entries or count == 0 else count
    if listed > limits.max_entries or count == 0xFFFF:
        raise _bomb(source, f"more than {limits.max_entries:,} parts")


def _bomb(source: str, what: str) -> IngestError:
    return IngestError(
        f"{source!r} was not unpacked: it has {what}, as files made to overload a reader do. Open "
        "it in a word processor and save it again, or as PDF.",
        code="E322",
    )
