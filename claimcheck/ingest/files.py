"""Reading the bytes of one regular file, and saying kindly why it cannot be read."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from claimcheck.errors import IngestError
from claimcheck.ingest.limits import Limits

__all__ = ["display_name", "open_error", "read_file", "refuse_url", "size_text"]

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def display_name(path: str | Path) -> str:
    r"""A path as text; bytes that are not UTF-8 are written as ``\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def size_text(size: int) -> str:
    """A number of bytes for people: ``"2.1 GB"``."""
    value = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            break
        value /= 1000
    return f"{value:.0f} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"


def refuse_url(path: str | Path) -> None:
    """Refuse a web address.

    :param path: what the caller gave.
    :raises IngestError: E204, if the path is one.
    """
    text = str(path)
    # Path("https://x") folds the two slashes into one.
    if text.lower().startswith(("http:/", "https:/", "ftp:/", "www.")) and not Path(path).exists():
        raise IngestError(
            f"{text!r} is a web address, and claimcheck works offline: open the page in a "
            "browser, save it as HTML, and give the saved file.",
            code="E204",
        )


def open_error(error: OSError, name: str) -> IngestError:
    """The error to show for a file that the system would not open or read."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        return IngestError(f"{name!r} is not there; check the name and the folder.", code="E306")
    if error.errno == errno.ELOOP:
        return IngestError(
            f"{name!r} is a link that leads back to itself; give the file itself.", code="E304"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return IngestError(
            f"{name!r} may not be read by this account; ask for read permission or copy it.",
            code="E305",
        )
    reason = error.strerror or str(error)
    return IngestError(
        f"{name!r} could not be read ({reason}); check the disk or copy the file elsewhere.",
        code="E305",
    )


def read_file(path: Path, *, limits: Limits) -> bytes:
    """The bytes of a regular file, all of them or none.

    :param path: the file; a link is followed.
    :param limits: the size limit, checked before anything is read.
    :returns: the bytes.
    :raises IngestError: E301 too large, E302 changed while it was read, E303 not a regular
        file, E304 a link in a loop, E305 unreadable, E306 not there.
    """
    name = display_name(path)
    refuse_url(path)
    try:
        # Opening a named pipe would wait for a writer, so look before opening as well.
        before = path.stat()
        check_regular(before, name=name, limits=limits)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | os.O_CLOEXEC)
    except ValueError as error:
        raise IngestError(f"{name!r} is not a file name (it holds a NUL).", code="E306") from error
    except OSError as error:
        raise open_error(error, name) from error
    with os.fdopen(handle, "rb") as stream:
        check_regular(os.fstat(handle), name=name, limits=limits)
        try:
            data = stream.read(before.st_size + 1)
            after = os.fstat(handle)
        except OSError as error:
            raise open_error(error, name) from error
    if len(data) != before.st_size or after.st_mtime_ns != before.st_mtime_ns:
        raise IngestError(
            f"{name!r} changed while it was being read; try again once it is complete.",
            code="E302",
        )
    return data


def check_regular(status: os.stat_result, *, name: str, limits: Limits) -> None:
    """Refuse what is not an ordinary file of a bearable size.

    :param status: of the file.
    :param name: its name, for messages.
    :param limits: the size limit.
    :raises IngestError: E301 or E303.
    """
    if not stat.S_ISREG(status.st_mode):
        kind = next((said for test, said in _KINDS if test(status.st_mode)), "a special file")
        raise IngestError(
            f"{name!r} is {kind}, not an ordinary file; give a file with the article's text.",
            code="E303",
        )
    if status.st_size > limits.max_bytes:
        raise IngestError(
            f"{name!r} is {size_text(status.st_size)}; files above "
            f"{size_text(limits.max_bytes)} are not read. Split it or raise the limit.",
            code="E301",
        )
