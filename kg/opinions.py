"""What clauses say is good or bad: the things that are their subjects, as whoever speaks judges them."""

from collections.abc import Iterator

from kg.candidates import Finder
from kg.clauses import SUBJECTS
from kg.closed_classes import words_in
from kg.cues import Cue
from kg.found import Candidate
from kg.holders import Holder
from kg.model import Stance, Strength
from kg.senses import effect_of, mood_of, sense_of, verdict
from kg.spans import Object, has_subject
from kg.tokens import Token

_FINITE = ("VBD", "VBZ", "VBP")
_STANCES = {"-": Stance.OPPOSE, "+": Stance.SUPPORT}


def find_opinions(finder: Finder) -> Iterator[Candidate]:
    """The candidates of clauses that judge their subject, in text order: "the levy |would cost jobs|, she said", "a ban |is a gift to
    smugglers|"; where the subject is a pronoun, of all that the clause says ("|this leaves us at their mercy|")."""
    for verb in finder.tokens:
        if not _is_told(verb) or (stance := _STANCES.get(_verdict(finder, verb))) is None:
            continue
        first = verb
        while first.dep_ == "conj" and not has_subject(first) and first.head.i < first.i:
            first = first.head  # "follows no logic and |is arbitrary|"
        speaker, speech = _speaker(finder, first)
        if speaker is None or (judged := _judged(finder, first, verb)) is None:
            continue
        if (what := finder.characters(judged)) is None or _is_own(speaker, what):
            continue
        span = finder.parse.starts[verb.i], finder.parse.ends[verb.i]
        cue = Cue(verb.lower_, "o", stance.value, (), Strength.NORMAL)
        modal = finder.modal_of(verb)
        made = Candidate(cue, verb.i, span, "evaluated", speaker, what, judged, False, speaker, speech, modal, ())
        yield from finder.with_companions(made)


def _is_told(verb: Token) -> bool:
    """Whether a verb heads a clause that says how something is, or is going to be."""
    finite = verb.tag_ in _FINITE or any(c.dep_ == "aux" and c.tag_ in (*_FINITE, "MD") for c in verb.lefts)
    return finite and verb.tag_.startswith("VB") and verb.dep_ in ("ROOT", "ccomp", "parataxis", "conj")


def _verdict(finder: Finder, verb: Token) -> str:
    """Whether a clause says something good (`+`) or bad (`-`) of its subject, or neither (`0`); what is denied to be good is bad."""
    said = [t.lower_ for t in finder.tokens[verb.i : finder.verb_phrase(verb)[1]]]
    if (idiom := verdict(said)) != "0":
        return idiom
    if verb.lower_ in words_in("being") or verb.lower_ in words_in("amounting to"):
        found = mood_of(word for complement in _complements(verb) for word in complement)
    else:
        own = -1 if verb.lower_ in words_in("breaking") else sense_of(verb.lower_).valence
        objects = (t.lower_ for o in verb.rights if o.dep_ == "dobj" for t in (o, *o.lefts))
        found = "-" if own < 0 else "+" if own > 0 else effect_of(verb.lower_, objects)
    nothing = (o for o in verb.rights if o.dep_ == "dobj" for c in (o, *o.lefts) if c.lower_ in words_in("none of it"))
    if any(c.dep_ == "neg" for c in verb.children) or next(nothing, None) is not None:
        return "-" if found == "+" else "0"
    return found


def _complements(verb: Token) -> Iterator[list[str]]:
    """What stands behind a verb of being, each as the words of its head and of what describes that."""
    for child in verb.rights:
        nouns = [n for n in child.rights if n.dep_ == "pobj"] if child.dep_ == "prep" else []
        for head in [child] if child.dep_ in ("attr", "acomp", "oprd", "dobj") else nouns:
            yield [head.lower_, *(c.lower_ for c in head.lefts if c.dep_ == "amod")]


def _speaker(finder: Finder, verb: Token) -> tuple[Holder | None, str]:
    """Whose judgement a clause is: of whoever says it or is quoted, or for whom it is so ("|for the guild|, a delay is
    a gift", "is a red line |for Chad|")."""
    speaker, speech = finder.speaker_of(verb)
    if speaker is not None and speech != "continued":
        return speaker, speech
    behind = (c for said in verb.rights if said.dep_ in ("attr", "acomp") for c in said.rights)
    fors = (n for c in (*verb.lefts, *behind) if c.lower_ == "for" for n in c.rights if n.dep_ == "pobj")
    return next((found for n in fors if (found := finder.resolve(n)) is not None), None), "for"


def _judged(finder: Finder, verb: Token, predicate: Token) -> Object | None:
    """What a clause judges: its subject; the noun that a relative pronoun stands for ("a levy |which| they say would cost jobs"); the
    whole clause where that is "this" or "it", behind no verb of telling; None where it is a party or nobody's."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i), None)
    if subject is None or subject.dep_ == "expl":
        return None
    if subject.tag_ in ("WDT", "WP"):
        noun = verb.head.head if verb.dep_ == "ccomp" and verb.head.dep_ == "relcl" else None
        if noun is None or not noun.tag_.startswith("NN"):
            return None
        return finder.before_clause(verb.head, "evaluated")
    if subject.lower_ in words_in("thing spoken of"):
        quoted = finder.in_quotes(verb) or finder.discourse.told.in_open_quote
        end = finder.verb_phrase(predicate)[1]
        return Object(subject.left_edge.i, end, predicate.i, "evaluated") if quoted and verb.dep_ == "ROOT" else None
    if not subject.tag_.startswith(("NN", "VBG")) or finder.resolve(subject) is not None:
        return None
    return Object(finder.left(subject), finder.right(subject), subject.i, "evaluated")


def _is_own(speaker: Holder, what: tuple[int, int]) -> bool:
    """Whether what is judged is the speaker."""
    return speaker.start is not None and what[0] <= speaker.start < what[1]
