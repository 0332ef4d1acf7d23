"""Import a made-up MEDLINE file, without embedding: records a second of processor time, memory.

    python tests/bench/medline.py --records 30000

Records have the fields and about the length of real ones, an abstract of nine sentences among
them; writing the file is not timed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from claimcheck.corpus import add_passages, create, read_passages
from tests.corpus import medline


def run(folder: Path, path: Path) -> dict[str, object]:
    clock, used = time.perf_counter(), time.process_time()
    result = add_passages(folder, read_passages(path))
    used, clock = time.process_time() - used, time.perf_counter() - clock
    return {
        "passages": result.added,
        "cpu_seconds": round(used, 2),
        "seconds": round(clock, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
        "load": round(os.getloadavg()[0], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--run", nargs=2, metavar=("FOLDER", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        print(json.dumps(run(*map(Path, given.run))))
        return
    with tempfile.TemporaryDirectory() as place:
        path = medline.write(Path(place) / "made-up.xml.gz", medline.made_up(given.records))
        folder = create(Path(place) / "corpus")
        # In a process of its own, so that its memory is its own.
        command = [sys.executable, __file__, "--run", str(folder), str(path)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        figures = json.loads(said)
    figures["records_a_second"] = round(given.records / figures["cpu_seconds"])
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
