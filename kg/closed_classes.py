"""Which words belong to the closed classes of English that constructions are told by: pronouns, auxiliaries, sides.

`ontology/words.tsv` has a row for each word of a class.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from kg.entries import table_rows
from kg.resources import resource


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    found = defaultdict[str, set[str]](set)
    for word, name in table_rows(resource("ontology", "words.tsv"), ("word", "class")):
        found[name].add(word)
    return {name: frozenset(words) for name, words in found.items()}


def words_in(name: str) -> frozenset[str]:
    """The words of a class; raises KeyError where the table has none of that name.

    >>> sorted(words_in("owner of a thing"))
    ['its', 'their']
    """
    return _classes()[name]
