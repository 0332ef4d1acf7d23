"""A run on the machines of a Ray cluster: groups of inputs as tasks, results to one ledger.

Plain tasks, no actors: a task whose machine is lost is started on another by Ray itself, while an
actor that could not be placed again has been seen to hang. A watchdog of our own ends what makes
no progress. Files are read where they are checked, from a folder that all machines see.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, Protocol

from claimcheck.batch.feed import Prepared, Preparer
from claimcheck.batch.model import BatchChecker, Job, Result, Status
from claimcheck.batch.results import check_all, given_up
from claimcheck.config import Settings
from claimcheck.errors import ClaimcheckError, MissingExtraError, RunError
from claimcheck.ingest import Source

__all__ = ["Engine", "Outcome", "RayEngine", "Task", "check_group"]

Task = tuple[Job, Source]
Outcome = Prepared | Result
Make = Callable[[Settings], BatchChecker]


class Engine(Protocol):
    """Works through the inputs of a run somewhere else than in this process."""

    def __call__(self, tasks: Iterator[Task], prepare: Preparer) -> Iterator[list[Outcome]]:
        """What became of the inputs, as they are done, each exactly once."""
        ...


@lru_cache(maxsize=1)
def _checker(make: Make, settings: Settings) -> BatchChecker:
    """The checker of this process, for as long as it lives."""
    return make(settings)


def check_group(
    make: Make, settings: Settings, prepare: Preparer, tasks: list[Task]
) -> list[Outcome]:
    """Read and check some inputs in this process.

    :param make: makes the checker, at the first group.
    :param settings: what it is made of.
    :param prepare: reads an input and knows what needs no checking.
    :param tasks: the inputs.
    :returns: what became of each, in order.
    :raises RunError: E604 if another version or model is installed here than where the run began.
    """
    checker = _checker(make, settings)
    if checker.fingerprint != prepare.fingerprint:
        raise RunError(
            "A machine of the cluster has another version, model or corpus of claimcheck than the "
            "one that started the run; install the same everywhere.",
            code="E604",
        )
    items = [prepare(*task) for task in tasks]
    articles = [item for item in items if item.article is not None]
    checked = iter(check_all(checker, articles))
    return [next(checked) if item.article is not None else item.failure or item for item in items]


class RayEngine:
    """Sends groups of inputs to a Ray cluster: the one of ``RAY_ADDRESS``, else one started here.

    :param settings: what the checkers are made of; ``threads`` is also the share of a task.
    :param make: makes a checker of settings, in the process of a task.
    :param group: inputs of one task; changes no result.
    :param stall: seconds without any progress after which the run is ended.
    """

    def __init__(
        self, settings: Settings, *, make: Make, group: int = 8, stall: float = 600.0
    ) -> None:
        # One thread a task, unless said otherwise: Ray fills the cores with tasks.
        self._settings = replace(settings, threads=settings.threads or 1)
        self._make = make
        self._group = group
        self._stall = stall

    def __call__(self, tasks: Iterator[Task], prepare: Preparer) -> Iterator[list[Outcome]]:
        """What became of the inputs, in no fixed order; the ledger puts them in theirs.

        :param tasks: the inputs; taken as there is room.
        :param prepare: reads an input and knows what needs no checking.
        :yields: the outcomes of one task.
        :raises ClaimcheckError: if no machine can work (a missing model, another version).
        """
        ray = _ray()
        if not ray.is_initialized():
            ray.init(log_to_driver=False, include_dashboard=False, configure_logging=False)
        share = self._settings.threads
        send = ray.remote(max_retries=3, num_cpus=share)(check_group).remote
        room = 2 * max(1, int(ray.cluster_resources().get("CPU", 1)) // share)
        waiting, groups = _groups(tasks, self._group), deque[list[Task]]()
        pending: dict[Any, list[Task]] = {}
        while True:
            while len(pending) < room and (group := _next(groups, waiting)):
                pending[send(self._make, self._settings, _part(prepare, group), group)] = group
            if not pending:
                return
            done, _ = ray.wait(list(pending), num_returns=1, timeout=self._stall)
            if not done:
                for group in itertools.chain(pending.values(), groups, waiting):
                    yield [_stalled(job, self._stall) for job, _ in group]
                return
            group = pending.pop(done[0])
            found = _result(ray, done[0], group)
            if found is None:
                groups.extend([task] for task in group)
            else:
                yield found


def _ray() -> Any:
    try:
        import ray
    except ImportError as error:
        raise MissingExtraError(
            "--engine ray needs Ray; install it with: pip install 'claimcheck-health[ray]'"
        ) from error
    return ray


def _groups(tasks: Iterable[Task], size: int) -> Iterator[list[Task]]:
    iterator = ((job, _anywhere(source)) for job, source in tasks)
    while group := list(itertools.islice(iterator, size)):
        yield group


def _anywhere(source: Source) -> Source:
    """The same input, named in a way that holds in another working folder."""
    return source if source.path is None else replace(source, path=source.path.absolute())


def _next(again: deque[list[Task]], fresh: Iterator[list[Task]]) -> list[Task] | None:
    return again.popleft() if again else next(fresh, None)


def _part(prepare: Preparer, group: list[Task]) -> Preparer:
    """What is known of these inputs alone, as it travels with each task."""
    names = [job.name for job, _ in group]
    known = {name: prepare.known[name] for name in names if name in prepare.known}
    return replace(prepare, known=known)


def _result(ray: Any, reference: Any, group: list[Task]) -> list[Outcome] | None:
    """What a task gave; ``None`` if it must be tried in single inputs."""
    try:
        found: list[Outcome] = ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        if isinstance(error.cause, ClaimcheckError):
            raise error.cause from error
        raise
    except ray.exceptions.RayError:
        # The process died, again and again: of one of these inputs, or for want of memory.
        if len(group) > 1:
            return None
        return [given_up(Prepared(job=job), deaths=4) for job, _ in group]
    return found


def _stalled(job: Job, seconds: float) -> Result:
    """A pending input; without a hash it is tried again whenever the run goes on."""
    return Result(
        job=job,
        sha256="",
        size=0,
        status=Status.FAILED,
        code="E605",
        stage="engine",
        error=(
            f"{job.name!r} was still pending when nothing had been done for {seconds:g} seconds; "
            "give the same command again when the machines are back."
        ),
    )
