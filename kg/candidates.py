"""Candidate positions in one parsed sentence: every cue with whoever could hold it and whatever it could be about.

Finding is generous; `kg.scoring` decides. Each candidate says which construction linked cue, holder and object, so
that the decision and any explanation rest on named grounds.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.cues import NEUTRAL, POS, Cue, CueTable
from kg.discourse import Discourse, Holder
from kg.language import Parse
from kg.mentions import Companion, Named, Tie

Token = Any
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_CLAUSAL = ("ccomp", "parataxis")
_OBJECT_CONTROL = frozenset(
    [
        "urge",
        "ask",
        "tell",
        "call",
        "press",
        "request",
        "invite",
        "encourage",
        "allow",
        "want",
        "persuade",
        "convince",
        "force",
        "require",
        "instruct",
        "order",
        "permit",
        "pressure",
        "help",
        "push",
        "lead",
        "cause",
        "get",
        "expect",
        "beg",
        "advise",
        "warn",
        "compel",
        "oblige",
        "enable",
    ]
)
_DOUBLE_QUOTES = re.compile(r'["“][^"”]*["”]?')


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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue, a holder and an object that may make a position; `what` is [start, end) of the sentence's text."""

    cue: Cue
    cue_token: int
    cue_span: tuple[int, int]
    frame: str
    holder: Holder
    what: tuple[int, int]
    object: Object
    negated: bool
    speaker: Holder | None  # who is credited with the clause the cue stands in
    speech: str  # the verb that credits them
    modal: str
    target: tuple[str, ...]
    tie: Tie | None = None
    hostile: bool = False  # the object is an act that harms others
    features: tuple[str, ...] = field(default=(), compare=False)

    @property
    def explicit(self) -> bool:
        """Whether the cue names a stance of its own."""
        return self.cue.stance not in NEUTRAL

    def says(self, stance: str) -> bool:
        """Whether the cue table gives this stance and no negation turns it."""
        return self.cue.stance == stance and not self.negated

    @property
    def threatens(self) -> bool:
        """Whether the cue is a verb of threatening."""
        return self.cue.pos == "v" and self.cue.stance == "threat" and not self.frame.startswith("noun")


class Finder:
    """Finds the candidates of one sentence. `discourse` resolves noun phrases and remembers who spoke."""

    def __init__(self, parse: Parse, named: Named, cues: CueTable, discourse: Discourse) -> None:
        self.parse, self.named, self.cues, self.discourse = parse, named, cues, discourse
        self.doc = parse.tokens
        self.tokens: list[Token] = list(parse.tokens)
        self.text = parse.sentence.text
        self._quoted = [m.span() for m in _DOUBLE_QUOTES.finditer(self.text)]
        self._resolved: dict[int, Holder | None] = {}

    # --- cues -------------------------------------------------------------------------------------------------

    def find_candidates(self) -> Iterator[Candidate]:
        """Candidates in text order of their cues."""
        for token in self.tokens:
            for cue in self.cues.forms.get(token.lower_, ()):
                if self._fits(token, cue):
                    yield from self._candidates_of(token, cue)

    def _fits(self, token: Token, cue: Cue) -> bool:
        tag = token.tag_
        if cue.pos == "m":
            return tag == "MD" or (tag.startswith("VB") and cue.lemma in ("need", "have"))
        if cue.pos == "a":
            return tag.startswith(("JJ", "VBN", "RB")) or token.dep_ in ("acomp", "oprd")
        if cue.pos == "v" and cue.lemma == "need" and any(c.dep_ == "xcomp" for c in token.children):
            return False
        return bool(tag.startswith(POS[cue.pos]))

    def _candidates_of(self, token: Token, cue: Cue) -> Iterator[Candidate]:
        finders: dict[str, Callable[[Token, Cue], Iterator[tuple[str, Holder, Object]]]] = {
            "v": self._verb, "n": self._noun, "a": self._adjective, "m": self._modal,
        }  # fmt: skip
        speaker, speech = self.speaker_of(token)
        for frame, holder, found in finders[cue.pos](token, cue):
            what = self._characters(found)
            if what is None:
                continue
            made = Candidate(
                cue,
                token.i,
                (self.parse.starts[token.i], self.parse.ends[token.i]),
                frame,
                holder,
                what,
                found,
                self._negated(token),
                speaker,
                speech,
                self._modal_of(token),
                tuple(t for t in found.target if t not in holder.parties),
                hostile=self._hostile(found),
            )
            yield from self._with_companions(made)

    def _hostile(self, found: Object) -> bool:
        head = self.tokens[found.head]
        return bool(head.tag_.startswith("VB")) and any(
            c.pos == "v" and c.stance == "threat" for c in self.cues.forms.get(head.lower_, ())
        )

    def _with_companions(self, made: Candidate) -> Iterator[Candidate]:
        """ "A, supported by B and opposed by C, ...": B holds it too; C opposes what A and B want."""
        ties = [c for c in self.named.companions if self._belongs(c, made)]
        beside = tuple(p for c in ties if c.tie is not Tie.OPPOSE for p in c.parties)
        holder = made.holder
        if beside:
            holder = replace(holder, parties=tuple(dict.fromkeys((*holder.parties, *beside))))
        yield replace(made, holder=holder)
        for c in ties:
            if c.tie is Tie.OPPOSE:
                against = replace(made.holder, parties=c.parties, kind="name", speaker=None)
                yield replace(made, holder=against, tie=Tie.OPPOSE, target=holder.parties, frame="opposed-by")

    def _belongs(self, companion: Companion, made: Candidate) -> bool:
        if made.holder.start is None:
            return companion.anchor is None
        if companion.anchor is None:
            return True
        group = max((g for g in self.named.groups if g <= companion.anchor), default=None)
        return group is not None and abs(made.holder.start - group) <= 4

    # --- frames -----------------------------------------------------------------------------------------------

    def _verb(self, token: Token, cue: Cue) -> Iterator[tuple[str, Holder, Object]]:
        subject, frame = self.subject_of(token)
        passive = token.tag_ == "VBN" and any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children)
        agent = self._agent(token)
        if agent is not None and (holder := self.resolve(agent)):
            # "X was rejected by Y", "the plan backed by Y"
            theme = subject if passive else (token.head if token.dep_ in ("acl", "relcl") else None)
            if theme is not None:
                for found in self._split(theme, "passive-subject"):
                    yield "agent", holder, found
            for found in self._objects(token, cue):
                yield "agent", holder, found
            return
        if passive or (token.dep_ == "acl" and token.tag_ == "VBN"):
            yield from self._passive(token, cue, subject)
            return
        if cue.stance == "act":
            if subject is not None and not self._asked_for(token) and (holder := self.resolve(subject)):
                for found in self._verb_phrases(token, f"act-{frame}"):
                    yield frame, holder, found
            return
        holder = self.resolve(subject) if subject is not None else None
        if holder is None:
            return
        for found in self._objects(token, cue):
            yield frame, holder, found

    def _asked_for(self, token: Token) -> bool:
        """Whether an act is only what somebody asks of its subject ("demanded that Canada open its market")."""
        head = token.head
        if token.dep_ not in ("ccomp", "xcomp", "advcl") or head.i == token.i:
            return False
        asks = any(c.pos == "v" and c.stance == "demand" for c in self.cues.forms.get(head.lower_, ()))
        return asks and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)

    def _passive(self, token: Token, cue: Cue, subject: Token | None) -> Iterator[tuple[str, Holder, Object]]:
        """ "the tariffs will be lifted", "Japan was urged to": the holder is whoever is credited, or the one urged."""
        speaker, _ = self.speaker_of(token)
        if speaker is None or subject is None:
            return
        for found in self._split(subject, "passive-theme"):
            yield (
                "passive",
                speaker,
                replace(found, end=max(found.end, self._right(token)) if found.parts == 1 else found.end),
            )

    def _noun(self, token: Token, cue: Cue) -> Iterator[tuple[str, Holder, Object]]:
        objects = list(self._noun_objects(token, cue))
        if not objects and cue.stance in ("threat", "oppose", "offer"):
            objects = [o for o in self._split(token, "noun-itself") if o.part == 0]
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        frame = "possessor"
        if owner is None and (
            by := next(
                (c for c in token.children if c.dep_ == "prep" and c.lower_ in ("by", "from", "in", "among", "within")),
                None,
            )
        ):
            owner, frame = next((c for c in by.children if c.dep_ == "pobj"), None), "by-phrase"
        holder = self.resolve(owner) if owner is not None else None
        if holder is None:
            for child in token.lefts:
                if child.dep_ in ("amod", "compound", "nmod", "nmod:poss") and (
                    found := self.discourse.modifier(self, child)
                ):
                    holder, frame = found, "modifier"
        if holder is not None:
            for found_object in objects:
                yield frame, holder, found_object
        if token.dep_ in ("attr", "nsubj") and token.head.lemma_ in ("be", "") and token.head.tag_.startswith("VB"):
            yield from self._noun_as_predicate(token, objects)
        verb = _governing_verb(token)
        if verb is not None and frame != "by-phrase":
            subject, how = self.subject_of(verb)
            if subject is not None and subject.i != token.i and (found := self.resolve(subject)):
                for found_object in objects:
                    yield f"verb-of-noun:{how}", found, found_object
            elif (speaker := self.speaker_of(token)[0]) and holder is None:
                for found_object in objects:
                    yield "speaker-noun", speaker, found_object

    def _noun_as_predicate(self, token: Token, objects: Sequence[Object]) -> Iterator[tuple[str, Holder, Object]]:
        """ "said adaptation is a priority", "X's priority is to Y"."""
        speaker, _ = self.speaker_of(token)
        if token.dep_ == "attr" and speaker is not None:
            subject = next((c for c in token.head.children if c.dep_ in _SUBJECTS and c.dep_ != "expl"), None)
            if subject is not None and subject.tag_ not in ("PRP", "EX"):
                for found in self._split(subject, "predicate-subject"):
                    yield "predicate-noun", speaker, found

    def _adjective(self, token: Token, cue: Cue) -> Iterator[tuple[str, Holder, Object]]:
        verb = token.head
        if "clause" not in cue.complements:
            own = any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
            subject, frame = self.subject_of(
                token if own or token.tag_ == "VBN" or not verb.tag_.startswith("VB") else verb
            )
            if subject is not None and (holder := self.resolve(subject)):
                for found in self._objects(token, cue):
                    yield f"adjective-{frame}", holder, found
            return
        speaker, _ = self.speaker_of(token)
        if speaker is None:
            return
        subject = next((c for c in (*verb.children, *token.children) if c.dep_ in _SUBJECTS), None)
        if subject is not None and subject.lower_ in ("it", "that", "this", "there", "what"):
            # "it is important to ...", "it was premature for X to ..."
            for clause in (*token.children, *verb.children):
                if clause.dep_ in ("xcomp", "ccomp", "advcl", "acl") and clause.i > token.i:
                    for found in self._verb_phrases(clause, "extraposed"):
                        yield "extraposed", speaker, found
            return
        if subject is not None:
            for found in self._split(subject, "evaluated"):
                yield "evaluated", speaker, found
        elif token.dep_ in ("oprd", "pobj", "acomp", "ccomp"):
            obj = next((c for c in verb.children if c.dep_ in ("dobj", "nsubj")), None)
            if obj is not None:
                for found in self._split(obj, "evaluated-object"):
                    yield "evaluated-object", speaker, found

    def _modal(self, token: Token, cue: Cue) -> Iterator[tuple[str, Holder, Object]]:
        verb = token.head if token.tag_ == "MD" else next((c for c in token.children if c.dep_ == "xcomp"), None)
        if verb is None or not (verb.tag_.startswith("VB") or verb.tag_ in ("NN", "JJ", "NNP")):
            return
        subject, frame = self.subject_of(verb if token.tag_ == "MD" else token)
        actor = self.resolve(subject) if subject is not None else None
        if cue.stance == "plan":
            if actor is not None:
                for found in self._verb_phrases(verb, f"plan-{frame}"):
                    yield f"plan-{frame}", actor, found
            elif subject is not None and (speaker := self.speaker_of(token)[0]):
                for found in self._clauses(subject, verb, "plan-passive"):
                    yield "plan-clause", speaker, found
            return
        speaker, _ = self.speaker_of(token)
        if speaker is None or (subject is not None and subject.lower_ == "you" and token.tag_ != "MD"):
            return  # "you need to play to the audience": you is anybody
        if actor is not None and subject is not None:
            for found in self._verb_phrases(verb, "should-party"):
                yield "modal-party", speaker, replace(found, target=actor.parties)
        elif subject is not None:
            for found in self._clauses(subject, verb, "should-clause"):
                yield "modal-clause", speaker, found
        else:
            for found in self._verb_phrases(verb, "should-bare"):
                yield "modal-bare", speaker, found

    # --- objects ----------------------------------------------------------------------------------------------

    def _objects(self, token: Token, cue: Cue) -> Iterator[Object]:
        addressee = self._addressee(token)
        for child in token.children:
            if child.i < token.i and child.dep_ not in ("ccomp", "dobj"):
                continue
            if child.dep_ in ("dobj", "attr", "dative", "oprd", "npadvmod") and child.dep_ != "npadvmod":
                yield from self._nominal(token, child, cue, addressee)
            elif child.dep_ in ("xcomp", "advcl") and _infinitive(child) and "to" in cue.complements:
                for found in self._verb_phrases(child, "to"):
                    yield replace(found, target=addressee)
            elif child.dep_ == "xcomp":
                for found in self._verb_phrases(child, "gerund" if child.tag_ == "VBG" else "xcomp"):
                    yield replace(found, target=addressee)
            elif child.dep_ == "ccomp":
                yield from self._complement(child, cue)
            elif child.dep_ == "prep" and child.tag_ == "VBG" and "obj" in cue.complements:
                # "suggested including X": the model takes the gerund for a preposition
                yield Object(child.i, self._right(child), child.i, "gerund", addressee)
            elif child.dep_ in ("prep", "agent", "dative", "prt", "advmod") and child.lower_ in cue.complements:
                yield from self._prepositional(child, addressee)

    def _addressee(self, token: Token) -> tuple[str, ...]:
        """ "urged X to", "called on X to", "told X that": the parties asked."""
        for child in token.children:
            if child.i < token.i:
                continue
            noun = child if child.dep_ in ("dobj", "dative") else None
            if child.dep_ in ("prep", "dative", "prt") and child.lower_ in ("on", "upon", "to", "with", "from", "of"):
                noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            if noun is not None and (found := self.resolve(noun)):
                return found.parties
        return ()

    def _nominal(self, token: Token, child: Token, cue: Cue, addressee: tuple[str, ...]) -> Iterator[Object]:
        clause = next(
            (c for c in token.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > child.i and _infinitive(c)),
            None,
        )
        inner = next((c for c in child.children if c.dep_ in ("relcl", "acl") and _infinitive(c)), None)
        if clause is None and inner is not None and self.resolve(child):
            clause = inner
        if clause is not None and (cue.stance == "demand" or self.resolve(child)):
            return  # "urged X to Y": the infinitive is the object, X is asked
        yield from self._split(child, "object")

    def _complement(self, clause: Token, cue: Cue) -> Iterator[Object]:
        subject = next((c for c in clause.children if c.dep_ in _SUBJECTS), None)
        if _infinitive(clause) and subject is not None:
            # "wants X to Y"
            actor = self.resolve(subject)
            if actor is not None:
                for found in self._verb_phrases(clause, "subject-to"):
                    yield replace(found, target=actor.parties)
                return
        if subject is not None and subject.tag_ != "WDT":
            actor = self.resolve(subject)
            asked = actor is not None and cue.stance == "demand" and cue.pos == "v" and subject.tag_ != "PRP"
            phrases = self._verb_phrases(clause, "that-party") if asked else self._clauses(subject, clause, "that")
            for found in phrases:
                yield replace(found, target=actor.parties if actor else ())
        else:
            for found in self._verb_phrases(clause, "clause"):
                yield found
        for other in self._conjuncts(clause)[1:]:
            # "that X be cut and that Y be banned": each clause with a subject of its own is an object of its own
            own = next((c for c in other.children if c.dep_ in ("nsubj", "nsubjpass") and c.tag_ != "WDT"), None)
            if own is not None and other.tag_.startswith("VB"):
                actor = self.resolve(own)
                for found in self._clauses(own, other, "that-and"):
                    yield replace(found, target=actor.parties if actor else ())

    def _prepositional(self, prep: Token, addressee: tuple[str, ...]) -> Iterator[Object]:
        for child in prep.children:
            if child.dep_ == "pobj":
                party = self.resolve(child)
                follow = next(
                    (
                        c
                        for c in (*child.children, *prep.head.children)
                        if c.dep_ in ("relcl", "acl", "xcomp", "advcl", "ccomp") and _infinitive(c) and c.i > child.i
                    ),
                    None,
                )
                if follow is not None and party is not None:
                    for found in self._verb_phrases(follow, f"{prep.lower_}-party-to"):
                        yield replace(found, target=party.parties)
                elif follow is not None and follow.head.i != child.i:
                    yield Object(child.left_edge.i, self._right(follow), child.i, f"{prep.lower_}-to")
                elif prep.lower_ in ("on", "upon", "to", "with") and party is not None:
                    continue
                else:
                    for found in self._split(child, f"prep-{prep.lower_}"):
                        yield replace(found, target=addressee)
            elif child.dep_ in ("pcomp", "advcl"):
                for found in self._verb_phrases(child, f"pcomp-{prep.lower_}"):
                    yield replace(found, target=addressee)

    def _noun_objects(self, token: Token, cue: Cue) -> Iterator[Object]:
        target: tuple[str, ...] = ()
        for child in token.children:
            if (
                child.dep_ == "prep"
                and child.lower_ in ("on", "to", "from", "of")
                and (n := next((c for c in child.children if c.dep_ == "pobj"), None))
            ):
                target = target or (found.parties if (found := self.resolve(n)) else ())
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in cue.complements:
                yield from self._prepositional(child, target)
            elif child.dep_ in ("acl", "relcl", "xcomp", "advcl") and _infinitive(child):
                subject = next((c for c in child.children if c.dep_ in _SUBJECTS), None)
                actor = self.resolve(subject) if subject is not None else None
                for phrase in self._verb_phrases(child, "noun-to"):
                    start = subject.left_edge.i if subject is not None and actor is None else phrase.start
                    yield replace(
                        phrase,
                        start=start if phrase.part == 0 else phrase.start,
                        target=actor.parties if actor else target,
                    )
            elif child.dep_ in ("acl", "ccomp") and any(
                g.dep_ == "mark" and g.lower_ == "that" for g in child.children
            ):
                yield from self._complement(child, cue)
            elif child.dep_ == "prep" and child.lower_ == "including":
                # "large demands, including that X be written into the deal"
                for clause in child.children:
                    if clause.dep_ in ("ccomp", "pcomp", "advcl"):
                        for verb in self._conjuncts(clause):
                            yield from self._complement(verb, cue)
            elif child.dep_ == "appos" and cue.stance != "threat":
                yield from self._split(child, "noun-appos")

    # --- spans ------------------------------------------------------------------------------------------------

    def _right(self, token: Token) -> int:
        """End (exclusive) of a phrase, before a comma-led adverbial or a speech tag that hangs on it."""
        end = token.right_edge.i + 1
        for child in token.rights:
            if child.dep_ in ("advcl", "parataxis") and self._after_comma(child):
                end = min(end, child.left_edge.i)
                break
        return self._without_tail(token.i, end)

    def _after_comma(self, token: Token) -> bool:
        left = token.left_edge.i
        return left > 0 and self.tokens[left - 1].lower_ in (",", ";", "-", "–", "—")

    def _without_tail(self, start: int, end: int) -> int:
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
        return end

    def _conjuncts(self, head: Token) -> list[Token]:
        """A head and the heads coordinated with it, in text order."""
        found = [head]
        for item in found:
            found.extend(c for c in item.children if c.dep_ == "conj" and c.i > head.i)
        return sorted(found, key=lambda t: t.i)

    def _split(self, head: Token, link: str) -> Iterator[Object]:
        """A noun phrase as one object, or its coordinated parts as several."""
        heads = [h for h in self._conjuncts(head) if h.tag_[:2] in ("NN", "VB", "PR", "CD", "JJ", "DT")]
        if len(heads) <= 1 or (len(heads) == 2 and not self._listed(heads) and heads[1].tag_ != "VBG"):
            yield Object(self._left(head), self._right(head), head.i, link)
            return
        for n, (item, after) in enumerate(zip(heads, [*heads[1:], None], strict=True)):
            end = (
                self._right(item)
                if after is None
                else self._without_tail(item.i, min(self._right(item), after.left_edge.i))
            )
            start = self._left(item)
            if n and start < heads[n - 1].i:
                start = item.i
            yield Object(start, max(end, item.i + 1), item.i, link, (), n, len(heads))

    def _listed(self, heads: Sequence[Token]) -> bool:
        return any(t.lower_ in (",", ";") for t in self.tokens[heads[0].i : heads[-1].i])

    def _left(self, head: Token) -> int:
        start: int = head.left_edge.i
        while start < head.i and (
            self.tokens[start].is_punct
            or (self.tokens[start].dep_ in ("cc", "preconj", "mark") and self.tokens[start].head.i == head.i)
        ):
            start += 1
        return start

    def _verb_phrases(self, verb: Token, link: str) -> Iterator[Object]:
        """A verb phrase without its subject, marker and auxiliaries, or its coordinated parts as several."""
        heads = [h for h in self._conjuncts(verb) if h.tag_.startswith("VB") or h.i == verb.i]
        other = [
            h
            for h in heads[1:]
            if any(c.dep_ in ("nsubj", "nsubjpass") for c in h.children) or not _agrees(heads[0], h)
        ]
        stop = min((h.left_edge.i if h.left_edge.i > heads[0].i else h.i for h in other), default=len(self.tokens))
        heads = [h for h in heads if h.i < stop]
        for n, (item, after) in enumerate(zip(heads, [*heads[1:], None], strict=True)):
            end = (
                self._without_tail(item.i, min(self._right(item), stop))
                if after is None
                else self._without_tail(item.i, min(self._right(item), self._verb_start(after)))
            )
            yield Object(self._verb_start(item), max(end, item.i + 1), item.i, link, (), n, len(heads))

    def _verb_start(self, verb: Token) -> int:
        inside = [
            c.i
            for c in verb.lefts
            if c.dep_ in ("advmod", "auxpass", "prt") and not (c.dep_ == "advmod" and c.tag_ == "WRB")
        ]
        start: int = verb.i
        while start - 1 in inside:
            start -= 1
        return start

    def _clauses(self, subject: Token, verb: Token, link: str) -> Iterator[Object]:
        """A clause with its subject; each coordinated verb phrase after the first stands alone."""
        for found in self._verb_phrases(verb, link):
            yield replace(found, start=subject.left_edge.i) if found.part == 0 and subject.i < verb.i else found

    def _characters(self, found: Object) -> tuple[int, int] | None:
        if found.end <= found.start:
            return None
        start, end = self.parse.starts[found.start], self.parse.ends[found.end - 1]
        while start < end and self.text[start] in " \"“'‘,;:":
            start += 1
        return (start, end) if end > start else None

    # --- holders ----------------------------------------------------------------------------------------------

    def resolve(self, token: Token) -> Holder | None:
        """The parties a noun phrase stands for, or None; resolved once for each head."""
        if token.i not in self._resolved:
            self._resolved[token.i] = None  # a phrase that mentions itself resolves to nothing
            self._resolved[token.i] = self.discourse.resolve(self, token)
        return self._resolved[token.i]

    def subject_of(self, verb: Token, depth: int = 0) -> tuple[Token | None, str]:
        """The head of the noun phrase that does what a verb says, through coordination, control and relative clauses."""
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass") and child.i != verb.i:
                if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
                    return verb.head, "relative"
                return child, "subject"
        if depth > 6 or verb.head.i == verb.i:
            return None, ""
        head = verb.head
        if verb.dep_ == "conj":
            while not _agrees(head, verb) and head.head.i != head.i:
                head = head.head
            return self.subject_of(head, depth + 1) if head.tag_[:2] in ("VB", "JJ", "MD") else (None, "")
        if verb.dep_ in ("xcomp", "ccomp", "acomp", "oprd", "attr", "aux"):
            dobj = next((c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i), None)
            if (
                dobj is not None
                and verb.dep_ != "acomp"
                and head.tag_.startswith("VB")
                and self._lemma(head) in _OBJECT_CONTROL
            ):
                return dobj, "controlled"
            found, how = self.subject_of(head, depth + 1)
            return found, "control" if how == "subject" else how
        if verb.dep_ in ("advcl", "prep", "pcomp", "prt") and head.tag_[:2] in ("VB", "IN", "RB", "TO", "JJ"):
            found, _ = self.subject_of(head, depth + 1)
            return found, "adverbial"
        if verb.dep_ == "relcl":
            return head, "relative"
        if verb.dep_ == "acl" and verb.tag_ == "VBG":
            return head, "participle"
        if verb.dep_ in ("acl", "pcomp", "prep"):
            owner = next((c for c in head.children if c.dep_ == "poss"), None)
            if owner is not None:
                return owner, "possessor"
            governor = _governing_verb(head)
            return (self.subject_of(governor, depth + 1)[0], "noun") if governor is not None else (None, "")
        return None, ""

    def _lemma(self, token: Token) -> str:
        cues = self.cues.forms.get(token.lower_, ())
        return next((c.lemma for c in cues if c.pos == "v"), token.lower_)

    def _agent(self, token: Token) -> Token | None:
        for child in token.children:
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
                return next((c for c in child.children if c.dep_ == "pobj"), None)
        return None

    def speaker_of(self, token: Token) -> tuple[Holder | None, str]:
        """Who is credited with the clause a token stands in, and the verb that says so."""
        here = token
        while here.head.i != here.i:
            head = here.head
            if (
                here.dep_ in (*_CLAUSAL, "xcomp", "advcl", "acl", "prep", "dobj", "conj")
                and head.tag_.startswith("VB")
                and head.i != token.i
            ):
                speech = next(
                    (
                        c
                        for c in self.cues.forms.get(head.lower_, ())
                        if c.pos == "v" and (c.stance == "say" or here.dep_ in _CLAUSAL)
                    ),
                    None,
                )
                if speech is not None and here.dep_ != "conj":
                    subject, _ = self.subject_of(head)
                    if subject is not None and (found := self.resolve(subject)):
                        return found, speech.lemma
            if here.dep_ in ("acl", "ccomp", "relcl", "appos") and head.tag_.startswith("NN") and head.i != token.i:
                # "its view that the pact is unfair"
                owner = next((c for c in head.children if c.dep_ == "poss"), None)
                if (
                    owner is not None
                    and any(c.pos == "n" for c in self.cues.forms.get(head.lower_, ()))
                    and (found := self.resolve(owner))
                ):
                    return found, head.lower_
            here = head
        for child in here.children:
            if child.dep_ in ("parataxis", "ccomp") and child.tag_.startswith("VB"):
                speech = next((c for c in self.cues.forms.get(child.lower_, ()) if c.stance == "say"), None)
                subject = next((c for c in child.children if c.dep_ == "nsubj"), None)
                if speech is not None and subject is not None and (found := self.resolve(subject)):
                    return found, speech.lemma
            if child.dep_ == "prep" and child.lower_ == "according":
                for inner in child.subtree:
                    if inner.dep_ == "pobj" and (found := self.resolve(inner)):
                        return found, "according"
        if self.in_quotes(token) or self.discourse.in_open_quote:
            return self.discourse.quoted, "quote"
        return self.discourse.continued, "continued"

    def in_quotes(self, token: Token) -> bool:
        at = self.parse.starts[token.i]
        return any(a <= at < b for a, b in self._quoted)

    def _negated(self, token: Token) -> bool:
        """Whether the cue itself is negated ('does not want', 'no need for', 'neither ... nor')."""
        for child in token.children:
            if child.dep_ == "neg" or (
                child.lower_ in ("no", "not", "n't", "never", "without", "neither")
                and child.dep_ in ("det", "advmod", "preconj")
            ):
                return True
        head = token.head
        for child in (*token.children, *(head.children if token.tag_ == "MD" else ())):
            if child.dep_ in ("nsubj", "nsubjpass") and any(g.lower_ in ("no", "neither") for g in child.children):
                return True
        if token.tag_ == "MD" or token.dep_ in ("acomp", "attr", "oprd", "xcomp", "aux") or token.tag_.startswith("NN"):
            return any(c.dep_ == "neg" for c in head.children)
        return False

    def _modal_of(self, token: Token) -> str:
        verb = token if token.tag_.startswith("VB") else token.head
        return next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), "")


def _agrees(first: Token, second: Token) -> bool:
    """Whether two verbs can be coordinated: a finite one is no conjunct of an infinitive ('should be cut and warned')."""
    finite = ("VBD", "VBZ", "VBP")
    return (
        second.tag_ not in finite
        or first.tag_ in finite
        or (first.tag_ in ("VBN", "VBG") and any(c.tag_ in finite for c in first.lefts))
    )


def _infinitive(token: Token) -> bool:
    return token.tag_ in ("VB", "VBN", "VBG") and any(
        c.tag_ == "TO" and c.dep_ in ("aux", "auxpass") for c in token.children
    )


def _governing_verb(noun: Token) -> Token | None:
    """The verb whose object a noun is, through prepositions ('expressed concern', 'called for support')."""
    here = noun
    for _ in range(4):
        if here.dep_ not in ("dobj", "pobj", "prep", "attr", "conj", "dative", "oprd", "pcomp", "nsubjpass", "acomp"):
            return None
        here = here.head
        if here.tag_.startswith("VB"):
            return here
    return None
