"""What a cue announces though nobody wants it: what is asked about, given up, denied, or might be wanted."""

from kg.clauses import BE, SUBJECTS
from kg.closed_classes import words_in
from kg.found import Candidate
from kg.nouns import Nouns
from kg.senses import NO_SENSE, sense_of
from kg.tokens import Token


class Evasions(Nouns):
    """Tells the candidates of one sentence that nothing is wanted in."""

    def tells_nothing(self, candidate: Candidate) -> bool:
        """Whether a candidate is of what is asked ("asked whether the EU would support it"), of speaking or not ("would not
        comment", "refused to be drawn"), of what is not known yet ("is trying to figure out"), of what somebody thinks will
        happen ("I think we will see no deal"), of a want given up ("dropped its demand for a levy") or a promise broken, of what might be
        asked or was not, or denied ("rejected the claim")."""
        evasions = self.cues.markers["evasion"]
        cue, thing = words = self.tokens[candidate.cue_token], self.tokens[candidate.object.head]
        uncued = candidate.cue.pos == "o"
        if uncued and (self._is_belief(cue) or _is_remark(cue)):
            return True
        acts = uncued or candidate.cue.stance == "act"
        asks = words if uncued else (cue,)
        wants = words if candidate.cue.stance == "demand" else (cue,)
        return (
            any(word.lower_ in evasions for word in words)
            or self._foretells(thing)
            or any(self._is_given_up(word) for word in (*words, *thing.rights))
            or (acts and self._is_given_up(thing, ever=True))
            or any(self._is_broken(word) for word in (*words, thing.head))
            or any(self._is_unasked(word) for word in asks)
            or _is_denial(candidate, thing)
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

    def _is_unasked(self, verb: Token) -> bool:
        """Whether a verb is of a request that was not made, or that one is free to make: "has not |asked|", "has the right to |ask|"."""
        if not verb.tag_.startswith("VB") or self.lemma_of(verb) not in words_in("requesting"):
            return False
        auxiliaries = {c.lower_ for c in verb.lefts if c.dep_ == "aux"}
        if any(c.dep_ == "neg" for c in verb.lefts) and auxiliaries & words_in("auxiliary of what is done"):
            return True
        free = verb.head.lower_ in words_in("free to do") and verb.dep_ in ("acl", "xcomp")
        return free or bool(auxiliaries & words_in("modal of what one may do"))


def _is_denial(candidate: Candidate, thing: Token) -> bool:
    """Whether who is against something denies it: "rejected the |claim|"."""
    return candidate.cue.stance in ("oppose", "refuse", "deny") and thing.lower_ in words_in("what is denied")


def _is_asked_about(word: Token) -> bool:
    """Whether a word heads, or stands in, a clause that asks: "whether the EU would support it"."""
    while word.head.i != word.i:
        if word.dep_ == "ccomp" and any(c.dep_ == "mark" and c.lower_ in words_in("asking") for c in word.lefts):
            return True
        if word.dep_ not in ("ccomp", "xcomp", "conj", "dobj", "pobj", "prep"):
            return False
        word = word.head
    return False


def _is_remark(verb: Token) -> bool:
    """Whether a clause remarks on a fact: "it is ironic that ...", not "it is unfair that", "it is vital that"."""
    if verb.lower_ not in BE or not any(c.lower_ == "it" and c.dep_ in SUBJECTS for c in verb.lefts):
        return False
    said = next((c for c in verb.rights if c.dep_ == "acomp"), None)
    return said is not None and sense_of(said.lower_) == NO_SENSE and any(c.dep_ == "ccomp" for c in verb.rights)
