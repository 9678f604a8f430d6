"""Jobs done on all cores, each in a copy of this process, so that what they work on need not be sent to them."""

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Made = TypeVar("Made")

_jobs: Sequence[Callable[[], Any]] = ()


def cores() -> int:
    """How many processes can run at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def side_by_side(jobs: Sequence[Callable[[], Made]]) -> list[Made]:
    """What each of some jobs makes, in order, as one after another would; what a job changes is lost. One after another it is
    where a running process cannot be copied safely: anywhere but on Linux."""
    count = min(cores(), len(jobs))
    if count < 2 or not sys.platform.startswith("linux"):
        return [job() for job in jobs]
    with ProcessPoolExecutor(count, get_context("fork"), _take, (jobs,)) as pool:
        return list(pool.map(_done, range(len(jobs))))


def _take(jobs: Sequence[Callable[[], Any]]) -> None:
    from threadpoolctl import threadpool_limits

    global _jobs
    _jobs = jobs
    threadpool_limits(1)


def _done(number: int) -> Any:
    return _jobs[number]()
