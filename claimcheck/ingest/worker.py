"""The parsing process: reads one file after another from its pipe and answers each.

Started by ``child``. It may not use more memory than it was told, may write no files, and
ends itself if its parent is gone or a file takes far too long.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from typing import Any

from claimcheck.errors import IngestError
from claimcheck.ingest.limits import Limits
from claimcheck.ingest.pipe import Frame, article_to_json

__all__ = ["main"]


def main(memory: int) -> None:
    """Answer requests until the parent closes the pipe.

    :param memory: bytes of address space this process may use.
    """
    # Parsers that print would corrupt the answers; give them the error stream instead.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _bind(memory)
    requests = sys.stdin.buffer
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            head = json.loads(Frame.read(requests))
            data = Frame.read(requests)
            # The parent kills at the limit; this is for a parent that was killed itself.
            signal.alarm(int(head["timeout"]) + 10)
            answer = _answer(head, data)
            signal.alarm(0)
            answers.write(Frame.pack(json.dumps(answer).encode()))
            answers.flush()


def _bind(memory: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # No parser has a reason to write a file.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(head: dict[str, Any], data: bytes) -> dict[str, Any]:
    from claimcheck.ingest.child import out_of_memory
    from claimcheck.ingest.parse import parse_here

    source = str(head["source"])
    names = ("timeout", "max_pages", "max_inflated", "max_entries", "max_bytes")
    limits = Limits(**{name: head[name] for name in names}, isolate=False)
    try:
        article = parse_here(data, source=source, media_type=head["media_type"], limits=limits)
        return {"article": article_to_json(article)}
    except IngestError as error:
        return {"error": str(error), "code": error.code}
    except MemoryError:
        refusal = out_of_memory(source)
        return {"error": str(refusal), "code": refusal.code}
    except Exception as error:  # noqa: BLE001  a parser may raise anything at all
        said = f"{type(error).__name__}: {error}"[:200]
        message = (
            f"{source!r} could not be parsed ({said}); the file is damaged or uses something "
            "unusual. Save the article as text."
        )
        return {"error": message, "code": "E315"}
