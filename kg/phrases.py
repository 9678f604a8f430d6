"""Phrases of a sentence that may be what a party wants, whatever announces them: its noun and verb phrases.

The cue table covers the words that are known to announce a position; what no cue reaches is found here. A small
learned model says how likely each phrase is wanted or unwanted; only the likelier ones are linked to holders.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from kg.blocks import Block, Features
from kg.candidates import Finder
from kg.clauses import is_anybody
from kg.closed_classes import words_in
from kg.cues import Cue
from kg.found import Candidate
from kg.holders import Holder
from kg.linear import Linear
from kg.model import Strength
from kg.objects import is_duration, label_on
from kg.scoring import NONE
from kg.senses import mood_of, sense_of
from kg.spans import Object, Phrase, has_subject, is_bare
from kg.tokens import Token

_NOMINAL_PLACES = frozenset(
    {"dobj", "pobj", "nsubj", "nsubjpass", "attr", "conj", "appos", "dative", "oprd", "ROOT", "dep", "npadvmod"}
)


def find_phrases(finder: Finder) -> Iterator[Phrase]:
    """The noun and verb phrases of a sentence by their heads, in text order."""
    for token in finder.tokens:
        tag = token.tag_[:2]
        if tag == "VB" and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
            start, end, link = finder.verb_phrase(token)
        elif tag == "NN" and token.dep_ in _NOMINAL_PLACES and not _is_time(token):
            start, end = finder.noun_phrase(token)
            link = "np"
        else:
            continue
        if end > start:
            link = f"{link}:{token.dep_}"
            yield Phrase(token.i, start, end, link, Features([Block(_features(token, link, finder))]))


def _is_time(noun: Token) -> bool:
    """Whether a noun phrase says when, how often or how long, and no more: "every six years", "last week", "for ten years"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "for" and is_duration(noun):
        return True
    return noun.dep_ == "npadvmod" and any(c.lower_ in words_in("determiner of a time") for c in noun.lefts)


def _features(token: Token, link: str, finder: Finder) -> Iterator[str]:
    word, tag, head = token.lower_, token.tag_, token.head
    up = head.lower_ if head.i != token.i else "ROOT"
    yield f"word={word}"
    yield f"link={link}"
    yield f"tag={tag}|{link}"
    yield f"up={up}|{token.dep_}"
    yield f"up={up}"
    yield f"word={word}|{up}"
    path = token.dep_
    here = token
    for step in range(1, 5):
        if here.head.i == here.i:
            break
        here = here.head
        path = f"{path}>{here.dep_}"
        stances = {c.stance for c in finder.cues_of(here)}
        for stance in stances:
            yield f"above={stance}"
            yield f"above{step}={stance}|{link}"
            yield f"above={stance}|{path}"
        if step <= 2:
            yield f"above{step}={here.lower_}|{path}"
            yield f"path={path}"
        if here.lower_ in _NEGATORS or any(c.dep_ == "neg" for c in here.children):
            yield f"aboveneg{step}"
    for child in token.children:
        if child.dep_ in _TELLING:
            yield f"child={child.dep_}:{child.lower_}"
            yield f"child={child.dep_}|{link}"
    for cue in finder.cues_of(token):
        yield f"own={cue.stance}|{link}"
        yield f"own={cue.id}"
    for c in sense_of(word).classes:
        yield f"word~{c}|{link}"
    for c in sense_of(up).classes:
        yield f"up~{c}|{token.dep_}"
    for offset in (-2, -1):
        i = token.i + offset
        yield f"near{offset}={finder.tokens[i].lower_ if i >= 0 else ''}"
    yield f"mood={mood_of(_core(token))}|{link}"
    yield f"quoted={finder.in_quotes(token)}"


_TELLING = frozenset({"aux", "neg", "mark", "amod", "det", "advmod", "acomp", "attr", "nsubj", "poss", "prt", "dobj"})


def _core(head: Token) -> Iterator[str]:
    yield head.lower_
    yield from (c.lower_ for c in head.children if c.dep_ in ("amod", "dobj", "acomp", "attr"))


_NEGATORS = frozenset({"no", "not", "without", "rather", "instead", "than"})


def likely(phrases: Sequence[Phrase], gate: Linear) -> Iterator[Phrase]:
    """The phrases worth a look: those that may be wanted or unwanted, as far as the first model sees."""
    nothing = gate.probabilities([p.features for p in phrases])[:, gate.labels.index(NONE)]
    return (phrase for phrase, share in zip(phrases, nothing, strict=True) if share <= 1 - LEAST)


LEAST = 0.08
"""The chance of being wanted from which a phrase is looked at: lower, and much more is judged for little found."""


def find_open(finder: Finder, phrase: Phrase) -> Iterator[Candidate]:
    """A phrase that no cue of the table announces with each party that may hold it: the subject or owner of what it
    hangs on, the speaker it is credited to."""
    head = finder.tokens[phrase.head]
    if phrase.end == phrase.start + 1 and head.tag_ == "VBD" and phrase.link.startswith("vp"):
        return  # "if it |tried|": of what, it does not say
    if is_bare(head) and any(c.dep_ == "conj" for c in head.rights):
        return  # "|sit down| and settle the row"
    if _is_place(head) or _is_forecast(finder, head) or _is_said_of_a_thing(head) or _is_without(head):
        return
    seen: set[tuple[str, ...]] = set()
    speaker, speech = finder.speaker_of(head)
    for how, token, holder in _holders(finder, head, speaker):
        if not holder.parties or holder.parties in seen:
            continue
        seen.add(holder.parties)
        found = Object(phrase.start, phrase.end, phrase.head, f"open-{phrase.link}")
        what = finder.characters(found)
        if what is None:
            continue
        if finder.names_demand(head) and what[1] == finder.parse.ends[head.i]:
            continue  # "large demands": of what, they do not say
        if holder.start is not None and what[0] <= holder.start < what[1]:
            continue  # nobody's own name is what they want
        made = Candidate(
            _open_cue(token.lower_),
            token.i,
            (finder.parse.starts[token.i], finder.parse.ends[token.i]),
            f"open-{how}",
            holder,
            what,
            found,
            finder.is_negated(token),
            speaker,
            speech,
            finder.modal_of(token),
            (),
            supposed=(supposed := finder.supposed_by(head)),
            feared=bool(supposed) and finder.is_feared(head),
        )
        yield from finder.with_companions(made)


def _is_place(verb: Token) -> bool:
    """Whether a clause says where: "arrived where the talks are held"."""
    return any(c.dep_ == "advmod" and c.lower_ == "where" for c in verb.lefts)


def _is_said_of_a_thing(word: Token) -> bool:
    """Whether a phrase only says of a thing which it is: "the pact |agreed between Peru and Chad|", "called the levy |a farce|"."""
    helped = any(c.dep_ in ("aux", "auxpass", "mark") for c in word.lefts)
    if word.tag_ in ("VBN", "VBD") and not helped:
        wished = word.dep_ == "ccomp" and word.tag_ == "VBN" and has_subject(word)  # "wants its makers |protected|"
        return wished or (word.dep_ in ("acl", "advcl") and word.i > word.head.i and not has_subject(word))
    label = word.head if word.dep_ == "pobj" else word
    return label_on(label.head) is label


def _is_without(noun: Token) -> bool:
    """Whether a thing is what there would not be, or was not: "|without rules| a rush will begin", "went home with |no deal|"."""
    none = noun.head.lower_ == "with" and any(c.lower_ == "no" for c in noun.lefts)
    return noun.dep_ == "pobj" and (none or noun.head.lower_ in words_in("but for"))


def _is_forecast(finder: Finder, verb: Token) -> bool:
    """Whether a phrase says what something that is no party is going to do: "the waters are going to boil, he said"."""
    if verb.dep_ != "xcomp" or verb.head.lower_ != "going" or any(c.dep_ == "auxpass" for c in verb.lefts):
        return False
    subject, _ = finder.subject_of(verb)
    return subject is not None and finder.resolve(subject) is None


def _holders(finder: Finder, head: Token, speaker: Holder | None) -> Iterator[tuple[str, Token, Holder]]:
    here = head
    for step in range(6):
        if here.tag_.startswith("VB"):
            subject, how = finder.subject_of(here)
            if subject is not None and is_anybody(subject):
                return  # "you need to play to the audience": you is anybody
            if (
                how == "controlled"
                or finder.is_supposed(here)
                or finder.asked_for(here)
                or (step == 0 and finder.takes_stance(here))
            ):
                # "urged Chad to pay", "demanded that Chad pay": not what Chad wants; "rejected the quota": not what it wants
                subject = None
            if subject is not None and not _is_before(head, here, subject) and (found := finder.resolve(subject)):
                yield f"{min(step, 3)}{how}", here, found
                if step and how == "subject" and finder.takes_side(here) and not finder.is_passive(here):
                    return  # "said Chad |rejected| the proposal for a fund": what Chad thinks of it is not what is said of it
            agent = finder.agent_of(here)
            if agent is not None and (found := finder.resolve(agent)):
                yield f"{min(step, 3)}agent", here, found
        elif here.tag_.startswith("NN"):
            for child in here.children:
                if child.dep_ == "poss" and (found := finder.resolve(child)):
                    yield f"{min(step, 3)}possessor", here, found
                elif (
                    child.i < here.i
                    and child.dep_ in ("amod", "compound", "nmod")
                    and (found := finder.discourse.modifier(finder, child))
                ):
                    yield f"{min(step, 3)}modifier", here, found
                elif child.dep_ == "prep" and child.lower_ in ("by", "from", "of", "among") and step:
                    for noun in child.children:
                        if noun.dep_ == "pobj" and (found := finder.resolve(noun)):
                            yield f"{min(step, 3)}{child.lower_}", here, found
        own = here.tag_.startswith("VB") and has_subject(here)
        if here.head.i == here.i or (here.dep_ == "advcl" and own and not finder.is_supposed(here)):
            break  # "..., while Chad will pay nothing": the main clause's subject has no part in it
        here = here.head
    if speaker is not None:
        yield "speaker", here, speaker


def _is_before(head: Token, verb: Token, subject: Token) -> bool:
    """Whether a phrase stands in what opens a clause, before its subject: "In view of |the quarrel|, Chad condemned the vote"."""
    opens = next((c for c in verb.lefts if c.left_edge.i <= head.i <= c.right_edge.i), None)
    return opens is not None and opens.dep_ == "prep" and opens.right_edge.i < subject.left_edge.i


@cache
def _open_cue(word: str) -> Cue:
    """Stands for a word that the cue table does not hold."""
    return Cue(word, "o", "open", (), Strength.NORMAL)
