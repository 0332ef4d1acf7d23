"""What the page may send, held to its form before it reaches the store."""

from __future__ import annotations

import json
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from claimcheck.review.records import Action, Event, Kind, Strategy

__all__ = ["EventsIn", "NextIn", "ReleaseIn", "read_body"]

Form = TypeVar("Form", bound=BaseModel)
_Id = Annotated[str, Field(max_length=128)]
_ALLOWED = frozenset(Action) - {
    Action.SUGGEST, Action.REPEAT, Action.CREATE, Action.ABSORB,
}  # fmt: skip


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EventIn(_Form):
    """One event. The actor is not in it: it is whoever is signed in."""

    id: UUID
    action: Action
    item: _Id = ""
    document: _Id = ""
    base_version: Annotated[int, Field(ge=0, le=2**53)] | None = None
    after: UUID | None = None
    new: dict[str, Any] = Field(default_factory=dict)
    note: Annotated[str, Field(max_length=10_000)] = ""
    at: Annotated[str, Field(max_length=40)] = ""
    seconds: Annotated[float, Field(ge=0, le=1e7, allow_inf_nan=False)] | None = None

    def event(self, actor: str) -> Event:
        """The event as the store takes it."""
        if self.action not in _ALLOWED:
            raise HTTPException(422, f"{self.action.value} is not done by a person.")
        return Event(
            id=str(self.id),
            actor=actor,
            action=self.action,
            item=self.item,
            document=self.document,
            base_version=self.base_version,
            after=str(self.after) if self.after else None,
            new=self.new,
            note=self.note,
            at=self.at,
            seconds=self.seconds,
        )


class EventsIn(_Form):
    """Some events, oldest first."""

    events: Annotated[list[EventIn], Field(min_length=1)]


class NextIn(_Form):
    """What tasks are wanted."""

    strategy: Strategy = Strategy.UNCERTAINTY
    kind: Kind | None = Kind.CLAIM
    document: _Id | None = None
    limit: Annotated[int, Field(ge=1, le=20)] = 6
    exclude: Annotated[list[_Id], Field(max_length=2_000)] = Field(default_factory=list)


class ReleaseIn(_Form):
    """Tasks that go back; all if none are named."""

    items: Annotated[list[_Id], Field(max_length=2_000)] | None = None


async def read_body(request: Request, form: type[Form]) -> Form:
    """A request's JSON as a form.

    The standard parser is used because pydantic's refuses lone surrogates, which an article
    and so a quote may hold.

    :param request: the request; its size was capped at the door.
    :param form: what it must be.
    :returns: the form.
    :raises HTTPException: 415 if it is not sent as JSON, 422 if it is something else.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "Send application/json.")
    try:
        return form.model_validate(json.loads(await request.body()))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise HTTPException(422, f"{where}: {first['msg']}") from error
    except (ValueError, RecursionError) as error:
        raise HTTPException(422, "The request is not JSON.") from error
