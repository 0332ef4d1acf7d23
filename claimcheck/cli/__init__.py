"""The command line: one module a verb; the only code that prints.

Exit codes: 0 clean; 1 a ``--fail-on`` finding; 2 usage or configuration; 3 some
inputs failed; 4 none succeeded; 130 interrupted and resumable.
"""

from claimcheck.cli.app import app, main

__all__ = ["app", "main"]
