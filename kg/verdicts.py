"""What all that was learned makes of each candidate of a text together: the shares of the stances it may have, and of none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.antecedents import load_antecedents
from kg.asked import Named, named
from kg.encoder import Encoder, Looked, Placed, States, View
from kg.found import Found
from kg.judging import Judged
from kg.net import Net
from kg.scoring import in_columns
from kg.vectors import Array, load_vectors

_OF_NET, _OF_ENCODER, _OF_ENCODER_IN_SHORT = 0.35, 0.8, 0.5
"""How much the network counts beside the linear model, and the encoder beside both, in news; it is used to whole articles."""
_SHORT = 400
"""How many characters a text has that is no whole article."""


def beside_net(found: Sequence[Found], linear: Array, labels: Sequence[str], net: Net, *, meeting: bool) -> Array:
    """The shares of each candidate in order as a linear model and the network see them together; columns are `labels`."""
    seen = net.shares([(item, meeting) for item in found], load_vectors())
    return _mixed(linear, in_columns(seen, net.labels, labels), _OF_NET)


def beside_encoder(
    made: States, found: Sequence[Found], others: Array, labels: Sequence[str], encoder: Encoder
) -> Looked:
    """What the encoder makes of news, by its states, with the shares of each candidate in order as others and the encoder see them together, or the
    others alone where the encoder does not look; columns are `labels`."""
    looked = encoder.read(made, found, load_antecedents())
    seen = in_columns(looked.shares, encoder.labels, labels)
    looks = looked.shares.any(axis=1, keepdims=True)
    share = _OF_ENCODER_IN_SHORT if len(made.text) < _SHORT else _OF_ENCODER
    return replace(looked, shares=np.where(looks, _mixed(others, seen, share), others))


@dataclass(frozen=True, slots=True)
class Views:
    """What the encoder sees of positions, by their number among all, and where their text names whom."""

    of: Mapping[int, View]
    names: Named


NO_VIEWS = Views({}, ())
"""Where the encoder does not look."""


def views_of(judged: Sequence[Judged], looked: Looked) -> Views:
    """What the encoder sees of the candidates that count."""
    starts = ((one.found.sentence.start, one.candidate.holder.start) for one in judged)
    at = (-1 if start is None else base + start for base, start in starts)
    every = [Placed(one.found, one.candidate, holder, -1) for one, holder in zip(judged, at, strict=True)]
    return Views(looked.states.views(every), named(looked.found))


def _mixed(first: Array, second: Array, of_second: float) -> Array:
    mixed: Array = first * np.float32(1 - of_second) + second * np.float32(of_second)
    return mixed
