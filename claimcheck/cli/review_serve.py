"""``claimcheck review serve``: the review page of a store, on this machine."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.console import put, say
from claimcheck.cli.options import hosts_of, shown_host

if TYPE_CHECKING:
    from claimcheck.review import ReviewStore
    from claimcheck.review.web import SearchesCorpus
    from claimcheck.types import Evidence

__all__ = ["serve"]

_PORT = 8765


def serve(
    store: Annotated[
        str, typer.Option("--store", help="The review store: a file, or postgresql://….")
    ] = "review.sqlite",
    reviewer: Annotated[
        str | None,
        typer.Option(
            help="Show a link that signs this person in. The first person becomes the owner.",
            show_default=False,
        ),
    ] = None,
    host: Annotated[
        str, typer.Option(help="Where to listen; other machines reach only what is not 127.0.0.1.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = _PORT,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            help="A host name (with its port, if not this one) the page is asked for by; "
            "repeatable, for a proxy.",
            show_default=False,
        ),
    ] = None,
    blind: Annotated[
        bool | None,
        typer.Option(
            "--blind/--open",
            help="Hide the machine's label until a reviewer has answered; else as the store says.",
            show_default=False,
        ),
    ] = None,
    https: Annotated[
        bool, typer.Option("--https", help="A proxy in front speaks https; cookies need it too.")
    ] = False,
    corpus: Annotated[
        str | None,
        typer.Option(
            "--corpus",
            help="The corpus searched for more evidence; none: no search.",
            show_default="the settings' own",
        ),
    ] = None,
) -> None:
    """Open a page to review on; it works offline and keeps what was not sent yet.

    Examples:
    claimcheck review serve --store review.sqlite

    claimcheck review serve --store review.sqlite --reviewer ana --blind
    """
    import uvicorn

    from claimcheck.config import load_settings
    from claimcheck.review import ReviewStore
    from claimcheck.review.web import WebSettings, create_app

    searched = corpus or load_settings().corpus
    with ReviewStore.open(store) as opened:
        _invite(
            opened, reviewer, address=f"{'https' if https else 'http'}://{shown_host(host, port)}"
        )
        settings = WebSettings(
            hosts=hosts_of(host, port, name or ()),
            blind=blind,
            cookie=f"claimcheck-review-{port}",
            secure=https,
            corpus="" if searched == "none" else searched,
        )
        app = create_app(
            opened, settings=settings, search=None if searched == "none" else _Search(searched)
        )
        uvicorn.run(
            app, host=host, port=port, log_level="warning", access_log=False,
            server_header=False, date_header=False, proxy_headers=False,
        )  # fmt: skip


def _invite(store: ReviewStore, reviewer: str | None, *, address: str) -> None:
    """Say how to get in: a link for the person named, or for a store's first person."""
    from claimcheck.review import Role

    known = {person.name: person for person in store.people() if not person.erased}
    owned = any(person.role is Role.OWNER for person in known.values())
    who = reviewer or ("" if owned else getpass.getuser())
    if not who:
        put(f"{address}/login")
        say("Sign in with your token; `--reviewer NAME` makes a new one for a person.")
        return
    role = (known[who].role if who in known else Role.REVIEWER) if owned else Role.OWNER
    person, token = store.add_person(who, role=role)
    # After the # it is in no log and no referrer: a browser does not send it.
    put(f"{address}/login#token={token}")
    say(f"The link signs in {person.name} ({person.role.value}). Stop with Ctrl-C.")


class _Search:
    """A corpus, opened at the first search: the page is there at once.

    :param name: a bundled corpus's name or a folder.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: SearchesCorpus | None = None

    def __call__(self, query: str, limit: int) -> Sequence[Evidence]:
        """Passages for some words, best first."""
        if self._found is None:
            self._found = _open_search(self._name)
        return self._found(query, limit)


def _open_search(name: str) -> SearchesCorpus:
    from claimcheck.config import load_settings
    from claimcheck.corpus import Corpus
    from claimcheck.retrieve import open_index
    from claimcheck.runtime import Encoder

    settings = load_settings()
    encoder = Encoder.load(settings.models_path / "encoder", threads=settings.threads or None)
    retriever = open_index(Corpus.open(name), encoder=encoder)

    def search(query: str, limit: int) -> Sequence[Evidence]:
        return retriever.search([query], k=limit)[0]

    return search
