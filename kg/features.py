"""What the classifier sees of a candidate: named, readable features, block by block."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.blocks import Block, Features, block, crossed, feature
from kg.candidates import Finder
from kg.cues import POS, Cue
from kg.found import Candidate
from kg.model import Stance
from kg.senses import effect_of, mood, mood_of, sense_of
from kg.spans import Object, has_subject
from kg.tokens import Token

_STANCES = frozenset(s.value for s in Stance)
_NEGATIVE = frozenset({"not", "no", "n't", "never", "neither", "nor", "without", "rather", "lack", "instead"})
_AGAINST = frozenset({"oppose", "refuse", "harm", "deny"})
_NAMED = frozenset({"name", "list", "person", "role", "role-singular", "represents", "caps", "group"})
_CUE_CHILDREN = frozenset({"advmod", "neg", "aux", "mark", "det", "prt", "amod"})
_HEAD_CHILDREN = frozenset({"advmod", "neg", "aux", "mark", "det", "amod"})


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head of an object says, whatever hangs it on whatever cue."""

    own: Block
    cues: tuple[str, ...]  # the stances its form names
    classes: tuple[str, ...]
    against: tuple[int, ...]  # tokens at it that say something is unwanted
    denied: bool
    modal: str
    mood: str
    effect: str
    subjunctive: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """What the words of an object say, whatever cue it is an object of."""

    own: Block
    first: str
    telling: frozenset[str]  # those of more than two letters
    denied: bool
    cues: tuple[str, ...]  # the ids of the cues among them
    stances: tuple[str, ...]  # those that these cues name, verbs left out
    classes: frozenset[str]
    mood: str
    valence: str


class Describer:
    """Gives the candidates of one sentence their features. What hangs on the sentence, a cue, a head or an object alone is
    looked at once."""

    def __init__(self, finder: Finder, *, meeting: bool) -> None:
        self.finder, self.tokens = finder, finder.tokens
        self.genre = "meeting" if meeting else "news"
        self._cues: dict[tuple[int, str, str], Block] = {}
        self._heads: dict[int, _Head] = {}
        self._words: dict[tuple[int, int], _Words] = {}
        self._objects: dict[tuple[int, int, int, str], Block] = {}
        self._ways: dict[tuple[int, int, str], Block] = {}
        self._paths: dict[int, str] = {}

    def features(self, found: Candidate) -> Features:
        """The features of a candidate, of the words around it and of how they hang together."""
        cue, obj = found.cue, found.object
        stance = cue.stance
        token, head = self.tokens[found.cue_token], self.tokens[obj.head]
        core, words = self._head(head), self._words_of(obj)
        sign = self._sign(found, core)
        if (of_cue := self._cues.get((token.i, cue.id, stance))) is None:
            of_cue = self._cues[token.i, cue.id, stance] = Block(self._of_cue(token, cue))
        if (of_object := self._objects.get((obj.start, obj.end, obj.head, stance))) is None:
            of_object = self._objects[obj.start, obj.end, obj.head, stance] = Block(
                self._of_object(obj, core, words, head.lower_, stance)
            )
        if (of_way := self._ways.get((head.i, token.i, stance))) is None:
            of_way = self._ways[head.i, token.i, stance] = Block(_of_way(head, token, stance))
        parts = (
            self._of_sentence, core.own, words.own, of_cue, of_object, of_way,
            *self._of_frame(found, token),
            *self._of_sense(found, token, core, words, sign),
            *_listing(obj, head, self.tokens, self.genre),
        )  # fmt: skip
        if cue.pos == "o":
            parts = (*parts, Block(_open(head, token, self.finder, found.frame.split(":")[0], obj.link)))
        told = {"form": token.lower_, "head": head.lower_, "sign": sign}
        if core.subjunctive:
            told["subjunctive"] = "yes"
        return Features(parts, told)

    # --- what candidates share --------------------------------------------------------------------------------

    @cached_property
    def _root(self) -> Token:
        return next(t for t in self.tokens if t.head.i == t.i)

    @cached_property
    def _of_sentence(self) -> Block:
        doc, genre, root = self.tokens, self.genre, self._root
        digits = sum(t.text[0].isdigit() for t in doc)
        words = {t.lower_ for t in doc if len(t.lower_) > 2}
        return Block(
            [
                "bias",
                f"genre={genre}",
                f"question={self.finder.text.rstrip().endswith('?')}",
                f"digits={min(digits, 4)}|{genre}",
                f"paragraph={min(self.finder.parse.sentence.paragraph, 6)}|{genre}",
                f"root={root.lower_}",
                f"roottag={root.tag_}|{genre}",
                f"words={min(len(doc) // 8, 6)}|{genre}",
                *[f"s={w}" for w in words],
            ]
        )

    def _of_cue(self, token: Token, cue: Cue) -> list[str]:
        doc, stance, genre = self.tokens, cue.stance, self.genre
        governor = token.head.lower_ if token.head.i != token.i else "ROOT"
        quoted, within, path = self.finder.in_quotes(token), _marker(token), self._path(token)
        out = [
            f"cue={cue.id}",
            f"cue={cue.id}|{genre}",
            f"stance={stance}",
            f"pos={cue.pos}",
            f"form={token.lower_}",
            f"tag={token.tag_}",
            f"tag={token.tag_}|{cue.id}",
            f"dep={token.dep_}|{stance}",
            f"dep={token.dep_}|{cue.pos}",
            f"governor={governor}",
            f"governor={governor}|{stance}",
            f"quoted={quoted}",
            f"quoted={quoted}|{stance}",
            f"roottag={self._root.tag_}|{stance}",
            f"within={within}",
            f"within={within}|{stance}",
            f"within={within}|{genre}",
            f"path={path}",
            f"path={path}|{stance}",
        ]
        out += [f"child={c.dep_}:{c.lower_}" for c in token.children if c.dep_ in _CUE_CHILDREN]
        for offset in (-2, -1, 1, 2):
            near = doc[token.i + offset] if 0 <= token.i + offset < len(doc) else None
            out.append(f"near{offset}={near.lower_ if near else ''}")
            out.append(f"neartag{offset}={near.tag_ if near else ''}|{cue.pos}")
        out += _classes("form", sense_of(token.lower_).classes, stance)
        out += _classes("governor", sense_of(token.head.lower_).classes, stance)
        return out

    def _of_object(self, obj: Object, core: _Head, words: _Words, head: str, stance: str) -> list[str]:
        before = self.tokens[obj.start - 1].lower_ if obj.start else ""
        after = self.tokens[obj.end].lower_ if obj.end < len(self.tokens) else ""
        out = [
            f"head={head}|{stance}",
            f"headneg={core.denied}|{stance}",
            f"first={words.first}|{stance}",
            f"denied={words.denied}|{stance}",
            f"mood={words.mood}|{stance}",
            f"valence={words.valence}|{stance}",
            f"before={before}|{stance}",
            f"after={after}",
        ]
        out += [f"headstance={s}|{stance}" for s in core.cues]
        out += [f"what={w}|{stance}" for w in words.telling]
        out += [f"insidestance={s}|{stance}" for s in words.stances]
        out += [f"inside={c}|{stance}" for c in words.cues]
        out += [f"what~{c}|{stance}" for c in words.classes]
        out += [f"head~{c}|{stance}" for c in core.classes]
        if obj.start:
            out += _classes("before", sense_of(before).classes, stance)
        return out

    def _head(self, head: Token) -> _Head:
        known = self._heads.get(head.i)
        if known is None:
            children, forms, classes = head.children, self.finder.cues.forms, sense_of(head.lower_).classes
            near = [head, *(c for c in children if c.dep_ in ("acomp", "attr", "oprd"))]
            known = self._heads[head.i] = _Head(
                own=Block(
                    [
                        f"head={head.lower_}",
                        *[f"headchild={c.dep_}:{c.lower_}" for c in children if c.dep_ in _HEAD_CHILDREN],
                        *[f"head~{c}" for c in classes],
                    ]
                ),
                cues=tuple(sorted({c.stance for c in forms.get(head.lower_, ())})),
                classes=classes,
                against=tuple(
                    t.i
                    for t in near
                    if any(c.stance in _AGAINST and t.tag_.startswith(POS[c.pos]) for c in forms.get(t.lower_, ()))
                ),
                denied=_is_denied(head),
                modal=next((c.lower_ for c in children if c.dep_ == "aux" and c.tag_ == "MD"), ""),
                mood=mood_of(t.lower_ for t in _core(head)),
                effect=effect_of(head.lower_, (t.lower_ for t in _acted_on(head))),
                subjunctive=_subjunctive(head),
            )
        return known

    def _words_of(self, obj: Object) -> _Words:
        known = self._words.get((obj.start, obj.end))
        if known is None:
            tokens = self.tokens[obj.start : obj.end]
            words, forms = [t.lower_ for t in tokens], self.finder.cues.forms
            first = words[0] if words else ""
            inside = {c for t in tokens for c in forms.get(t.lower_, ()) if t.tag_.startswith(POS[c.pos])}
            cues = tuple(sorted({c.id for c in inside}))
            senses = [sense_of(w) for w in words]
            good, bad = (min([s.valence for s in senses].count(v), 2) for v in (1, -1))
            telling = frozenset(w for w in words if len(w) > 2)
            classes = frozenset(c for s in senses for c in s.classes)
            known = self._words[obj.start, obj.end] = _Words(
                own=Block(
                    [
                        f"length={min(len(words), 24) // 3}",
                        f"length={min(len(words), 6)}",
                        f"first={first}",
                        *[f"what={w}" for w in telling],
                        *[f"inside={c}" for c in cues],
                        *[f"what~{c}" for c in classes],
                    ]
                ),
                first=first,
                telling=telling,
                denied=not _NEGATIVE.isdisjoint(words),
                cues=cues,
                stances=tuple(sorted({c.stance for c in inside if c.pos != "v"})),
                classes=classes,
                mood=mood(senses),
                valence=f"{good},{bad}",
            )
        return known

    def _path(self, token: Token) -> str:
        if token.i not in self._paths:
            self._paths[token.i] = _path(token)
        return self._paths[token.i]

    # --- what is each candidate's own -------------------------------------------------------------------------

    def _of_frame(self, found: Candidate, token: Token) -> Iterator[Block]:
        """How holder, cue and object hang together."""
        cue, obj, genre, holder = found.cue, found.object, self.genre, found.holder
        stance, frame = cue.stance, found.frame.split(":")[0]
        same = found.speaker is not None and found.speaker.parties == holder.parties
        first = holder.parties[:1]
        yield feature("frame", frame, stance, cue.id)
        yield feature("holder", holder.kind, genre)
        yield feature("link", obj.link, stance, cue.id)
        yield feature("neg", found.negated, stance, cue.id)
        yield feature("modal", found.modal, stance)
        yield feature("speech", found.speech, stance, cue.id)
        yield feature("tie", found.tie, stance)
        yield feature("part", f"{min(obj.part, 3)}/{min(obj.parts, 4)}")
        yield _parts(obj.link, min(obj.part, 2))
        yield crossed("same", same, stance, f"{cue.pos}|{frame}")
        yield crossed("target", bool(found.target), stance, obj.link)
        yield feature("distance", min(abs(obj.start - token.i), 9))
        yield feature("order", obj.start > token.i)
        yield crossed("who", first, genre)
        yield feature("holdertokens", min(len(holder.parties), 3))
        yield crossed("generic", first == ("PARTIES",), cue.id)
        yield crossed("path", self._path(token), frame)
        if cue.pos == "v" and stance in _STANCES and holder.kind in _NAMED:
            place = "nested" if token.dep_ in ("acl", "relcl", "advcl", "amod", "pcomp") else "main"
            yield feature("explicit", place, genre, obj.link, frame)

    def _of_sense(self, found: Candidate, token: Token, core: _Head, words: _Words, sign: str) -> Iterator[Block]:
        """Whether what is said is to the good or the bad, wanted or unwanted, asserted or denied."""
        cue, link, genre = found.cue, found.object.link, self.genre
        stance, frame = cue.stance, found.frame.split(":")[0]
        head = self.tokens[found.object.head]
        yield crossed("headtag", head.tag_, cue.id)
        yield from (crossed("headstance", s, cue.id) for s in core.cues)
        yield _class_pairs(sense_of(token.lower_).classes, core.classes)
        yield crossed("denied", words.denied, cue.id, f"{link}|{stance}")
        yield crossed("mood", words.mood, sign, link)
        yield feature("sign", sign, stance, cue.pos, link, genre)
        yield crossed("headneg", core.denied, link, cue.pos)
        yield crossed("headmood", core.mood, "", stance, sign, link)
        yield crossed("headmood", core.mood, cue.id, core.denied)
        yield crossed("headmodal", core.modal, stance, sign, cue.id, f"{core.mood}|{stance}")
        yield crossed("effect", core.effect, "", stance, sign, link)
        yield crossed("effect", core.effect, cue.id, core.modal)
        yield crossed("effect", core.effect, f"{frame}|{genre}", f"{core.denied}|{stance}")
        if core.subjunctive:
            yield _subjunctive_under(stance, cue.pos)

    def _sign(self, found: Candidate, core: _Head) -> str:
        """`+` or `-`: the cue's polarity, turned by its negation and, where it is positive, by what its object says of
        itself ("said the text is premature", "called for avoiding delays", "stressed the lack of funds")."""
        positive = (found.cue.stance not in _AGAINST) != found.negated
        if not positive:
            return "-"
        against = any(i != found.cue_token for i in core.against)
        return "-" if against != core.denied else "+"


@block
def _parts(link: str, part: int) -> tuple[str]:
    return (f"parts|{link}|{part}",)


@block
def _subjunctive_under(stance: str, pos: str) -> tuple[str, ...]:
    return ("subjunctive", f"subjunctive|{stance}", f"subjunctive|{pos}")


# --- words by the classes of their like -----------------------------------------------------------------------------


def _classes(place: str, classes: Iterable[str], stance: str) -> list[str]:
    """The classes of a word that matters, so that a rare word counts as those like it."""
    plain = [f"{place}~{name}" for name in classes]
    return plain + [f"{name}|{stance}" for name in plain]


@block
def _class_pairs(form: tuple[str, ...], head: tuple[str, ...]) -> Iterator[str]:
    return (f"form~{a}+head~{b}" for a in form for b in head)


def _of_way(head: Token, token: Token, stance: str) -> list[str]:
    """The classes of the words between an object's head and its cue."""
    out, here = list[str](), head
    for _ in range(5):
        if here.i == token.i or here.head.i == here.i:
            break
        here = here.head
        out += _classes("way", sense_of(here.lower_).classes, stance)
    return out


# --- how words hang together ----------------------------------------------------------------------------------------


def _listing(obj: Object, head: Token, doc: Sequence[Token], genre: str) -> Iterator[Block]:
    """Whether an object is one thing, one of a list, or the whole of a list; and what its conjuncts look like."""
    if obj.whole == 1 and obj.parts == 1:
        yield feature("listing", "one")
        return
    size = f"{min(obj.whole, 4)}/{min(obj.parts, 4)}"
    heads = [head, *(c for c in head.children if c.dep_ == "conj")]
    other = heads[1] if len(heads) > 1 else head.head
    commas = any(t.lower_ in (",", ";") for t in doc[min(head.i, other.i) : max(head.i, other.i)])
    own = any(c.dep_ in ("det", "poss", "aux", "prep", "mark", "compound", "amod") for c in other.lefts)
    tags = f"{head.tag_}+{other.tag_}"
    joined = next((c.lower_ for c in (*head.children, *head.head.children) if c.dep_ == "cc"), "")
    gap = min(abs(other.i - head.i), 12) // 2
    yield feature("listing", size, obj.link, genre)
    yield crossed("listing", size, commas, own, tags, joined, f"gap{gap}", f"{commas}{own}{tags[:2]}")
    yield crossed("listing", obj.whole > 1, f"{commas}|{joined}")


def _open(head: Token, token: Token, finder: Finder, frame: str, link: str) -> Iterator[str]:
    """How a phrase no cue announces hangs under the word its holder goes with: the words and cues on the way."""
    steps = []
    here = head
    for step in range(6):
        steps.append(here.dep_)
        for stance in {c.stance for c in finder.cues_of(here)}:
            yield f"way{min(step, 3)}={stance}"
            yield f"way={stance}|{frame}"
        if step:
            yield f"wayword={here.lower_}"
            yield f"wayword={here.lower_}|{frame}"
        if here.i == token.i or here.head.i == here.i:
            break
        here = here.head
    way = ">".join(steps)
    yield from (f"way={way}", f"way={way}|{frame}", f"way={way}|{link}")


def _acted_on(head: Token) -> list[Token]:
    """What an act, or a noun that names one, is done to: its objects, with what describes them."""
    objects = [c for c in head.children if c.dep_ in ("dobj", "nsubjpass")]
    for prep in head.children:
        if prep.dep_ == "prep" and prep.lower_ in ("of", "in", "on", "to", "for", "against"):
            objects += [c for c in prep.children if c.dep_ == "pobj"]
    objects += [c for o in objects for c in o.children if c.dep_ == "conj"]
    return [t for o in objects for t in (o, *(c for c in o.children if c.dep_ in ("amod", "compound")))]


def _core(head: Token) -> list[Token]:
    """A phrase's head and what it is said to be or to bring."""
    return [head, *(c for c in head.children if c.dep_ in ("acomp", "attr", "oprd", "dobj", "amod", "prep"))]


def _is_denied(head: Token) -> bool:
    """Whether a head or its subject is negated ("no party opposed")."""
    return any(
        c.dep_ == "neg"
        or c.lower_ in _NEGATIVE
        or (c.dep_ in ("nsubj", "nsubjpass") and any(g.lower_ in ("no", "neither") for g in c.children))
        for c in head.children
    )


def _subjunctive(verb: Token) -> bool:
    """Whether a clause stands in the mandative subjunctive: "that the levy be dropped", "that Chad open its market"."""
    bare = (
        verb if verb.tag_ == "VB" else next((c for c in verb.children if c.dep_ == "auxpass" and c.tag_ == "VB"), None)
    )
    helped = any(c.tag_ in ("MD", "TO") for c in verb.children) or any(
        c.lower_ in ("do", "does", "did") for c in verb.children
    )
    return bare is not None and has_subject(verb) and not helped


def _marker(token: Token) -> str:
    """The word that opens the nearest clause of condition, time or comparison a word stands in ("unless", "before",
    "than"), or nothing."""
    here = token
    for _ in range(8):
        if here.dep_ in ("advcl", "pcomp") or (here.dep_ == "prep" and here.lower_ == "than"):
            opens = next((c.lower_ for c in here.children if c.dep_ in ("mark", "advmod") and c.i < here.i), "")
            return opens or here.head.lower_
        if here.head.i == here.i:
            break
        here = here.head
    return ""


def _path(token: Token) -> str:
    steps = []
    for _ in range(3):
        steps.append(token.dep_)
        if token.head.i == token.i:
            break
        token = token.head
    return ">".join(steps)
