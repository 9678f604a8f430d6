"""Which verb goes with which: "said it would not pay, and demanded a refund" has two things done, one of which is said.

The parser often hangs the second on the nearest verb before it. A verb with tense and no subject of its own is no equal of an
infinitive or a gerund (R. Huddleston and G. Pullum 2002, 'The Cambridge Grammar of the English Language', chapter 15, section 3.2):
it goes with the nearest verb of the same tense above.
"""

from collections.abc import Sequence

from kg.closed_classes import words_in
from kg.tokens import Token

_TENSED = ("VBD", "VBZ")
_SUBJECTS = ("nsubj", "nsubjpass", "expl")


def rehang(tokens: Sequence[Token]) -> None:
    """Hangs verbs on the one they go with, by the heads of a parse's tokens, with the commas and the "and" before them."""
    for verb in tokens:
        if verb.dep_ != "conj" or verb.tag_ not in _TENSED or verb.lower_ in words_in("verb of one form"):
            continue
        beside = verb.head
        own = [token for token in tokens if token.head is beside and token is not beside]
        if not _is_without_tense(beside, own) or any(t.head is verb and t.dep_ in _SUBJECTS for t in tokens):
            continue
        above = _above(beside, verb.tag_)
        if above is None:
            continue
        between = [token for token in own if beside.i < token.i < verb.i]
        while between and between[-1].dep_ in ("cc", "punct"):
            between.pop().head = above
        verb.head = above


def _is_without_tense(verb: Token, own: Sequence[Token]) -> bool:
    return verb.tag_ == "VB" or (verb.tag_ == "VBG" and not any(t.dep_ in ("aux", "auxpass") for t in own))


def _above(verb: Token, tag: str) -> Token | None:
    """The nearest verb of a tense above another, before it in the text."""
    while verb.head is not verb:
        verb = verb.head
        if verb.tag_ == tag:
            return verb
    return None
