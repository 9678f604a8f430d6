"""To whom do words come back that name nobody? Learns it from annotated news: writes `kg/weights/antecedents.npz`.

    pip install -e '.[encoder]'
    python scripts/antecedents.py GOLD.jsonl annotations/reports.jsonl annotations/articles.jsonl --texts TEXTS -o kg/weights/antecedents.npz

One layer over the states of the encoder that is shipped (`scripts/encoder.py`), with a fixed seed, from the words that hold an
annotated position in the documents that the encoder has learned from; prints how many positions the rules and the layer give the
right party in the others.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from encoder import half
from torch import Tensor, nn

from kg.annotations import Annotated, read_annotated
from kg.antecedents import Anaphor, Mention, anaphors, likeliest
from kg.encoder import Encoder, load_encoder
from kg.evaluation import token_f1
from kg.extraction import load_extractor
from kg.found import Found
from kg.lessons import Gates, study
from kg.model import Position
from kg.vectors import Array

SEED, EPOCHS, TOGETHER, RATE, DECAY, DROPPED = 0, 8, 32, 1e-3, 0.05, 0.3
PAIRED, WEIGHED, RARE = 64, 128, 3
"""States compared of the words and of who is named, states of the layer, and how often a clue must be met."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that holds annotated `positions`, its state, and of those named near it their states and whether it is them."""

    anaphor: Anaphor
    positions: int
    by_rules: bool
    state: Array
    mentions: tuple[Mention, ...]
    clues: tuple[tuple[str, ...], ...]
    states: Array
    right: tuple[bool, ...]


def told_of(found: Sequence[Found], gold: Sequence[Position]) -> Iterator[tuple[Anaphor, set[str], int]]:
    """The words that name nobody and hold annotated positions, with whose these are and how many."""
    for one in anaphors(found):
        item = found[one.sentence]
        word = (one.holder.start, one.holder.parties)
        own = [c.what for c in item.candidates if (c.holder.start, c.holder.parties) == word]
        held = [
            g
            for g in gold
            if g.passage.start < item.sentence.end
            and item.sentence.start < g.passage.end
            and any(token_f1(item.sentence.text[slice(*what)], g.what) >= 0.5 for what in own)
        ]
        if held:
            yield one, {party for g in held for party in g.holder}, len(held)


def asked_in(encoder: Encoder, text: str, found: Sequence[Found], gold: Sequence[Position]) -> Iterator[Asked]:
    """What can be learned of one document."""
    told = list(told_of(found, gold))
    states = encoder.states_of(text)
    if told:
        states.look(found)
    for one, parties, positions in told:
        near = [
            (*pair, at)
            for pair in zip(one.mentions, one.clues, strict=True)
            if (at := states.at(pair[0].at)) is not None
        ]
        if (own := states.at(one.at)) is not None and near:
            mentions, clues, rows = zip(*near, strict=True)
            right = tuple(bool(parties & set(m.holder.parties)) for m in mentions)
            by_rules = bool(parties & set(one.holder.parties))
            yield Asked(one, positions, by_rules, own, mentions, clues, np.array(rows), right)


class Layer(nn.Module):
    """What `kg.antecedents.Antecedents` reads off."""

    def __init__(self, clues: Sequence[str], size: int) -> None:
        super().__init__()
        self.clues = {name: number for number, name in enumerate(clues)}
        self.ask, self.answer = (nn.Linear(size, PAIRED, bias=False) for _ in range(2))
        self.clue = nn.EmbeddingBag(len(clues), WEIGHED, mode="sum")
        nn.init.normal_(self.clue.weight, std=0.1)
        self.joined, self.weight = nn.Linear(3 * PAIRED, WEIGHED), nn.Linear(WEIGHED, 1, bias=False)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, some: Sequence[Asked]) -> Sequence[Tensor]:
        """The logits of those named near each word."""
        of = torch.tensor([n for n, one in enumerate(some) for _ in one.right])
        own = torch.tensor(np.array([one.state for one in some]))
        others = torch.tensor(np.concatenate([one.states for one in some]))
        numbered = [[self.clues[c] for c in row if c in self.clues] for one in some for row in one.clues]
        starts = np.cumsum([0, *(len(row) for row in numbered[:-1])])
        told = self.clue(torch.tensor([c for row in numbered for c in row]), torch.tensor(starts))
        asks, answers = self.ask(self.drop(own))[of], self.answer(self.drop(others))
        hidden = torch.relu(self.joined(torch.cat([asks, answers, asks * answers], dim=1)) + told)
        return self.weight(self.drop(hidden))[:, 0].split([len(one.right) for one in some])

    def arrays(self) -> dict[str, np.ndarray]:
        """The parameters as `kg.antecedents` reads them."""
        matrices = {"ask": self.ask, "answer": self.answer, "joined": self.joined, "weight": self.weight}
        out = {name: half(part.weight.T) for name, part in matrices.items()}
        out["joined bias"] = half(self.joined.bias)
        out["clue"], out["names of clues"] = (
            half(self.clue.weight),
            np.array(list(self.clues)),
        )
        return out


def learn(layer: Layer, every: Sequence[Asked]) -> None:
    """Several times through all words, those that hold more positions counting more."""
    chance, order = random.Random(SEED), [one for one in every if len(set(one.right)) == 2]
    optimiser = torch.optim.AdamW(layer.parameters(), lr=RATE, weight_decay=DECAY)
    layer.train()
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for at in range(0, len(order), TOGETHER):
            part = order[at : at + TOGETHER]
            losses = [
                one.positions**0.5 * (own.logsumexp(dim=0) - own[torch.tensor(one.right)].logsumexp(dim=0))
                for one, own in zip(part, layer(part), strict=True)
            ]
            optimiser.zero_grad()
            torch.stack(losses).mean().backward()
            optimiser.step()
    layer.eval()


def measure(layer: Layer, every: Sequence[Asked]) -> None:
    """Prints for each kind of word how many positions the rules give the right party, and how many the layer."""
    counts: Counter[tuple[str, str]] = Counter()
    with torch.no_grad():
        for one in every:
            named = likeliest(one.anaphor, one.mentions, layer([one])[0].softmax(dim=0).tolist())
            right = one.by_rules if named is None else one.right[one.mentions.index(named)]
            for form in (one.anaphor.form, "all"):
                counts[form, "of"] += one.positions
                counts[form, "rules"] += one.positions * one.by_rules
                counts[form, "layer"] += one.positions * right
    for form, _ in sorted(key for key in counts if key[1] == "of"):
        print(form, *(f"{what} {counts[form, what]}" for what in ("rules", "layer", "of")), sep=" | ")


def main() -> None:
    """Reads, learns, measures, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    chosen = parser.parse_args()
    torch.manual_seed(SEED)
    extractor, encoder = load_extractor(), load_encoder()
    annotated = read_annotated(chosen.gold, chosen.texts)
    told = tuple(d for d in annotated.documents if not extractor.reader.genre.reports_meeting(d.text))
    news = Annotated(told, annotated.positions, annotated.shares)
    studied = study(extractor.reader, news, extractor.issues, Gates(extractor.weights.gate, {}))
    text = {d.id: d.text for d in told}
    asked = {d.document: tuple(asked_in(encoder, text[d.document], d.found, d.gold)) for d in studied}
    seen = [one for name, own in asked.items() if name in encoder.seen for one in own]
    met = Counter(clue for one in seen for row in one.clues for clue in row)
    layer = Layer(sorted(clue for clue, often in met.items() if often >= RARE), seen[0].state.shape[0])
    learn(layer, seen)
    measure(layer, [one for name, own in asked.items() if name not in encoder.seen for one in own])
    np.savez_compressed(chosen.output, **layer.arrays())


if __name__ == "__main__":
    main()
