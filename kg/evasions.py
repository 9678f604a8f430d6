"""What a cue announces though nobody wants it: what is asked about, given up, denied, or might be wanted."""

from kg.clauses import BE, SUBJECTS
from kg.closed_classes import words_in
from kg.found import Candidate
from kg.nouns import Nouns
from kg.senses import NO_SENSE, sense_of
from kg.spans import infinitive
from kg.tokens import Token


class Evasions(Nouns):
    """Tells the candidates of one sentence that nothing is wanted in."""

    def tells_nothing(self, candidate: Candidate) -> bool:
        """Whether a candidate is of what is asked ("asked whether the EU would support it"), of speaking or not ("would not
        comment", "refused to be drawn"), of what is not known yet ("is trying to figure out"), of what somebody thinks will
        happen ("I think we will see no deal"), of a want given up ("dropped its demand for a levy") or a promise broken, of what might be
        asked or was not, or denied ("rejected the claim"), only talked of or given as a reason; or of what another wants, whose position
        it is ("Peru said Chad rejects it")."""
        evasions = self.cues.markers["evasion"]
        cue, thing = words = self.tokens[candidate.cue_token], self.tokens[candidate.object.head]
        uncued = candidate.cue.pos == "o"
        if uncued and (self._is_belief(cue) or _is_remark(cue) or _is_in_silence(thing)):
            return True
        if self._is_anothers(candidate, cue, thing) or self._is_procedure(candidate, thing):
            return True
        acts = uncued or candidate.cue.stance == "act"
        asks = words if uncued else (cue,)
        wants = words if candidate.cue.stance == "demand" else (cue,)
        return (
            any(word.lower_ in evasions and not _goes_back(word) for word in words)
            or self._foretells(thing)
            or any(self._is_given_up(word) for word in (*words, *thing.rights))
            or (acts and (self._is_given_up(thing, ever=True) or _is_held_back(thing)))
            or any(self._is_broken(word) for word in (*words, thing.head))
            or any(self._is_unasked(word, candidate) for word in asks)
            or _is_denial(candidate, thing)
            or _is_given_for(cue)
            or any(word.lower_ in words_in("giving a reason") for word in (*words, thing.head, cue.head))
            or any(_is_denied(word) for word in words)
            or self._is_shelved_with(thing if uncued else cue)
            or self._is_unmentioned(cue)
            or any(_is_rumour(word) or _is_overtaken(word) for word in words)
            or any(_is_asked_about(word) for word in wants)
        )

    def _is_given_up(self, noun: Token, *, ever: bool = False) -> bool:
        """Whether a noun is of a want that its holder gave up: "dropped its |demand| for a levy", "withdrew |support|"; who
        would withdraw an offer threatens. `ever`: or would give up."""
        wants = any(
            c.pos == "n" and c.stance in ("demand", "support", "offer") for c in self.cues.forms.get(noun.lower_, ())
        )
        past = ever or noun.head.tag_ in ("VBD", "VBN")
        return wants and past and noun.dep_ == "dobj" and self.lemma_of(noun.head) in words_in("giving up")

    def is_put_off(self, noun: Token) -> bool:
        """Whether a noun is of what somebody does not go ahead with: "put off its |plans|", "shelved a |threat|"."""
        verb = noun.head
        off = verb.lower_ in words_in("putting") and any(c.lower_ == "off" for c in verb.rights)
        return noun.dep_ == "dobj" and (off or self.lemma_of(verb) in words_in("not going ahead"))

    def _is_shelved_with(self, word: Token) -> bool:
        """Whether a word is part of what is planned and not gone ahead with: "put off plans to |impose| a levy"."""
        return any(
            part.dep_ in ("acl", "relcl") and infinitive(part) and self.is_put_off(part.head) for part in word.line
        )

    def _is_belief(self, verb: Token) -> bool:
        """Whether a verb says what somebody takes to be so."""
        return bool(verb.tag_.startswith("VB")) and "think" in sense_of(verb.lower_).classes

    def _foretells(self, verb: Token) -> bool:
        """Whether a verb of thinking has what will be as its object."""
        return self._is_belief(verb) and any(c.dep_ == "ccomp" and self.is_planned(c) for c in verb.rights)

    def is_planned(self, verb: Token) -> bool:
        """Whether a modal says that an act will be done, or would."""
        modals = (c for c in verb.children if c.tag_ == "MD")
        return any(cue.stance == "plan" for modal in modals for cue in self.cues.forms.get(modal.lower_, ()))

    def _is_broken(self, noun: Token) -> bool:
        """Whether a noun is of a promise that was not kept: "broke its |pledge|", "went back on a |promise|"."""
        if noun.lower_ not in words_in("promise"):
            return False
        by = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "on" else noun.head
        return by.lower_ in words_in("breaking") or (
            noun.dep_ == "pobj" and by.lower_ in words_in("going") and any(c.lower_ == "back" for c in by.rights)
        )

    def _is_anothers(self, candidate: Candidate, verb: Token, clause: Token) -> bool:
        """Whether what somebody says is that another wants something: "Peru said |Chad rejects the levy|" is Chad's stance."""
        tells = candidate.cue.stance == "say" or (candidate.cue.pos == "o" and "say" in self.verb_stances(verb))
        if not tells or clause.dep_ not in ("ccomp", "conj", "parataxis") or not clause.tag_.startswith("VB"):
            return False
        adjective = any(cue.pos == "a" for cue in self.cues_of(clause))
        kinds = ("nsubj", "nsubjpass") if adjective else ("nsubj",)
        subject = next((c for c in clause.lefts if c.dep_ in kinds), None)
        if subject is None and clause.dep_ == "conj" and clause.tag_ == clause.head.tag_:
            subject, _ = self.subject_of(clause)
        found = self.resolve(subject) if subject is not None else None
        parties = set(found.parties) if found is not None else set()
        other = bool(parties) and parties.isdisjoint(candidate.holder.parties)
        return other and self.takes_side(clause)

    def takes_side(self, verb: Token) -> bool:
        """Whether a clause says that its subject is for or against something: "rejects", "will not accept", "is opposed to"."""
        if any(c.tag_ == "MD" and c.lower_ not in words_in("modal of what will be done") for c in verb.lefts):
            return False  # "said Chad could accept a levy": who says so may want it to
        if any(cue.pos == "m" for cue in self.cues_of(verb)):
            return False  # "said Chad needs a fund": who says so wants it
        if self.verb_stances(verb) & _SIDES:
            return True
        if verb.lower_ not in BE:
            return False
        said = (n for c in verb.rights for n in (c, *c.rights) if n.dep_ in ("acomp", "prep", "attr", "pobj"))
        return any(cue.pos in "an" and cue.stance in _VIEWS for word in said for cue in self.cues_of(word))

    def _is_procedure(self, candidate: Candidate, verb: Token) -> bool:
        """Whether all that somebody plans is to meet, or to put something in print ("will |sit down| with the makers"), or what would
        have been done ("might have |hit back|"), or could come of something ("could |clear| the way for a deal")."""
        if candidate.cue.stance != "plan" and not (candidate.cue.stance == "say" and self.is_planned(verb)):
            return False
        alone = candidate.object.whole == 1 and candidate.object.parts == 1
        rather = any(c.lower_ in ("rather", "sooner") for c in verb.lefts)
        if alone and not rather and not self.is_negated(verb) and verb.lower_ in words_in("procedure"):
            return True
        if candidate.cue.stance == "plan" and any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.lefts):
            return True
        return any(c.dep_ == "dobj" and c.lower_ in words_in("way") for c in verb.rights)

    def _is_unmentioned(self, noun: Token) -> bool:
        """Whether a noun is of an attitude that nobody spoke of: "did not bring up its |objections| to the levy"."""
        return noun.dep_ == "dobj" and _is_silent(noun.head)

    def _is_unasked(self, verb: Token, candidate: Candidate) -> bool:
        """Whether a verb is of a request that its subject did not make, or is free to make: "has not |asked|", "has the right to |ask|",
        "cannot |expect|"."""
        if not verb.tag_.startswith("VB") or self.lemma_of(verb) not in words_in("requesting"):
            return False
        subject, _ = self.subject_of(verb)
        asker = self.resolve(subject) if subject is not None else None
        if asker is not None and not set(asker.parties) & set(candidate.holder.parties):
            return False
        auxiliaries = {c.lower_ for c in verb.lefts if c.dep_ == "aux"}
        if any(c.dep_ == "neg" for c in verb.lefts) and auxiliaries & words_in("auxiliary of what is done"):
            return True
        free = verb.head.lower_ in words_in("free to do") and verb.dep_ in ("acl", "xcomp")
        return free or bool(auxiliaries & words_in("modal of what one may do"))


_VIEWS = frozenset({"demand", "support", "oppose", "refuse"})
_SIDES = _VIEWS | {"offer", "threat"}


def _is_given_for(noun: Token) -> bool:
    """Whether a noun is of a promise for which something is given: "cut the levy in exchange for a |promise| to buy cod"."""
    for_it = noun.dep_ == "pobj" and noun.head.lower_ == "for" and noun.lower_ in words_in("promise")
    return for_it and noun.head.head.lower_ in words_in("exchange")


def _goes_back(verb: Token) -> bool:
    """Whether a verb is of going back on something: "was |drawn| back", not "would not be |drawn|"."""
    return any(c.lower_ == "back" for c in verb.rights)


def _is_held_back(word: Token) -> bool:
    """Whether a word is, or is part of, what somebody keeps from doing: "drew back from |imposing the levy|"."""
    kept = (part.head for part in word.line if part.dep_ == "pcomp" and part.head.lower_ == "from")
    return any(above.head.lower_ in words_in("holding back") for above in kept)


def _is_silent(verb: Token) -> bool:
    """Whether somebody does not speak of something: "did not |mention| the levy"."""
    denied = any(c.dep_ == "neg" for c in verb.lefts) and not any(c.tag_ == "MD" for c in verb.lefts)
    return denied and verb.lower_ in words_in("speaking of")


def _is_in_silence(word: Token) -> bool:
    """Whether a word is, or is part of, what nobody speaks of."""
    while not _is_silent(word) and word.head.i != word.i:
        word = word.head
    return _is_silent(word)


def _is_denied(word: Token) -> bool:
    """Whether a word stands in what somebody denies, or does not confirm: "denied that it |wants| a levy"."""
    for above in (part.head for part in word.line if part.dep_ == "ccomp"):
        negated = any(c.dep_ == "neg" for c in above.lefts)
        if above.lower_ in words_in("confirming"):
            return negated
        if above.lower_ in words_in("denying"):
            return not negated
    return False


def _is_rumour(word: Token) -> bool:
    """Whether a word stands in what is only talked of: "talk that Chad might |step in|"."""
    for part in word.line:
        if part.dep_ in ("acl", "ccomp", "relcl") and part.head.lower_ in words_in("rumour"):
            return any(c.lower_ == "that" and c.dep_ not in SUBJECTS for c in part.lefts)
        if part.dep_ not in ("ccomp", "xcomp", "acl", "conj", "dobj", "pobj", "prep"):
            return False
    return False


def _is_overtaken(verb: Token) -> bool:
    """Whether an act was to come and something came before it: "four days before Chad was to |impose| a levy"."""
    was = verb.head
    due = verb.dep_ == "xcomp" and was.lower_ in ("was", "were")
    return due and was.dep_ in ("advcl", "pcomp") and any(c.lower_ == "before" for c in (*was.lefts, was.head))


def _is_denial(candidate: Candidate, thing: Token) -> bool:
    """Whether who is against something denies it: "rejected the |claim|"."""
    return candidate.cue.stance in ("oppose", "refuse", "deny") and thing.lower_ in words_in("what is denied")


def _is_asked_about(word: Token) -> bool:
    """Whether a word heads, or stands in, a clause that asks: "whether the EU would support it"."""
    for part in word.line:
        if part.dep_ == "ccomp" and any(c.dep_ == "mark" and c.lower_ in words_in("asking") for c in part.lefts):
            return True
        if any(c.tag_ == "WRB" for c in part.lefts):
            beside = (part.head, *part.head.rights)
            return any(c.lower_ in words_in("not known") for c in beside)  # "it is unclear when Chad will act"
        if part.dep_ not in ("ccomp", "xcomp", "conj", "dobj", "pobj", "prep"):
            return False
    return False


def _is_remark(verb: Token) -> bool:
    """Whether a clause remarks on a fact: "it is ironic that ...", not "it is unfair that", "it is vital that"."""
    if verb.lower_ not in BE or not any(c.lower_ == "it" and c.dep_ in SUBJECTS for c in verb.lefts):
        return False
    said = next((c for c in verb.rights if c.dep_ == "acomp"), None)
    return said is not None and sense_of(said.lower_) == NO_SENSE and any(c.dep_ == "ccomp" for c in verb.rights)
