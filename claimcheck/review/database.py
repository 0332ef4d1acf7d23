"""Opening a store's database: SQLite with a write-ahead log, or PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from claimcheck.errors import MissingExtraError, UsageError

__all__ = ["HEAD", "Database", "open_database"]

HEAD = "0002"
"""The newest migration."""

_BUSY_SECONDS = 30
_MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """Connections for reading and writing; a write is on disk once its block is left.

    :param engine: of SQLAlchemy, as :func:`open_database` makes it.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(claimcheck_write=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the store."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes are committed together, or not at all."""
        with self._writer.begin() as connection:
            yield connection

    def measure(self) -> None:
        """Tell PostgreSQL what a large change has done to its tables; SQLite plans without."""
        if not self.is_sqlite:
            with self.write() as connection:
                connection.exec_driver_sql("ANALYZE states, answers, events")

    def tidy(self) -> None:
        """Let nothing that was deleted linger in the write-ahead log."""
        if self.is_sqlite:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").close()


def open_database(where: str | Path, *, create: bool = True) -> Database:
    """Open a database and bring its tables up to date.

    :param where: a file, or a URL that starts with ``postgresql://``.
    :param create: whether a file that is not there is made.
    :returns: the database.
    :raises UsageError: if it cannot be opened or is of a later version of claimcheck.
    :raises MissingExtraError: if pg8000 is needed and not installed.
    """
    engine = _postgres(str(where)) if "://" in str(where) else _sqlite(Path(where), create=create)
    try:
        _migrate(engine)
    except DBAPIError as error:
        engine.dispose()
        raise UsageError(
            f"The review store {_shown(where)} cannot be opened: {error.orig}."
        ) from error
    except UsageError:
        engine.dispose()
        raise
    return Database(engine)


def _shown(where: str | Path) -> str:
    return make_url(str(where)).render_as_string() if "://" in str(where) else repr(str(where))


def _sqlite(path: Path, *, create: bool) -> Engine:
    if not create and not path.is_file():
        raise UsageError(
            f"There is no review store {str(path)!r}; make one with: "
            f"claimcheck review add RUN --store {path}"
        )
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    # The driver's own transactions begin too late to keep a read and a write together.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        # What was acknowledged must outlive a power cut.
        "synchronous=FULL",
        # An erased name must not stay in a free page.
        "secure_delete=ON",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    # Taking the write lock at once, a writer never finds that what it read is stale.
    writes = connection.get_execution_options().get("claimcheck_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(address: str) -> Engine:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise UsageError(
            f"A store's URL looks like postgresql://user@host/name: {error}"
        ) from error
    if url.get_backend_name() == "postgresql" and not url.username:
        raise UsageError("A store's URL names a user: postgresql://user@host/name")
    if url.get_backend_name() != "postgresql":
        raise UsageError(
            f"A store is a file or a postgresql:// URL, not {url.get_backend_name()}://."
        )
    try:
        engine = create_engine(url.set(drivername="postgresql+pg8000"), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            "A store in PostgreSQL needs pg8000; install it with: "
            "pip install 'claimcheck-health[postgres]'"
        ) from error
    # One statement for many rows: pg8000 itself would send each row on its own.
    engine.dialect.use_insertmanyvalues_wo_returning = True
    return engine


def _migrate(engine: Engine) -> None:
    with engine.begin() as connection:
        found = _version(connection)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise UsageError(
            f"The review store is of a later version of claimcheck (tables {found}, known {HEAD})."
        )
    # Alembic is slow to import, and most stores are up to date.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with engine.execution_options(claimcheck_write=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            # Two programs that open a new store at once must not both make its tables.
            connection.execute(text("SELECT pg_advisory_xact_lock(715002)"))
        if _version(connection) != HEAD:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
