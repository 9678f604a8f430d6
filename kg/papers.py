"""Who puts forward the bills, plans and letters of which a document tells: what these do later is what their authors want."""

from collections.abc import Iterator

from kg.clauses import Clauses
from kg.closed_classes import words_in
from kg.holders import Holder, Token, agents, behind
from kg.told import PAPERS


def put_forward(here: Clauses, telling: Holder | None) -> Iterator[tuple[str, Holder]]:
    """The nouns of papers in a sentence, each with who puts it forward: "|the Senate| approved a trade bill", "legislation introduced
    by |Rep. Lee|", "a letter from |the guild|"; a statement of which it is not said whose it is is of who is `telling`: "in a letter,
    |the senators| asked"."""
    nouns = frozenset().union(*map(words_in, PAPERS))
    for token in here.tokens:
        if token.lower_ in nouns:
            named = (here.resolve(author) for author in _authors(here, token))
            author = next((holder for holder in named if holder is not None), None)
            if author is None and token.tag_ == "NN" and token.lower_ in words_in("written statement"):
                author = here.resolve(token) or telling
            if author is not None and author.kind not in ("pronoun", "relative"):
                yield token.lower_, author


def _authors(here: Clauses, noun: Token) -> Iterator[Token]:
    """Who may put a paper forward, the likeliest first."""
    verb, verbs = noun.head, words_in("puts forward")
    if noun.dep_ in ("dobj", "nsubjpass") and verb.lower_ in verbs:
        subject = here.subject_of(verb)[0] if noun.dep_ == "dobj" else here.agent_of(verb)
        if subject is not None:
            yield subject
    yield from (c for c in noun.lefts if c.dep_ == "poss")
    yield from behind(noun, "by", "from")
    for clause in noun.rights:
        if clause.dep_ == "acl" and clause.lower_ in verbs:
            yield from agents(clause)
