"""Where chunks of patients are counted: here, in other processes, or on a Dask cluster.

Everything goes through `concurrent.futures.Executor`. Chunks are whole numbers that add up, so the answer is
the same to the last bit wherever and in whatever order they come back.
"""

import logging
import re
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from socket import create_connection
from typing import Any, Protocol, Self, TypeVar

from simulator import cohort
from simulator.errors import InputError

MOST_WORKERS = 256
_ADDRESS = re.compile(r"((tcp|tls)://)?(?P<host>[A-Za-z0-9_.\-]+):(?P<port>\d{1,5})/?\Z")
CONNECT_S = 5
WORK_LOST = 5
"""How often a chunk is sent again when the worker that had it died."""


class Addable(Protocol):
    """A tally: adds to its own kind."""

    def __add__(self, other: Self, /) -> Self: ...


T = TypeVar("T", bound=Addable)


class Here(Executor):
    """Runs what is submitted at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Run `fn` now; the future is done when this returns."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def check_workers(workers: int) -> None:
    """Raises InputError for an absurd number of processes."""
    if not 0 <= workers <= MOST_WORKERS:
        raise InputError("--workers", workers, f"must be from 0 to {MOST_WORKERS}")


@contextmanager
def executor(workers: int = 0, scheduler: str | None = None) -> Iterator[Executor]:
    """This process (0 or 1 workers), `workers` processes, or the cluster at `scheduler`.

    Raises InputError.
    """
    check_workers(workers)
    if scheduler is not None:
        if workers:
            raise InputError("--workers", workers, "cannot be given together with --scheduler")
        with _cluster(scheduler) as found:
            yield found
    elif workers <= 1:
        yield Here()
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            yield pool


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    if find_spec("distributed") is None:
        raise InputError("--scheduler", address, "needs Dask: pip install -r requirements-optional.txt")
    parts = _ADDRESS.match(address)
    if parts is None:
        raise InputError("--scheduler", address, "must be an address such as tcp://127.0.0.1:8786")
    try:
        create_connection((parts["host"], int(parts["port"])), CONNECT_S).close()
    except (OSError, OverflowError) as error:
        raise InputError("--scheduler", address, f"no scheduler answers there ({error})") from None
    distributed: Any = import_module("distributed")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = distributed.Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError):
        raise InputError("--scheduler", address, "what answers there is not a Dask scheduler") from None
    try:
        yield client.get_executor(pure=False, retries=WORK_LOST)
    finally:
        client.close()


def chunks(patients: int, size: int = cohort.CHUNK) -> Iterator[tuple[int, int]]:
    """Start and size of every chunk of `patients`."""
    for start in range(0, patients, size):
        yield start, min(size, patients - start)


def total(
    pool: Executor,
    work: Callable[[int, int], T],
    patients: int,
    *,
    size: int = cohort.CHUNK,
    ahead: int = 64,
    progress: Callable[[int], bool] | None = None,
) -> T | None:
    """Sum of `work(start, count)` over all chunks; at most `ahead` are under way, so that memory stays flat.

    `progress` is told how many patients are done after every chunk; when it answers False the run stops and
    the answer is None.
    """
    waiting: dict[Future[T], int] = {}
    todo = chunks(patients, size)
    done, answer = 0, None
    at_once = 1 if isinstance(pool, Here) else ahead
    while True:
        while len(waiting) < at_once and (chunk := next(todo, None)) is not None:
            waiting[pool.submit(work, *chunk)] = chunk[1]
        if not waiting:
            return answer
        finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in finished:
            part = future.result()
            answer = part if answer is None else answer + part
            done += waiting.pop(future)
        if progress is not None and not progress(done):
            for future in waiting:
                future.cancel()
            return None
