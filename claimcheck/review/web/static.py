"""The page's own style and scripts, by name from a fixed list."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from claimcheck.report.html import SHARED_STYLES, asset

__all__ = ["address", "router"]

router = APIRouter()

_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FILES = (
    "adjudicate.js", "ahead.js", "answering.js", "article.js", "boot.js", "drafts.js", "events.js",
    "evidence.js", "login.js", "offsets.js", "outbox.js", "panel.js", "queue.js", "review.css",
    "review.svg", "screen.js", "server.js", "spans.js", "state.js", "syncing.js", "work.js",
    "worker.js",
)  # fmt: skip


@cache
def _known() -> dict[str, bytes]:
    folder = files("claimcheck.review.web").joinpath("static")
    known = {name: folder.joinpath(name).read_bytes() for name in _FILES}
    shared = "".join(map(asset, SHARED_STYLES)).encode()
    return {**known, "review.css": shared + known["review.css"]}


def address(name: str) -> str:
    """Where a file is found; the version in it changes with the content of any of them."""
    return f"/static/{_version()}/{name}"


@cache
def _version() -> str:
    # One version for all: a script imports its neighbours by relative names.
    digest = hashlib.sha256()
    for name, body in sorted(_known().items()):
        digest.update(name.encode() + b"\0" + body)
    return digest.hexdigest()[:12]


@router.get("/worker.js")
def worker() -> Response:
    """The service worker, at the root: it may answer only for what lies below its own address."""
    body = _known()["worker.js"]
    kind = "text/javascript; charset=utf-8"
    return Response(body, media_type=kind, headers={"Cache-Control": "no-cache"})


@router.get("/static/{version}/{name}")
def file(version: str, name: str) -> Response:
    """One file of the list."""
    body = _known().get(name)
    if body is None:
        raise HTTPException(404, "There is no such file.")
    kind = _KINDS[name[name.rindex(".") :]]
    kept = "public, max-age=31536000, immutable" if version == _version() else "no-store"
    return Response(body, media_type=f"{kind}; charset=utf-8", headers={"Cache-Control": kept})
