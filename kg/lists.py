"""The rest of a list: what stands beside an object, or beside who wants it, wherever the parser hangs it."""

from collections.abc import Iterator
from dataclasses import replace

from kg.clauses import SUBJECTS, TELLING, Clauses
from kg.spans import Object, has_subject
from kg.tokens import Token

_OF_NOUNS = ("object", "prep-", "pcomp-", "gerund", "noun-")
_OF_VERBS = ("to", "that", "should-", "clause", "subject-to")
_JOINTS = frozenset({",", "and", "or"})
_NOUNS = ("NN", "NNS", "NNP", "NNPS")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
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

    def asked_besides(self, found: Object) -> tuple[Object, tuple[Object, ...]]:
        """ "called on Chad to cut its quota |and on Peru to open its ports|", "urged Chad to cut it |and Peru to open them|": what the
        first is asked for without the rest, and what the others are."""
        if self.tokens[found.head].tag_ != "VB" or found.part:
            return found, ()
        others: list[Object] = []
        stop = found.end
        for to in self.tokens[found.head + 1 : -1]:
            if to.tag_ in _FINITE or to.lower_ in (".", ";"):
                break
            act, name = self.tokens[to.i + 1], self.tokens[to.i - 1]
            if to.tag_ != "TO" or act.tag_ != "VB" or (opens := self._opens_besides(name, found.head)) is None:
                continue
            if (asked := self.resolve(name)) is None:
                continue
            stop = stop if others else opens
            others.append(Object(act.i, max(self.right(act), act.i + 1), act.i, "asked-besides", asked.parties))
        if not others:
            return found, ()
        return replace(found, end=self.without_tail(found.head, min(found.end, stop)), parts=1, whole=1), tuple(others)

    def _opens_besides(self, name: Token, after: int) -> int | None:
        """Where "and on Peru", "and the Norwegian government" opens, by the last word of the name; None where no such thing stands."""
        at = name.i
        while at > after and self.tokens[at].tag_ in (*_NOUNS, "DT", "JJ", "POS", "PRP$"):
            at -= 1
        if self.tokens[at].lower_ in ("on", "upon") and name.i > at:
            at -= 1
        return at if name.tag_ in _NOUNS and at > after and self.tokens[at].lower_ in ("and", "but", ",") else None

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
