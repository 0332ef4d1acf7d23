"""The command as a user types it: exit codes, streams, messages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from claimcheck import codec

pytestmark = pytest.mark.models

ARTICLE = "Kratom cures opioid addiction.\n\nKratom acts on opioid receptors in the brain.\n"


def run(
    *args: str, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "claimcheck", *args],
        input=stdin, capture_output=True, cwd=cwd, check=False,
        env={**os.environ, "COLUMNS": "100"},
    )  # fmt: skip
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "kratom.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_json_meets_the_schema_and_spans_match(article: Path) -> None:
    done = run("check", str(article), "--format", "json")
    assert done.returncode == 0
    value = json.loads(done.stdout)
    jsonschema.validate(value, codec.report_schema())
    assert codec.report_from_json(value).article.text == ARTICLE


def test_several_files_give_an_array_and_one_missing_exits_3(article: Path, tmp_path: Path) -> None:
    done = run("check", str(article), str(tmp_path / "gone.txt"), "--format", "json")
    assert done.returncode == 3
    assert "gone.txt" in done.stderr
    both = run("check", str(article), str(article), "--format", "json")
    assert len(json.loads(both.stdout)) == 2


def test_standard_input_and_the_text_report() -> None:
    done = run("check", "-", stdin=ARTICLE.encode())
    assert done.returncode == 0
    assert "cures opioid addiction" in done.stdout


def test_a_page_is_written_whole(article: Path, tmp_path: Path) -> None:
    page = tmp_path / "out" / "report.html"
    done = run("check", str(article), "-o", str(page))
    assert done.returncode == 0
    assert done.stdout == ""
    assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_fail_on_exits_1_only_when_the_finding_is_there(article: Path, tmp_path: Path) -> None:
    assert run("check", str(article), "--fail-on", "promo-error").returncode == 1
    plain = tmp_path / "plain.txt"
    plain.write_text("Kratom acts on opioid receptors.\n", encoding="utf-8")
    assert run("check", str(plain), "--fail-on", "promo-error").returncode == 0


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["check", "missing.txt"], 4, "missing.txt"),
        (["check", "a.txt", "--corpus", "helth-basics"], 2, "health-basics"),
        (["check", "a.txt", "--format", "docx"], 2, "docx"),
        (["check", "https://example.org/post"], 4, "offline"),
        (["check", "a.txt", "--nonsense"], 2, "nonsense"),
        (["evaluate", "poetry"], 2, "poetry"),
        (["evaluate", "promo"], 2, "--data"),
    ],
)
def test_a_wrong_command_says_what_is_wrong(
    args: list[str], code: int, words: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = run(*args, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert words.lower() in done.stderr.lower()
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", 0),
        ("blank.txt", b" \n\t\n", 0),
        ("noise.txt", bytes(range(256)) * 40, 4),
        ("broken.pdf", b"%PDF-1.7\nnothing here", 4),
        ("latin.txt", "Käse heilt Erkältung – so sagt man.".encode("cp1252"), 0),
    ],
)
def test_bad_input_gives_one_sentence_and_the_right_code(
    name: str, data: bytes, code: int, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = run("check", str(path))
    assert done.returncode == code, done.stderr
    assert name in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2


def test_help_loads_nothing_heavy() -> None:
    probe = (
        "import sys\n"
        "from claimcheck.cli import app\n"
        "heavy = {'torch', 'transformers', 'sklearn', 'onnxruntime', 'lancedb', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "verb", ["check", "batch", "claims", "promo", "corpus", "evaluate", "train", "doctor", "rules"]
)
def test_every_verb_explains_itself(verb: str) -> None:
    done = run(verb, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_the_doctor_finds_everything_in_place() -> None:
    done = run("doctor", "--json")
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["problems"] == []


def test_claims_and_promo_run_without_the_verifier(article: Path) -> None:
    claims = run("claims", str(article), "--json")
    rows = [json.loads(line) for line in claims.stdout.splitlines()]
    assert all(ARTICLE[row["start"] : row["end"]] == row["text"] for row in rows)
    assert len(rows) == 2
    promo = run("promo", str(article))
    assert "cure_claim" in promo.stdout
