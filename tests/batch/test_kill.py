from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.batch.helpers import make_articles, snapshot

ROOT = Path(__file__).parents[2]


def start(articles: Path, out: Path, pause: float) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.batch.killable", str(articles), str(out), str(pause)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finish(articles: Path, out: Path) -> tuple[int, int]:
    with start(articles, out, 0.0) as process:
        printed, errors = process.communicate(timeout=900)
    assert process.returncode == 0, errors.decode()
    checked, reused = printed.split()
    return int(checked), int(reused)


def kill_and_resume(tmp_path: Path, *, kills: int, count: int, pause: float, seed: int) -> None:
    """Kill a run at random moments after it has begun to work, then let it finish."""
    moments = random.Random(seed)
    articles = make_articles(tmp_path / "in", count)
    finish(articles, tmp_path / "whole")
    out = tmp_path / "pieces"
    for _ in range(kills):
        with start(articles, out, pause) as process:
            begun = time.monotonic()
            # Interpreter start takes longer than any step of the run; begin to count behind it.
            while not (out / "run.lock").exists() and time.monotonic() - begun < 30:
                if process.poll() is not None:
                    break
                time.sleep(0.002)
            time.sleep(moments.uniform(0, 0.4))
            process.kill()
    checked, reused = finish(articles, out)
    assert checked + reused == count
    assert snapshot(out) == snapshot(tmp_path / "whole")


def test_a_run_killed_three_times_ends_with_the_same_bytes(tmp_path: Path) -> None:
    kill_and_resume(tmp_path, kills=3, count=30, pause=0.02, seed=1)


@pytest.mark.soak
def test_a_run_killed_fifty_times_ends_with_the_same_bytes(tmp_path: Path) -> None:
    kill_and_resume(tmp_path, kills=50, count=400, pause=0.01, seed=2)
