"""What a clause leaves to another to say: answers without an object, words that come back to one, items behind a colon."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.clauses import SUBJECTS
from kg.closed_classes import words_in
from kg.companions import Tie
from kg.cues import Cue
from kg.found import Candidate
from kg.holders import Holder
from kg.objects import Objects
from kg.spans import Object, infinitive
from kg.tokens import Token


class Elliptic(Objects):
    """Finds what is wanted where another clause of the sentence names it."""

    def behind_colons(self, others: Sequence[Candidate]) -> list[Candidate]:
        """ "named three gases: |methane|; ...": an item that the parser makes no part of what stands before the colon is wanted
        as that is."""
        item = self.behind_colon(1, len(self.tokens))
        if item is None:
            return []
        opens = self.parse.starts[item]
        if any(c.what[0] <= opens < c.what[1] for c in others):
            return []
        meant = Object(item, self.without_tail(item, len(self.tokens)), item, "itemised")
        if (words := self.characters(meant)) is None:
            return []
        before = [c for c in others if c.what[1] <= opens and c.cue_span[1] <= opens]
        last = max((c.what[1] for c in before), default=0)
        return [replace(c, what=words, object=meant) for c in before if c.what[1] == last]

    def gapped(self, found: Object) -> Iterator[tuple[Holder, Object]]:
        """ "Chad supported the first option and |Peru the second|, and |Mali a third|": who is said to want what by the verb of
        another."""
        if found.part or not found.link.startswith(("object", "prep-")):
            return
        here = found.end
        while (joint := self.joint(here)) is not None:
            name, start = self.tokens[joint[0]], joint[0] + 1
            if start + 1 >= len(self.tokens) or self.parse.starts[name.i] not in self.named.groups:
                return
            if self.tokens[start].lower_ == found.link.removeprefix("prep-"):
                start += 1
            head = self.topmost(start)
            holder = self.resolve(name)
            if head is None or holder is None or name.dep_ in SUBJECTS or not self.goes_on(found, head):
                return
            here = max(self.alone(head), head.i + 1)
            yield holder, Object(start, here, head.i, "gapped")

    def answers(self, verb: Token, others: Sequence[Candidate]) -> Iterator[Candidate]:
        """ "A asked for a levy, while B |objected|", "as |did| C", "but D |did| not": to what another clause of the sentence
        names."""
        did = verb.lower_ in words_in("doing so")
        cue = self._answer(verb.lower_)
        if cue is None and not did:
            return
        if did and self.tokens[verb.i - 1].lower_ != "as" and any(c.dep_ == "dobj" for c in verb.rights):
            return  # "as Peru did the fund"
        subject, frame = self.subject_of(verb)
        holder = self.resolve(subject) if subject is not None and frame == "subject" else None
        if holder is None or self._is_conditional(verb) or any(c.dep_ == "prt" for c in verb.rights):
            return
        if cue is not None and next(self.objects_of_verb(verb, cue), None) is not None:
            return
        named = [
            c
            for c in others
            if _names_thing(c)
            and not c.spared
            and not c.object.start <= verb.i < c.object.end
            and not set(c.holder.parties) & set(holder.parties)
        ]
        meant = min(named, key=lambda c: (abs(c.cue_token - verb.i), c.what[0] - c.what[1]), default=None)
        if meant is not None and did:
            cue = self._same_or_other(verb, meant)
        bare = self.discourse.meeting and not any(c.dep_ in ("prep", "dobj") for c in verb.rights)
        if cue is None or (meant is None and not bare):
            return
        own, itself = (self.parse.starts[verb.i], self.parse.ends[verb.i]), Object(verb.i, verb.i + 1, verb.i, "bare")
        speaker, speech = self.speaker_of(verb)
        # "Chad objected.": to what was said before
        made = Candidate(
            cue, verb.i, own, "elliptic", holder, own, itself, self.is_negated(verb), speaker, speech, "", ()
        )
        if meant is not None:
            against = meant.holder.parties if cue.stance == "oppose" else ()
            made = replace(made, what=meant.what, object=meant.object, modal=self.modal_of(verb), target=against)
        yield replace(made, negated=False) if did else made

    def _answer(self, word: str) -> Cue | None:
        """What a verb says of what another clause names: that it is opposed, supported, declined."""
        cues = self.cues.forms.get(word, ()) if word in words_in("answering") else ()
        return next((c for c in cues if c.pos == "v" and c.stance in ("oppose", "support", "refuse")), None)

    def _same_or_other(self, did: Token, meant: Candidate) -> Cue | None:
        """ "as |did| C", "but D |did| not": whether what another clause says is wanted is so too or is not."""
        denies = any(c.dep_ == "neg" for c in did.children)
        if not denies and not any(c.dep_ == "mark" and c.lower_ == "as" for c in did.lefts):
            return None
        wanted = (meant.cue.stance not in ("oppose", "refuse")) ^ meant.negated
        if denies and not wanted:
            return None  # who does not oppose it need not want it
        return self._answer("agreed" if wanted and not denies else "disagreed")

    def _is_conditional(self, verb: Token) -> bool:
        """Whether a verb stands in a clause of condition: "unless the EU agrees"."""
        while verb.head.i != verb.i:
            if self.supposed_by(verb):
                return True
            verb = verb.head
        return False

    def spelled_out(self, made: Candidate, others: Sequence[Candidate]) -> Candidate:
        """ "A opposed the levy, while B supported |it|", "a levy, |which| B supported", "|what| B wants is a levy": what another
        clause of the sentence names is meant."""
        start, end = made.what
        pronoun = self.tokens[made.object.head]
        if (meant := self._stands_for(pronoun, made.object.link)) is not None:
            words = self.characters(meant)
            return replace(made, what=words, object=meant) if words is not None else made
        if self.text[start:end].casefold() not in words_in("thing spoken of"):
            return made
        parties = set(made.holder.parties)
        before = (c for c in others if c.what[1] < min(start, made.cue_span[0]) and _names_thing(c))
        named = [c for c in before if not parties & set(c.holder.parties)]
        other = max(named, key=lambda c: (c.cue_span[0], c.what[1] - c.what[0]), default=None)
        return replace(made, what=other.what, object=other.object) if other is not None else made

    def _stands_for(self, pronoun: Token, link: str) -> Object | None:
        """What a relative pronoun stands for: the noun before it, also over "they say" ("the sum |that| they say they need"), or what
        is said of "what": "|what| Chad wants is a levy"."""
        verb = pronoun.head
        if pronoun.tag_ == "WDT":
            while verb.dep_ in ("ccomp", "xcomp"):
                verb = verb.head
            if verb.dep_ != "relcl":
                return None
            return self.before_clause(verb, link)
        if pronoun.tag_ != "WP" or verb.dep_ != "csubj" or verb.head.lower_ not in words_in("being"):
            return None
        said = next((c for c in verb.head.rights if c.dep_ in ("attr", "ccomp", "xcomp")), None)
        if said is None:
            return None
        stop = next((t.i for t in self.tokens[said.i + 1 : self.right(said)] if t.lower_ == "not"), self.right(said))
        start = self.verb_start(said) if said.tag_ == "VB" and infinitive(said) else self.left(said)
        return Object(start, self.without_tail(said.i, stop), said.i, link)


def without_gapped(found: Sequence[Candidate]) -> list[Candidate]:
    """Candidates without those that give to the first of several what another is said to want."""
    gapped = [c for c in found if c.object.link == "gapped"]
    return [
        c
        for c in found
        if c.object.link == "gapped"
        or not any(c.cue_token == g.cue_token and c.what[0] < g.what[1] and g.what[0] < c.what[1] for g in gapped)
    ]


def _names_thing(made: Candidate) -> bool:
    """Whether a verb has its object in a candidate, as a whole: what other clauses come back to."""
    return made.object.part == 0 and made.tie is not Tie.OPPOSE and made.cue.pos == "v"
