"""Stores for the tests: each test runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from claimcheck.review import ReviewStore

_NUMBERS = itertools.count()


def _programs() -> Path | None:
    """Where PostgreSQL's own programs are: Debian keeps them out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    other = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(other).parent if other else None


class Server:
    """A PostgreSQL of the tests' own, on a socket in a folder of its own."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.folder, self._programs = folder, programs
        self._free: list[str] = []
        # The server refuses to run as root.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        data = str(folder / "data")
        self._run("initdb", "-D", data, "-U", "tests", "-A", "trust", "-N")
        # A child of ours, not a daemon: so it can be waited for when it ends.
        self._process = subprocess.Popen(
            [
                str(programs / "postgres"), "-D", data, "-k", str(folder),
                "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, user=self._user,
        )  # fmt: skip
        until = time.monotonic() + 60
        while not self._is_ready():
            assert self._process.poll() is None, "PostgreSQL did not start"
            assert time.monotonic() < until, "PostgreSQL is not ready after a minute"
            time.sleep(0.05)

    def _is_ready(self) -> bool:
        command = [str(self._programs / "pg_isready"), "-q", "-h", str(self.folder)]
        return subprocess.run(command, check=False).returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        done = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=self.folder,
            text=True, user=self._user,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database, emptied again afterwards: making one takes long."""
        if not self._free:
            self._free.append(f"store{next(_NUMBERS)}")
            self._run("createdb", "-h", str(self.folder), "-U", "tests", self._free[-1])
        name = self._free.pop()
        yield f"postgresql://tests@/{name}?unix_sock={self.folder}/.s.PGSQL.5432"
        again = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
        self._run("psql", "-q", "-h", str(self.folder), "-U", "tests", "-c", again, name)
        self._free.append(name)

    def stop(self) -> None:
        self._process.send_signal(signal.SIGQUIT)  # at once, as nothing is to be kept
        self._process.wait(60)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    # A socket's path must be short, and its folder open to the server's own user.
    with tempfile.TemporaryDirectory(prefix="cc") as folder:
        Path(folder).chmod(0o755)
        server = Server(programs, Path(folder))
        yield server
        server.stop()


@contextmanager
def a_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new store goes, in the database that a fixture's parameter names."""
    if request.param == "sqlite":
        yield str(tmp_path / "review.sqlite")
        return
    with request.getfixturevalue("postgres").database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new store goes: each test runs on both."""
    with a_place(request, tmp_path) as found:
        yield found


@pytest.fixture
def store(address: str) -> Iterator[ReviewStore]:
    """An empty store."""
    with ReviewStore.open(address) as opened:
        yield opened


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[ReviewStore]:
    """An empty store in a file, for what does not depend on the database."""
    with ReviewStore.open(tmp_path / "review.sqlite") as opened:
        yield opened
