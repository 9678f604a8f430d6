"""Where are those at home of whom a text says nothing? Learns it from annotated news: writes `kg/weights/homes.npz`.

    pip install -e '.[encoder]'
    python scripts/homes.py GOLD.jsonl annotations/reports.jsonl annotations/articles.jsonl --texts TEXTS -o kg/weights/homes.npz

One layer over the states of the encoder that is shipped (`scripts/encoder.py`), with a fixed seed, from the annotated parties that the
vocabulary does not know; what the letters and words of a name tell is weighed as models tell it that were learned from the names of other
documents. With `--measure GOLD.jsonl` it prints for how many of those in these the rules and the layer tell the right home.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import torch
from encoder import half
from torch import Tensor, nn
from torch.nn import functional

from kg.annotations import read_annotated
from kg.encoder import load_encoder
from kg.extraction import load_extractor
from kg.finding import Reader
from kg.home_layer import Asked
from kg.home_learning import Dwelling, find_dwellings, fit_home
from kg.homes import CLUES, HomeModel
from kg.lessons import folds
from kg.vectors import Array

SEED, EPOCHS, TOGETHER, RATE, DECAY, DROPPED = 0, 16, 16, 1e-3, 0.05, 0.6
PAIRED, WEIGHED, OFTEN, PARTS = 48, 64, 8, 3
"""States compared of somebody and of a country, states of the layer, how often a country must be met to be known by itself, and in
how many parts the documents are dealt for what words tell."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Somebody whose home is asked, and the country that is right (None: no one country)."""

    asked: Asked
    country: str | None


def lessons_of(
    reader: Reader, texts: Mapping[str, str], dwellings: Sequence[Dwelling], learned: HomeModel
) -> Iterator[Lesson]:
    """What can be learned of those whom documents name."""
    encoder = load_encoder()
    for document, own in groupby(sorted(dwellings, key=lambda one: one.document), key=lambda one: one.document):
        text = texts[document]
        speakers = reader.opened(text, encoder.states_of(text)).speakers
        for one in own:
            start = text.find(one.called)
            asked = speakers.asked_home(start, start + len(one.called), learned)
            if asked is not None:
                yield Lesson(asked, one.country)


class Layer(nn.Module):
    """What `kg.home_layer.HomeLayer` reads off."""

    def __init__(self, countries: Sequence[str], size: int, clues: Array) -> None:
        super().__init__()
        self.countries = {country: number for number, country in enumerate(countries)}
        self.own, self.other = nn.Linear(size, PAIRED), nn.Linear(size, PAIRED)
        self.absent, self.nowhere = nn.Parameter(torch.zeros(PAIRED)), nn.Parameter(torch.randn(PAIRED) * 0.1)
        self.hidden, self.out = nn.Linear(3 * PAIRED + len(CLUES), WEIGHED), nn.Linear(WEIGHED, 1, bias=False)
        self.clue, self.odds = nn.Linear(len(CLUES), 1, bias=False), nn.Linear(1, 1)
        self.country = nn.Embedding(len(countries) + 1, PAIRED)
        self.drop = nn.Dropout(DROPPED)
        nn.init.zeros_(self.country.weight)
        with torch.no_grad():
            self.clue.weight.copy_(torch.from_numpy(clues)[None])

    def forward(self, asked: Asked) -> Tensor:
        """The logits of each country, and of no one country."""
        names = list(asked.clues)
        own = self.own(self.drop(torch.from_numpy(asked.state)))
        there = [
            self.other(self.drop(torch.from_numpy(asked.named[c]))) if c in asked.named else self.absent for c in names
        ]
        others = torch.stack([*there, self.nowhere])
        known = self.country(torch.tensor([self.countries.get(c, len(self.countries)) for c in names]))
        known = torch.cat([known * torch.tensor([[float(c in self.countries)] for c in names]), torch.zeros(1, PAIRED)])
        told = torch.tensor([*asked.clues.values(), [0.0] * len(CLUES)], dtype=torch.float32)
        every = own.expand_as(others)
        hidden = torch.relu(self.hidden(torch.cat([every, others, every * others, told], dim=1)))
        odds = self.out(self.drop(hidden))[:, 0] + self.clue(told)[:, 0] + (known * every).sum(dim=1)
        return odds + torch.cat([torch.zeros(len(names)), self.odds(torch.tensor([asked.nowhere]))])

    def arrays(self) -> dict[str, np.ndarray]:
        """The parameters as `kg.home_layer` reads them."""
        out = {name: half(getattr(self, name).weight.T) for name in ("own", "other", "hidden", "out", "clue")}
        out |= {f"{name} bias": half(getattr(self, name).bias) for name in ("own", "other", "hidden")}
        out |= {"absent": half(self.absent), "nowhere": half(self.nowhere), "country": half(self.country.weight[:-1])}
        out["odds"] = np.array([self.odds.weight.item(), self.odds.bias.item()], dtype=np.float32)
        return out | {"names of countries": np.array(list(self.countries))}


def learn(layer: Layer, lessons: Sequence[Lesson]) -> None:
    """Several times through all of whom documents name, at rates that fall."""
    chance = random.Random(SEED)
    order = [one for one in lessons if one.country is None or one.country in one.asked.clues]
    optimiser = torch.optim.AdamW(layer.parameters(), lr=RATE, weight_decay=DECAY)
    layer.train()
    for epoch in range(EPOCHS):
        chance.shuffle(order)
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1 - epoch / EPOCHS)
        for at in range(0, len(order), TOGETHER):
            losses = [
                functional.cross_entropy(layer(one.asked), torch.tensor([*one.asked.clues, None].index(one.country)))
                for one in order[at : at + TOGETHER]
            ]
            optimiser.zero_grad()
            torch.stack(losses).mean().backward()
            optimiser.step()
    layer.eval()


def measure(layer: Layer, lessons: Sequence[Lesson], clues: Array) -> None:
    """Prints for how many the clues alone and the layer tell the right home."""
    by_clues = by_layer = 0
    with torch.no_grad():
        for one in lessons:
            names = [*one.asked.clues, None]
            best = max(one.asked.clues, key=lambda c: float(clues @ one.asked.clues[c]))
            by_clues += (None if one.asked.nowhere > 0 else best) == one.country
            by_layer += names[int(layer(one.asked).argmax())] == one.country
    print(f"clues {by_clues} | layer {by_layer} | of {len(lessons)}")


def main() -> None:
    """Reads, learns, measures, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--measure", type=Path, nargs="*", default=(), help="annotated documents to measure on")
    chosen = parser.parse_args()
    torch.manual_seed(SEED)
    reader = load_extractor().reader

    def dwellings_of(files: Sequence[Path]) -> tuple[dict[str, str], list[Dwelling]]:
        annotated = read_annotated(files, chosen.texts)
        return {d.id: d.text for d in annotated.documents}, list(find_dwellings(reader, annotated))

    texts, dwellings = dwellings_of(chosen.gold)
    learned = fit_home(dwellings)
    lessons: list[Lesson] = []
    for part in folds(sorted({one.document for one in dwellings}), PARTS):
        others = fit_home([one for one in dwellings if one.document not in part])
        lessons += lessons_of(reader, texts, [one for one in dwellings if one.document in part], others)
    often = Counter(one.country for one in lessons if one.country is not None)
    countries = sorted(country for country, count in often.items() if count >= OFTEN)
    layer = Layer(countries, len(lessons[0].asked.state), learned.clues)
    learn(layer, lessons)
    if chosen.measure:
        apart, named = dwellings_of(chosen.measure)
        unsaid = [one for one in named if one.said is None]
        measure(layer, list(lessons_of(reader, apart, unsaid, learned)), learned.clues)
    np.savez_compressed(chosen.output, **layer.arrays())


if __name__ == "__main__":
    main()
