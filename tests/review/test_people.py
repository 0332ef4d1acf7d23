from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from claimcheck.errors import UsageError
from claimcheck.review import ReviewStore, Role
from claimcheck.review.people import may
from tests.review.samples import many, report, say


def test_a_token_is_shown_once_and_opens_the_door(store: ReviewStore, tmp_path: Path) -> None:
    person, token = store.add_person("Ana Ortiz", role="adjudicator")
    assert store.authenticate(token) == person
    assert store.authenticate(token + "x") is None
    _, newer = store.add_person("Ana Ortiz", role="owner")
    assert store.authenticate(token) is None
    found = store.authenticate(newer)
    assert found is not None
    assert (found.id, found.role) == (person.id, Role.OWNER)
    assert may(found, Role.ADJUDICATOR)


def test_the_file_never_holds_a_token(sqlite: ReviewStore, tmp_path: Path) -> None:
    _, token = sqlite.add_person("ana")
    sqlite.backup(tmp_path / "copy.sqlite")
    assert token.encode() not in (tmp_path / "copy.sqlite").read_bytes()


@pytest.mark.parametrize("name", ["", "   ", "a\nb", "x" * 81, "machine", "a\x00b"])
def test_names_that_cannot_be_are_refused(sqlite: ReviewStore, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a reviewer's name"):
        sqlite.add_person(name)


def test_an_erased_name_is_gone_and_the_work_stays(store: ReviewStore) -> None:
    store.add(many(2), overlap=2)
    item = store.items().items[0]
    _, token = store.add_person("Benedikta")
    store.label(item.id, "supported", actor="Benedikta")
    person = store.erase("Benedikta")
    assert person.erased
    assert store.authenticate(token) is None
    (answer,) = store.item(item.id).answers
    assert (answer.actor, answer.label) == (person.id, "supported")
    assert {a.actor for a in store.annotations()} == {person.id}
    assert store.verify() is None
    store.rebuild()
    assert store.item(item.id).answers[0].actor == person.id
    refused = store.record([say(person.id, "skip", item.id)])[0]
    assert refused.result == "refused"
    with pytest.raises(UsageError, match="no reviewer"):
        store.erase("Benedikta")


def test_an_erased_name_is_in_no_file(tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    with ReviewStore.open(path) as store:
        store.add(many(2))
        store.label(store.items().items[0].id, "supported", actor="Benedikta")
        store.erase("Benedikta")
        for file in tmp_path.iterdir():
            assert b"Benedikta" not in file.read_bytes(), file


def test_a_backup_is_a_store_and_never_replaces_a_file(store: ReviewStore, tmp_path: Path) -> None:
    store.add([report(["It heals 💊."], promo=["heals"]), *many(5)])
    store.next("ana")
    store.label(store.items().items[0].id, "supported", actor="ana")
    path = store.backup(tmp_path / "copies" / "copy.sqlite")
    with ReviewStore.open(path, create=False) as copy:
        assert copy.items(limit=100) == store.items(limit=100)
        assert list(copy.snapshot()) == list(store.snapshot())
        assert list(copy.events()) == list(store.events())
        assert copy.verify() is None
        assert len(copy.next("ben", limit=10)) == len(store.items().items) - 2
    assert [p.name for p in path.parent.glob("*.part*")] == []
    with pytest.raises(UsageError, match="already"):
        store.backup(path)


def test_a_store_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no review store"):
        ReviewStore.open(tmp_path / "none.sqlite", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_store_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    ReviewStore.open(path).close()
    with sqlite3.connect(path) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.close()
    with pytest.raises(UsageError, match="later version"):
        ReviewStore.open(path)


@pytest.mark.parametrize(
    "where", ["mysql://x/y", "postgresql://", "postgresql://u@/d?unix_sock=/n/o"]
)
def test_addresses_that_lead_nowhere_say_so(where: str) -> None:
    with pytest.raises(UsageError):
        ReviewStore.open(where)


def test_a_password_is_not_in_the_message() -> None:
    with pytest.raises(UsageError) as caught:
        ReviewStore.open("postgresql://ana:secret@/d?unix_sock=/n/o")
    assert "secret" not in str(caught.value)


def test_the_migrations_make_the_tables_of_the_model(store: ReviewStore) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from claimcheck.review.tables import Base

    with store._database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_store_of_before_the_tallies_gets_them(address: str) -> None:
    from sqlalchemy import text

    with ReviewStore.open(address) as store:
        store.add(many(5))
        first, second = (item.id for item in store.items(limit=2).items)
        store.label(first, "supported", actor="ana")
        store.label(second, "not_a_claim", actor="ben")
        before = store.progress()
        with store._database.write() as connection:
            connection.execute(text("DROP TABLE tallies"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with ReviewStore.open(address) as store:
        assert store.progress() == before


def test_the_newest_migration_is_the_one_that_a_store_is_opened_at() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from claimcheck.review import database

    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == database.HEAD


def test_a_path_may_hold_any_character(tmp_path: Path) -> None:
    path = tmp_path / "a folder #1" / "re?view%20=é.sqlite"
    with ReviewStore.open(path) as store:
        store.add(many(1))
    assert path.is_file()


def test_settings_are_checked(sqlite: ReviewStore) -> None:
    assert sqlite.setting("overlap") == "1"
    assert sqlite.setting("overlap", "3") == "3"
    sqlite.add(many(1))
    assert sqlite.items().items[0].target == 3
    with pytest.raises(UsageError):
        sqlite.setting("overlap", "0")
    with pytest.raises(UsageError):
        sqlite.setting("colour", "red")
