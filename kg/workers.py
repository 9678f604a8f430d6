"""Queries that are given up when they take too long: each is answered in a process that can be ended."""

import contextlib
import io
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from kg.answers import Answer, Rows, StoreFailure, Truth, formats_of, write_answer
from kg.errors import KgError
from kg.snapshots import Snapshots
from kg.sparql import BadQuery, Dataset

START = 60
"""How many seconds a process may take to start."""
MEMORY = 2 << 30
"""Bytes that one process may hold."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a query may take, how long its answer may be, and how many are answered at a time."""

    seconds: float = 20
    bytes: int = 50_000_000
    processes: int = 2


LIMITS = Limits()


Wanted = tuple[tuple[str, str], ...]
"""Media types with their formats, best first."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query, in which forms its answer is wanted when it is rows (or a truth value) or triples, and of which graphs:
    None is the union of all.
    """

    text: str
    rows: Wanted
    triples: Wanted
    dataset: Dataset | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as it is sent: `kind` is rows, truth or triples."""

    kind: str
    media: str
    body: bytes


class TooSlow(KgError):
    """A query that was given up."""

    exit_code = 1

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}; ask for less, or ask on the command line, where kg query has no limit")


class TooLong(KgError):
    """An answer that is longer than the limit."""

    def __init__(self, bytes: int) -> None:
        super().__init__(f"the answer is longer than {bytes} bytes; add LIMIT, and OFFSET for the next part")
        self.bytes = bytes


class NotAcceptable(KgError):
    """An answer wanted in no form that it has."""

    def __init__(self, kind: str, formats: tuple[str, ...]) -> None:
        super().__init__(f"this answer is {kind}; it can be had as {', '.join(formats)}")
        self.kind, self.formats = kind, formats


# In the process that answers --------------------------------------------------------------------------------------


class _Overflow(Exception):
    pass


class _Body(io.BytesIO):
    """Bytes up to a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit, self.full = limit, False

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.limit:
            self.full = True
            raise _Overflow
        return super().write(data)


def kind_of(answer: Answer) -> str:
    """What an answer is, in a word."""
    if isinstance(answer, Rows):
        return "rows"
    return "truth" if isinstance(answer, Truth) else "triples"


def written(answer: Answer, question: Question, limit: int) -> Written:
    """The answer in the best form it has. Raises NotAcceptable, TooLong."""
    kind, formats = kind_of(answer), formats_of(answer)
    for media, format in question.triples if kind == "triples" else question.rows:
        if format in formats:
            body = _Body(limit)
            try:
                write_answer(answer, body, format)
            except (_Overflow, OSError) as exc:
                # The engine may wrap what stopped it.
                if body.full:
                    raise TooLong(limit) from exc
                raise StoreFailure(f"the store failed while it answered: {exc}") from exc
            return Written(kind, media, body.getvalue())
    raise NotAcceptable(kind, formats)


def _work(pipe: Connection, location: str, base: str, limits: Limits) -> None:
    """Answers questions until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    snapshots = Snapshots(location, base)
    pipe.send("ready")
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            question = pipe.recv()
            with _ending_itself(limits.seconds + 5):
                pipe.send(_reply(snapshots, question, limits.bytes))


def _reply(snapshots: Snapshots, question: Question, limit: int) -> tuple[Any, ...]:
    """What can be pickled: `Written`, or the name of a refusal and what it is made from."""
    try:
        answer = snapshots.graph().store.query(question.text, question.dataset)
        return ("written", written(answer, question, limit))
    except BadQuery as exc:
        message = str(exc).removeprefix(f"line {exc.line}, column {exc.column}: ")
        return ("bad", message, exc.line, exc.column)
    except NotAcceptable as exc:
        return ("unacceptable", exc.kind, exc.formats)
    except TooLong as exc:
        return ("long", exc.bytes)
    except KgError as exc:
        return ("failed", str(exc))


_REFUSALS = {"bad": BadQuery, "unacceptable": NotAcceptable, "long": TooLong, "failed": StoreFailure}


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


@contextlib.contextmanager
def _ending_itself(seconds: float) -> Iterator[None]:
    """Ends the process after some time, whatever it does: nobody else would if the server were killed."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


# In the process that asks -----------------------------------------------------------------------------------------


class _Worker:
    def __init__(self, process: SpawnProcess, pipe: "Connection[Any, Any]") -> None:
        self.process, self.pipe = process, pipe

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


class Workers:
    """Processes that answer questions about one store, started when there is something to answer."""

    def __init__(self, location: str, base: str, limits: Limits = LIMITS) -> None:
        self.location, self.base, self.limits = location, base, limits
        self._free = threading.BoundedSemaphore(limits.processes)
        self._idle: list[_Worker] = []

    def ask(self, question: Question) -> Written:
        """The answer as bytes. Raises BadQuery, NotAcceptable, TooLong, TooSlow, StoreFailure."""
        if not self._free.acquire(timeout=self.limits.seconds):
            raise TooSlow("other queries keep the server busy")
        try:
            worker = self._idle.pop() if self._idle else self._started()
            try:
                reply = self._asked(worker, question)
            except BaseException:
                worker.end()
                raise
            self._idle.append(worker)
        finally:
            self._free.release()
        if reply[0] != "written":
            raise _REFUSALS[reply[0]](*reply[1:])
        answer: Written = reply[1]
        return answer

    def _asked(self, worker: _Worker, question: Question) -> tuple[Any, ...]:
        until = time.monotonic() + self.limits.seconds
        try:
            worker.pipe.send(question)
            if not worker.pipe.poll(max(0.0, until - time.monotonic())):
                raise TooSlow(f"the query was given up after {self.limits.seconds:g} seconds")
            reply: tuple[Any, ...] = worker.pipe.recv()
        except (EOFError, OSError) as exc:
            raise TooSlow("the query needed more memory than it is given") from exc
        return reply

    def _started(self) -> _Worker:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self.location, self.base, self.limits), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        try:
            if ours.poll(START):
                ours.recv()
                return worker
        except (EOFError, OSError):
            pass
        worker.end()
        raise StoreFailure(f"{self.location}: no process could be started to answer the query")

    def close(self) -> None:
        """Ends the processes that wait for a question."""
        while self._idle:
            self._idle.pop().end()
