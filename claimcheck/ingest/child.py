"""The parent's side of the parsing process: start, feed, time, bury.

A parser of hostile formats is C code that may crash, hang or eat memory. It runs in a
process of its own that lives on over many files; a file that kills it is one failed input.
Answers come back as JSON, so a parser that was taken over cannot run code here.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import resource
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import IO

from claimcheck.errors import IngestError
from claimcheck.ingest.limits import Limits
from claimcheck.ingest.pipe import Frame, answer_from_json
from claimcheck.types import Article

__all__ = ["ParserPool", "abort_workers", "close_workers", "parse_in_child"]

_RECYCLE_AFTER = 300
# A child that died with this share of its memory in use is taken to have died of it.
_NEAR_MEMORY = 0.5


class _CrashError(Exception):
    """The child ended without an answer."""

    def __init__(self, *, signal_number: int, peak: int) -> None:
        super().__init__(f"the parser ended (signal {signal_number})")
        self.signal_number = signal_number
        self.peak = peak


class _LateError(Exception):
    """The child gave no answer in time."""


class _Worker:
    """One child process; used by one thread at a time."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.done = 0
        # Linux counts the peak of the process that forked as the child's own.
        self._inherited_peak = _peak_memory()
        self._requests, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, str(limits.memory)],
                stdin=theirs.fileno(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                # Ctrl-C in a terminal goes to the parent alone, which then decides.
                start_new_session=True,
            )

    def parse(self, data: bytes, *, media_type: str, source: str, limits: Limits) -> Article:
        """The article of some bytes.

        :param data: the whole file.
        :param media_type: what to read it as.
        :param source: its name.
        :param limits: see :class:`Limits`.
        :returns: the article.
        :raises IngestError: if the parser refused the file.
        :raises _CrashError: if the process ended.
        :raises _LateError: if the answer did not come in time.
        """
        head = {
            "media_type": media_type, "source": source, "timeout": limits.timeout,
            "max_pages": limits.max_pages, "max_inflated": limits.max_inflated,
            "max_entries": limits.max_entries, "max_bytes": limits.max_bytes,
        }  # fmt: skip
        reader = self._process.stdout
        if reader is None:
            raise _CrashError(signal_number=0, peak=0)
        try:
            # A process that died in the meantime must not end this one by SIGPIPE.
            for part in (json.dumps(head).encode(), data):
                self._requests.sendall(Frame.pack(part), getattr(socket, "MSG_NOSIGNAL", 0))
            answer = self._await(reader, limits)
        except (ConnectionError, EOFError, ValueError) as error:
            raise self._bury() from error
        self.done += 1
        return answer_from_json(json.loads(answer))

    def _await(self, reader: IO[bytes], limits: Limits) -> bytes:
        deadline = time.monotonic() + limits.timeout
        with selectors.DefaultSelector() as selector:
            selector.register(reader, selectors.EVENT_READ)
            chunks = bytearray()
            while (size := Frame.missing(chunks, most=8 * limits.max_inflated)) > 0:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    self.kill()
                    raise _LateError
                piece = os.read(reader.fileno(), min(size, 1 << 20))
                if not piece:
                    raise EOFError
                chunks += piece
        return Frame.body(chunks)

    def _bury(self) -> _CrashError:
        """Wait for the process to end; what it died of, and its peak memory in bytes."""
        self.kill(gently=True)
        try:
            _, status, usage = os.wait4(self._process.pid, 0)
        except ChildProcessError:
            return _CrashError(signal_number=0, peak=0)
        self._process.returncode = status
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        peak = usage.ru_maxrss * 1024
        return _CrashError(signal_number=number, peak=peak if peak > self._inherited_peak else 0)

    def stop(self) -> None:
        """Send the process away; the thread that waits for it buries it."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process.pid, signal.SIGKILL)

    def kill(self, *, gently: bool = False) -> None:
        """End the process. Gently: close its pipes and give it a second to be gone."""
        for stream in (self._requests, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        if gently and _gone_within(self._process.pid, 1.0):
            return
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        if not gently:
            self._process.wait()


def _peak_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _gone_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            # WNOWAIT leaves the status for wait4, which also tells the memory used.
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
                return True
        except ChildProcessError:
            return True
        time.sleep(0.005)
    return False


_START = "import sys; from claimcheck.ingest.worker import main; main(int(sys.argv[1]))"


class ParserPool:
    """Parsing processes, started when needed, one a caller at a time; thread-safe."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._lock = threading.Lock()
        self._aborted = False

    def parse(self, data: bytes, *, media_type: str, source: str, limits: Limits) -> Article:
        """The article of some bytes; a crash is tried once more in a fresh process.

        :param data: the whole file.
        :param media_type: what to read it as.
        :param source: its name.
        :param limits: see :class:`Limits`.
        :returns: the article.
        :raises IngestError: E311 out of time, E312 out of memory, E314 the parser crashed, or
            what the parser itself says of the file.
        """
        try:
            return self._once(data, media_type, source, limits, fresh=False)
        except _LateError as error:
            raise _too_slow(source, limits) from error
        except _CrashError:
            pass
        except IngestError as error:
            # A process that read many files before has less room than a fresh one.
            if error.code != "E312":
                raise
        try:
            return self._once(data, media_type, source, limits, fresh=True)
        except _LateError as error:
            raise _too_slow(source, limits) from error
        except _CrashError as crash:
            raise _crashed(source, crash, limits) from crash

    def _once(
        self, data: bytes, media_type: str, source: str, limits: Limits, *, fresh: bool
    ) -> Article:
        worker = self._take(limits, fresh=fresh)
        try:
            article = worker.parse(data, media_type=media_type, source=source, limits=limits)
        except IngestError as error:
            if error.code == "E312":
                self._forget(worker)
                worker.kill()
            else:
                self._give_back(worker)
            raise
        except BaseException:
            self._forget(worker)
            worker.kill()
            raise
        self._give_back(worker)
        return article

    def _take(self, limits: Limits, *, fresh: bool) -> _Worker:
        with self._lock:
            if self._aborted:
                raise _CrashError(signal_number=0, peak=0)
            fits = [w for w in self._idle if w.limits.memory == limits.memory and not fresh]
            if fits:
                self._idle.remove(fits[0])
        worker = fits[0] if fits else _Worker(limits)
        with self._lock:
            self._busy.append(worker)
        return worker

    def _give_back(self, worker: _Worker) -> None:
        self._forget(worker)
        if worker.done >= _RECYCLE_AFTER:
            worker.kill()
            return
        with self._lock:
            self._idle.append(worker)

    def _forget(self, worker: _Worker) -> None:
        with self._lock:
            if worker in self._busy:
                self._busy.remove(worker)

    def close(self) -> None:
        """End the idle processes."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.kill()

    def abort(self) -> None:
        """Give up on what is being parsed, so that waiting threads come back at once."""
        with self._lock:
            self._aborted = True
            busy = list(self._busy)
        for worker in busy:
            worker.stop()
        self.close()
        with self._lock:
            self._aborted = False


def _too_slow(source: str, limits: Limits) -> IngestError:
    return IngestError(
        f"{source!r} took longer than {limits.timeout:g} seconds to read and was given up; save "
        "the article as text, or raise the time limit.",
        code="E311",
    )


def _crashed(source: str, crash: _CrashError, limits: Limits) -> IngestError:
    if crash.peak > _NEAR_MEMORY * limits.memory or crash.signal_number == signal.SIGKILL:
        return out_of_memory(source)
    number = crash.signal_number
    how = f"signal {signal.Signals(number).name}" if number else "it ended early"
    return IngestError(
        f"The parser crashed twice on {source!r} ({how}); the file is damaged or hostile. Save "
        "the article as text.",
        code="E314",
    )


def out_of_memory(source: str) -> IngestError:
    """E312 for an input."""
    return IngestError(
        f"{source!r} needs more memory to read than is allowed and was given up; save the "
        "article as text, or raise the memory limit.",
        code="E312",
    )


_POOL = ParserPool()


def parse_in_child(data: bytes, *, media_type: str, source: str, limits: Limits) -> Article:
    """The article of some bytes, parsed by a pool of processes that this program shares.

    :param data: the whole file.
    :param media_type: what to read it as.
    :param source: its name.
    :param limits: see :class:`Limits`.
    :returns: the article.
    :raises IngestError: see :meth:`ParserPool.parse`.
    """
    return _POOL.parse(data, media_type=media_type, source=source, limits=limits)


@atexit.register
def close_workers() -> None:
    """End the shared parsing processes; the next hostile file starts new ones."""
    _POOL.close()


def abort_workers() -> None:
    """End the shared parsing processes, also those that are parsing."""
    _POOL.abort()
