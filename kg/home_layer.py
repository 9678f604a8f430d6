"""Where those are at home of whom a text says nothing, as the encoder of news sees it: it compares who is named with where the
countries of the text are named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from kg.linear import softmax
from kg.resources import resource
from kg.transformer import read_arrays
from kg.vectors import Array


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody whose home is asked: the state of their name, what speaks for each country that the text names (`kg.homes.CLUES`),
    the mean state of where it is named near, of some, and the log-odds of being at home in no one country, by words."""

    state: Array
    clues: Mapping[str, Sequence[float]]
    named: Mapping[str, Array]
    nowhere: float


@dataclass(frozen=True, slots=True)
class HomeLayer:
    """What was learned: one hidden layer over what the states of somebody and of a country tell together with clues, and for
    `countries` met often what the state of somebody tells of each alone."""

    parameters: Mapping[str, Array]
    countries: Mapping[str, int]

    def shares(self, asked: Asked) -> dict[str | None, float]:
        """How likely each country is somebody's home, and None, no one country."""
        p, names = self.parameters, list(asked.clues)
        own = asked.state @ p["own"] + p["own bias"]
        others = [asked.named[c] @ p["other"] + p["other bias"] if c in asked.named else p["absent"] for c in names]
        known = [p["country"][self.countries[c]] if c in self.countries else np.zeros_like(own) for c in names]
        there, alone = np.array([*others, p["nowhere"]]), np.array([*known, np.zeros_like(own)])
        told = np.array([*asked.clues.values(), np.zeros(p["clue"].shape[0])], dtype=np.float32)
        joined = np.concatenate([np.broadcast_to(own, there.shape), there, own * there, told], axis=1)
        hidden = np.maximum(joined @ p["hidden"] + p["hidden bias"], 0)
        odds = (hidden @ p["out"])[:, 0] + (told @ p["clue"])[:, 0] + alone @ own
        odds[-1] += asked.nowhere * p["odds"][0] + p["odds"][1]
        return dict(zip([*names, None], softmax(odds[None])[0].tolist(), strict=True))


@cache
def load_home_layer() -> HomeLayer:
    """What is shipped."""
    parameters, names = read_arrays(resource("weights", "homes.npz"))
    return HomeLayer(parameters, {country: number for number, country in enumerate(names["names of countries"])})
