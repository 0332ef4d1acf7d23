"""Forms without a library: url-encoded, one value a name, size-capped at the door."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import HTTPException, Request

__all__ = ["read_form"]

_MOST_FIELDS = 40


async def read_form(request: Request) -> dict[str, tuple[str, ...]]:
    """The fields of a form that was sent.

    :param request: the request.
    :returns: the values of each name, in order.
    :raises HTTPException: 415 if it is not sent as a form, 422 if it is no such thing.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415, "Send a form.")
    try:
        body = (await request.body()).decode("ascii")
        found = parse_qs(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(422, "The form cannot be read.") from error
    return {name: tuple(values) for name, values in found.items()}
