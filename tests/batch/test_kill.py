from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.batch.helpers import make_articles, manifest, snapshot

ROOT = Path(__file__).parents[2]


def start(articles: Path, out: Path, pause: float, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.batch.killable", str(articles), str(out), str(pause)]
    command += more
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finish(articles: Path, out: Path, *more: str) -> tuple[int, int]:
    with start(articles, out, 0.0, *more) as process:
        printed, errors = process.communicate(timeout=900)
    assert process.returncode == 0, errors.decode()
    checked, reused = printed.split()[-2:]
    return int(checked), int(reused)


def kill_at_random(process: subprocess.Popen[bytes], moments: random.Random) -> None:
    """Kill a run while it opens, or a little after some articles were checked."""
    left = moments.choice((0, 1, 2, 4, 7, 10))
    if process.stdout is None:
        raise AssertionError
    for line in process.stdout:
        left -= line == b"checked\n"
        if left <= 0:
            break
    time.sleep(moments.uniform(0, 0.15))
    process.kill()


def kill_and_resume(
    tmp_path: Path, *more: str, kills: int, count: int, pause: float, seed: int
) -> None:
    """Kill a run at random moments, then let it finish."""
    moments = random.Random(seed)
    articles = make_articles(tmp_path / "in", count)
    finish(articles, tmp_path / "whole", *more)
    out = tmp_path / "pieces"
    for _ in range(kills):
        with start(articles, out, pause, *more) as process:
            kill_at_random(process, moments)
    checked, reused = finish(articles, out, *more)
    assert checked + reused == count
    assert reused > 0
    assert snapshot(out) == snapshot(tmp_path / "whole")


def test_a_run_killed_three_times_ends_with_the_same_bytes(tmp_path: Path) -> None:
    kill_and_resume(tmp_path, kills=3, count=30, pause=0.02, seed=1)


def test_an_article_that_kills_the_program_is_given_up_in_the_end(tmp_path: Path) -> None:
    articles = make_articles(tmp_path / "in", 6)
    (articles / "a" / "003.txt").write_text("Please kill the program.")
    for _ in range(6):
        with start(articles, tmp_path / "run", 0.0) as process:
            process.communicate(timeout=300)
        assert process.returncode == -9
    checked, reused = finish(articles, tmp_path / "run")
    assert (checked, reused) == (4, 1)
    row = manifest(tmp_path / "run")["a/003.txt"]
    assert (row["status"], row["code"]) == ("failed", "E903")


@pytest.mark.soak
def test_a_run_killed_fifty_times_ends_with_the_same_bytes(tmp_path: Path) -> None:
    kill_and_resume(tmp_path, kills=50, count=400, pause=0.01, seed=2)


@pytest.mark.soak
@pytest.mark.models
def test_a_run_of_the_bundled_models_killed_fifty_times_ends_with_the_same_bytes(
    tmp_path: Path,
) -> None:
    kill_and_resume(tmp_path, "models", kills=50, count=150, pause=0.0, seed=3)
