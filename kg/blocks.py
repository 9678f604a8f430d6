"""Features by the block: those that hang on the same few values are named and hashed once, and shared.

A candidate has some two hundred features; most hang on its sentence, its cue or its object alone, which it shares with
others, and the rest on a few categories that come again and again.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from zlib import crc32

BUCKETS = 1 << 18
KEPT = 1 << 14
"""Blocks of one kind that are remembered."""


def bucket(feature: str) -> int:
    """The number a feature goes by, the same on any machine.

    >>> bucket("cue=urge.v") == bucket("cue=urge.v")
    True
    """
    return crc32(feature.encode()) % BUCKETS


class Block:
    """Some features that go together, with what their numbers are the remainders of, in the bytes of an array of 32 bits
    each, which are cheap to put together."""

    __slots__ = ("names", "numbers")

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        self.numbers: bytes = array("I", map(crc32, map(str.encode, self.names))).tobytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)


def block(made: Callable[..., Iterable[str]]) -> Callable[..., Block]:
    """Turns a function that names features into one that gives the same block for the same values; for what has few."""

    @lru_cache(maxsize=KEPT)
    def remembered(*of: object) -> Block:
        return Block(made(*of))

    return remembered


@block
def feature(name: str, value: object, *beside: object) -> Iterator[str]:
    """A value by its name, then together with each of some others.

    >>> list(feature("link", "to", "demand", "urge.v"))
    ['link=to', 'link=to|demand', 'link=to|urge.v']
    """
    yield f"{name}={value}"
    yield from (f"{name}={value}|{other}" for other in beside)


@block
def crossed(name: str, value: object, *beside: object) -> Iterator[str]:
    """A value together with each of some others only.

    >>> list(crossed("dep", "ROOT", "v"))
    ['dep=ROOT|v']
    """
    yield from (f"{name}={value}|{other}" for other in beside)


_NOTHING: Mapping[str, str] = MappingProxyType({})


class Features:
    """The features of one thing, block by block; `told` has the values that are asked for by their names elsewhere.

    >>> made = Features((feature("pos", "v"), Features((crossed("dep", "ROOT", "v"),))))
    >>> sorted(made), made.buckets == {bucket("pos=v"), bucket("dep=ROOT|v")}
    (['dep=ROOT|v', 'pos=v'], True)
    """

    __slots__ = ("numbers", "parts", "told")

    def __init__(self, parts: "Iterable[Block | Features]" = (), told: Mapping[str, str] = _NOTHING) -> None:
        self.parts, self.told = tuple(parts), told
        self.numbers: bytes = b"".join([part.numbers for part in self.parts])

    def __iter__(self) -> Iterator[str]:
        for part in self.parts:
            yield from part

    @property
    def buckets(self) -> frozenset[int]:
        """The numbers of all of them."""
        return frozenset(number % BUCKETS for number in memoryview(self.numbers).cast("I"))

    def only(self, wanted: Callable[[str], bool]) -> "Features":
        """Those of which something is true."""
        return Features((Block(filter(wanted, self)),), self.told)


NO_FEATURES = Features()
