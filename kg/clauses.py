"""Who does what in a parsed sentence: the subjects, agents and speakers of its clauses, and what denies them."""

import re
from functools import cached_property

from kg.closed_classes import words_in
from kg.companions import Named
from kg.cues import Cue, CueTable
from kg.discourse import Discourse
from kg.holders import Holder
from kg.language import Parse
from kg.roles import STYLED
from kg.spans import Spans, agrees, has_subject, infinitive
from kg.tokens import Token

BE = frozenset({"is", "are", "was", "were", "be", "been", "'s", "’s", "'re", "’re"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
TELLING = frozenset({"say", "demand", "support", "oppose", "refuse"})
"""The stances of verbs by which a report tells what somebody said."""
_DEEP = 6
"""How many clauses are climbed for a subject."""
_ASIDE = 16
"""How many words an aside between a name and its verb has at most."""
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_CLAUSAL = ("ccomp", "parataxis")
# Nouns within the phrase of another
_WITHIN = ("compound", "nmod", "amod", "poss", "npadvmod", "nummod")
# 'The Danish minister, on her way in: "', "LEE: ", "Hon. Ana Lee (Minister for Trade): "
_ANNOUNCED = re.compile(
    rf"(?:\d\d?[:.]\d\d\W+)?(?:[^\"“”:;?!.]{{2,90}}:\s*(?=[\"“])|{STYLED}[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){{0,3}}(?: \([^()]{{2,70}}\)|, [^\"“”:;?!.]{{3,70}})?:\s+(?=[A-ZÀ-Þ\"“]))"
)
_DOUBLE_QUOTES = re.compile(r'["“][^"”]*["”]?')


class Clauses(Spans):
    """The clauses of one sentence. `discourse` resolves noun phrases and remembers who spoke."""

    def __init__(self, parse: Parse, named: Named, cues: CueTable, discourse: Discourse) -> None:
        super().__init__(parse.tokens)
        self.parse, self.named, self.cues, self.discourse = parse, named, cues, discourse
        self.text = parse.sentence.text
        self._quoted = [m.span() for m in _DOUBLE_QUOTES.finditer(self.text)]
        self._resolved: dict[int, Holder | None] = {}
        self._speakers: dict[int, tuple[Holder | None, str]] = {}

    def resolve(self, token: Token) -> Holder | None:
        """The parties a noun phrase stands for, or None; resolved once for each head."""
        if token.i not in self._resolved:
            self._resolved[token.i] = None  # a phrase that mentions itself resolves to nothing
            self._resolved[token.i] = self.discourse.resolve(self, token)
        return self._resolved[token.i]

    def asked(self, token: Token) -> Holder | None:
        """The parties a noun phrase stands for where something is asked of it: holders, and a meeting's own bodies."""
        return self.resolve(token) or self.discourse.asked(self, token)

    def subject_of(self, verb: Token, depth: int = 0) -> tuple[Token | None, str]:
        """The head of the noun phrase that does what a verb says, through coordination, control and relative clauses."""
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass") and child.i != verb.i:
                if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
                    return verb.head, "relative"
                return child, "subject"
        if (name := self.name_before(verb)) is not None:
            return name, "subject"
        if self.is_set_off(verb):
            told = self._told_of(verb.head) if self.resolve(verb.head) is None else None
            return self.subject_of(told, depth + 1) if told is not None and depth < _DEEP else (verb.head, "subject")
        if (told := self._told_before(verb) or self._told_with(verb)) is not None and depth < _DEEP:
            return self.subject_of(told, depth + 1)
        if depth > _DEEP or verb.head.i == verb.i:
            return None, ""
        head = verb.head
        if verb.dep_ == "conj" or (verb.dep_ == "dep" and verb.tag_ in _FINITE):
            if head.dep_ == "advcl" and head.tag_ != verb.tag_ == head.head.tag_:
                head = head.head  # "favored a fund, since it helps all, and |suggested| a levy"
            while not agrees(head, verb) and head.head.i != head.i:
                head = head.head
            return self.subject_of(head, depth + 1) if head.tag_[:2] in ("VB", "JJ", "MD") else (None, "")
        if verb.dep_ in ("xcomp", "ccomp", "acomp", "oprd", "attr", "aux"):
            dobj = next((c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i), None)
            if (
                dobj is not None
                and verb.dep_ != "acomp"
                and head.tag_.startswith("VB")
                and self.lemma_of(head) in self.cues.controls
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
            governor = governing_verb(head)
            return (self.subject_of(governor, depth + 1)[0], "noun") if governor is not None else (None, "")
        return None, ""

    def _told_of(self, noun: Token) -> Token | None:
        """ "urged the bank to simplify its |cycle|, called on Chad to ...": the finite verb above an object on which the parser
        hung the next."""
        verb = governing_verb(noun)
        while verb is not None and verb.tag_ not in _FINITE:
            verb = verb.head if verb.dep_ in ("xcomp", "ccomp", "conj", "advcl", "pcomp") else None
        return verb

    def _told_with(self, verb: Token) -> Token | None:
        """ "said the list should be cut, |called| for an audit": the verb of telling above one that the parser takes for a
        participle inside what is told."""
        telling = self.verb_stances(verb) & TELLING
        if verb.dep_ not in ("advcl", "acl") or not telling or not verb.i or self.tokens[verb.i - 1].lower_ != ",":
            return None
        if verb.tag_ not in ("VBN", "VBD") or any(c.dep_ in ("agent", "mark", "aux", "auxpass") for c in verb.children):
            return None
        complements = {c for cue in self.cues_of(verb) if cue.pos == "v" for c in cue.complements}
        goes_with = {"dobj": "obj", "ccomp": "that", "xcomp": "to"}
        if not any(goes_with.get(c.dep_, c.lower_) in complements for c in verb.rights):
            return None
        here = verb.head
        while here.tag_ not in _FINITE or not self.verb_stances(here) & TELLING:
            if here.head is here:
                return None
            here = here.head
        return here

    def _told_before(self, verb: Token) -> Token | None:
        """ "Chad asked for cuts, |said| the fund should grow, and ...": the first verb of a list that the parser takes for what the
        second tells; of words that stand before a verb of telling the subject stands behind it."""
        told = next((c for c in verb.lefts if c.dep_ == "ccomp" and c.tag_ in _FINITE and has_subject(c)), None)
        if told is None or verb.tag_ not in _FINITE or self.in_quotes(told):
            return None
        return told if any(c.dep_ in ("ccomp", "dobj", "xcomp", "prep") and c.i > verb.i for c in verb.rights) else None

    def teller_above(self, verb: Token) -> Token | None:
        """ "She said the levy was too high and |called| for a cut": who tells of the clause before, where its subject can tell of nothing."""
        first = verb
        while first.dep_ == "conj" and first.head.i < first.i and not has_subject(first):
            first = first.head
        said, subject = first.head, next((c for c in first.lefts if c.dep_ in SUBJECTS), None)
        tells = verb.tag_ in _FINITE and first is not verb and self.verb_stances(verb) & TELLING
        if not tells or first.dep_ != "ccomp" or said.tag_ not in _FINITE or not self.verb_stances(said) & TELLING:
            return None
        if subject is None or subject.tag_ == "PRP" or self.resolve(subject) is not None:
            return None
        teller, _ = self.subject_of(said)
        return teller if teller is not None and self.resolve(teller) is not None else None

    def is_set_off(self, verb: Token) -> bool:
        """ "the Miners' League, a trade group, called on ...", "A delegation proposed deleting it": whether the parser hung a
        finite verb on its own subject, as if it were an attribute."""
        beside = verb.i == verb.head.i + 1 and verb.tag_ in _FINITE
        if verb.dep_ != "acl" or not (beside or self.tokens[verb.i - 1].lower_ == ","):
            return False
        alone = verb.head.head.i == verb.head.i and not any(t.tag_ in _FINITE for t in self.tokens)
        return verb.tag_ in _FINITE or (verb.tag_ == "VBN" and alone)

    def name_before(self, verb: Token) -> Token | None:
        """ "..., and Chad stressed that", "..., and Chad, noting delays, stressed that": the name before a finite verb without a
        subject, behind a comma or a conjunction, is its subject whatever the parser made of it."""
        if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i < 2:
            return None
        at = verb.i - 1
        while at > 1 and self.tokens[at].tag_ == "RB":
            at -= 1
        if self.tokens[at].lower_ == ",":
            at = self._before_aside(at)
        name, lead = self.tokens[at], self.tokens[at - 1]
        opens = lead.lower_ in (",", ";", "and", "but", "while", "whereas", "that", "because")
        return name if opens and name.tag_ in ("NNP", "NNPS") and self.resolve(name) else None

    def _before_aside(self, comma: int) -> int:
        """The word before an aside that a comma closes ("noting delays"), or the comma where none is."""
        for at in range(comma - 1, max(comma - _ASIDE, 1), -1):
            if self.tokens[at].tag_ in _FINITE:
                break
            opens = self.tokens[at + 1].tag_ == "VBG" or self.tokens[at + 1].lower_ == "without"
            if self.tokens[at].lower_ == "," and self.tokens[at - 1].tag_ in ("NNP", "NNPS"):
                return at - 1 if opens else comma
        return comma

    def misread(self, token: Token) -> Token | None:
        """The name a past tense follows that the parser took for a participle: "Chad preferred consecutive meetings",
        "Chad supported using the text"; None where it reads well."""
        if not token.lower_.endswith("ed") or token.dep_ not in ("amod", "acl", "compound") or token.i == 0:
            return None
        before = token.i - 1
        while before > 0 and self.tokens[before].tag_ == "RB":
            before -= 1
        name = self.tokens[before]
        listed = token.dep_ == "amod" and name.lower_ in ("and", "but") and token.head.dep_ == "conj"
        if name.lower_ == "," and token.dep_ == "amod" and token.head.dep_ in ("conj", "dobj"):
            listed = bool(self.verb_stances(token) & TELLING) and self.tokens[before - 1].tag_ != "JJ"
        if listed and token.head.tag_.startswith("NN") and (verb := token.head.head).tag_.startswith("VB"):
            # "called for an audit and |opposed| further credits"
            subject, _ = self.subject_of(verb)
            return subject if subject is not None and self.resolve(subject) else None
        # "While Chad favored a fund, |Peru preferred loans|": the clause before is closed
        parted = self.tokens[0].lower_ in words_in("concession") and name.i > 1 and self.tokens[name.i - 1].text == ","
        clause = self.tokens[name.i if parted else 0 : token.i]
        tags = ("NNP", "NNPS", "PRP", *(("NN", "NNS") if self.discourse.meeting else ()))
        if name.tag_ not in tags or any(t.tag_ in _FINITE for t in clause):
            return None
        if token.dep_ == "acl" and (name.i != token.head.i or any(t.tag_ in _FINITE for t in name.rights)):
            return None
        if any(c.dep_ in ("agent", "nsubj") for c in token.children):
            return None
        return name if self.resolve(name) else None

    def verb_stances(self, token: Token) -> frozenset[str]:
        """The stances that a word names as a verb of the cue table."""
        return frozenset(c.stance for c in self.cues_of(token) if c.pos == "v")

    def cues_of(self, token: Token) -> tuple[Cue, ...]:
        """The cues that a word is a form of, verbs with the particle they go with."""
        cues = self.cues.forms.get(token.lower_, ())
        return tuple(c for c in cues if c.pos != "v" or _has_particle(token, c))

    def takes_clause(self, token: Token) -> bool:
        """Whether what a verb says can be a clause: it tells of words."""
        return any(c.pos == "v" and "that" in c.complements for c in self.cues.forms.get(token.lower_, ()))

    def lemma_of(self, token: Token) -> str:
        cues = self.cues.forms.get(token.lower_, ())
        return next((c.lemma for c in cues if c.pos == "v"), token.lower_)

    def agent_of(self, token: Token) -> Token | None:
        """By whom something is done: "opposed by Chad", "opposed in its entirety by Chad", "described as a trap by Chad"."""
        named = token.lower_ in words_in("calling names")
        nouns = ((c, n) for c in token.rights if c.dep_ == "prep" for n in c.rights)
        measures = (n for c, n in nouns if n.lower_ in words_in("measure") or (named and c.lower_ == "as"))
        inside = (g for n in measures if token.tag_ == "VBN" for g in n.rights)
        for child in (*token.children, *inside):
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
                return next((c for c in child.children if c.dep_ == "pobj"), None)
        return None

    def is_passive(self, verb: Token) -> bool:
        """Whether a verb is in the passive, by itself or as one of several: "was opposed by Chad, |welcomed| by Peru"."""
        if verb.tag_ != "VBN":
            return False
        own = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
        return own or ((governing := self.governing_passive(verb)) is not verb and self.is_passive(governing))

    def governing_passive(self, verb: Token) -> Token:
        """The verb that one in a list of passives goes on from, which the parser may hang on whoever acts in the last; else
        itself."""
        agent = verb.head
        goes_on = verb.i > 0 and self.tokens[verb.i - 1].lower_ in (",", "and", "but")
        if verb.dep_ == "acl" and goes_on and agent.dep_ == "pobj" and agent.head.dep_ == "agent" and agent.i < verb.i:
            return agent.head.head
        return verb.head if verb.dep_ == "conj" and verb.head.i < verb.i else verb

    def speaker_of(self, token: Token) -> tuple[Holder | None, str]:
        """Who is credited with the clause a token stands in, and the verb that says so; looked for once for each token."""
        if token.i not in self._speakers:
            self._speakers[token.i] = self._speaker_of(token)
        return self._speakers[token.i]

    def _speaker_of(self, token: Token) -> tuple[Holder | None, str]:
        here = token
        while here.head.i != here.i:
            head = here.head
            if (
                here.dep_ in (*_CLAUSAL, "xcomp", "advcl", "acl", "prep", "dobj", "conj")
                and head.tag_.startswith("VB")
                and head.i != token.i
            ):
                speech = next(
                    (c for c in self.cues_of(head) if c.pos == "v" and (c.stance == "say" or here.dep_ in _CLAUSAL)),
                    None,
                )
                if speech is not None and here.dep_ != "conj":
                    subject, how = self.subject_of(head)
                    if subject is not None and (found := self.resolve(subject)):
                        return found, speech.lemma
                    if how == "relative" and any(c.lower_ == "which" for c in head.lefts):
                        return None, ""  # "the act, which says that Chad should draw closer"
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
                own = any(c.dep_ in ("dobj", "intj", "oprd") for c in child.rights)  # "but the guild said no"
                if speech is not None and subject is not None and not own and (found := self.resolve(subject)):
                    return found, speech.lemma
            if child.dep_ == "prep" and child.lower_ == "according":
                for inner in child.subtree:
                    if inner.dep_ == "pobj" and (found := self.resolve(inner)):
                        return found, "according"
        announcer, at = self._announced
        if announcer is not None and self.parse.starts[token.i] > at:
            return announcer, "quote"
        if self.in_quotes(token) or self.discourse.told.in_open_quote:
            return self.discourse.speakers.voice(self.parse.sentence), "quote"
        label = self.discourse.told.label
        if label is not None and label[0] == self.parse.sentence.paragraph:
            return label[1], "quote"
        return self.discourse.told.continued, "continued"

    @property
    def announcer(self) -> Holder | None:
        """'The Danish minister, on her way in: "We can wait."', 'Lee: We can.': whose words a sentence gives behind a colon."""
        return self._announced[0]

    @cached_property
    def _announced(self) -> tuple[Holder | None, int]:
        """Who announces the words behind a colon, and the offset from which they stand."""
        announced = None if self.discourse.meeting else _ANNOUNCED.match(self.text)
        end = announced.end() if announced is not None else 0
        if announced is not None and (named := self.discourse.speakers.labelled(announced.group())) is not None:
            return named, end
        before = (t for t in self.tokens if self.parse.starts[t.i] < end)
        nouns = (t for t in before if t.tag_[:2] == "NN" and t.dep_ not in _WITHIN)
        return next((found for t in nouns if (found := self.resolve(t)) is not None), None), end

    def in_quotes(self, token: Token) -> bool:
        at = self.parse.starts[token.i]
        return any(a <= at < b for a, b in self._quoted)

    def is_negated(self, token: Token) -> bool:
        """Whether the cue itself is negated ('does not want', 'no need for', 'neither ... nor', 'refused to accept')."""
        for child in token.children:
            if child.dep_ == "neg" or (
                child.lower_ in ("no", "not", "n't", "never", "without", "neither")
                and child.dep_ in ("det", "advmod", "preconj")
            ):
                return True
            if is_no_longer(child):
                return True
            if child.dep_ == "prep" and any(_is_no_way(noun) for noun in child.rights):
                return True
        head = token.head
        if token.dep_ == "xcomp" and infinitive(token) and self._refuses(head):
            return True
        for child in (*token.children, *(head.children if token.tag_ == "MD" else ())):
            if child.dep_ in ("nsubj", "nsubjpass") and (
                child.lower_ == "neither"
                or any(g.lower_ in ("no", "neither") for g in child.children)
                or child.left_edge.lower_ == "not"
            ):
                return True  # "no senator voted for", "not one senator voted for"
        if token.tag_ == "MD" or token.dep_ in ("acomp", "attr", "oprd", "xcomp", "aux") or token.tag_.startswith("NN"):
            return any(c.dep_ == "neg" for c in head.children)
        return False

    def turns_down(self, noun: Token) -> bool:
        """Whether a noun is what a verb rejects or gives up: "dismissed calls for a ceasefire" wants no ceasefire, "withdrew its
        opposition to a levy" opposes none."""
        verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("against", "from") else noun.head
        rejects = bool(self.verb_stances(verb) & {"oppose", "refuse"}) or self.lemma_of(verb) in words_in("giving up")
        return noun.dep_ in ("dobj", "pobj") and rejects and not any(c.dep_ == "neg" for c in verb.children)

    def _refuses(self, verb: Token) -> bool:
        """Whether a verb turns down what its infinitive says, and is not denied itself."""
        return "refuse" in self.verb_stances(verb) and not any(c.dep_ == "neg" for c in verb.children)

    def modal_of(self, token: Token) -> str:
        verb = token if token.tag_.startswith("VB") else token.head
        return next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), "")

    def verb_phrase(self, verb: Token) -> tuple[int, int, str]:
        """Tokens [start, end) of a verb phrase without what is coordinated with its verb, and what it is: a `clause` from
        its subject on where that is no party, else `vp`."""
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i), None)
        end = self.alone(verb)
        if subject is None or subject.tag_ in ("WDT", "WP", "PRP", "EX") or self.resolve(subject):
            return self.verb_start(verb), end, "vp"
        return subject.left_edge.i, end, "clause"


def _has_particle(verb: Token, cue: Cue) -> bool:
    """Whether a verb has the particle that its cue goes with, or the noun of its idiom, where it goes with one."""
    first = cue.complements[0] if cue.complements else ""
    return not goes_with(first) or any(child.lower_ == first for child in verb.rights)


def goes_with(complement: str) -> bool:
    """Whether the first complement of a cue is a word that its verb goes with: a particle, or the noun of an idiom ("gave |ground|")."""
    return complement in words_in("particle") or complement in words_in("noun of an idiom")


def _is_no_way(noun: Token) -> bool:
    """ "under no circumstances", "in no way", "on no account", "by no means"."""
    ways = ("circumstances", "circumstance", "way", "account", "means", "condition", "terms")
    return noun.lower_ in ways and any(c.lower_ == "no" for c in noun.lefts)


def is_anybody(subject: Token) -> bool:
    """Whether a pronoun stands for whoever it may be: "|one| has to give if |one| wants to get"."""
    return subject.lower_ == "you" or (subject.lower_ == "one" and subject.left_edge.i == subject.right_edge.i)


def is_main(verb: Token) -> bool:
    """Whether a verb heads a sentence, or a clause beside the one that does: "A said X, while B said Y"."""
    while verb.dep_ in ("conj", "advcl", "parataxis") and verb.head.i != verb.i:
        verb = verb.head
    return verb.head.i == verb.i


def governing_verb(noun: Token) -> Token | None:
    """The verb whose object a noun is, through prepositions ('expressed concern', 'called for support'); of what is only the
    topic ('On the proposal to cut it, Chad ...') none."""
    here = noun
    for _ in range(4):
        if here.dep_ not in ("dobj", "pobj", "prep", "attr", "conj", "dative", "oprd", "pcomp", "nsubjpass", "acomp"):
            return None
        here = here.head
        if here.tag_.startswith("VB"):
            return None if noun.dep_ == "pobj" and noun.i < here.i else here
    return None


def is_no_longer(word: Token) -> bool:
    """Whether an adverb says that what was done is not done any more: "would no longer sign"."""
    return word.lower_ in ("longer", "more") and any(c.lower_ == "no" for c in word.children)
