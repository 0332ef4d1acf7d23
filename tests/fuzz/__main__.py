"""Coverage-guided fuzzing of one reader or importer, by Atheris (which is installed by itself).

    pip install atheris
    python -m tests.fuzz html -max_total_time=600
    python -m tests.fuzz            # lists the targets

What is written after the target goes to libFuzzer. A target may refuse its input with an error of
claimcheck; anything else it raises is a find, and so is an article whose spans do not fit.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["claimcheck"], enable_loader_override=False):
    from tests.fuzz.targets import TARGETS, seed_of


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        raise SystemExit(f"{__doc__}\nTargets: {', '.join(TARGETS)}")
    name = sys.argv[1]
    with tempfile.TemporaryDirectory() as seeds:
        (Path(seeds) / "seed").write_bytes(seed_of(name))
        atheris.Setup([sys.argv[0], "-max_len=65536", *sys.argv[2:], seeds], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
