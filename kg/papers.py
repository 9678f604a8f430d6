"""Who puts forward the bills, plans and letters of which a document tells: what these do later is what their authors want."""

from collections.abc import Iterator

from kg.clauses import Clauses
from kg.closed_classes import words_in
from kg.holders import Holder, Token, behind
from kg.told import PAPERS


def put_forward(here: Clauses) -> Iterator[tuple[str, Holder]]:
    """The nouns of papers in a sentence, each with who puts it forward: "|the Senate| approved a trade bill", "legislation introduced
    by |Rep. Lee|", "a letter from |the guild|"."""
    nouns = frozenset().union(*map(words_in, PAPERS))
    for token in here.tokens:
        if token.lower_ in nouns and (author := _author(here, token)) is not None:
            yield token.lower_, author


def _author(here: Clauses, noun: Token) -> Holder | None:
    named = (here.resolve(token) for token in _authors(here, noun))
    return next((holder for holder in named if holder is not None), None)


def _authors(here: Clauses, noun: Token) -> Iterator[Token]:
    verb, verbs = noun.head, words_in("puts forward")
    if noun.dep_ in ("dobj", "nsubjpass") and verb.lower_ in verbs:
        subject = here.subject_of(verb)[0] if noun.dep_ == "dobj" else here.agent_of(verb)
        if subject is not None:
            yield subject
    yield from (c for c in noun.lefts if c.dep_ == "poss")
    yield from behind(noun, "by", "from")
    for clause in noun.rights:
        if clause.dep_ == "acl" and clause.lower_ in verbs and (agent := here.agent_of(clause)) is not None:
            yield agent
