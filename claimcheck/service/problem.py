"""Refusals in one form: a code, a sentence for people, a status for programs."""

from __future__ import annotations

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from claimcheck.errors import ClaimcheckError, IngestError

__all__ = ["ANSWERS", "Problem", "of_claimcheck", "of_http", "of_validation", "refusal"]

_RETRY_SECONDS = "2"
_STATUS = {"E201": 415, "E202": 415, "E301": 413, "E313": 413, "E901": 500}
"""What has a status of its own; any other input cannot be processed (422)."""


class Problem(BaseModel):
    """Why a request was refused."""

    code: str = Field(description="`E…` as `claimcheck --explain` tells it, or `HTTP` and a status")
    message: str = Field(description="What is wrong and what to do.")


ANSWERS: dict[int | str, dict[str, object]] = {
    status: {"model": Problem, "description": said}
    for status, said in {
        400: "The request is not HTTP as it should be.",
        401: "The token is missing or wrong.",
        403: "The request comes from a page of another site.",
        413: "The request, or what it unpacks to, is too large.",
        415: "The media type, or the kind of file, is not read.",
        421: "The host is not served here.",
        422: "The request does not have the form described, or the file is broken.",
        429: "Too many requests at once; come back after Retry-After seconds.",
        500: "A bug: the article could not be checked.",
        503: "Not ready yet, stopping, or the time allowed is over.",
    }.items()
}


def refusal(status: int, message: str, *, code: str = "") -> Response:
    """An answer that says why not.

    :param status: of HTTP.
    :param message: a sentence for people.
    :param code: a code of claimcheck, if there is one.
    :returns: the answer, with ``Retry-After`` where coming back helps.
    """
    headers = {"Retry-After": _RETRY_SECONDS} if status in (429, 503) else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    body = {"code": code or f"HTTP{status}", "message": message}
    return JSONResponse(body, status, headers=headers)


def of_http(_: Request, error: Exception) -> Response:
    """The answer to a path, method or media type that is not served."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = str(error.detail) if isinstance(error, HTTPException) else "Something went wrong."
    answer = refusal(status, detail)
    answer.headers.update((error.headers or {}) if isinstance(error, HTTPException) else {})
    return answer


def of_validation(_: Request, error: Exception) -> Response:
    """The answer to a body or a query of another form; what was sent is not repeated."""
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    place = ".".join(str(part) for part in first.get("loc", ())[:3])
    place = place.encode("ascii", "backslashreplace").decode()[:80]
    return refusal(422, f"{place}: {first.get('msg', 'not valid')}.")


def of_claimcheck(_: Request, error: Exception) -> Response:
    """The answer to an input that cannot be read, or to a service that cannot work."""
    known = error if isinstance(error, ClaimcheckError) else ClaimcheckError(str(error))
    said = str(known).encode("utf-8", "backslashreplace").decode()
    status = _STATUS.get(known.code, 422 if isinstance(known, IngestError) else 503)
    return refusal(status, said, code=known.code)
