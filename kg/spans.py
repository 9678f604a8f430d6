"""Which words a phrase spans: noun phrases, verb phrases and clauses of a parse, whole or conjunct by conjunct."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.blocks import NO_FEATURES, Features
from kg.tokens import Token

_SUBORDINATORS = frozenset(
    {"while", "although", "though", "because", "since", "as", "if", "unless", "once", "until", "when", "whereas", "after", "before", "provided", "given"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Object:
    """What a candidate is about: tokens [start, end), how it hangs on the cue, and the parties it is asked of."""

    start: int
    end: int
    head: int
    link: str
    target: tuple[str, ...] = ()
    part: int = 0  # which conjunct
    parts: int = 1
    whole: int = 1  # how many conjuncts it spans


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens [start, end) under a head, how it hangs in the sentence, and what the gate sees of it."""

    head: int
    start: int
    end: int
    link: str
    features: Features = NO_FEATURES


class Spans:
    """The phrases of one parsed sentence as tokens [start, end)."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens

    def right(self, token: Token) -> int:
        """End (exclusive) of a phrase, before a comma-led adverbial, a speech tag, a clause of reason, time or condition,
        or a relative clause behind a comma that hangs on it: the want is named without them."""
        end = token.right_edge.i + 1
        last = max((c.left_edge.i for c in token.rights if c.dep_ in ("dobj", "ccomp", "xcomp")), default=token.i)
        for child in token.rights:
            if child.dep_ in ("advcl", "parataxis") and self.after_comma(child) and child.right_edge.i > last:
                end = min(end, child.left_edge.i)
                break
        for inner in self.tokens[token.i + 1 : end]:
            left = inner.left_edge.i
            if left <= token.i + 1 or inner.right_edge.i < last:
                continue  # "to bring in as soon as possible |a levy|"
            dashed = self.tokens[left - 1].lower_ in ("-", "–", "—")
            apart = inner.dep_ == "relcl" or (inner.dep_ == "acl" and inner.tag_ == "VBD")
            if (inner.dep_ == "advcl" and (dashed or self.tokens[left].lower_ in _SUBORDINATORS)) or (
                apart and self.after_comma(inner)
            ):
                end = min(end, left)
        return self.without_tail(token.i, end)

    def after_comma(self, token: Token) -> bool:
        left = token.left_edge.i
        return left > 0 and self.tokens[left - 1].lower_ in (",", ";", "-", "–", "—")

    def without_tail(self, start: int, end: int) -> int:
        while end - 1 > start and self.tokens[end - 1].lower_ in (
            ",",
            ";",
            ".",
            ":",
            "and",
            "or",
            "but",
            '"',
            "''",
            "”",
            "!",
            "?",
            "-",
            "–",
        ):
            end -= 1
        if end - 2 > start and self.tokens[end - 1].tag_ == "MD" and self.tokens[end - 2].dep_ == "cc":
            return self.without_tail(start, end - 1)  # "want the yen to fall and |would| press for a cut"
        return end

    def conjuncts(self, head: Token) -> list[Token]:
        """A head and the heads coordinated with it, in text order."""
        found = [head]
        for item in found:
            found.extend(c for c in item.children if c.dep_ == "conj" and c.i > head.i)
        return sorted(found, key=lambda t: t.i)

    def split(self, head: Token, link: str) -> Iterator[Object]:
        """A noun phrase as one object, or its coordinated parts as several."""
        heads = [h for h in self.conjuncts(head) if h.tag_[:2] in ("NN", "VB", "PR", "CD", "JJ", "DT")]
        yield Object(self.left(head), self.right(head), head.i, link, whole=len(heads))
        if len(heads) <= 1:
            return
        for n, (item, after) in enumerate(zip(heads, [*heads[1:], None], strict=True)):
            end = (
                self.right(item)
                if after is None
                else self.without_tail(item.i, min(self.right(item), after.left_edge.i))
            )
            start = self.left(item)
            if n and start < heads[n - 1].i:
                start = item.i
            yield Object(start, max(end, item.i + 1), item.i, link, (), n, len(heads))

    def before_clause(self, clause: Token, link: str) -> Object:
        """The noun that a relative clause hangs on, without the clause, by its verb: "|a levy| that Chad opposed"."""
        noun = clause.head
        end = self.without_tail(noun.i, min(self.right(noun), clause.left_edge.i))
        return Object(self.left(noun), end, noun.i, link)

    def left(self, head: Token) -> int:
        start: int = head.left_edge.i
        while start < head.i and (
            self.tokens[start].is_punct
            or (self.tokens[start].dep_ in ("cc", "preconj", "mark") and self.tokens[start].head.i == head.i)
        ):
            start += 1
        return start

    def verb_phrases(self, verb: Token, link: str) -> Iterator[Object]:
        """A verb phrase without its subject, marker and auxiliaries, or its coordinated parts as several."""
        heads = [h for h in self.conjuncts(verb) if h.tag_.startswith("VB") or h.i == verb.i]
        other = [h for h in heads[1:] if has_subject(h) or not agrees(heads[0], h)]
        stop = min((h.left_edge.i if h.left_edge.i > heads[0].i else h.i for h in other), default=len(self.tokens))
        heads = [h for h in heads if h.i < stop]
        if len(heads) > 1:
            end = self.without_tail(heads[-1].i, min(self.right(heads[0]), stop))
            yield Object(self.verb_start(heads[0]), end, heads[0].i, link, whole=len(heads))
        for n, (item, after) in enumerate(zip(heads, [*heads[1:], None], strict=True)):
            if after is not None and is_bare(item):
                continue  # "|sit down| and settle the row", "fix and collect a fee": one thing to do
            end = (
                self.without_tail(item.i, min(self.right(item), stop))
                if after is None
                else self.without_tail(item.i, min(self.right(item), self.verb_start(after)))
            )
            yield Object(self.verb_start(item), max(end, item.i + 1), item.i, link, (), n, len(heads))

    def verb_start(self, verb: Token) -> int:
        inside = [
            c.i
            for c in verb.lefts
            if c.dep_ in ("advmod", "auxpass", "prt") and not (c.dep_ == "advmod" and c.tag_ == "WRB")
        ]
        start: int = verb.i
        if verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "for"):
            inside += [c.i for c in verb.lefts if c.dep_ == "neg"]  # "accused Chad of |not paying|"
        while start - 1 in inside:
            start -= 1
        return start

    def clauses(self, subject: Token, verb: Token, link: str) -> Iterator[Object]:
        """A clause with its subject; each coordinated verb phrase after the first stands alone."""
        for found in self.verb_phrases(verb, link):
            yield replace(found, start=subject.left_edge.i) if found.part == 0 and subject.i < verb.i else found

    def noun_phrase(self, head: Token) -> tuple[int, int]:
        """Tokens [start, end) of a noun phrase without what is coordinated with its head."""
        return self.left(head), self.alone(head)

    def alone(self, head: Token) -> int:
        after = next((c for c in head.children if c.dep_ == "conj" and c.i > head.i), None)
        end = self.right(head)
        if after is not None:
            start = self.verb_start(after) if after.tag_.startswith("VB") else after.left_edge.i
            end = self.without_tail(head.i, min(end, max(start, head.i + 1)))
        return end


def is_bare(verb: Token) -> bool:
    """Whether a verb in the active has nothing behind it but a particle and what is coordinated with it."""
    active = verb.tag_.startswith("VB") and verb.tag_ != "VBN"
    return active and all(c.dep_ in ("prt", "cc", "conj", "punct") for c in verb.rights)


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def agrees(first: Token, second: Token) -> bool:
    """Whether two verbs can be coordinated: a finite one is no conjunct of an infinitive ('should be cut and warned')."""
    finite = ("VBD", "VBZ", "VBP")
    return (
        second.tag_ not in finite
        or first.tag_ in finite
        or (first.tag_ in ("VBN", "VBG") and any(c.tag_ in finite for c in first.lefts))
    )


def infinitive(token: Token) -> bool:
    return token.tag_ in ("VB", "VBN", "VBG") and any(
        c.tag_ == "TO" and c.dep_ in ("aux", "auxpass") for c in token.children
    )
