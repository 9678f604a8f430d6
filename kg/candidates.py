"""Candidate positions in one parsed sentence: every cue with whoever could hold it and whatever it could be about.

Finding is generous; `kg.scoring` decides. Each candidate says which construction linked cue, holder and object, so
that the decision and any explanation rest on named grounds.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.clauses import BE, SUBJECTS, TELLING, is_anybody, is_no_longer
from kg.closed_classes import words_in
from kg.companions import Companion, Tie
from kg.cues import NEUTRAL, POS, Cue
from kg.ellipsis import without_gapped
from kg.evasions import Evasions
from kg.found import Candidate
from kg.holders import Holder
from kg.model import Stance
from kg.objects import label_on
from kg.senses import mood_of, sense_of, verdict
from kg.spans import Object, agrees, has_subject, infinitive
from kg.tokens import Token


class Finder(Evasions):
    """Finds the candidates of one sentence. `discourse` resolves noun phrases and remembers who spoke."""

    # --- cues -------------------------------------------------------------------------------------------------

    def find_candidates(self) -> Iterator[Candidate]:
        """Candidates in text order of their cues, those of verbs without an object of their own last."""
        told = [
            made
            for token in self.tokens
            for cue in self.cues_of(token)
            if self._fits(token, cue)
            for made in self._candidates_of(token, cue)
        ]
        found = [self.spelled_out(made, told) for made in told]
        found = [*without_gapped(found), *self.behind_colons(found)]
        yield from found
        announcing = {made.cue_token for made in found}
        for token in self.tokens:
            if token.tag_ in ("VBD", "VBZ", "VBP") and token.i not in announcing:
                for made in self.answers(token, found):
                    yield from self.with_companions(made)

    def _fits(self, token: Token, cue: Cue) -> bool:
        tag = token.tag_
        if cue.pos == "m":
            return tag == "MD" or (tag.startswith("VB") and cue.lemma in ("need", "have"))
        if cue.pos == "n" and token.head.lower_ == "with" and token.lower_ in words_in("what one has with a purpose"):
            return False  # "with a |view| to saving jobs"
        if cue.pos == "a":
            return tag.startswith(("JJ", "VBN", "RB")) or token.dep_ in ("acomp", "oprd") or _is_predicate(token)
        if cue.pos == "v" and cue.lemma in words_in("putting") and self._is_turned(token):
            return False
        if cue.pos == "v" and self.misread(token) is not None:
            return True
        if cue.pos == "v" and cue.lemma == "need" and any(c.dep_ == "xcomp" for c in token.children):
            return False
        return bool(tag.startswith(POS[cue.pos]))

    def _is_turned(self, verb: Token) -> bool:
        """Whether a particle makes another verb of one: "put up with a levy", "put off plans to impose it"."""
        turned = any(c.lower_ == "back" or (c.dep_ == "prt" and c.lower_ in words_in("particle")) for c in verb.rights)
        off = any(c.dep_ == "prt" and c.lower_ == "off" for c in verb.rights)
        plans = (c for c in verb.rights if c.dep_ == "dobj" and any(infinitive(g) for g in c.rights))
        return turned and (
            not off or any(self._is_resolve(c) or c.lower_ in words_in("hostile measure") for c in plans)
        )

    def _candidates_of(self, token: Token, cue: Cue) -> Iterator[Candidate]:
        finders: dict[str, Callable[[Token, Cue], Iterator[tuple[str, Holder, Object]]]] = {
            "v": self._verb, "n": self.wanted_by_noun, "a": self._adjective, "m": self._modal,
        }  # fmt: skip
        speaker, speech = self.speaker_of(token)
        beside = set[int]()
        for frame, holder, found in finders[cue.pos](token, cue):
            meant = self._relenting(found, self._by_verdict(token, found, self._staying_away(token, cue)))
            if shelved := self._is_shelved(token, found):
                meant, found = replace(cue, stance=Stance.OFFER.value), replace(found, start=self.left(token))
            if cue.pos == "v" and cue.lemma in words_in("giving way") and self.is_negated(token):
                found = replace(found, start=min(found.start, token.i))  # "will not |compromise on| its rules"
            found, spared = self.without_no(found, cue)
            found, given = self._without_exchange(found)
            found, others_asked = self.asked_besides(found)
            others_asked = others_asked if cue.stance == "demand" else ()
            if self.discourse.meeting and found.link != "judged" and frame not in ("passive", "agent"):
                found = self.with_adjuncts(found, cue)
            what = self.characters(found)
            if what is None or self._is_told(found, holder):
                continue
            # "if wage rules are imposed": the clause of a passive is its verb's, though its subject is the object
            clause = token if frame == "passive" else self.tokens[found.head]
            made = Candidate(
                meant,
                token.i,
                (self.parse.starts[token.i], self.parse.ends[token.i]),
                frame,
                holder,
                what,
                found,
                not shelved and (self.is_negated(token) or self._is_turned_down(token, frame, holder)),
                speaker,
                speech,
                self.modal_of(token),
                tuple(t for t in found.target if t not in holder.parties),
                hostile=not shelved and self._hostile(found),
                withheld=self._withheld(found),
                forbidden=self._forbidden(found),
                spared=spared,
                resolved=(frame == "possessor" or _is_in(token))
                and self._is_resolve(token if cue.pos == "n" else token.head),
                supposed=(supposed := self.supposed_by(clause)),
                feared=bool(supposed) and self.is_feared(clause),
            )
            yield from self.with_companions(made)
            yield from self._on_terms(made)
            if given is not None and cue.stance != "demand":
                yield from self._wanted_for(made, given, "in exchange")
            besides = () if others_asked else (*self.coordinated(found, token), *self.listed(found))
            for other in (*others_asked, *besides):
                if (words := self.characters(other)) is not None and other.head not in beside:
                    beside.add(other.head)
                    asked = other.target if other.link == "asked-besides" else made.target
                    yield from self.with_companions(replace(made, what=words, object=other, target=asked))
            for others, other in self.gapped(found):
                if (words := self.characters(other)) is not None:
                    yield from self.with_companions(replace(made, holder=others, what=words, object=other))
            for other in self.contrasted(found):
                if (words := self.characters(other)) is not None:
                    turned = replace(made, what=words, object=other, negated=not made.negated)
                    yield from self.with_companions(turned)

    def _is_turned_down(self, noun: Token, frame: str, holder: Holder) -> bool:
        """Whether what a noun names is turned down by who is taken for its holder; what another turns down is wanted all the same."""
        if not frame.startswith(("verb-of-noun", "possessor")) or not self.turns_down(noun):
            return False
        subject, _ = self.subject_of(noun.head)
        found = self.resolve(subject) if subject is not None and frame == "possessor" else None
        return found is None or bool(set(found.parties) & set(holder.parties))

    def _without_exchange(self, found: Object) -> tuple[Object, Token | None]:
        """ "open its market |in exchange for lower duties|": what is given without what is wanted for it, and that."""
        for token in self.tokens[found.head + 1 : found.end]:
            if token.lower_ not in words_in("exchange") or token.head.lower_ != "in" or token.head.i <= found.start:
                continue
            for behind in token.rights:
                given = next((n for n in behind.rights if behind.lower_ == "for" and n.dep_ == "pobj"), None)
                if given is not None:
                    return replace(found, end=token.head.i), given
        return found, None

    def _is_resolve(self, noun: Token) -> bool:
        """Whether a noun is of what somebody has decided to do: "its |decision| to raise the duties"."""
        return any(c.pos == "n" and c.lemma in words_in("resolve to act") for c in self.cues_of(noun))

    def _on_terms(self, made: Candidate) -> Iterator[Candidate]:
        """ "no deal |without a fund|", "will not sign |without a fund|": what is wanted, or else nothing is given."""
        if not (made.negated or made.withheld or made.spared):
            return
        given = replace(made, withheld=False, spared=False)
        head = self.tokens[made.object.head]
        for terms in (*head.rights, *head.head.rights):
            if terms.dep_ == "prep" and terms.lower_ in words_in("but for") and terms.i > head.i:
                for noun in terms.rights:
                    if noun.dep_ == "pobj":
                        yield from self._wanted_for(given, noun, terms.lower_)

    def _wanted_for(self, made: Candidate, noun: Token, condition: str) -> Iterator[Candidate]:
        """What is wanted for what a candidate gives, by its noun and the word that makes it a condition."""
        for other in self.split(noun, "terms"):
            if (words := self.characters(other)) is not None:
                yield replace(made, what=words, object=other, supposed=condition, negated=False)

    def _is_told(self, found: Object, holder: Holder) -> bool:
        """Whether an object is what another tells, hung on the wrong verb: "Chad opposed X and Peru |called for Y|"."""
        first = self.tokens[found.start]
        if found.start == found.head and self.teller_above(first) is not None:
            return True  # "said the levy was too high and |called for a cut|"
        name = self.name_before(first) if first.i == found.head and self.verb_stances(first) & TELLING else None
        other = self.resolve(name) if name is not None else None
        return other is not None and not set(other.parties) & set(holder.parties)

    def _hostile(self, found: Object) -> bool:
        head = self.tokens[found.head]
        if not head.tag_.startswith("VB") or self._relents(head):
            return False
        lays = self.lemma_of(head) in words_in("laying") and _has_hostile_object(head)
        return "threat" in self.verb_stances(head) or (lays and not self.discourse.meeting)

    def _withheld(self, found: Object) -> bool:
        """ "said it would not lift the ban": a plan denied."""
        head = self.tokens[found.head]
        if not head.tag_.startswith("VB") or not any(c.dep_ == "neg" or is_no_longer(c) for c in head.children):
            return False
        return self.is_planned(head)

    def _forbidden(self, found: Object) -> bool:
        """ "asked Chad not to tax it", "urged that Chad not tax it"."""
        head = self.tokens[found.head]
        denied = head.tag_.startswith("VB") and any(c.dep_ == "neg" for c in head.lefts)
        return denied and not any(c.tag_ == "MD" for c in head.lefts)

    def _by_verdict(self, token: Token, found: Object, cue: Cue) -> Cue:
        """ "called the draft unacceptable": the stance on what is judged lies in the judgement, not in the verb."""
        if found.link != "judged":
            return cue
        said = [t.lower_ for t in self.tokens[max(found.end, token.i + 1) : self.right(token)]]
        idiom = verdict(said)
        stance = {"-": Stance.OPPOSE, "+": Stance.SUPPORT}.get(mood_of(said) if idiom == "0" else idiom)
        if stance is None:
            return replace(cue, stance="say") if cue.stance == Stance.DEMAND.value else cue  # "called it a bike tax"
        return replace(cue, stance=stance.value)

    def _staying_away(self, token: Token, cue: Cue) -> Cue:
        """ "boycotted the talks", "walked out of them": who did what others threaten to do refuses to take part."""
        done = token.tag_ in ("VBD", "VBN") and cue.pos == "v" and cue.lemma in words_in("staying away")
        return replace(cue, stance=Stance.REFUSE.value) if done and not self.modal_of(token) else cue

    def _relenting(self, found: Object, cue: Cue) -> Cue:
        """ "will suspend the strike", "withdraw the tariffs": who ends what harms another offers that."""
        ends = cue.pos == "v" and cue.lemma in words_in("ending")
        if not ends or self.tokens[found.head].lower_ not in words_in("hostile measure"):
            return cue
        return replace(cue, stance=Stance.OFFER.value)

    def _is_shelved(self, noun: Token, found: Object) -> bool:
        """ "put off its |plans| to impose a levy", "shelved a |threat| to retaliate": who does not go ahead offers that."""
        return found.link == "noun-to" and self.is_put_off(noun) and self._harms(self.tokens[found.head])

    def _harms(self, verb: Token) -> bool:
        """Whether a verb is of doing harm: "retaliate", "impose a levy"."""
        at_all = any(c.dep_ == "dobj" for c in verb.rights)
        return "threat" in self.verb_stances(verb) and (_has_hostile_object(verb) or not at_all)

    def with_companions(self, made: Candidate) -> Iterator[Candidate]:
        """ "A, supported by B and opposed by C, ...": B holds it too; C opposes what A and B want."""
        ties = [c for c in self.named.companions if self._belongs(c, made)]
        beside = tuple(p for c in ties if c.tie is not Tie.OPPOSE for p in c.parties)
        holder = made.holder
        if beside:
            holder = replace(holder, parties=tuple(dict.fromkeys((*holder.parties, *beside))))
            made = replace(made, holder=holder)
        yield made
        # "Noting delay, A, opposed by B, proposed X": B does not gainsay what A does besides
        besides = (
            made.holder.start is not None and made.cue_span[0] < made.holder.start and made.frame.endswith("adverbial")
        )
        for c in ties:
            if c.tie is Tie.OPPOSE and not besides:
                against = replace(made.holder, parties=c.parties, kind="name", speaker=None)
                yield replace(made, holder=against, tie=Tie.OPPOSE, target=holder.parties, frame="opposed-by")

    def _belongs(self, companion: Companion, made: Candidate) -> bool:
        if max(made.cue_span[0], made.what[0]) < companion.since:
            return False
        if made.holder.start is None:
            return companion.anchor is None
        if companion.anchor is None:
            return True
        group = max((g for g in self.named.groups if g <= companion.anchor), default=None)
        return group is not None and abs(made.holder.start - group) <= 4

    # --- frames -----------------------------------------------------------------------------------------------

    def _verb(self, token: Token, cue: Cue) -> Iterator[tuple[str, Holder, Object]]:
        if (name := self.misread(token)) is not None and (misread := self.resolve(name)):
            objects = list(self.objects_of_verb(token, cue))
            if not objects and token.head.i > token.i:
                objects = [replace(o, start=max(o.start, token.i + 1)) for o in self.split(token.head, "object")]
            for found in objects:
                yield "subject", misread, found
            return
        subject, frame = self.subject_of(token)
        passive = self.is_passive(token)
        # "Chad called for cuts by all countries": whoever does what an active verb says is its subject
        active = not passive and subject is not None and subject.head.i == token.i and self.resolve(subject)
        agent = None if active else self.agent_of(token)
        if agent is not None and (holder := self.resolve(agent)):
            # "X was rejected by Y", "the plan backed by Y"
            if passive and token.dep_ == "acl":
                subject, _ = self.subject_of(self.governing_passive(token))
            first = token
            while first.dep_ == "conj" and first.head.tag_ in ("VBN", "VBD"):
                first = first.head  # "the draft, opposed by Chad and |welcomed| by Peru"
            theme = subject if passive else (first.head if first.dep_ in ("acl", "relcl") else None)
            if theme is not None and self.resolve(theme) is not None and self.is_blamed(token, cue):
                theme = None  # "Chad was faulted by Peru for blocking the deal"
            if theme is not None:
                stop = len(self.tokens) if passive else max(first.left_edge.i, theme.i + 1)
                named = passive and label_on(token) is not None
                for found in self.split(theme, "judged" if named else "passive-subject"):
                    if found.end > stop >= found.head:
                        found = replace(found, end=self.without_tail(found.head, stop))
                    yield "agent", holder, found
            for found in self.objects_of_verb(token, cue) if theme is None or label_on(token) is None else ():
                yield "agent", holder, found
            return
        if passive or (token.dep_ == "acl" and token.tag_ == "VBN" and not self.is_set_off(token)):
            yield from self._passive(token, cue, subject)
            return
        if cue.stance == "act":
            if self.is_supposed(token) or any(c.dep_ == "dobj" and self.names_demand(c) for c in token.rights):
                return  # "made large demands": the noun says what is wanted
            if token.dep_ == "acl" and self.names_demand(token.head):
                return  # "opposed the proposal to |set up| a group"
            if subject is not None and not self.asked_for(token) and (holder := self.resolve(subject)):
                for found in self.verb_phrases(token, f"act-{frame}"):
                    yield frame, holder, found
            return
        holder = self.resolve(subject) if subject is not None and frame != "controlled" else None
        if holder is None and frame != "controlled" and (teller := self.teller_above(token)) is not None:
            holder = self.resolve(teller)
        if holder is None or (token.tag_ == "VB" and self._imposed(token, holder)):
            return  # "hopes that Chad will not |oppose| it": not Chad's stance
        for found in self.objects_of_verb(token, cue):
            yield frame, holder, found

    def asked_for(self, token: Token) -> bool:
        """Whether an act is only what somebody asks of its subject ("demanded that Canada open its market", "insists that
        Canada has to open it", "the demand that Canada open it")."""
        while not has_subject(token) and (
            token.dep_ == "xcomp"
            or (token.dep_ == "conj" and token.head.tag_.startswith("VB") and agrees(token.head, token))
        ):
            token = token.head
        head = token.head
        if token.dep_ in ("acl", "ccomp", "conj") and self.names_demand(head):
            return has_subject(token)
        if token.dep_ not in ("ccomp", "xcomp", "advcl") or head.i == token.i:
            return False
        return "demand" in self.verb_stances(head) and has_subject(token)

    def names_demand(self, token: Token) -> bool:
        """Whether a word is a noun of demanding."""
        cues = self.cues.forms.get(token.lower_, ())
        return token.tag_.startswith("NN") and any(c.pos == "n" and c.stance == "demand" for c in cues)

    def is_supposed(self, token: Token) -> bool:
        """Whether an act stands in a clause of condition ("once Japan opens its market"): it is not done."""
        return bool(self.supposed_by(token))

    def is_feared(self, clause: Token) -> bool:
        """Whether a condition hangs on a threat: "threatened to walk out if the rules are imposed"; one that denies something is wanted
        all the same ("if they do not pay")."""
        here = clause
        while here.head.i != here.i:
            here = here.head
            if {"threat", "harm"} & self.verb_stances(here):
                return not any(c.dep_ == "neg" for c in clause.children) and not self._relents(here)
        return False

    def _relents(self, verb: Token) -> bool:
        """Whether a verb is of ending what harms another: "suspend the strike"."""
        ended = (c for c in verb.rights if c.dep_ == "dobj")
        return self.lemma_of(verb) in words_in("ending") and any(c.lower_ in words_in("hostile measure") for c in ended)

    def _passive(self, token: Token, cue: Cue, subject: Token | None) -> Iterator[tuple[str, Holder, Object]]:
        """ "the tariffs will be lifted", "Japan was urged to": the holder is whoever is credited, or the one urged."""
        speaker, _ = self.speaker_of(token)
        if speaker is None or subject is None or cue.complements == ("that",):
            return  # "the talks held on Monday"
        if self.resolve(subject) is not None and any(
            c.pos == "a" and "to" in c.complements for c in self.cues_of(token)
        ):
            return  # "said Chad is |opposed| to a levy": Chad's stance
        for found in self.split(subject, "passive-theme"):
            yield (
                "passive",
                speaker,
                replace(found, end=max(found.end, self.right(token)) if found.parts == 1 else found.end),
            )

    def _adjective(self, token: Token, cue: Cue) -> Iterator[tuple[str, Holder, Object]]:
        verb = token.head
        if "clause" not in cue.complements:
            own = has_subject(token)
            subject, frame = self.subject_of(
                token if own or token.tag_ == "VBN" or not verb.tag_.startswith("VB") else verb
            )
            if subject is not None and (holder := self.resolve(subject)):
                for found in self._against(token) if token.tag_ == "IN" else self.objects_of_verb(token, cue):
                    yield f"adjective-{frame}", holder, found
            return
        yield from self._acceptable(token, verb)
        speaker, _ = self.speaker_of(token)
        if speaker is None:
            return
        subject = next((c for c in (*verb.children, *token.children) if c.dep_ in SUBJECTS), None)
        if subject is not None and subject.lower_ in ("it", "that", "this", "there", "what"):
            # "it is important to ...", "it was premature for X to ..."
            for clause in (*token.children, *verb.children):
                if clause.dep_ in ("xcomp", "ccomp", "advcl", "acl") and clause.i > token.i:
                    for found in self._extraposed(clause, cue):
                        yield "extraposed", speaker, found
            return
        if subject is not None:
            for found in self.split(subject, "evaluated"):
                yield "evaluated", speaker, found
        elif token.dep_ in ("oprd", "pobj", "acomp", "ccomp"):
            obj = next((c for c in verb.children if c.dep_ in ("dobj", "nsubj")), None)
            if obj is not None:
                for found in self.split(obj, "evaluated-object"):
                    yield "evaluated-object", speaker, found

    def _extraposed(self, clause: Token, cue: Cue) -> Iterator[Object]:
        """ "it is unfortunate |that the council failed to act|": the whole of what is deplored; else what is to be done."""
        deplored = cue.stance == "oppose" and clause.tag_ != "VB" and has_subject(clause)
        return self._complement(clause, cue) if deplored else self.verb_phrases(clause, "extraposed")

    def _against(self, preposition: Token) -> Iterator[Object]:
        """ "is against the levy"."""
        for noun in preposition.rights:
            if noun.dep_ == "pobj":
                for found in self.split(noun, "object"):
                    yield self.with_aim(found)

    def _acceptable(self, token: Token, verb: Token) -> Iterator[tuple[str, Holder, Object]]:
        """ "a quota is unacceptable to Brazil": who finds it so."""
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        judges = (n for c in token.rights if c.dep_ == "prep" and c.lower_ in ("to", "for") for n in c.rights)
        if subject is None or token.dep_ != "acomp" or subject.tag_ == "PRP":
            return
        for noun in judges:
            if noun.dep_ == "pobj" and (holder := self.resolve(noun)):
                for found in self.split(subject, "evaluated"):
                    yield "evaluated", holder, found

    def _modal(self, token: Token, cue: Cue) -> Iterator[tuple[str, Holder, Object]]:
        verb = token.head if token.tag_ == "MD" else next((c for c in token.children if c.dep_ == "xcomp"), None)
        if verb is None or not (verb.tag_.startswith("VB") or verb.tag_ in ("NN", "JJ", "NNP")):
            return
        subject, frame = self.subject_of(verb if token.tag_ == "MD" else token)
        actor = self.resolve(subject) if subject is not None else None
        if cue.stance == "plan":
            if (there := self._there(verb)) is not None:
                speaker, _ = self.speaker_of(token)
                if speaker is not None:
                    yield from (("existential", speaker, found) for found in self.split(there, "object"))
                return
            if "know" in sense_of(verb.lower_).classes:
                return  # "we will not see a number until May": nobody's plan
            threatened = "threat" in self.verb_stances(verb)
            if (self.takes_stance(verb) and not threatened) or self._imposed(verb, actor):
                return  # "would oppose the levy": the levy is what is opposed; "insists that Chad will pay": not its plan
            if actor is not None:
                for found in self.verb_phrases(verb, f"plan-{frame}"):
                    yield f"plan-{frame}", actor, found
            elif subject is not None and (speaker := self.speaker_of(token)[0]):
                for found in self.clauses(subject, verb, "plan-passive"):
                    yield "plan-clause", speaker, found
            return
        speaker, _ = self.speaker_of(token)
        if speaker is None or (subject is not None and is_anybody(subject) and token.tag_ != "MD"):
            return  # "you need to play to the audience": you is anybody
        if actor is not None and subject is not None and subject.dep_ != "nsubjpass":
            for found in self.verb_phrases(verb, "should-party"):
                yield "modal-party", speaker, replace(found, target=actor.parties)
        elif subject is not None:
            for found in self.clauses(subject, verb, "should-clause"):
                yield "modal-clause", speaker, found
        else:
            for found in self.verb_phrases(verb, "should-bare"):
                yield "modal-bare", speaker, found

    def _there(self, verb: Token) -> Token | None:
        """What there will be, or will not: "there will be no |vote|"."""
        if not any(c.dep_ == "expl" and c.lower_ == "there" for c in verb.lefts):
            return None
        return next((c for c in verb.rights if c.dep_ in ("attr", "nsubj", "dobj")), None)

    def _imposed(self, verb: Token, actor: Holder | None) -> bool:
        """Whether what a party will do is what another demands of it."""
        if actor is None or not self.asked_for(verb):
            return False
        asker, _ = self.subject_of(verb.head if verb.head.tag_.startswith("VB") else verb.head.head)
        found = self.resolve(asker) if asker is not None else None
        return found is not None and not set(found.parties) & set(actor.parties)

    def takes_stance(self, verb: Token) -> bool:
        """Whether a verb is a cue that names a stance: its object is wanted or not, and the verb itself is neither."""
        return bool(self.verb_stances(verb) - NEUTRAL)


def _has_hostile_object(verb: Token) -> bool:
    """Whether a verb is done with a measure that harms: "impose a |levy|"."""
    return any(c.dep_ == "dobj" and c.lower_ in words_in("hostile measure") for c in verb.rights)


def _is_in(noun: Token) -> bool:
    """Whether a noun is what somebody acts in: "failed in its |bid| to end the levy"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "in"


def _is_predicate(token: Token) -> bool:
    """Whether a preposition is said of a subject: "is against the levy"."""
    return token.tag_ == "IN" and token.dep_ == "prep" and token.head.lower_ in BE
