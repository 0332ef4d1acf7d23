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
from claimcheck.codes import all_codes

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

How flags, environment and settings file go together: [settings](settings.md). What a code such as
E322 means: [codes](codes.md).
"""

CODES = """# Codes

A code is stable; `claimcheck --explain E322` shows one. W: the input was read, and an editor should
know something. E: it was not, or the command could not run.

| Code | Meaning | What to do |
| --- | --- | --- |
"""


def _commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if hasattr(command, "commands"):
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


def codes_page() -> str:
    rows = (f"| {code.name} | {code.means} | {code.do} |\n" for code in all_codes().values())
    return CODES + "".join(rows)


PAGES = {"commands.md": commands_page, "codes.md": codes_page, "report.schema.json": schema_page}


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), (
        "write it again with: python -m tests.cli.test_docs"
    )


if __name__ == "__main__":
    for page, make in PAGES.items():
        (DOCS / page).write_text(make(), encoding="utf-8")
