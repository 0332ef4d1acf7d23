from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
from pathlib import Path

import pytest

from claimcheck.batch import Event, Status, run
from claimcheck.batch import outputs as outputs_module
from claimcheck.errors import ModelError, RunError
from claimcheck.ingest import Limits
from claimcheck.types import Article, Report
from tests.batch.fakes import FakeChecker, PairedChecker
from tests.batch.helpers import lines, make_articles, manifest, snapshot

HERE = Limits(isolate=False)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return make_articles(tmp_path / "in")


def go(articles: Path, out: Path, **options: object) -> tuple[FakeChecker, object]:
    checker = options.pop("checker", None) or FakeChecker()
    summary = run([articles], out, checker=checker, limits=HERE, **options)  # type: ignore[arg-type]
    return checker, summary  # type: ignore[return-value]


def test_a_run_leaves_one_line_an_input_and_a_page_an_article(
    articles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    _, summary = go(articles, out)
    rows = manifest(out)
    assert list(rows) == [
        f"{f}/{i:03}.txt" for f, s in (("a", 1), ("b", 0)) for i in range(s, 10, 2)
    ]
    first = rows["a/001.txt"]
    assert list(first) == ["input", "sha256", "bytes", "status", "code", "stage", "report"]
    assert first["status"] == "ok"
    assert first["report"] == "articles/a/001.txt.html"
    assert first["bytes"] == (articles / "a" / "001.txt").stat().st_size
    assert "Ginger tea" in (out / "articles/a/001.txt.html").read_text()
    reports = lines(out / "reports.jsonl")
    assert [r["article"]["source"] for r in reports] == list(rows)  # type: ignore[index]
    assert (out / "failures.jsonl").read_text() == ""
    with (out / "summary.csv").open(newline="") as stream:
        table = list(csv.DictReader(stream))
    assert [row["input"] for row in table] == list(rows)
    assert {row["contradictory"] for row in table} == {"1"}
    assert "articles/a/001.txt.html" in (out / "index.html").read_text()
    assert summary.statuses == {Status.OK: 10}  # type: ignore[attr-defined]
    assert (summary.checked, summary.reused, summary.contradictory) == (10, 0, 10)  # type: ignore[attr-defined]
    assert not list(out.glob("*.lock"))
    assert not list(out.rglob("*.part"))


def test_nothing_holds_a_time_or_a_place(articles: Path, tmp_path: Path) -> None:
    go(articles, tmp_path / "one")
    go(articles, tmp_path / "deep" / "two")
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "deep" / "two")
    assert str(tmp_path).encode() not in b"".join(snapshot(tmp_path / "one").values())


@pytest.mark.parametrize(("chunk", "jobs"), [(1, 1), (3, 4), (100, 2)])
def test_chunks_and_threads_change_nothing(
    articles: Path, tmp_path: Path, chunk: int, jobs: int
) -> None:
    go(articles, tmp_path / "one")
    go(articles, tmp_path / "two", chunk=chunk, jobs=jobs)
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_articles_are_checked_in_chunks(articles: Path, tmp_path: Path) -> None:
    checker, _ = go(articles, tmp_path / "run", chunk=4)
    assert [len(call) for call in checker.calls] == [4, 4, 2]


def test_two_chunks_are_under_way_where_the_checker_bears_it(
    articles: Path, tmp_path: Path
) -> None:
    go(articles, tmp_path / "one")
    _, summary = go(articles, tmp_path / "two", checker=PairedChecker(), chunk=5)
    assert summary.statuses == {Status.OK: 10}  # type: ignore[attr-defined]
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_what_stops_a_chunk_beside_another_stops_the_run(articles: Path, tmp_path: Path) -> None:
    (articles / "a" / "003.txt").write_text("There is no model.")
    with pytest.raises(ModelError):
        go(articles, tmp_path / "run", checker=PairedChecker(), chunk=5)


def test_a_run_with_nothing_changed_checks_and_writes_nothing(
    articles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    go(articles, out)
    times = {
        p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file() and "sqlite" not in p.name
    }
    checker, summary = go(articles, out)
    assert checker.calls == []
    assert (summary.checked, summary.reused) == (0, 10)  # type: ignore[attr-defined]
    assert {p: p.stat().st_mtime_ns for p in times} == times


def test_only_what_changed_is_checked_again(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    go(articles, out)
    (articles / "a" / "003.txt").write_text("Nettle tea is new.")
    os.utime(articles / "a" / "005.txt")
    checker, _ = go(articles, out)
    assert checker.checked == ["a/003.txt"]
    go(articles, tmp_path / "fresh")
    assert snapshot(out) == snapshot(tmp_path / "fresh")


def test_another_corpus_or_model_checks_all_again(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    go(articles, out)
    checker, _ = go(articles, out, checker=FakeChecker(fingerprint="two"))
    assert len(checker.checked) == 10
    assert lines(out / "reports.jsonl")[0]["provenance"] == {"checker": "two"}


def test_inputs_that_went_away_leave_with_their_pages(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    go(articles, out)
    for path in (articles / "a").iterdir():
        path.unlink()
    checker, summary = go(articles, out)
    assert checker.calls == []
    assert summary.inputs == 5  # type: ignore[attr-defined]
    go(articles, tmp_path / "fresh")
    assert snapshot(out) == snapshot(tmp_path / "fresh")
    assert not (out / "articles" / "a").exists()


def test_an_input_that_comes_back_is_remembered(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    go(articles, out)
    before = snapshot(out)
    path = articles / "a" / "001.txt"
    text = path.read_text()
    path.unlink()
    go(articles, out)
    path.write_text(text)
    checker, _ = go(articles, out)
    assert checker.calls == []
    assert snapshot(out) == before


@pytest.mark.parametrize(
    "name", ["manifest.jsonl", "reports.jsonl", "index.html", "articles/a/001.txt.html"]
)
@pytest.mark.parametrize("damage", ["removed", "cut"])
def test_a_damaged_file_is_made_again_without_checking(
    articles: Path, tmp_path: Path, name: str, damage: str
) -> None:
    out = tmp_path / "run"
    go(articles, out)
    before = snapshot(out)
    if damage == "removed":
        (out / name).unlink()
    else:
        (out / name).write_bytes((out / name).read_bytes()[:-1])
    checker, _ = go(articles, out)
    assert checker.calls == []
    assert snapshot(out) == before


def test_pages_of_an_older_renderer_are_drawn_again(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "run"
    go(articles, out)
    monkeypatch.setattr(outputs_module, "renderer_hash", lambda: "new")
    monkeypatch.setattr(outputs_module, "render", lambda report, form: f"new {report.article.id}")
    checker, _ = go(articles, out)
    assert checker.calls == []
    assert (out / "articles/a/001.txt.html").read_text().startswith("new a")


def test_one_bad_article_costs_no_other(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    (articles / "a" / "003.txt").write_text("Please crash the checker.")
    (articles / "a" / "005.txt").write_bytes(bytes(range(256)) * 40)
    (articles / "a" / "007.txt").write_text(" \n")
    (articles / "b" / "000.txt").write_text("Please eat the memory.")
    _, summary = go(articles, out)
    rows = manifest(out)
    assert len(rows) == 10
    got = {n: (rows[n]["status"], rows[n]["code"], rows[n]["stage"]) for n in rows if n < "b/002"}
    del got["a/009.txt"]
    assert got == {
        "a/001.txt": ("ok", None, None),
        "a/003.txt": ("failed", "E901", "check"),
        "a/005.txt": ("failed", "E201", "ingest"),
        "a/007.txt": ("empty", "W101", None),
        "b/000.txt": ("oom", "E312", "check"),
    }
    failures = lines(out / "failures.jsonl")
    assert [(f["source"], f["code"]) for f in failures] == [
        ("a/003.txt", "E901"),
        ("a/005.txt", "E201"),
        ("b/000.txt", "E312"),
    ]
    assert "ZeroDivisionError" in str(failures[0]["error"])
    assert (summary.failed, summary.succeeded) == (3, 7)  # type: ignore[attr-defined]


def test_lost_inputs_are_tried_again_only_when_asked(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    (articles / "a" / "003.txt").write_text("Please crash the checker.")
    go(articles, out)
    checker, _ = go(articles, out)
    assert checker.calls == []
    checker, _ = go(articles, out, retry_failed=True)
    assert checker.checked == ["a/003.txt"]


def test_a_wrong_model_ends_the_run_and_keeps_what_was_done(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    path = articles / "b" / "004.txt"
    text = path.read_text()
    path.write_text("There is no model.")
    with pytest.raises(ModelError):
        go(articles, out, chunk=1)
    path.write_text(text)
    checker, _ = go(articles, out)
    assert len(checker.checked) == 3
    go(articles, tmp_path / "fresh")
    assert snapshot(out) == snapshot(tmp_path / "fresh")


def test_the_first_signal_ends_the_run_after_the_chunk_in_hand(
    articles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    seen: list[Event] = []

    def interrupt(event: Event) -> None:
        seen.append(event)
        if event.done == 3:
            os.kill(os.getpid(), signal.SIGINT)

    _, summary = go(articles, out, chunk=2, progress=interrupt)
    assert summary.interrupted  # type: ignore[attr-defined]
    assert len(seen) == 4
    assert not (out / "manifest.jsonl").exists()
    checker, summary = go(articles, out)
    assert len(checker.checked) == 6
    assert not summary.interrupted  # type: ignore[attr-defined]
    go(articles, tmp_path / "fresh")
    assert snapshot(out) == snapshot(tmp_path / "fresh")


def test_the_second_signal_ends_it_now(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"

    def interrupt(event: Event) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        go(articles, out, chunk=1, progress=interrupt)
    assert signal.getsignal(signal.SIGINT) is before
    assert not (out / "run.lock").exists()
    go(articles, out)
    go(articles, tmp_path / "fresh")
    assert snapshot(out) == snapshot(tmp_path / "fresh")


def test_names_that_meet_get_files_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (
        "tea.txt",
        "tea.md",
        "Tea.txt",
        "té.txt",
        "te\u0301.txt",
        "con.txt",
        "-x.txt",
        "a:b.txt",
    ):
        (folder / name).write_text(f"The file {name} is about tea.")
    (folder / "tea.txt.html").write_text("The last one is about tea.")
    out = tmp_path / "run"
    go(folder, out)
    rows = manifest(out)
    pages = [str(row["report"]) for row in rows.values()]
    assert len({page.casefold() for page in pages}) == len(rows) == 9
    assert all((out / page).is_file() for page in pages)
    for row in lines(out / "reports.jsonl"):
        article = row["article"]
        page = rows[article["source"]]["report"]  # type: ignore[index]
        assert article["text"][4:30] in (out / str(page)).read_text()  # type: ignore[index]


def test_records_of_a_file_get_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    rows = [
        {"id": name, "text": f"Tea {name} is warm."} for name in ("one", "../../two", "x" * 400)
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows))
    out = tmp_path / "run"
    go(path, out)
    pages = [str(row["report"]) for row in manifest(out).values()]
    assert pages[:2] == ["articles/news.jsonl/one.html", "articles/news.jsonl/two.html"]
    assert all((out / page).resolve().is_relative_to(out) for page in pages)


def test_the_run_folder_may_lie_among_the_inputs(articles: Path, tmp_path: Path) -> None:
    out = articles / "run"
    go(articles, out)
    checker, summary = go(articles, out)
    assert (checker.calls, summary.inputs) == ([], 10)  # type: ignore[attr-defined]


def test_a_folder_with_other_things_in_it_is_refused(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(RunError) as caught:
        go(articles, articles)
    assert caught.value.code == "E603"
    assert sorted(p.name for p in articles.iterdir()) == ["a", "b"]


def test_a_run_folder_that_cannot_be_made_is_said(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="same command again") as caught:
        go(articles, tmp_path / "file" / "run")
    assert caught.value.code == "E602"


def test_a_full_disk_ends_the_run_and_loses_nothing(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "run"
    real = outputs_module.codec.write_atomic
    room = iter(range(4))

    def write(path: Path, data: str | bytes) -> None:
        if next(room, None) is None:
            raise OSError(28, "No space left on device")
        real(path, data)

    monkeypatch.setattr(outputs_module.codec, "write_atomic", write)
    with pytest.raises(RunError, match="No space left") as caught:
        go(articles, out, chunk=2)
    assert caught.value.code == "E602"
    monkeypatch.undo()
    checker, _ = go(articles, out)
    assert len(checker.checked) < 10
    go(articles, tmp_path / "fresh")
    assert snapshot(out) == snapshot(tmp_path / "fresh")


def test_times_and_attempts_stand_in_the_ledger_alone(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    go(articles, out)
    go(articles, out, checker=FakeChecker(fingerprint="two"))
    with sqlite3.connect(out / "run.sqlite") as db:
        rows = db.execute("SELECT attempts, seconds > 0, finished > 1e9 FROM results").fetchall()
    db.close()
    assert rows == [(2, 1, 1)] * 10


def test_a_ledger_of_another_version_is_refused(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    go(articles, out)
    with sqlite3.connect(out / "run.sqlite") as db:
        db.execute("UPDATE meta SET value = '99' WHERE key = 'version'")
    db.close()
    with pytest.raises(RunError) as caught:
        go(articles, out)
    assert caught.value.code == "E603"


def test_no_input_is_a_run_of_none(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    _, summary = go(tmp_path / "in", tmp_path / "run")
    assert (summary.inputs, summary.failed) == (0, 0)  # type: ignore[attr-defined]
    assert (tmp_path / "run" / "manifest.jsonl").read_text() == ""


def test_cells_that_a_spreadsheet_would_run_are_guarded(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "=1+1.txt").write_text("Tea is warm.")
    go(tmp_path / "in", tmp_path / "run")
    assert "'=1+1.txt" in (tmp_path / "run" / "summary.csv").read_text()


def test_the_claims_of_a_run_can_be_loaded_as_a_data_set(articles: Path, tmp_path: Path) -> None:
    import datasets
    from pyarrow import parquet

    (articles / "odd.txt").write_bytes("\ufeffOdd\u202e tea.".encode())
    out = tmp_path / "run"
    go(articles, out)
    rows = datasets.Dataset.from_parquet(
        str(out / "claims.parquet"), cache_dir=str(tmp_path / "cache")
    )
    assert len(rows) == 11
    assert rows[0]["source"] == "a/001.txt"
    assert (rows[0]["label"], rows[0]["text"]) == ("contradictory", "Ginger")
    assert rows.features["start"].dtype == "int64"
    (tmp_path / "none").mkdir()
    go(tmp_path / "none", tmp_path / "empty")
    tables = [out / "claims.parquet", tmp_path / "empty" / "claims.parquet"]
    assert parquet.read_schema(tables[0]) == parquet.read_schema(tables[1])


def test_the_index_names_the_claims_that_several_articles_make(tmp_path: Path) -> None:
    folder = make_articles(tmp_path / "in", 12)
    go(folder, tmp_path / "run")
    page = (tmp_path / "run" / "index.html").read_text()
    repeated = page[page.index("Said most often") :]
    assert "Fennel" in repeated
    assert 'href="articles/b/010.txt.html"' in repeated
    assert "2 contradictory" in repeated
    assert repeated.count("2 contradictory") == 2


def test_an_answer_that_is_no_number_costs_one_article(articles: Path, tmp_path: Path) -> None:
    class Broken(FakeChecker):
        def _report(self, article: Article) -> Report:
            if "Nettle" in article.text:
                raise ModelError("No number.", code="E402")
            return super()._report(article)

    _, summary = go(articles, tmp_path / "run", checker=Broken())
    assert summary.statuses == {Status.OK: 9, Status.FAILED: 1}  # type: ignore[attr-defined]
    assert manifest(tmp_path / "run")["b/002.txt"]["code"] == "E402"
