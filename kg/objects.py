"""What a cue may be about: the phrases and clauses of a parsed sentence that are wanted, and their characters."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.clauses import SUBJECTS, goes_with
from kg.closed_classes import words_in
from kg.cues import NEUTRAL, Cue
from kg.lists import Lists
from kg.spans import Object, has_subject, infinitive
from kg.tokens import Token


class Objects(Lists):
    """Finds the objects of verbs and nouns in one sentence."""

    def objects_of_verb(self, token: Token, cue: Cue) -> Iterator[Object]:
        """What a verb asks for, supports, rejects, ...: its objects and clauses of the kinds its cue goes with."""
        if (label := label_on(token)) is not None:
            yield from self._labelled(token, label)
            return
        addressee = self.addressee(token)
        about = self._about_object(token)
        # "made the case |for a levy|", "walked away |from it|"
        first = cue.complements[0] if cue.complements else ""
        idiom = [c for c in token.rights if c.lower_ == first and goes_with(first)]
        for child in (*token.children, *(c for word in idiom for c in word.rights)):
            if (child.i < token.i and child.dep_ not in ("ccomp", "dobj")) or child is about:
                continue
            if child.dep_ == "dobj" and self.is_blamed(token, cue):
                continue
            if child.dep_ == "dobj" and (fault := _fault_behind(child)) and cue.lemma in words_in("accusing"):
                link = f"{fault.dep_}-{fault.head.lower_}"
                for found in self.verb_phrases(fault, link) if fault.dep_ == "pcomp" else self.split(fault, link):
                    yield replace(found, target=who.parties if (who := self.asked(child)) else ())
            elif child.dep_ in ("dobj", "attr", "dative", "oprd") and child.tag_ not in ("IN", "TO"):
                if "obj" in cue.complements or cue.stance in NEUTRAL or child.dep_ != "dobj":
                    for found in self._nominal(token, child, cue, addressee):
                        end = found.end if about is None or found.end != about.i else self.right(about)
                        yield replace(found, end=end)
            elif _is_wished_for(child) and "for" in cue.complements:
                yield from self._complement(child, cue)
            elif child.dep_ in ("xcomp", "advcl") and infinitive(child) and "to" in cue.complements:
                for found in self.verb_phrases(child, "to"):
                    yield replace(found, target=addressee)
            elif child.dep_ == "xcomp":
                for found in self.verb_phrases(child, "gerund" if child.tag_ == "VBG" else "xcomp"):
                    yield replace(found, target=addressee)
            elif child.dep_ == "ccomp":
                # "wants its makers protected", "called the draft unbalanced"
                wished = "that" in cue.complements or (cue.stance == "demand" and "obj" in cue.complements)
                judged = None if wished else _judged_in(child)
                if judged is None:
                    yield from self._complement(child, cue)
                else:
                    yield Object(judged.left_edge.i, self.right(judged), judged.i, "judged")
            elif child.tag_ == "VBG" and "obj" in cue.complements and _is_object_all_the_same(child):
                # "suggested including X", "supported using X": the model takes the gerund for something else
                yield Object(child.i, self.right(child), child.i, "gerund", addressee)
            elif (
                child.lower_ == "to"
                and child.dep_ == "prep"
                and any(c.dep_ == "dobj" and c not in idiom for c in token.rights)
            ):
                continue  # "prefers a quota to a tariff": not what is wanted
            elif child.dep_ in ("prep", "agent", "dative", "prt", "advmod") and child.lower_ in cue.complements:
                yield from self._prepositional(child, addressee)

    def _labelled(self, verb: Token, label: Token) -> Iterator[Object]:
        """What is called something: "called |the draft| unacceptable", "|a levy| that it called a gift to smugglers"; "calling it ..." says
        no more than what it hangs on."""
        thing = next((c for c in verb.rights if c.dep_ == "dobj" and c is not label), None)
        if thing is not None and not (thing.tag_ == "PRP" and verb.tag_ == "VBG"):
            yield Object(thing.left_edge.i, self.without_tail(thing.i, label.left_edge.i), thing.i, "judged")
        elif thing is None and verb.dep_ == "relcl":
            yield self.before_clause(verb, "judged")

    def _about_object(self, verb: Token) -> Token | None:
        """ "rejects the levy |on| cod": the preposition right behind an object that says what that is on, though the parser hangs it on
        the verb; not behind a party, who may be attacked on something."""
        noun = next((c for c in verb.rights if c.dep_ == "dobj" and c.tag_ in ("NN", "NNS")), None)
        if noun is None or self.discourse.meeting or self.asked(noun) is not None:
            return None
        behind = next((c for c in verb.rights if c.i == noun.right_edge.i + 1), None)
        if behind is None or behind.dep_ != "prep" or behind.lower_ not in ("on", "of"):
            return None
        days = (c.lower_ in words_in("day of the week") for c in behind.rights)
        return None if any(days) or any(c.dep_ == "pcomp" for c in behind.rights) else behind

    def is_blamed(self, verb: Token, cue: Cue) -> bool:
        """Whether a verb has behind its object what that is blamed or praised for: "faulted |Chad| for blocking the deal"."""
        reasons = (
            c
            for c in verb.rights
            if c.dep_ == "prep" and c.lower_ in words_in("before what is blamed") and c.lower_ in cue.complements
        )
        named = any(c.dep_ in ("dobj", "nsubjpass") and self.asked(c) for c in verb.children)
        return any(c.dep_ == "pcomp" or (named and c.dep_ == "pobj") for reason in reasons for c in reason.rights)

    def addressee(self, token: Token) -> tuple[str, ...]:
        """ "urged X to", "called on X to", "told X that": the parties asked."""
        for child in token.children:
            if child.i < token.i:
                continue
            noun = child if child.dep_ in ("dobj", "dative") else None
            if child.dep_ in ("prep", "dative", "prt") and child.lower_ in (
                "on",
                "upon",
                "to",
                "with",
                "from",
                "of",
                "into",
                "at",
            ):
                noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            if noun is not None and (found := self.asked(noun)):
                return found.parties
        return ()

    def _nominal(self, token: Token, child: Token, cue: Cue, addressee: tuple[str, ...]) -> Iterator[Object]:
        if is_scarce(child) or (cue.stance in ("demand", "offer") and self._is_only_named(child)):
            return
        clause = next(
            (c for c in token.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > child.i and infinitive(c)),
            None,
        )
        inner = next((c for c in child.children if c.dep_ in ("relcl", "acl") and infinitive(c)), None)
        if clause is None and inner is not None and self.asked(child):
            clause = inner
        if clause is not None and (cue.stance == "demand" or self.asked(child)):
            # "urged X to Y": the infinitive is the object, X is asked
            if clause is not inner and self.asked(child) is None and self.lemma_of(token) not in self.cues.controls:
                # "proposed a working group to look into it"
                yield Object(self.left(child), self.right(clause), child.i, "object-to")
            return
        if inner is not None and cue.stance == "demand" and "to" in cue.complements:
            # "requested the bodies to Y", where the model hangs the infinitive on the noun
            yield from self.verb_phrases(inner, "to-inner")
        yield from self.split(child, "object")

    def _is_only_named(self, noun: Token) -> bool:
        """Whether a noun phrase is the name of a party and no more, of whom nothing is said: "reforms it promised |the IMF|"."""
        named = noun.tag_ in ("NNP", "NNPS") and not noun.rights and all(c.tag_ in ("DT", "NNP") for c in noun.lefts)
        follows = any(c.i > noun.i and c.dep_ != "punct" for c in noun.head.rights)
        return named and not follows and self.asked(noun) is not None

    def _complement(self, clause: Token, cue: Cue) -> Iterator[Object]:
        subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
        if infinitive(clause) and subject is not None:
            # "wants X to Y"
            actor = self.asked(subject)
            if actor is not None:
                for found in self.verb_phrases(clause, "subject-to"):
                    yield replace(found, target=actor.parties)
                return
        if subject is not None and subject.tag_ != "WDT":
            actor = self.asked(subject)
            undergoes = clause.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in clause.lefts)
            demanded = cue.stance == "demand" and cue.pos == "v" and not undergoes  # "wants its makers protected"
            asked = actor is not None and demanded and subject.tag_ != "PRP"
            phrases = self.verb_phrases(clause, "that-party") if asked else self.clauses(subject, clause, "that")
            for found in phrases:
                yield replace(found, target=actor.parties if actor else ())
        else:
            for found in self.verb_phrases(clause, "clause"):
                yield found
        for other in self.conjuncts(clause)[1:]:
            # "that X be cut and that Y be banned": each clause with a subject of its own is an object of its own
            own = next((c for c in other.children if c.dep_ in ("nsubj", "nsubjpass") and c.tag_ != "WDT"), None)
            if own is not None and other.tag_.startswith("VB"):
                actor = self.asked(own)
                for found in self.clauses(own, other, "that-and"):
                    yield replace(found, target=actor.parties if actor else ())

    def _prepositional(self, prep: Token, addressee: tuple[str, ...]) -> Iterator[Object]:
        for child in prep.children:
            if child.lower_ in words_in("day"):
                continue
            if child.dep_ == "prep" and prep.lower_ == "out" and child.lower_ == "of":
                yield from self._prepositional(child, addressee)  # "walked out |of the talks|"
            elif child.dep_ == "pobj":
                party = self.asked(child)
                follow = next(
                    (
                        c
                        for c in (*child.children, *prep.head.children)
                        if c.dep_ in ("relcl", "acl", "xcomp", "advcl", "ccomp") and infinitive(c) and c.i > child.i
                    ),
                    None,
                )
                if follow is not None and party is not None:
                    for found in self.verb_phrases(follow, f"{prep.lower_}-party-to"):
                        yield replace(found, target=party.parties)
                elif follow is not None and follow.head.i != child.i:
                    yield Object(child.left_edge.i, self.right(follow), child.i, f"{prep.lower_}-to")
                elif (prep.lower_ in ("on", "upon", "to", "with", "at", "into") and party is not None) or is_duration(
                    child
                ):
                    continue
                else:
                    for found in self.split(child, f"prep-{prep.lower_}"):
                        yield replace(found, target=addressee)
            elif child.dep_ in ("pcomp", "advcl"):
                for found in self.verb_phrases(child, f"pcomp-{prep.lower_}"):
                    yield replace(found, target=addressee)

    def objects_of_noun(self, token: Token, cue: Cue) -> Iterator[Object]:
        """What a noun is about: "a demand for X", "the plan to do X", "its call that X be done"."""
        target: tuple[str, ...] = ()
        for child in token.children:
            if (
                child.dep_ == "prep"
                and child.lower_ in ("on", "to", "from", "of")
                and (n := next((c for c in child.children if c.dep_ == "pobj"), None))
            ):
                target = target or (found.parties if (found := self.asked(n)) else ())
        done = token.dep_ == "nsubjpass" and all(c.dep_ != "agent" for c in token.head.rights)
        beside = (c for c in token.head.rights if done and c.dep_ in ("xcomp", "advcl", "ccomp"))
        for child in (*token.rights, *beside_object(token), *beside):
            if child.dep_ in ("prep", "dative") and child.lower_ in cue.complements:
                yield from self._prepositional(child, target)
            elif child.dep_ in ("acl", "relcl", "xcomp", "advcl") and infinitive(child):
                subject = next((c for c in child.children if c.dep_ in SUBJECTS), None)
                actor = self.asked(subject) if subject is not None else None
                for phrase in self.verb_phrases(child, "noun-to"):
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
                        for verb in self.conjuncts(clause):
                            yield from self._complement(verb, cue)
            elif child.dep_ == "appos" and cue.stance != "threat":
                yield from self.split(child, "noun-appos")

    def contrasted(self, found: Object) -> Iterator[Object]:
        """ "X rather than Y", "X instead of Y", "X, not Y": Y is wanted as little as X is wanted."""
        if found.part or found.whole > 1:
            return
        tokens = self.tokens
        for i in range(found.head, min(found.end + 2, len(tokens))):
            word = tokens[i].lower_
            after = i + 1
            if word in ("rather", "instead") and after < len(tokens) and tokens[after].lower_ in ("than", "of"):
                after += 1
            elif not (
                word == "not"
                and tokens[i - 1].lower_ in (",", "and", "-", "–")
                and tokens[i].dep_ in ("neg", "cc", "preconj", "advmod")
            ):
                continue
            while after < len(tokens) and tokens[after].lower_ in (
                "on",
                "to",
                "in",
                "for",
                "with",
                "just",
                "merely",
                "only",
                "by",
            ):
                after += 1
            head = next(
                (
                    t
                    for t in tokens[after:]
                    if t.left_edge.i <= after <= t.i
                    and t.left_edge.i >= after - 1
                    and t.tag_[:2] in ("NN", "VB", "CD", "PR")
                ),
                None,
            )
            if head is None:
                return
            end = self.right(head)
            if end > after:
                yield Object(after, end, head.i, f"contrast-{word}")
            return

    def with_adjuncts(self, found: Object, cue: Cue) -> Object:
        """ "sought clarification |on the agenda|": what stands right behind an object belongs to it, though the parser hangs
        it on the verb; not what the cue goes with by itself, nor in news, where it is more often the verb's."""
        end = found.end
        while end < len(self.tokens):
            preposition = self.tokens[end]
            belongs = preposition.lower_ in words_in("beside a thing") and preposition.lower_ not in cue.complements
            if not belongs or preposition.dep_ not in ("prep", "dative") or preposition.head.i >= found.start:
                break
            if self.behind_colon(end, end + 1) is not None or any(c.dep_ == "pcomp" for c in preposition.rights):
                break
            if (behind := self.right(preposition)) <= end + 1:
                break
            end = behind
        return replace(found, end=end) if end > found.end else found

    def with_aim(self, found: Object) -> Object:
        """ "is against any step |to force cuts|": an infinitive right behind what is done with an aim belongs to it, whatever the parser
        hangs it on."""
        behind = self.tokens[found.end] if found.end < len(self.tokens) else None
        if behind is None or behind.tag_ != "TO" or self.tokens[found.head].lower_ not in words_in("resolve to act"):
            return found
        return replace(found, end=self.right(behind.head)) if behind.head.tag_ == "VB" else found

    def without_no(self, found: Object, cue: Cue) -> tuple[Object, bool]:
        """ "wants no further change": what is wanted is that there be none of it."""
        first, head = self.tokens[found.start], self.tokens[found.head]
        if head.lower_ == "none":
            return found, True  # "wants none of it"
        demanded = cue.stance == "demand" and cue.pos != "m"
        if head.tag_.startswith("VB") and (demanded or any(c.lower_ in _SOONER for c in head.lefts)):
            # "demands that Chad make |no new offers|", "would rather have |no levy|"
            for noun in head.rights:
                first = noun.left_edge
                if noun.dep_ in ("dobj", "attr") and first.lower_ == "no" and first.head.i == noun.i:
                    spared = noun.lower_ not in _NO_DOUBT
                    return (replace(found, start=first.i + 1, head=noun.i), True) if spared else (found, False)
        if (
            first.lower_ != "no"
            or first.head.i != found.head
            or found.end - found.start < 2
            or head.lower_ in _NO_DOUBT
        ):
            return found, False
        return replace(found, start=found.start + 1), True

    def supposed_by(self, token: Token) -> str:
        """The word that makes a clause a condition, or nothing."""
        opens = [c.lower_ for c in token.lefts if c.dep_ in ("mark", "advmod")]
        if token.dep_ != "advcl" and not (opens and token.head.lower_ in ("soon", "long")):
            return ""
        if "as" in opens and token.head.lower_ in ("soon", "long"):
            return "as"
        return next((word for word in opens if word in self.cues.markers["condition"]), "")

    def _before_condition(self, found: Object) -> int:
        """Where an object ends, without the condition it is wanted on: "lift the ban | only if Norway opens its waters"."""
        inside = self.tokens[found.head + 1 : found.end]
        last = max(
            (c.i for c in self.tokens[found.head].rights if c.dep_ == "dobj"), default=0
        )  # "as soon as possible |a cut|"
        stop = next(
            (t.left_edge.i for t in inside if t.dep_ == "advcl" and t.i > last and self.supposed_by(t)), found.end
        )
        leads = _LEADS_IN if stop < found.end else _DANGLES
        while stop > found.head + 1 and self.tokens[stop - 1].lower_ in leads:
            stop -= 1
        return stop if stop > found.head else found.end

    def behind_colon(self, start: int, end: int) -> int | None:
        """The last of the tokens [start, end) that stands behind a colon which the parser was not shown."""
        ends, starts = self.parse.ends, self.parse.starts
        return next((i for i in reversed(range(start, end)) if ":" in self.text[ends[i - 1] : starts[i]]), None)

    def characters(self, found: Object) -> tuple[int, int] | None:
        """The characters of the sentence an object covers, without the quotation marks and commas it opens with; None
        where nothing is left."""
        if found.end <= found.start:
            return None
        start, end = self.parse.starts[found.start], self.parse.ends[self._before_condition(found) - 1]
        if self.text[start:end] == ":" == self.text[start:].strip():
            return start, end  # what a list stands for that follows
        if (item := self.behind_colon(found.start + 1, found.end)) is not None:
            start = self.parse.starts[item]  # "attention to: water; |land use|"
        while start < end and self.text[start] in " \"“'‘,;:":
            start += 1
        if len(dashes := list(_DASH.finditer(self.text, start, end))) == 1:
            end = dashes[0].start()  # what follows a dash is said of it
        if (dangling := _DANGLING.search(self.text, start, end)) is not None:
            end = dangling.start()
        if self.text[end : end + 1] in ("”", '"') and _opens_quote(self.text[start:end]):
            end += 1  # 'drop the tax "under pressure"'
        elif start and self.text[start - 1] in _OPENING and _closes_quote(self.text[start:end]):
            start -= 1  # '"springing" a levy on them'
        while end > start and self.text[end - 1] in " “" and not self.text[end : end + 1].isalnum():
            end -= 1
        return (start, end) if end > start else None


_SOONER = frozenset({"rather", "sooner"})
_NO_DOUBT = frozenset({"doubt", "reason", "choice", "problem", "objection", "idea", "alternative", "option"})
_LEADS_IN = frozenset({"only", "even", "as", "soon", "long", "but", ","})
_DANGLES = frozenset({"as", "soon", "only"})
# "a fund, and": what a list or a relative clause would go on with
_DANGLING = re.compile(r"(?:[\s,;]+(?:(?:and|or|but)(?: to)?|which|who|where|as well as|including))+$")
_DASH = re.compile(r"(?<=\w)\s+(?:[–—-]|--)\s+(?=\w)")


def beside_object(noun: Token) -> list[Token]:
    """The prepositions behind an object that the parser hangs on its verb, or behind the verb of which it is the subject: "drew
    attention |to| the reefs", "the proposal is |for| a cut"."""
    verb = noun.head
    is_it = noun.dep_ in ("nsubj", "attr") and verb.lower_ in words_in("being")
    if noun.dep_ not in ("dobj", "nsubjpass") and not is_it:
        return []
    here, found = max(noun.right_edge.i, verb.i) + 1, list[Token]()
    for preposition in (c for c in verb.rights if c.i >= here):
        if preposition.i != here or preposition.dep_ not in ("prep", "dative", "agent"):
            break
        found.append(preposition)
        here = preposition.right_edge.i + 1
    return found


def is_duration(noun: Token) -> bool:
    """Whether a noun phrase says how long: "for |10 years|"."""
    counted = any(
        c.dep_ == "nummod" or c.tag_ == "CD" or c.lower_ in ("a", "another", "several", "many") for c in noun.lefts
    )
    return counted and noun.lower_ in words_in("span of time") and not noun.rights


def is_scarce(noun: Token) -> bool:
    """Whether a noun phrase says how little there is: "tabled few demands", not "a few"."""
    return any(c.lower_ in ("few", "little") for c in noun.lefts) and not any(
        c.lower_ in ("a", "the") for c in noun.lefts
    )


def _judged_in(clause: Token) -> Token | None:
    """What a clause without a verb is said of: "called the draft unbalanced"."""
    if clause.tag_.startswith("VB") and clause.tag_ not in ("VBN", "VBG"):
        return None
    if any(c.dep_ in ("mark", "aux", "auxpass", "cop") for c in clause.children):
        return None
    return next((c for c in clause.lefts if c.dep_ == "nsubj"), None)


def label_on(verb: Token) -> Token | None:
    """What the object of a verb is called: "called the draft |unacceptable|", "described it |as a disaster|"; of a passive what its subject
    is called."""
    things = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    if verb.lower_ not in words_in("calling names") or not (things or verb.dep_ == "relcl"):
        return None
    if any(c.tag_ == "WP" and c.dep_ == "dobj" for c in verb.lefts):
        return None  # "what it sees as |trickery|": the label is what is meant
    # "called the second figure |unworkable|", which the parser hangs on the figure
    trailing = (
        c for thing in things for c in thing.rights if c.dep_ == "amod" and c.tag_ == "JJ" and c.i == thing.i + 1
    )
    if verb.rights and (unlike := next(trailing, None)) is not None and unlike.left_edge is unlike.right_edge:
        return unlike
    for child in verb.rights:
        named = child.dep_ == "oprd" or (child.dep_ == "dobj" and child not in things[:1])
        if named or (child.dep_ == "prep" and child.lower_ in words_in("before a label")):
            return child
    return None


def _fault_behind(noun: Token) -> Token | None:
    """What the parser hangs on whoever is accused of it: "accused the makers of the levy of |hiding| costs", "... mediators of |bias|"."""
    of = [t for t in noun.subtree if t.dep_ == "prep" and t.lower_ in ("of", "with")]
    gerunds = (c for t in of for c in t.rights if c.dep_ == "pcomp" and c.tag_ == "VBG")
    return next(gerunds, None) or next((c for t in reversed(of) for c in t.rights if c.dep_ == "pobj"), None)


def _is_wished_for(clause: Token) -> bool:
    """ "for rich nations to double their aid": a clause that "for" opens."""
    marked = any(c.dep_ == "mark" and c.lower_ == "for" for c in clause.lefts)
    return clause.dep_ in ("advcl", "ccomp", "xcomp") and marked and has_subject(clause) and infinitive(clause)


def _is_object_all_the_same(gerund: Token) -> bool:
    """Whether a gerund right behind its verb is its object, whatever the parser takes it for."""
    return gerund.dep_ == "prep" or (gerund.dep_ == "advcl" and gerund.i == gerund.head.i + 1)


_OPENING = ("“", '"')


def _closes_quote(words: str) -> bool:
    """Whether a quotation closes in some words that does not open there."""
    return words.count("”") > words.count("“") or words.count('"') == 1


def _opens_quote(words: str) -> bool:
    """Whether a quotation opens in some words and does not close."""
    return words.count("“") > words.count("”") or words.count('"') % 2 == 1
