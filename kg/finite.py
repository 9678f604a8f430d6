"""Verbs that the parser takes for infinitives, nouns or adverbs: "Chad and Peru |back| the levy", "Brazil and others |object| to it".

What has a subject of its own before it and no auxiliary is a verb with tense (R. Huddleston and G. Pullum 2002, 'The Cambridge Grammar of
the English Language', chapter 3, section 1); the tagger misses it most often behind several subjects.
"""

from collections.abc import Sequence

from kg.tokens import Token

_PRESENT = {"VB": "VBP", "NN": "VBP", "NNS": "VBZ", "RB": "VBP", "RP": "VBP"}
"""The tag of a verb with tense for each that it may have instead."""
_OF_NOUNS = frozenset({"det", "amod", "poss", "compound", "nummod", "nmod", "case"})


def retag(tokens: Sequence[Token]) -> None:
    """Gives verbs with tense the tags of such, by the heads of a parse's tokens."""
    for token in tokens:
        if token.dep_ not in ("ROOT", "relcl") or token.tag_ not in _PRESENT or not token.text.islower():
            continue
        before = {other.dep_ for other in tokens[: token.i] if other.head is token}
        if "nsubj" not in before or not before.isdisjoint(("aux", "auxpass")):
            continue
        behind = {other.dep_ for other in tokens[token.i + 1 :] if other.head is token}
        told = "ccomp" in behind  # "the union of Cacheu |demands| that no licence be sold"
        if token.tag_ in ("RB", "RP") and "dobj" not in behind:
            continue
        if token.tag_ in ("NN", "NNS") and not told and not before.isdisjoint(_OF_NOUNS):
            continue
        token.tag_ = _PRESENT[token.tag_]
