"""NCBI's E-utilities over HTTP: searching PubMed and fetching its records.

Source: Sayers, *E-utilities In-Depth* (https://www.ncbi.nlm.nih.gov/books/NBK25499/). At most
three requests a second are sent, ten with an API key, and a search lists 9,999 records.
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from claimcheck.errors import CorpusError

__all__ = ["MOST_LISTED", "DateKind", "Entrez", "Found"]

#: PubMed lists no more than this for one search.
MOST_LISTED = 9_999
_SERVER = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
_TOOL = "claimcheck"
_A_SECOND, _A_SECOND_WITH_KEY = 3, 10
_TRIES = 6
_LONGEST_WAIT = 60.0
_TIMEOUT = 60.0
_AGAIN = frozenset({408, 429, 500, 502, 503, 504})


class DateKind(StrEnum):
    """Which date of a record counts; ``CHANGED`` finds retractions of older work too."""

    PUBLISHED = "published"
    ENTERED = "entered"
    CHANGED = "changed"


_DATE_TYPES = {DateKind.PUBLISHED: "pdat", DateKind.ENTERED: "edat", DateKind.CHANGED: "mdat"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found: how many records there are, and the ids of those it lists."""

    count: int
    pmids: tuple[str, ...]


class Entrez:
    """A polite client: paced, and patient with a server that is busy.

    :param server: the address that ``esearch.fcgi`` and ``efetch.fcgi`` are under.
    :param key: an NCBI API key, or none.
    :param email: whom NCBI may write to, or none.
    :param sleep: waits for some seconds.
    """

    def __init__(
        self,
        *,
        server: str = "",
        key: str = "",
        email: str = "",
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._server = (server or _SERVER).rstrip("/")
        if urllib.parse.urlsplit(self._server).scheme not in ("http", "https"):
            raise CorpusError(f"A server's address begins with https://, not {self._server!r:.80}.")
        named = {"tool": _TOOL, "email": email, "api_key": key}
        self._shared = {name: value for name, value in named.items() if value}
        self._pause = 1 / (_A_SECOND_WITH_KEY if key else _A_SECOND)
        self._sleep = sleep
        self._next = 0.0

    def search(self, query: str, *, first: date, last: date, by: DateKind) -> Found:
        """Search PubMed between two days, both included, the newest first.

        :param query: in PubMed's own form.
        :param first: the first day.
        :param last: the last day.
        :param by: which date counts.
        :returns: the count and the first 9,999 ids.
        :raises CorpusError: if the server refuses the query or stays away.
        """
        answer = self._json(
            "esearch",
            {
                "db": "pubmed", "term": query, "retmode": "json", "retmax": str(MOST_LISTED),
                "datetype": _DATE_TYPES[by], "mindate": f"{first:%Y/%m/%d}",
                "maxdate": f"{last:%Y/%m/%d}",
            },
        )  # fmt: skip
        try:
            return Found(count=int(answer["count"]), pmids=tuple(map(str, answer["idlist"])))
        except (KeyError, TypeError, ValueError) as error:
            said = str(answer.get("ERROR") or answer)[:200]
            raise CorpusError(f"PubMed did not take the query {query!r:.200}: {said}") from error

    def fetch(self, pmids: tuple[str, ...], *, whole: Callable[[bytes], bool]) -> bytes:
        """The records of some ids as a ``PubmedArticleSet``.

        :param pmids: some hundred at most.
        :param whole: whether an answer is complete; one that is not is asked for again.
        :returns: the XML.
        :raises CorpusError: if the server refuses or stays away.
        """
        asked = {"db": "pubmed", "id": ",".join(pmids), "retmode": "xml"}
        return self._asked("efetch", asked, whole)

    def _json(self, name: str, asked: Mapping[str, str]) -> dict[str, Any]:
        data = self._asked(name, asked, lambda answer: _result(answer) is not None)
        return _result(data) or {}

    def _asked(self, name: str, asked: Mapping[str, str], whole: Callable[[bytes], bool]) -> bytes:
        why = ""
        for attempt in range(_TRIES):
            if attempt:
                self._sleep(min(2.0 ** (attempt - 1), _LONGEST_WAIT))
            self._pace()
            try:
                answer = self._posted(name, asked)
            except urllib.error.HTTPError as error:
                why = f"HTTP {error.code} {error.reason}"
                with error:
                    self._sleep(_asked_to_wait(error, why))
            except (OSError, http.client.HTTPException) as error:
                why = str(error) or type(error).__name__
            else:
                if whole(answer):
                    return answer
                why = "an answer that is cut short"
        raise CorpusError(
            f"NCBI could not be reached in {_TRIES} tries ({why}). What was fetched is kept; run "
            "the same command again later."
        )

    def _posted(self, name: str, asked: Mapping[str, str]) -> bytes:
        body = urllib.parse.urlencode({**asked, **self._shared}).encode()
        # Posted, so that neither a long list nor the key stands in anybody's log of addresses;
        # the scheme was looked at when the client was made.
        request = urllib.request.Request(f"{self._server}/{name}.fcgi", data=body)  # noqa: S310
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
            data: bytes = answer.read()
        return data

    def _pace(self) -> None:
        now = time.monotonic()
        if now < self._next:
            self._sleep(self._next - now)
        self._next = max(now, self._next) + self._pause


def _result(answer: bytes) -> dict[str, Any] | None:
    try:
        # Queries come back with whatever control characters they had.
        value = json.loads(answer, strict=False)["esearchresult"]
    except (ValueError, KeyError, TypeError):
        return None
    return value if isinstance(value, dict) else None


def _asked_to_wait(error: urllib.error.HTTPError, why: str) -> float:
    """The seconds a busy server asks for; an error where asking again is of no use."""
    if error.code not in _AGAIN:
        said = error.read(300).decode("utf-8", "replace").strip()
        raise CorpusError(
            f"NCBI refused the request ({why}): {said}. Look at the query and at NCBI_API_KEY."
        ) from error
    seconds = error.headers.get("Retry-After") or ""
    return min(float(seconds), _LONGEST_WAIT) if seconds.isdigit() else 0.0
