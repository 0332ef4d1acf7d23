"""The command that serves the page: who it lets in, and under which names it answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from claimcheck.cli import app
from claimcheck.review import ReviewStore


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, dict[str, Any]]]:
    """What would have been served."""
    found: list[tuple[Any, dict[str, Any]]] = []

    def run(application: Any, **options: Any) -> None:
        found.append((application, options))

    monkeypatch.setattr("uvicorn.run", run)
    return found


def serve(store: Path, *options: str) -> str:
    done = CliRunner().invoke(app, ["review", "serve", "--store", str(store), *options])
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def test_the_first_person_gets_a_link_and_owns_the_store(
    tmp_path: Path, served: list[tuple[Any, dict[str, Any]]]
) -> None:
    path = tmp_path / "review.sqlite"
    link = serve(path, "--reviewer", "ana", "--corpus", "none")
    address, _, token = link.partition("/login#token=")
    assert address == "http://127.0.0.1:8765"
    assert (served[0][1]["host"], served[0][1]["port"]) == ("127.0.0.1", 8765)
    assert served[0][0].state.desk.settings.cookie == "claimcheck-review-8765"
    with ReviewStore.open(path) as store:
        person = store.authenticate(token)
    assert person is not None
    assert (person.name, person.role) == ("ana", "owner")


def test_the_second_start_shows_no_token_unless_it_is_asked_for(
    tmp_path: Path, served: list[tuple[Any, dict[str, Any]]]
) -> None:
    path = tmp_path / "review.sqlite"
    serve(path, "--reviewer", "ana")
    assert serve(path) == "http://127.0.0.1:8765/login"
    token = serve(path, "--reviewer", "ben").partition("#token=")[2]
    with ReviewStore.open(path) as store:
        person = store.authenticate(token)
    assert person is not None
    assert person.role == "reviewer"


def test_only_its_own_names_are_answered(
    tmp_path: Path, served: list[tuple[Any, dict[str, Any]]]
) -> None:
    serve(tmp_path / "r.sqlite", "--port", "9000", "--name", "Review.Example.org", "--https")
    application = served[0][0]
    hosts = application.state.desk.settings.hosts
    assert hosts == ("127.0.0.1:9000", "localhost:9000", "review.example.org")
    assert application.state.desk.settings.secure


def test_the_link_signs_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reached: list[int] = []

    def run(application: Any, **options: Any) -> None:
        token = capsys.readouterr().out.strip().partition("#token=")[2]
        http = TestClient(application, base_url="http://localhost:8765")
        answer = http.post("/login", data={"token": token})
        reached.append(answer.status_code)
        assert "ana" in answer.text

    monkeypatch.setattr("uvicorn.run", run)
    app(
        ["review", "serve", "--store", str(tmp_path / "r.sqlite"), "--reviewer", "ana"],
        standalone_mode=False,
    )
    assert reached == [200]
