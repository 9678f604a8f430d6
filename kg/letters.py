"""What the letters of a name tell of the country of who bears it."""

import math
import re
from collections.abc import Mapping
from functools import cache

from kg.blocks import Block, Features
from kg.entries import table_rows
from kg.linear import Linear
from kg.resources import resource

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST, _LONGEST = 2, 4
_MOST = 3.0
"""How much the letters of a name can tell, for or against (natural logarithm)."""


@cache
def families() -> Mapping[str, str]:
    """The family of names that is most common in each country, as `ontology/families.tsv` has it."""
    rows = table_rows(resource("ontology", "families.tsv"), ("country", "names"))
    return {row[0]: row[1] for row in rows}


def letters_of(name: str) -> Features:
    """The words of a name and the runs of two to four letters in them, `^` and `$` at a word's ends.

    >>> sorted(letters_of("Lee"))
    ['^l', '^le', '^lee', '^lee$', 'e$', 'ee', 'ee$', 'le', 'lee', 'lee$']
    """
    found: set[str] = set()
    for word in _WORD.findall(name.casefold()):
        marked = f"^{word}$"
        found.add(marked)
        for size in range(_SHORTEST, _LONGEST + 1):
            found.update(marked[at : at + size] for at in range(len(marked) - size + 1))
    return Features((Block(sorted(found)),))


def told_by_letters(name: str, letters: Linear) -> Mapping[str, float]:
    """How much more often names of these letters are of each family than chance has it (logarithm, at most 3 either way), by a
    model learned from as much of every family."""
    if not name:
        return {}
    shares = letters.probabilities([letters_of(name)])[0]
    return {
        family: max(-_MOST, min(_MOST, math.log(max(float(share), 1e-9) * len(shares))))
        for family, share in zip(letters.labels, shares, strict=True)
    }
