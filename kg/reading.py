"""Many documents read at once: by this process, by several of this machine, or by the workers of a Dask cluster.

Readings come in the order of their documents, as a stream: however many documents there are, a few are on their way.
"""

import gc
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.model import Document, Reading
from kg.side_by_side import cores

# A process that reads says how many threads numpy may use before numpy is loaded: nothing here loads it.
if TYPE_CHECKING:
    from kg.extraction import Extractor

SMALL = 150_000
"""Characters that this process has read by the time that others would have started."""
AHEAD = 8
"""Documents on their way for each process that reads: enough to go on while a batch of them is stored."""
YOUNG = 300_000
"""Values made before a process that reads looks for garbage within a document, and not only after it."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Who reads: some `processes` of this machine (0: one a core), or the workers of the Dask scheduler at an address."""

    processes: int = 1
    dask: str | None = None


HERE = Engine()
"""The process that asks reads."""


class ReaderDied(KgError):
    """A process that was reading and was ended by somebody else."""

    exit_code = 1

    def __init__(self) -> None:
        super().__init__(
            "a process that was reading was killed, perhaps for want of memory; fewer --processes need less. "
            "What was stored so far is kept: the same command goes on from there"
        )


class ClusterFailure(KgError):
    """A Dask cluster that cannot be reached, or that lost what it was given to read."""

    exit_code = 1

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address}: {why}")
        self.address, self.why = address, why


def read_all(documents: Iterable[Document], extractor: "Extractor", engine: Engine = HERE) -> Iterator[Reading]:
    """A reading for each document, in order. Raises ReaderDied, ClusterFailure."""
    if engine.dask is not None:
        yield from _read_on_dask(documents, extractor, engine.dask)
        return
    processes = engine.processes or cores()
    stream = iter(documents)
    first = list(_first(stream)) if processes > 1 else []
    # The little that one process reads in the time that others take to start is read here.
    if _is_much(first):
        yield from _read_in_processes(chain(first, stream), extractor, processes)
    else:
        yield from extractor.read_many(chain(first, stream))


def _first(documents: Iterator[Document]) -> Iterator[Document]:
    """Documents until it is known that there are many."""
    taken: list[Document] = []
    for document in documents:
        taken.append(document)
        yield document
        if _is_much(taken):
            return


def _is_much(documents: Sequence[Document]) -> bool:
    return len(documents) > 1 and sum(len(document.text) for document in documents) >= SMALL


def _in_order(documents: Iterable[Document], submit: Callable[[Document], Any], ahead: int) -> Iterator[Reading]:
    """The results of futures in the order of their documents, `ahead` of them at work or waiting."""
    waiting: deque[Any] = deque()
    for document in documents:
        waiting.append(submit(document))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


# Processes of this machine ----------------------------------------------------------------------------------------


def _read_in_processes(documents: Iterable[Document], extractor: "Extractor", processes: int) -> Iterator[Reading]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Started anew: a copy of this process would hold copies of the store's threads and locks.
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_start, initargs=(pickle.dumps(extractor),)
    )
    try:
        yield from _in_order(documents, lambda document: pool.submit(_read, document), AHEAD * processes)
    except BrokenProcessPool as exc:
        raise ReaderDied from exc
    finally:
        pool.shutdown(cancel_futures=True)


_extractor: "Extractor"
"""Of a process that reads."""


def _start(pickled: bytes) -> None:
    """Makes a process ready to read: one thread, deaf to Ctrl-C, which the process that asks answers."""
    global _extractor
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _extractor = pickle.loads(pickled)
    _extractor.reader.language.load()
    # What is loaded stays: the garbage collector need not look through it again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 50, 100)


def _end_with_parent() -> None:
    """Ends this process when the one that asks is gone: killed, it can tell nobody."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    if (parent := parent_process()) is not None:
        wait([parent.sentinel])
        os._exit(1)


def _read(document: Document) -> Reading:
    reading = _extractor.read(document)
    gc.collect(0)  # its tokens, which know each other
    return reading


# Dask -------------------------------------------------------------------------------------------------------------


def _read_on_dask(documents: Iterable[Document], extractor: "Extractor", address: str) -> Iterator[Reading]:
    try:
        from distributed import CancelledError
        from distributed.scheduler import KilledWorker
    except ImportError as exc:
        raise ClusterFailure(address, "Dask is not installed; pip install 'kg[dask]' installs it") from exc
    client = _client(address)
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise ClusterFailure(address, "the scheduler has no workers; start some with 'dask worker'")
        # Made by a task, so that the cluster can make it again when the worker that holds it is lost.
        sent = client.scatter(pickle.dumps(extractor))  # some megabytes of weights: too much for the task itself
        shared = client.submit(_received, sent, _versions(extractor))

        def submit(document: Document) -> Any:
            return client.submit(_read_shared, shared, document, pure=False)

        yield from _in_order(documents, submit, AHEAD * threads)
    except (CancelledError, KilledWorker, OSError) as exc:
        raise ClusterFailure(address, f"the cluster lost what it was reading ({type(exc).__name__}: {exc})") from exc
    finally:
        client.close()


def _client(address: str) -> Any:
    import distributed

    connect: Any = distributed.Client  # which is not typed
    try:
        return connect(address, timeout=5, set_as_default=False)
    except (OSError, ValueError) as exc:
        raise ClusterFailure(address, "no Dask scheduler answers there; 'dask scheduler' starts one") from exc


def _versions(extractor: "Extractor") -> str:
    from importlib.metadata import version

    return f"kg {version('kg')}, {extractor.reader.language.version}"


def _received(pickled: bytes, versions: str) -> "Extractor":
    """In a worker: the extractor, if it would read here what it reads at home."""
    extractor: Extractor = pickle.loads(pickled)
    if (here := _versions(extractor)) != versions:
        raise OSError(f"a worker has {here}, not {versions}")
    return extractor


_one_at_a_time = threading.Lock()


def _read_shared(extractor: "Extractor", document: Document) -> Reading:
    with _one_at_a_time:  # the parser is not made for threads
        return extractor.read(document)
