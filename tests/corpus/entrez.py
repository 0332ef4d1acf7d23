"""A server that speaks as much of E-utilities as ``corpus fetch`` needs; records made up."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from tests.corpus import medline

FIRST_DAY = date(2020, 1, 1)


class Library:
    """Made-up records 1 to ``count``, ``a_day`` of them dated each day from 2020 on.

    ``faults`` are answers to give before the true ones: an HTTP status, or ``"cut"`` for an
    answer that ends early. ``bare`` records are short and have no abstract. ``asked`` are the
    requests that came, with the second they came at.
    """

    def __init__(self, count: int, *, a_day: int = 10) -> None:
        self.count = count
        self.a_day = a_day
        self.bare = False
        self.faults: list[int | str] = []
        self.asked: list[tuple[float, str, dict[str, str]]] = []
        self.retracted: set[str] = set()

    def answer(self, name: str, given: dict[str, str]) -> bytes:
        return self._search(given) if name == "esearch" else self._records(given["id"].split(","))

    def _search(self, given: dict[str, str]) -> bytes:
        if given["term"] == "refused":
            return json.dumps({"esearchresult": {"ERROR": "Syntax error"}}).encode()
        first, last = (
            date.fromisoformat(given[key].replace("/", "-")) for key in ("mindate", "maxdate")
        )
        found = [
            str(pmid)
            for pmid in range(self.count, 0, -1)
            if first <= FIRST_DAY + timedelta(days=pmid // self.a_day) <= last
            and given["term"] != "nothing"
        ]
        listed = found[: min(int(given["retmax"]), 9_999)]
        return json.dumps(
            {"esearchresult": {"count": str(len(found)), "idlist": listed, "query": "\t"}}
        ).encode()

    def _records(self, pmids: list[str]) -> bytes:
        records = [_bare(pmid) if self.bare else self._record(pmid) for pmid in pmids]
        head = f'<?xml version="1.0" ?>\n{medline.DOCTYPE}\n<PubmedArticleSet>'
        return "\n".join([head, *records, "</PubmedArticleSet>"]).encode()

    def _record(self, pmid: str) -> str:
        return medline.record(
            int(pmid),
            title=f"Yarrow, study {pmid}.",
            abstract=(f"Yarrow did nothing in study {pmid}.",),
            links=medline.link("RetractionIn") if pmid in self.retracted else "",
        )

    def fetched(self) -> list[str]:
        """The ids whose records were asked for, in order."""
        return [
            pmid for _, name, given in self.asked if name == "efetch"
            for pmid in given["id"].split(",")
        ]  # fmt: skip


def _bare(pmid: str) -> str:
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article/></MedlineCitation>"
        "</PubmedArticle>"
    )


@contextmanager
def serving(library: Library) -> Iterator[str]:
    """Serve a library on this machine.

    :yields: the address to ask.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            given = {key: values[0] for key, values in parse_qs(body).items()}
            name = self.path.removeprefix("/").removesuffix(".fcgi")
            library.asked.append((time.monotonic(), name, given))
            fault = library.faults.pop(0) if library.faults else None
            if isinstance(fault, int):
                self.send_response(fault)
                self.send_header("Retry-After", "7")
                self.end_headers()
                self.wfile.write(b"come back later")
                return
            data = library.answer(name, given)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if fault == "cut" else data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
