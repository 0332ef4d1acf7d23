"""The pages about commands and the schema show what the program really does.

To write both again after a change:  python -m tests.cli.test_docs
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer

from claimcheck import codec
from claimcheck.cli import app

DOCS = Path(__file__).parents[2] / "docs"
INTRO = """# Commands

Data goes to stdout, messages and progress to stderr.

| exit code | means |
| --- | --- |
| 0 | clean |
| 1 | something that `--fail-on` names was found |
| 2 | wrong usage or settings |
| 3 | some inputs failed |
| 4 | none succeeded |
| 130 | interrupted; the same command goes on |

Settings come from the command line, else `CLAIMCHECK_*` in the environment, else
`claimcheck.toml` or `[tool.claimcheck]` in `pyproject.toml`: `corpus`, `profile`, `passages`,
`threads`, `models`.
"""


def _commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for verb, sub in command.commands.items():
            yield from _commands(sub, f"{name} {verb}")


def commands_page() -> str:
    root = typer.main.get_command(app)
    parts = [INTRO]
    for name, command in _commands(root, "claimcheck"):
        context = click.Context(command, info_name=name, terminal_width=100, max_content_width=100)
        help_text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
        parts.append(f"## `{name}`\n\n```\n{help_text}\n```\n")
    return "\n".join(parts)


def schema_page() -> str:
    return json.dumps(codec.report_schema(), indent=2) + "\n"


PAGES = {"commands.md": commands_page, "report.schema.json": schema_page}


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), (
        "write it again with: python -m tests.cli.test_docs"
    )


if __name__ == "__main__":
    for page, make in PAGES.items():
        (DOCS / page).write_text(make(), encoding="utf-8")
