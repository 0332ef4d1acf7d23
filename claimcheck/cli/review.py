"""``claimcheck review``: take runs in, answer, adjudicate, see how far people agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimcheck.cli.console import put, say
from claimcheck.cli.exits import Exit
from claimcheck.cli.review_exchange import export_reviews, import_reviews
from claimcheck.cli.review_people import erase, people, person
from claimcheck.cli.review_serve import serve

if TYPE_CHECKING:
    from claimcheck.review import Item, Recorded, ReviewStore
    from claimcheck.review.records import Agreement, Figure

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Review: settle what the machine was unsure of, alone or as a team.\n\n"
    "claimcheck review add run/ --store review.sqlite\n\n"
    "claimcheck review serve --store review.sqlite\n\n"
    "claimcheck review next --reviewer ana --limit 5\n\n"
    "A team shares a store by URL: --store postgresql://user@host/reviews",
)

Store = Annotated[
    str,
    typer.Option("--store", help="The store: a file, or postgresql://user@host/name."),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
ItemArgument = Annotated[str, typer.Argument(help="The id of an item, as `next` prints it.")]
Name = Annotated[str, typer.Option("--reviewer", "-r", help="Who you are.")]


class Order(StrEnum):
    """What ``--strategy`` can name."""

    UNCERTAINTY = "uncertainty"
    DISAGREEMENT = "disagreement"
    PROMOTIONAL = "promotional"
    NEWEST = "newest"
    DOCUMENT = "document"
    RANDOM = "random"


def _open(store: str, *, create: bool = False) -> ReviewStore:
    from claimcheck.review import ReviewStore

    return ReviewStore.open(store, create=create)


@app.command("add")
def add(
    runs: Annotated[list[Path], typer.Argument(help="Run folders, or files of reports.")],
    store: Store = "review.sqlite",
    overlap: Annotated[
        int | None,
        typer.Option(min=1, max=9, help="Answers wanted for each new item.", show_default=False),
    ] = None,
    json: Json = False,
) -> None:
    """Take the claims and promotional spans of a run in; the same run again adds nothing.

    Examples:
    claimcheck review add run/ --store review.sqlite

    claimcheck review add reports.jsonl.gz --store postgresql://ana@db/reviews --overlap 2
    """
    from claimcheck import codec

    counts: dict[str, int] = {}
    with _open(store, create=True) as opened:
        for run in runs:
            path = run / "reports.jsonl" if run.is_dir() else run
            for name, count in asdict(
                opened.add(codec.read_reports(path), overlap=overlap)
            ).items():
                counts[name] = counts.get(name, 0) + count
    if json:
        _put_json(counts)
    else:
        say(
            f"{counts['documents']} new articles and {counts['items']} new items; "
            f"{counts['changed']} with a new verdict, {counts['known']} known"
        )


@app.command("next")
def next_tasks(
    reviewer: Name,
    store: Store = "review.sqlite",
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = 1,
    strategy: Annotated[Order, typer.Option(help="The order.")] = Order.UNCERTAINTY,
    kind: Annotated[str, typer.Option(help="claim, promo or all.")] = "claim",
    blind: Annotated[
        bool | None,
        typer.Option("--blind/--open", help="Hide the machine's label.", show_default=False),
    ] = None,
    json: Json = False,
) -> None:
    """The next items to look at, lent for fifteen minutes; one in five is drawn at random.

    Examples:
    claimcheck review next --reviewer ana --limit 5

    claimcheck review next -r ana --strategy promotional --json
    """
    with _open(store) as opened:
        wanted = None if kind == "all" else _kind(kind)
        tasks = opened.next(
            reviewer, strategy=strategy.value, limit=limit, kind=wanted, blind=blind
        )
    if json:
        _put_json({"tasks": [_plain(asdict(task)) for task in tasks]})
        return
    for task in tasks:
        drawn = "  (drawn at random)" if task.random else ""
        put(f"{task.item.id}  {_said(task.item)}{drawn}\n    {_one_line(task.item.text)}")
    if not tasks:
        say("nothing is waiting for you")


@app.command("label")
def label(
    item: ItemArgument,
    answer: Annotated[
        str,
        typer.Argument(
            help="supported, unsupported, contradictory, not_a_claim, promotional or "
            "not_promotional."
        ),
    ],
    reviewer: Name,
    store: Store = "review.sqlite",
    repeats: Annotated[
        bool, typer.Option("--repeats", help="Settle all that say the same as well.")
    ] = False,
    note: Annotated[str, typer.Option(help="Why.", show_default=False)] = "",
    json: Json = False,
) -> None:
    """Answer an item.

    Examples:
    claimcheck review label c41d0e8a2b7f contradictory --reviewer ana --repeats
    """
    from claimcheck.errors import UsageError
    from claimcheck.review import Choice

    if answer not in list(Choice):
        raise UsageError(f"{answer!r} is no answer; use one of {', '.join(Choice)}.")
    with _open(store) as opened:
        done = opened.label(item, answer, actor=reviewer, repeats=repeats, note=note)
    _tell(done, json=json)


@app.command("undo")
def undo(
    reviewer: Name,
    store: Store = "review.sqlite",
    event: Annotated[
        str | None, typer.Option(help="Which event; else your last.", show_default=False)
    ] = None,
    json: Json = False,
) -> None:
    """Take back what you did last, or an event that you name.

    Examples:
    claimcheck review undo --reviewer ana
    """
    with _open(store) as opened:
        done = opened.undo(reviewer, event=event)
    if done is None:
        say("there is nothing to undo")
        return
    _tell(done, json=json)


@app.command("history")
def history(item: ItemArgument, store: Store = "review.sqlite", json: Json = False) -> None:
    """Everything that was done to an item, oldest first.

    Examples:
    claimcheck review history c41d0e8a2b7f
    """
    with _open(store) as opened:
        entries = opened.history(item)
    if json:
        _put_json({"events": [_plain(asdict(entry)) for entry in entries]})
        return
    for entry in entries:
        undone = "" if entry.standing else "  (undone)"
        what = entry.new.get("label") or entry.new.get("outcome") or ""
        time = entry.server_time.isoformat(timespec="seconds")
        put(f"{entry.version}  {time}  {entry.actor}  {entry.action} {what}{undone}  {entry.id}")


@app.command("progress")
def progress(store: Store = "review.sqlite", json: Json = False) -> None:
    """How many items are settled, by whom, and how long an answer takes.

    Examples:
    claimcheck review progress --json
    """
    with _open(store) as opened:
        found = opened.progress()
    if json:
        _put_json(_plain(asdict(found)))
        return
    put(f"{found.items} items in {found.documents} articles")
    for name, count in {**found.statuses, **found.labels}.items():
        put(f"  {name}: {count}")
    put(f"random sample: {found.random_settled} of {found.random} settled")
    for name, count in found.done.items():
        seconds = found.seconds.get(name)
        put(f"{name}: {count} answers" + ("" if seconds is None else f", {seconds:.1f} s each"))


@app.command("agreement")
def agreement(
    store: Store = "review.sqlite",
    resamples: Annotated[int, typer.Option(min=1, help="Bootstrap samples.")] = 1000,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", help="Draw it, too, into this SVG file.", show_default=False),
    ] = None,
    json: Json = False,
) -> None:
    """How far reviewers agree on what two of them finished, with 95 % intervals.

    Examples:
    claimcheck review agreement --store review.sqlite --json

    claimcheck review agreement --plot agreement.svg
    """
    with _open(store) as opened:
        found = opened.agreement(resamples=resamples)
    if plot is not None:
        from claimcheck.codec import write_atomic
        from claimcheck.review.web.plots import picture

        write_atomic(plot, picture(found))
        say(f"Wrote {plot}")
    if json:
        value = _plain(asdict(found))
        value["confusion"] = [
            {"first": first, "second": second, "count": count}
            for (first, second), count in found.confusion.items()
        ]
        _put_json(value)
    else:
        _show(found)


def _show(found: Agreement) -> None:
    put(f"{found.items} items with two or more answers")
    for kind, figure in found.alpha.items():
        put(f"Krippendorff's alpha, {kind}: {_figure(figure)}")
    for row in found.classes:
        put(f"  {row.label}: {row.answers} answers, alpha {_figure(row.alpha)}")
    for pair in found.pairs:
        put(f"{pair.first} and {pair.second}")
        put(f"  Cohen's kappa: {_figure(pair.kappa)}")
        put(f"  same label: {_figure(pair.observed)}")
        put(f"  span F1: {_figure(pair.span_f1)}; exact: {_figure(pair.span_f1_exact)}")
    for person_row in found.reviewers:
        put(
            f"{person_row.name}: {person_row.finished} answers, {_figure(person_row.agrees)} upheld"
        )


def _figure(figure: Figure) -> str:
    if figure.value is None:
        return f"not defined ({figure.why})"
    between = "" if figure.low is None else f" [{figure.low:.2f}, {figure.high:.2f}]"
    return f"{figure.value:.3f}{between}, n = {figure.n}"


@app.command("disputes")
def disputes(
    store: Store = "review.sqlite",
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
    json: Json = False,
) -> None:
    """Items on which reviewers differ, with what each said.

    Examples:
    claimcheck review disputes --limit 10
    """
    with _open(store) as opened:
        items = opened.disagreements(limit=limit).items
    if json:
        _put_json({"items": [_plain(asdict(item)) for item in items]})
        return
    for item in items:
        put(f"{item.id}  {_one_line(item.text)}")
        for answer in item.answers:
            put(f"    {answer.actor}: {answer.label or 'no answer yet'}")
    if not items:
        say("nobody disagrees")


@app.command("adjudicate")
def adjudicate(
    item: ItemArgument,
    outcome: Annotated[str, typer.Argument(help="answer, other or all_wrong.")],
    reviewer: Name,
    store: Store = "review.sqlite",
    chosen: Annotated[
        str | None, typer.Option(help="Whose answer is right.", show_default=False)
    ] = None,
    answer: Annotated[
        str | None, typer.Option("--label", help="The right label.", show_default=False)
    ] = None,
    errors: Annotated[
        list[str] | None, typer.Option("--error", help="What went wrong.", show_default=False)
    ] = None,
    confidence: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="How sure.", show_default=False)
    ] = None,
    note: Annotated[str, typer.Option(help="Why.", show_default=False)] = "",
    json: Json = False,
) -> None:
    """Decide an item over its answers; for adjudicators and owners.

    Examples:
    claimcheck review adjudicate c41d0e8a2b7f answer --chosen ben --reviewer eve

    claimcheck review adjudicate c41d0e8a2b7f all_wrong --note "Neither." --reviewer eve
    """
    with _open(store) as opened:
        done = opened.adjudicate(
            item, actor=reviewer, outcome=outcome, chosen=chosen, label=answer,
            errors=errors or (), confidence=confidence, note=note,
        )  # fmt: skip
    _tell(done, json=json)


@app.command("backup")
def backup(
    path: Annotated[Path, typer.Argument(help="The file to make; it must not be there yet.")],
    store: Store = "review.sqlite",
    json: Json = False,
) -> None:
    """Copy the whole store into one file, also while others work in it. The copy is a store.

    Examples:
    claimcheck review backup backup/monday.sqlite --store postgresql://ana@db/reviews
    """
    with _open(store) as opened:
        made = opened.backup(path)
    if json:
        _put_json({"path": str(made), "bytes": made.stat().st_size})
    else:
        say(f"Wrote {made}")


@app.command("verify")
def verify(
    store: Store = "review.sqlite",
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the current state again from the events.")
    ] = False,
    json: Json = False,
) -> None:
    """Check that no event was changed or lost; leaves with 1 if one was.

    Examples:
    claimcheck review verify --rebuild
    """
    with _open(store) as opened:
        broken = opened.verify()
        items = opened.rebuild() if rebuild and broken is None else None
    if json:
        _put_json({"broken_at": broken, "rebuilt": items})
    elif broken is None:
        say("the chain of events is whole" + ("" if items is None else f"; {items} items rebuilt"))
    else:
        say(f"event {broken} was changed, or one before it is missing")
    raise typer.Exit(Exit.CLEAN if broken is None else Exit.FINDINGS)


@app.command("set")
def set_option(
    name: Annotated[str, typer.Argument(help="overlap (1 to 9) or blind (yes or no).")],
    value: Annotated[str | None, typer.Argument(help="What it becomes.")] = None,
    store: Store = "review.sqlite",
    json: Json = False,
) -> None:
    """Show or change a setting of the store.

    Examples:
    claimcheck review set overlap 2

    claimcheck review set blind yes
    """
    with _open(store) as opened:
        now = opened.setting(name, value)
    if json:
        _put_json({name: now})
    else:
        put(f"{name}: {now}")


app.command("serve")(serve)
app.command("people")(people)
app.command("person")(person)
app.command("erase")(erase)
app.command("export")(export_reviews)
app.command("import")(import_reviews)


def _kind(kind: str) -> str:
    from claimcheck.errors import UsageError

    if kind not in ("claim", "promo"):
        raise UsageError(f"--kind is claim, promo or all, not {kind!r}.")
    return kind


def _said(item: Item) -> str:
    if item.machine is None:
        return "found by a person"
    if item.machine.promo is not None:
        return f"promotional: {item.machine.promo.category}"
    claim = item.machine.claim
    if claim is None or claim.label is None:
        return "label hidden" if item.hidden else "not checked"
    return f"machine: {claim.label} ({claim.confidence or 0.0:.2f})"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tell(done: Recorded, *, json: bool) -> None:
    if json:
        item = None if done.item is None else _plain(asdict(done.item))
        _put_json(
            {
                "event": done.event.id, "result": done.result, "version": done.version,
                "message": done.message, "item": item,
            }
        )  # fmt: skip
    else:
        status = f"; the item is {done.item.status}" if done.item else ""
        say(f"{done.result}{': ' + done.message if done.message else ''}{status}")
    if done.result not in ("accepted", "duplicate"):
        raise typer.Exit(Exit.FINDINGS)


def _plain(value: Any) -> Any:
    """Dates as text, and no keys that JSON has not."""
    from datetime import datetime

    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _put_json(value: object) -> None:
    from claimcheck.codec import dumps

    put(dumps(value))
