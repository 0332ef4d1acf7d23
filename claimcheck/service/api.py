"""What can be asked: check a text or a file, promotional language alone, the corpus, health."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import PlainTextResponse, Response

from claimcheck import codec
from claimcheck.codec.wire import EvidenceWire, PromoWire, ReportWire
from claimcheck.ingest import Limits, article_from_text, read_bytes
from claimcheck.ingest.detect import DOCX, HTML, MARKDOWN, PDF, PLAIN
from claimcheck.service.desk import Desk
from claimcheck.service.meter import HEALTH, METRICS
from claimcheck.service.metrics import Metrics
from claimcheck.service.problem import ANSWERS, refusal
from claimcheck.service.settings import ServiceSettings
from claimcheck.types import Article, Report

__all__ = ["Text", "router"]

_JSON = "application/json"
_ANY = "application/octet-stream"
_FILES = (PLAIN, MARKDOWN, HTML, PDF, DOCX, _ANY)
_MOST_PASSAGES = 50
_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class JsonRoute(APIRoute):
    """A route whose body must be JSON: anything else is 415, and no form of another site."""

    def get_route_handler(self) -> _Handler:
        """The handler, behind a look at the media type."""
        handler = super().get_route_handler()

        async def checked(request: Request) -> Response:
            if request.method == "POST":
                _media_type(request, (_JSON,))
            return await handler(request)

        return checked


router = APIRouter(route_class=JsonRoute, responses=ANSWERS)
files = APIRouter(responses=ANSWERS)


class Text(BaseModel):
    """A text to check."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(description="The article; offsets of the answer count its code points.")
    title: str = ""
    source: str = Field("<text>", description="A name for it, given back in the report.")


class Question(BaseModel):
    """What to look for in the corpus."""

    model_config = ConfigDict(extra="forbid")
    query: str = Field(min_length=1, max_length=2_000)
    limit: int = Field(10, ge=1, le=_MOST_PASSAGES)


class Promo(BaseModel):
    """The promotional phrases of a text."""

    promo: list[PromoWire]


class Found(BaseModel):
    """Passages, best first."""

    passages: list[EvidenceWire]


class Health(BaseModel):
    """Whether the service can work, and with what."""

    status: str = Field(description="`ok`, or `loading`")
    provenance: dict[str, str]


@router.post("/v1/check", response_model=ReportWire)
async def check(text: Text, request: Request) -> Response:
    """The report on a text, as `claimcheck check --format json` writes it."""
    return await _report(request, _article(text))


@files.post(
    "/v1/file",
    response_model=ReportWire,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}} for kind in _FILES
            },
        }
    },
)
async def check_file(
    request: Request,
    name: Annotated[str, Query(max_length=255, description="Its name; the suffix helps.")] = "file",
) -> Response:
    """The report on a file, sent as it is: text, Markdown, HTML, PDF or DOCX."""
    kind = _media_type(request, _FILES)
    settings = _settings(request)
    limits = Limits(
        max_bytes=settings.max_body, max_inflated=20 * settings.max_body, timeout=settings.timeout
    )
    data = await request.body()
    article = await asyncio.to_thread(
        read_bytes, data, source=_clean(name) or "file",
        media_type=None if kind == _ANY else kind, limits=limits,
    )  # fmt: skip
    return await _report(request, article)


@router.post("/v1/promo", response_model=Promo)
async def promo(text: Text, request: Request) -> Response:
    """The promotional language of a text alone; needs no model and is quick."""
    spans = await asyncio.to_thread(_desk(request).checker.highlight, _article(text))
    return _json({"promo": [codec.promo_to_json(span) for span in spans]})


@router.post("/v1/search", response_model=Found)
async def search(question: Question, request: Request) -> Response:
    """Passages of the corpus for some words."""
    retriever = _desk(request).checker.retriever
    (found,) = await asyncio.to_thread(retriever.search, [_clean(question.query)], k=question.limit)
    return _json({"passages": [codec.evidence_to_json(item) for item in found]})


@router.get(HEALTH, response_model=Health)
async def health(request: Request) -> Response:
    """Whether the service can work."""
    desk = _desk(request)
    if not desk.ready:
        return refusal(503, "The models are being loaded, or the service is stopping.")
    return _json({"status": "ok", "provenance": desk.checker.provenance})


@router.get(METRICS, response_class=PlainTextResponse)
async def metrics(request: Request) -> Response:
    """Counts since the start, in Prometheus's text format."""
    return PlainTextResponse(_metrics(request).text(), media_type="text/plain; version=0.0.4")


def _article(text: Text) -> Article:
    return article_from_text(text.text, title=text.title, source=text.source)


async def _report(request: Request, article: Article) -> Response:
    report: Report = await _desk(request).check(article)
    _metrics(request).checked(report)
    return _json(await asyncio.to_thread(codec.report_to_json, report))


def _json(value: object) -> Response:
    return Response(codec.dumps(value), media_type=_JSON)


def _media_type(request: Request, known: tuple[str, ...]) -> str:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in known:
        raise HTTPException(415, f"Send one of these media types: {', '.join(known)}.")
    return kind


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _metrics(request: Request) -> Metrics:
    counted: Metrics = request.app.state.metrics
    return counted


def _settings(request: Request) -> ServiceSettings:
    settings: ServiceSettings = request.app.state.settings
    return settings
