"""The Ray engine: without Ray what a task does, with a cluster on this machine the rest (soak)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimcheck.batch import RayEngine, Status, Summary, run
from claimcheck.batch.feed import Preparer
from claimcheck.batch.ray_engine import Outcome, Task, check_group
from claimcheck.config import Settings
from claimcheck.errors import RunError
from claimcheck.ingest import Limits
from tests.batch.fakes import FakeChecker
from tests.batch.helpers import make_articles, manifest, snapshot

HERE = Limits(isolate=False)


def make(_: Settings) -> FakeChecker:
    return FakeChecker()


def other(_: Settings) -> FakeChecker:
    return FakeChecker(fingerprint="two")


def backwards(tasks: Iterator[Task], prepare: Preparer) -> Iterator[list[Outcome]]:
    """An engine in this process whose tasks come back in the wrong order."""
    for task in reversed(list(tasks)):
        yield check_group(make, Settings(), prepare, [task])


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = make_articles(tmp_path / "in", 20)
    (folder / "a" / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "empty.txt").write_text("")
    (folder / "crash.txt").write_text("Please crash the checker.")
    return folder


def go(articles: Path, out: Path, engine: object = None) -> Summary:
    return run([articles], out, checker=FakeChecker(), limits=HERE, engine=engine)  # type: ignore[arg-type]


def test_another_engine_and_another_order_give_the_same_bytes(
    articles: Path, tmp_path: Path
) -> None:
    go(articles, tmp_path / "here")
    summary = go(articles, tmp_path / "there", backwards)
    assert snapshot(tmp_path / "there") == snapshot(tmp_path / "here")
    assert (summary.inputs, summary.checked) == (23, 22)
    again = go(articles, tmp_path / "there", backwards)
    assert (again.checked, again.reused) == (0, 23)


def test_a_machine_with_another_version_ends_the_run(articles: Path, tmp_path: Path) -> None:
    def engine(tasks: Iterator[Task], prepare: Preparer) -> Iterator[list[Outcome]]:
        yield check_group(other, Settings(), prepare, list(tasks))

    with pytest.raises(RunError, match="another version"):
        go(articles, tmp_path / "run", engine)


pytest_ray = pytest.importorskip("ray")


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    import pytest_socket
    from ray.cluster_utils import Cluster

    pytest_socket.enable_socket()
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    made.add_node(num_cpus=1)
    made.connect()
    yield made
    pytest_ray.shutdown()
    made.shutdown()


def slow(_: Settings) -> FakeChecker:
    return FakeChecker(pause=0.1)


@pytest.mark.soak
def test_two_machines_give_the_same_bytes_though_one_is_lost(
    articles: Path, tmp_path: Path, cluster: object
) -> None:
    make_articles(articles, 120)
    go(articles, tmp_path / "here")
    nodes = list(cluster.worker_nodes)  # type: ignore[attr-defined]
    done = []

    def lose(_: object) -> None:
        done.append(1)
        if len(done) == 20:
            cluster.remove_node(nodes[0], allow_graceful=False)  # type: ignore[attr-defined]

    summary = run(
        [articles], tmp_path / "there", checker=FakeChecker(), limits=HERE, progress=lose,
        engine=RayEngine(Settings(), make=slow, group=4, stall=120),
    )  # fmt: skip
    assert len(done) == summary.inputs == 123
    assert snapshot(tmp_path / "there") == snapshot(tmp_path / "here")


def stuck(_: Settings) -> FakeChecker:
    return FakeChecker(pause=1_000)


@pytest.mark.soak
def test_a_run_that_makes_no_progress_ends_with_what_is_pending(
    articles: Path, tmp_path: Path, cluster: object
) -> None:
    engine = RayEngine(Settings(), make=stuck, group=4, stall=8)
    summary = go(articles, tmp_path / "run", engine)
    assert summary.statuses == {Status.FAILED: 23}
    assert {row["code"] for row in manifest(tmp_path / "run").values()} == {"E605"}
    # What was pending is tried again without being asked.
    go(articles, tmp_path / "run")
    go(articles, tmp_path / "here")
    assert snapshot(tmp_path / "run") == snapshot(tmp_path / "here")
