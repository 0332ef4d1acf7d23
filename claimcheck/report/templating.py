"""How every page of the project is filled in: all is escaped, hidden characters can be named."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from claimcheck.report.hidden import plain, shown

if TYPE_CHECKING:
    import jinja2

__all__ = ["templates"]


def templates(load: Callable[[str], str]) -> jinja2.Environment:
    """A template environment: everything is escaped unless it is our own markup.

    :param load: the text of a template, by its name.
    :returns: an environment with the filters `shown` and `plain`.
    """
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters.update(shown=shown, plain=plain)
    return made
