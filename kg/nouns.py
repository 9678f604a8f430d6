"""Wants that a noun names: whose they are and what they are of ("Chad's call for cuts", "there was support for a levy")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.clauses import SUBJECTS, governing_verb
from kg.closed_classes import words_in
from kg.cues import Cue
from kg.ellipsis import Elliptic
from kg.holders import Holder
from kg.objects import beside_object, is_scarce
from kg.spans import Object
from kg.tokens import Token

_INCLUDE = frozenset({"include", "includes", "included"})
_OWNED = ("by", "from", "in", "among", "within")
"""What stands before whoever a want is of: "a call |by| Chad"."""


class Nouns(Elliptic):
    """Finds whose a want is that a noun names, and of what."""

    def wanted_by_noun(self, token: Token, cue: Cue) -> Iterator[tuple[str, Holder, Object]]:
        """By whom, by which construction, and what is wanted or unwanted that a noun of the cue table names."""
        if is_scarce(token):
            return
        if cue.stance == "oppose" and token.dep_ == "pobj" and token.head.lower_ == "under":
            yield from self._under_attack(token.head)
            return
        if cue.lemma in words_in("point in time"):
            yield from self._high_time(token, cue)
            return
        whose = self._whose(token, cue)
        objects = [o for o in self.objects_of_noun(token, cue) if whose is None or o.head != whose.i]
        if token.dep_ == "nsubj" and token.head.lower_ in _INCLUDE:
            objects += [o for c in token.head.rights if c.dep_ == "dobj" for o in self.split(c, "object")]
        if cue.lemma in words_in("absence"):
            objects = []  # "at |the lack of progress|", not "progress"
        if not objects and cue.stance in ("threat", "oppose", "offer") and cue.lemma not in words_in("only of a thing"):
            objects = [o for o in self.split(token, "noun-itself") if o.parts == 1]
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        frame = "possessor"
        if owner is None and (
            by := next(
                (c for c in (*token.children, *beside_object(token)) if c.dep_ == "prep" and c.lower_ in _OWNED), None
            )
        ):
            owner, frame = next((c for c in by.children if c.dep_ == "pobj"), None), "by-phrase"
        if owner is None and whose is not None:
            owner, frame = whose, "by-phrase"
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
        if holder is None and (several := self._of_several(token)) is not None:
            for found_object in objects:
                yield "impersonal", several, found_object
        verb = governing_verb(token)
        if verb is not None and cue.stance in ("oppose", "support") and verb.lower_ in words_in("being met"):
            yield from self._met_with(verb, token, cue)
        if verb is not None and frame != "by-phrase":
            subject, how = self.subject_of(verb)
            if subject is not None and subject.i != token.i and (found := self.resolve(subject)):
                for found_object in objects:
                    yield f"verb-of-noun:{how}", found, found_object
            elif (speaker := self.speaker_of(token)[0]) and holder is None:
                for found_object in objects:
                    yield "speaker-noun", speaker, found_object

    def _of_several(self, noun: Token) -> Holder | None:
        """ "There was |support| for a levy", "|Proposals| were made to ...", "|Suggestions| included ...": of whoever voiced
        them, else of parties that are not named."""
        verb = noun.head
        there = noun.dep_ == "attr" and verb.tag_ == "VBD" and any(c.dep_ == "expl" for c in verb.lefts)
        listed = noun.dep_ == "nsubj" and verb.lower_ in _INCLUDE
        if noun.dep_ == "nsubjpass" and verb.lower_ in words_in("being voiced"):
            agent = self.agent_of(verb)
            return self.resolve(agent) if agent is not None else self.discourse.several(self, noun)
        return self.discourse.several(self, noun) if there or listed else None

    def _whose(self, noun: Token, cue: Cue) -> Token | None:
        """ "the objections |of several parties| to any levy": whose they are, where what they are to stands behind."""
        of = next((n for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of" for n in c.rights), None)
        if of is None or self.resolve(of) is None:
            return None
        behind = (c for c in noun.rights if c.i > of.i)
        to = any(c.lower_ in cue.complements if c.dep_ == "prep" else c.dep_ in ("acl", "ccomp") for c in behind)
        return of if to else None

    def _met_with(self, verb: Token, noun: Token, cue: Cue) -> Iterator[tuple[str, Holder, Object]]:
        """ "The levy met with |resistance| from Chad", "drew |objections| from Peru": of what the subject is."""
        theme, frame = self.subject_of(verb)
        if theme is None or self.discourse.is_chair(self, theme) or next(self.objects_of_noun(noun, cue), None):
            return
        if noun.dep_ == "pobj" and noun.head.lower_ != "with":
            return
        places = (*noun.rights, *verb.rights)
        froms = (n for c in places if c.dep_ == "prep" and c.lower_ in ("from", "among") for n in c.rights)
        holder = next((h for n in froms if n.dep_ == "pobj" and (h := self.resolve(n)) is not None), None)
        if holder is not None and frame in ("subject", "relative") and self.resolve(theme) is None:
            for found in self.split(theme, "passive-subject"):
                yield "met-with", holder, found

    def _under_attack(self, under: Token) -> Iterator[tuple[str, Holder, Object]]:
        """ "The levy came |under fire| from Chad", "Peru came |under criticism| from Chad for its quota": of what it is for, else of the
        subject."""
        verb = under.head
        behind = [
            (c.lower_, n)
            for place in (under, *under.rights, verb)
            for c in place.rights
            for n in c.rights
            if n.dep_ == "pobj"
        ]
        holder = next((h for word, n in behind if word == "from" and (h := self.resolve(n)) is not None), None)
        theme, _ = self.subject_of(verb)
        for_what = next((n for word, n in behind if word in words_in("before what is blamed")), None)
        if holder is None or theme is None or verb.lower_ not in words_in("being met"):
            return
        attacked = self.resolve(theme)
        if for_what is not None or attacked is None:
            for found in self.split(for_what or theme, "passive-subject"):
                yield "met-with", holder, replace(found, target=attacked.parties if attacked is not None else ())

    def _high_time(self, noun: Token, cue: Cue) -> Iterator[tuple[str, Holder, Object]]:
        """ "the |time| has come for Chad to cut its quota", "it is high |time| Chad cut it", "now is the |time| to cut it": what whoever says
        so wants."""
        verb, speaker = noun.head, self.speaker_of(noun)[0]
        ripe = any(c.lower_ in words_in("ripe") for c in (*noun.lefts, *verb.lefts))
        come = noun.dep_ == "nsubj" and verb.lower_ in words_in("being met")
        is_it = noun.dep_ in ("attr", "nsubj") and verb.lower_ in words_in("being") and ripe
        if speaker is None or not (come or is_it) or any(c.dep_ == "neg" for c in verb.children):
            return
        for clause in (*noun.rights, *verb.rights):
            if clause.dep_ in ("relcl", "acl", "advcl", "xcomp", "ccomp") and clause.tag_.startswith("VB"):
                for found in self._complement(clause, cue):
                    yield "speaker-noun", speaker, found

    def _noun_as_predicate(self, token: Token, objects: Sequence[Object]) -> Iterator[tuple[str, Holder, Object]]:
        """ "said adaptation is a priority", "X's priority is to Y"."""
        speaker, _ = self.speaker_of(token)
        if token.dep_ == "attr" and speaker is not None:
            subject = next((c for c in token.head.children if c.dep_ in SUBJECTS and c.dep_ != "expl"), None)
            if subject is not None and subject.tag_ not in ("PRP", "EX"):
                for found in self.split(subject, "predicate-subject"):
                    yield "predicate-noun", speaker, found
