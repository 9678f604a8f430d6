"""Commands that check: the stored graph, the vocabulary, and how good the reading is."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.console import note, print_answer
from kg.options import Form, FormOption, StoreOption, VocabularyOption, open_graph

if TYPE_CHECKING:
    from kg.evaluation import Evaluation
    from kg.vocabulary import Pack


def check(format: FormOption = Form.TABLE, store: StoreOption = None) -> None:
    """Checks the stored graph: its shapes, and that every quote stands at its offsets. Exit code 1 if one fails.

    Example: kg check
    """
    with open_graph(store) as graph:
        findings = graph.check()
    if findings or format is not Form.TABLE:
        print_answer(findings, format)
    if findings:
        note(f"{len(findings)} wrong")
        raise typer.Exit(1)
    note("all is well")


class Deed(StrEnum):
    """What `kg vocabulary` does."""

    LIST = "list"
    CHECK = "check"


def vocabulary(
    deed: Annotated[Deed, typer.Argument(help="List the packs in use, or check your own.")] = Deed.LIST,
    packs: Annotated[list[Path] | None, typer.Argument(help="Packs of your own (Turtle), or tables (.tsv).")] = None,
    own: VocabularyOption = None,
    format: FormOption = Form.TABLE,
) -> None:
    """Lists the vocabulary packs and what each holds, or checks packs of your own. Exit code 1 if one is wrong.

    Example: kg vocabulary check my-pack.ttl
    """
    paths = [*(packs or ()), *(Path(path) for path in own or ())]
    if deed is Deed.LIST:
        print_answer(listed_packs(paths), format)
        return
    faults = checked_packs(paths)
    for fault in faults:
        print(fault)
    if faults:
        raise typer.Exit(1)
    note("all is well")


def listed_packs(paths: list[Path]) -> "tuple[Pack, ...]":
    """The shipped packs, and a user's own packs and tables."""
    from kg.entries import read_entries
    from kg.resources import resource
    from kg.vocabulary import Pack, load_vocabulary, packs_in

    tables = [resource("ontology", "cues.tsv"), *(path for path in paths if path not in packs_in(paths))]
    packs = load_vocabulary(packs_in(paths)).packs
    return *packs, *(Pack(path, path.stem, 0, 0, 0, sum(1 for _ in read_entries(path))) for path in tables)


def checked_packs(paths: list[Path]) -> list[str]:
    """What is wrong with packs, a line each; checks the shipped ones when none is given."""
    from kg.lines import plain
    from kg.vocabulary import shipped_packs
    from kg.vocabulary_check import check_vocabulary

    return [plain(f"{path}: {fault}") for path in paths or shipped_packs() for fault in check_vocabulary(path)]


def evaluate(
    gold: Annotated[
        Path, typer.Argument(help="Annotated positions, one JSON record a line.", exists=True, dir_okay=False)
    ],
    predicted: Annotated[
        Path | None, typer.Argument(help="Positions to compare, as kg extract prints them; read afresh when not given.")
    ] = None,
    texts: Annotated[
        Path | None, typer.Option(help="The folder of the texts; texts/ beside GOLD when not said.")
    ] = None,
    misses: Annotated[int, typer.Option(help="List so many missed and so many spurious positions.", min=0)] = 0,
    vocabulary: VocabularyOption = None,
    format: FormOption = Form.TABLE,
) -> None:
    """Precision, recall and F1 of the reading against annotated documents, level by level.

    Example: kg evaluate gold/dev.jsonl --misses 5
    """
    measured = measure(gold, predicted, texts, tuple(Path(path) for path in vocabulary or ()))
    print_answer(measured.scores, format)
    if misses:
        for title, positions in (("missed", measured.missed), ("spurious", measured.spurious)):
            note(f"{title}: {len(positions)}")
            print_answer(positions[:misses], format)


def measure(gold: Path, predicted: Path | None, texts: Path | None, vocabulary: tuple[Path, ...]) -> "Evaluation":
    """The figures of what is predicted, or of what the extractor reads in the annotated texts."""
    from kg.annotations import read_annotated, read_positions_file
    from kg.evaluation import evaluate
    from kg.vocabulary import load_vocabulary, packs_in

    broader = {issue.id: issue.broader for issue in load_vocabulary(packs_in(vocabulary)).issues.values()}
    if predicted is not None:
        listed = gold.with_suffix(".docs")
        documents = listed.read_text(encoding="utf-8").split() if listed.exists() else None
        return evaluate(read_positions_file(gold), read_positions_file(predicted), documents, broader)

    from kg.extraction import load_extractor

    annotated = read_annotated(gold, texts)
    readings = load_extractor(vocabulary).read_many(annotated.documents)
    found = [position for reading in readings for position in reading.positions]
    return evaluate(annotated.positions, found, [document.id for document in annotated.documents], broader)


def train(
    gold: Annotated[
        list[Path], typer.Argument(help="Annotated positions, one record a line; several files may be given.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the weights go.")] = Path("positions.npz"),
    texts: Annotated[Path | None, typer.Option(help="The folder of the texts, before texts/ beside each file.")] = None,
    vocabulary: VocabularyOption = None,
    format: FormOption = Form.TABLE,
) -> None:
    """Learns from annotated documents, and measures itself on each fifth of them unseen. Needs scikit-learn.

    Example: kg train gold/train.jsonl -o positions.npz
    """
    from kg.learning import train

    held = train(gold, output, texts, tuple(Path(path) for path in vocabulary or ()))
    for kind, evaluation in held.evaluations.items():
        note(f"{kind}: {evaluation.documents} documents")
        print_answer(evaluation.scores, format)
    print_answer(held.reliability, format)
    note(f"wrote {output}")
