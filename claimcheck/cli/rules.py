"""``claimcheck rules``: the promotional-language rules, listed, shown, tried on a sentence."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.console import put
from claimcheck.errors import UsageError

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="List, show and try the promotional-language rules.")


@app.command("list")
def list_rules() -> None:
    """One line a rule: id, severity, message."""
    from claimcheck.promo import load_rules

    for rule in load_rules().rules:
        put(f"{rule.id:<44}{rule.severity:<12}{rule.message}")


@app.command("show")
def show(rule_id: Annotated[str, typer.Argument(help="As `rules list` names it.")]) -> None:
    """All of one rule: its message, source, rewordings and examples."""
    from claimcheck.promo import load_rules

    found = [rule for rule in load_rules().rules if rule.id == rule_id]
    if not found:
        raise UsageError(f"There is no rule {rule_id!r}; `claimcheck rules list` names them all.")
    rule = found[0]
    for name in rule.__dataclass_fields__:
        value = getattr(rule, name)
        if isinstance(value, tuple):
            put(f"{name}:")
            for item in value:
                put(f"  - {item}")
        else:
            put(f"{name}: {value}")


@app.command("test")
def test(sentence: Annotated[str, typer.Argument(help="A sentence to try the rules on.")]) -> None:
    """Say which rules a sentence meets.

    Example:  claimcheck rules test "A miracle cure for diabetes"
    """
    import claimcheck as cc

    spans = cc.highlight(sentence, rules_only=True)
    for span in spans:
        put(f"{span.rule}: “{span.text}” ({span.severity}, {span.confidence:.2f}) {span.message}")
    if not spans:
        put("No rule met.")
