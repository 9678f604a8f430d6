"""What a word is without its inflection."""

from functools import lru_cache


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its inflection, roughly: enough to match 'tariffs', 'tariff'; 'subsidised', 'subsidise'.

    >>> stem("Tariffs"), stem("policies"), stem("dairy"), stem("lending")
    ('tariff', 'policy', 'dairy', 'lend')
    """
    word = word.casefold().replace("’", "'").removesuffix("'s").strip(".'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for suffix in ("ing", "ed"):
        if len(word) > len(suffix) + 3 and word.endswith(suffix):
            return word[: -len(suffix)]
    return word
