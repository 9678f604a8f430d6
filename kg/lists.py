"""The rest of a list: what stands beside an object, or beside who wants it, wherever the parser hangs it."""

from collections.abc import Iterator

from kg.clauses import SUBJECTS, TELLING, Clauses
from kg.spans import Object, has_subject
from kg.tokens import Token

_OF_NOUNS = ("object", "prep-", "pcomp-", "gerund", "noun-")
_OF_VERBS = ("to", "that", "should-", "clause", "subject-to")
_JOINTS = frozenset({",", "and", "or"})
_NOUNS = ("NN", "NNS", "NNP", "NNPS")
_COORDINATED = (*_NOUNS, "VBG")


class Lists(Clauses):
    """Goes on from an object along the list it opens."""

    def coordinated(self, found: Object, cue: Token) -> Iterator[Object]:
        """ "called for cuts by all parties, and |a fund|": what the parser coordinates with a noun inside an object, or with the
        cue as if it were a verb, may be wanted beside it."""
        if found.part or not found.link.startswith(_OF_NOUNS):
            return
        if cue.tag_.startswith("VB"):
            for token in cue.rights:
                if token.dep_ == "conj" and token.tag_ in _NOUNS and token.i >= found.end:
                    yield Object(self.left(token), self.right(token), token.i, "coordinated", found.target)
        own = {t.i for t in self.conjuncts(self.tokens[found.head])}
        for token in self.tokens[found.head + 1 : found.end]:
            if token.dep_ == "conj" and token.i not in own and token.tag_ in _COORDINATED:
                yield Object(self.left(token), self.right(token), token.i, "coordinated", found.target)

    def listed(self, found: Object) -> Iterator[Object]:
        """ "supported clean energy and |choosing the right technology|": what follows an object as the rest of a list, up to
        its last "and", wherever the parser hangs it."""
        if found.parts > 1 or not found.link.startswith((*_OF_NOUNS, *_OF_VERBS)):
            return
        items: list[Object] = []
        closed, here = 0, found.end
        while (joint := self.joint(here)) is not None:
            start, closes = joint
            if self.tokens[start].lower_ == found.link.removeprefix("prep-") and start + 1 < len(self.tokens):
                start += 1  # "called for cuts and for |aid|"
            head = self.topmost(start)
            if head is None or not self.goes_on(found, head):
                break
            here = max(self.alone(head), head.i + 1)
            items.append(Object(start, here, head.i, "listed", found.target))
            inside = [t for t in self.tokens[head.i + 1 : here] if t.dep_ == "conj" and t.tag_ in _COORDINATED]
            items += [Object(self.left(t), self.right(t), t.i, "listed", found.target) for t in inside]
            closed = len(items) if closes or inside else closed
        yield from items[:closed]

    def joint(self, here: int) -> tuple[int, bool] | None:
        """Where the next item of a list starts, and whether "and" stands before it; None where the list ends."""
        start, closes = here, False
        while start < len(self.tokens):
            words = [t.lower_ for t in self.tokens[start : start + 3]]
            if words == ["as", "well", "as"]:
                start, closes = start + 3, True
            elif words[0] in _JOINTS:
                start, closes = start + 1, closes or words[0] != ","
            else:
                break
        return (start, closes) if here < start < len(self.tokens) else None

    def topmost(self, start: int) -> Token | None:
        """The head of the phrase that starts with a token: the highest one that reaches no further to the left."""
        head = self.tokens[start]
        while head.head is not head and head.head.left_edge.i >= start:
            head = head.head
        return head if head.left_edge.i == start else None

    def goes_on(self, found: Object, head: Token) -> bool:
        """Whether a phrase is of the kind of an object: no clause of its own, nor the subject of the next."""
        if head.dep_ in (*SUBJECTS, "npadvmod", "prep") or has_subject(head) or self.resolve(head) is not None:
            return False
        if self.tokens[found.head].tag_ == "VB":
            return head.tag_ in ("VB", "VBP")
        if head.tag_ == "VBG" != self.tokens[found.head].tag_ and self.verb_stances(head) & TELLING:
            return False  # "urged cuts, calling for a fund and |warning| of delay"
        return head.tag_ in _COORDINATED
