from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimcheck.cli import learn as command
from claimcheck.cli.review_exchange import export_reviews, import_reviews
from claimcheck.review.store import ReviewStore
from claimcheck.types import Label, Reason
from claimcheck.verification.remembering import RememberingVerifier, with_memory
from tests.builders import report
from tests.training.learn.reviewing import model_folders, verifier
from tests.verification.helpers import make_claim

RUN = CliRunner()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with one settled claim, and models that are made up."""
    path = tmp_path / "review.sqlite"
    made = report("Zinc cures colds. Sleep well.", start=0, end=17)
    with ReviewStore.open(path) as opened:
        opened.add(made)
        (item, *_) = opened.items().items
        opened.label(item.id, "contradictory", actor="ana")
    folders = model_folders(tmp_path / "models")
    monkeypatch.setattr(command, "_verifier", lambda _: verifier())
    monkeypatch.setattr(command, "_folders", lambda _: folders)
    return path


def test_learning_writes_models_that_remember_and_can_be_rolled_back(
    store: Path, tmp_path: Path
) -> None:
    output = tmp_path / "learnt"
    ran = RUN.invoke(command.app, ["--store", str(store), "-o", str(output), "--json"])
    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.stdout)
    assert (told["outcome"], told["memory"]) == ("promoted", 1)

    remembering = with_memory(verifier(), output)
    assert isinstance(remembering, RememberingVerifier)
    known, other = remembering.verify(
        [make_claim("Zinc cures colds."), make_claim("Zinc cures warts.")], [(), ()]
    )
    assert (known.label, known.reason) == (Label.CONTRADICTORY, Reason.REVIEWED)
    assert "Reviewed by ana" in known.evidence[1].passage.citation
    assert other == verifier().verify([make_claim("Zinc cures warts.")], [()])[0]

    back = RUN.invoke(command.app, ["rollback", str(output)])
    assert back.exit_code == 0, back.output
    assert not isinstance(with_memory(verifier(), output), RememberingVerifier)


def test_learning_needs_a_store_and_a_folder() -> None:
    ran = RUN.invoke(command.app, ["--store", "x.sqlite"])
    assert ran.exit_code != 0


def test_reviews_are_exported_and_imported_by_command(store: Path, tmp_path: Path) -> None:
    import typer

    app = typer.Typer()
    app.command("export")(export_reviews)
    app.command("import")(import_reviews)
    path = tmp_path / "out.csv"
    ran = RUN.invoke(app, ["export", "--store", str(store), "-f", "csv", "-o", str(path)])
    assert ran.exit_code == 0, ran.output
    text = path.read_text("utf-8")
    assert "Zinc cures colds." in text

    path.write_text(text.replace("Zinc cures colds.", "Iron cures rust."), "utf-8")
    ran = RUN.invoke(app, ["import", str(path), "--store", str(store), "-f", "csv", "--json"])
    assert ran.exit_code == 3
    assert json.loads(ran.stdout.splitlines()[-1])["refused"] > 0


def test_a_format_that_is_not_known_is_named(store: Path) -> None:
    import typer

    app = typer.Typer()
    app.command("export")(export_reviews)
    app.command("other")(lambda: None)
    ran = RUN.invoke(app, ["export", "--store", str(store), "-f", "xml"])
    assert "no format 'xml'" in str(ran.exception)
