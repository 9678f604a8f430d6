"""What the classifier sees of a candidate: named, readable features, hashed to stable numbers."""

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from kg.candidates import Candidate, Finder
from kg.cues import POS
from kg.language import Token
from kg.model import Stance
from kg.senses import effect_of, mood_of, sense_of
from kg.spans import Object, has_subject

BUCKETS = 1 << 18


@lru_cache(maxsize=1 << 17)
def bucket(feature: str) -> int:
    """The number a feature goes by, the same on any machine.

    >>> bucket("cue=urge.v") == bucket("cue=urge.v")
    True
    """
    return crc32(feature.encode()) % BUCKETS


_STANCES = frozenset(s.value for s in Stance)
_NEGATIVE = frozenset({"not", "no", "n't", "never", "neither", "nor", "without", "rather", "lack", "instead"})


def candidate_features(found: Candidate, finder: Finder, *, capitals: bool) -> tuple[str, ...]:
    """The features of a candidate, of the words around it and of how they hang together."""
    doc = finder.tokens
    cue, token, obj = found.cue, doc[found.cue_token], found.object
    head = doc[obj.head]
    stance = cue.stance
    frame = found.frame.split(":")[0]
    same = found.speaker is not None and found.speaker.parties == found.holder.parties
    what = [t.lower_ for t in doc[obj.start : obj.end]]
    genre = "meeting" if capitals else "news"
    governor = token.head.lower_ if token.head.i != token.i else "ROOT"
    out = [
        "bias",
        f"genre={genre}",
        f"cue={cue.id}",
        f"cue={cue.id}|{genre}",
        f"stance={stance}",
        f"pos={cue.pos}",
        f"form={token.lower_}",
        f"frame={frame}",
        f"frame={frame}|{stance}",
        f"frame={frame}|{cue.id}",
        f"holder={found.holder.kind}",
        f"holder={found.holder.kind}|{genre}",
        f"link={obj.link}",
        f"link={obj.link}|{stance}",
        f"link={obj.link}|{cue.id}",
        f"neg={found.negated}",
        f"neg={found.negated}|{stance}",
        f"neg={found.negated}|{cue.id}",
        f"modal={found.modal}",
        f"modal={found.modal}|{stance}",
        f"speech={found.speech}",
        f"speech={found.speech}|{stance}",
        f"speech={found.speech}|{cue.id}",
        f"tie={found.tie}",
        f"tie={found.tie}|{stance}",
        f"head={head.lower_}",
        f"head={head.lower_}|{stance}",
        f"headtag={head.tag_}|{cue.id}",
        f"tag={token.tag_}",
        f"tag={token.tag_}|{cue.id}",
        f"dep={token.dep_}|{stance}",
        f"dep={token.dep_}|{cue.pos}",
        f"governor={governor}",
        f"governor={governor}|{stance}",
        f"part={min(obj.part, 3)}/{min(obj.parts, 4)}",
        f"parts|{obj.link}|{min(obj.part, 2)}",
        *_listing(obj, head, doc, genre),
        f"same={same}|{stance}",
        f"same={same}|{cue.pos}|{frame}",
        f"quoted={finder.in_quotes(token)}",
        f"quoted={finder.in_quotes(token)}|{stance}",
        f"length={min(len(what), 24) // 3}",
        f"length={min(len(what), 6)}",
        f"target={bool(found.target)}|{stance}",
        f"target={bool(found.target)}|{obj.link}",
        f"question={finder.text.rstrip().endswith('?')}",
        f"first={what[0] if what else ''}",
        f"first={what[0] if what else ''}|{stance}",
        f"distance={min(abs(obj.start - token.i), 9)}",
        f"who={found.holder.parties[:1]}|{genre}",
        f"holdertokens={min(len(found.holder.parties), 3)}",
        f"order={obj.start > token.i}",
        f"generic={found.holder.parties[:1] == ('PARTIES',)}|{cue.id}",
    ]
    out += [f"what={w}" for w in set(what) if len(w) > 2]
    out += [f"what={w}|{stance}" for w in set(what) if len(w) > 2]
    out += [
        f"child={c.dep_}:{c.lower_}"
        for c in token.children
        if c.dep_ in ("advmod", "neg", "aux", "mark", "det", "prt", "amod")
    ]
    out += [
        f"headchild={c.dep_}:{c.lower_}"
        for c in head.children
        if c.dep_ in ("advmod", "neg", "aux", "mark", "det", "amod")
    ]
    for offset in (-2, -1, 1, 2):
        i = token.i + offset
        out.append(f"near{offset}={doc[i].lower_ if 0 <= i < len(doc) else ''}")
        out.append(f"neartag{offset}={doc[i].tag_ if 0 <= i < len(doc) else ''}|{cue.pos}")
    before = obj.start - 1
    out.append(f"before={doc[before].lower_ if before >= 0 else ''}|{stance}")
    after = doc[obj.end].lower_ if obj.end < len(doc) else ""
    out.append(f"after={after}")
    denied = any(w in _NEGATIVE for w in what)
    out += [f"denied={denied}|{stance}", f"denied={denied}|{cue.id}", f"denied={denied}|{obj.link}|{stance}"]
    inner = {
        c
        for t in doc[obj.start : obj.end]
        for c in finder.cues.forms.get(t.lower_, ())
        if t.tag_.startswith(POS[c.pos])
    }
    other = sorted({c.id for c in inner})
    out += [f"insidestance={s}|{stance}" for s in sorted({c.stance for c in inner if c.pos != "v"})]
    headcues = sorted({c.stance for c in finder.cues.forms.get(head.lower_, ())})
    out += [f"headstance={s}|{stance}" for s in headcues] + [f"headstance={s}|{cue.id}" for s in headcues]
    headneg = any(c.dep_ == "neg" or c.lower_ in _NEGATIVE for c in head.children) or any(
        c.dep_ in ("nsubj", "nsubjpass") and any(g.lower_ in ("no", "neither") for g in c.children)
        for c in head.children
    )
    sign = composed_sign(found, finder, denied=headneg)
    out += [
        f"sign={sign}",
        f"sign={sign}|{stance}",
        f"sign={sign}|{cue.pos}",
        f"sign={sign}|{obj.link}",
        f"sign={sign}|{genre}",
    ]
    out += [f"headneg={headneg}|{stance}", f"headneg={headneg}|{obj.link}", f"headneg={headneg}|{cue.pos}"]
    out += [f"inside={c}" for c in other] + [f"inside={c}|{stance}" for c in other]
    if _subjunctive(head):
        out += ["subjunctive", f"subjunctive|{stance}", f"subjunctive|{cue.pos}"]
    named = found.holder.kind in ("name", "list", "person", "role", "role-singular", "represents", "caps", "group")
    verbal = cue.pos == "v" and cue.stance in _STANCES
    mood, headmood = mood_of(what), mood_of(t.lower_ for t in _core(head))
    out += [f"mood={mood}|{x}" for x in (stance, sign, obj.link)]
    out += [f"headmood={headmood}|{x}" for x in ("", stance, sign, obj.link, cue.id, f"{headneg}")]
    modal = next((c.lower_ for c in head.children if c.dep_ == "aux" and c.tag_ == "MD"), "")
    out += [f"headmodal={modal}|{x}" for x in (stance, sign, cue.id, f"{headmood}|{stance}")]
    place = "nested" if token.dep_ in ("acl", "relcl", "advcl", "amod", "pcomp") else "main"
    if verbal and named:
        out += [
            f"explicit={place}",
            f"explicit={place}|{genre}",
            f"explicit={place}|{obj.link}",
            f"explicit={place}|{frame}",
        ]
    out += _sense_features(found, doc, token, head)
    effect = effect_of(head.lower_, (t.lower_ for t in _acted_on(head)))
    out += [
        f"effect={effect}|{x}"
        for x in ("", stance, sign, obj.link, cue.id, modal, f"{frame}|{genre}", f"{headneg}|{stance}")
    ]
    if cue.pos == "o":
        out += _open_features(head, token, finder, frame, obj.link)
    sentence = {t.lower_ for t in doc if len(t.lower_) > 2}
    root = next((t for t in doc if t.head.i == t.i), token)
    digits = sum(t.text[0].isdigit() for t in doc)
    out += [f"s={w}" for w in sentence]
    out += [
        f"digits={min(digits, 4)}|{genre}",
        f"paragraph={min(finder.parse.sentence.paragraph, 6)}|{genre}",
        f"root={root.lower_}",
        f"roottag={root.tag_}|{stance}",
        f"roottag={root.tag_}|{genre}",
        f"words={min(len(doc) // 8, 6)}|{genre}",
    ]
    within = _marker(token)
    out += [f"within={within}", f"within={within}|{stance}", f"within={within}|{genre}"]
    path = _path(token)
    out += [f"path={path}", f"path={path}|{stance}", f"path={path}|{frame}"]
    return tuple(out)


def _listing(obj: Object, head: Token, doc: Sequence[Token], genre: str) -> list[str]:
    """Whether an object is one thing, one of a list, or the whole of a list; and what its conjuncts look like."""
    if obj.whole == 1 and obj.parts == 1:
        return ["listing=one"]
    size = f"{min(obj.whole, 4)}/{min(obj.parts, 4)}"
    heads = [head, *(c for c in head.children if c.dep_ == "conj")]
    other = heads[1] if len(heads) > 1 else head.head
    commas = any(t.lower_ in (",", ";") for t in doc[min(head.i, other.i) : max(head.i, other.i)])
    own = any(c.dep_ in ("det", "poss", "aux", "prep", "mark", "compound", "amod") for c in other.lefts)
    tags = f"{head.tag_}+{other.tag_}"
    joined = next((c.lower_ for c in (*head.children, *head.head.children) if c.dep_ == "cc"), "")
    gap = min(abs(other.i - head.i), 12) // 2
    return [
        f"listing={size}",
        *(
            f"listing={size}|{x}"
            for x in (obj.link, genre, f"{commas}", f"{own}", tags, joined, f"gap{gap}", f"{commas}{own}{tags[:2]}")
        ),
        f"listing={bool(obj.whole > 1)}|{commas}|{joined}",
    ]


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


def _sense_features(found: Candidate, doc: Sequence[Token], token: Token, head: Token) -> list[str]:
    """The classes of the words that matter, so that a rare word counts as those like it."""
    obj, stance = found.object, found.cue.stance
    own, heads = sense_of(token.lower_).classes, sense_of(head.lower_).classes
    places = {"form": own, "head": heads, "governor": sense_of(token.head.lower_).classes}
    if obj.start > 0:
        places["before"] = sense_of(doc[obj.start - 1].lower_).classes
    here = head
    for _ in range(5):
        if here.i == token.i or here.head.i == here.i:
            break
        here = here.head
        places[f"way{here.i}"] = sense_of(here.lower_).classes
    out = [f"{place.rstrip('0123456789')}~{c}" for place, classes in places.items() for c in classes]
    out += [f"{feature}|{stance}" for feature in out]
    out += [f"form~{a}+head~{b}" for a in own for b in heads]
    inside = [sense_of(t.lower_) for t in doc[obj.start : obj.end]]
    within = {c for sense in inside for c in sense.classes}
    out += [f"what~{c}" for c in within] + [f"what~{c}|{stance}" for c in within]
    good, bad = (min(sum(s.valence == v for s in inside), 2) for v in (1, -1))
    return [*out, f"valence={good},{bad}|{stance}"]


def _open_features(head: Token, token: Token, finder: Finder, frame: str, link: str) -> list[str]:
    """How a phrase no cue announces hangs under the word its holder goes with: the words and cues on the way."""
    out = []
    way = []
    here = head
    for step in range(6):
        way.append(here.dep_)
        stances = {c.stance for c in finder.cues.forms.get(here.lower_, ())}
        out += [f"way{min(step, 3)}={s}" for s in stances] + [f"way={s}|{frame}" for s in stances]
        if step:
            out += [f"wayword={here.lower_}", f"wayword={here.lower_}|{frame}"]
        if here.i == token.i or here.head.i == here.i:
            break
        here = here.head
    out += [f"way={'>'.join(way)}", f"way={'>'.join(way)}|{frame}", f"way={'>'.join(way)}|{link}"]
    return out


_AGAINST = frozenset({"oppose", "refuse", "harm", "deny"})


def composed_sign(found: Candidate, finder: Finder, *, denied: bool) -> str:
    """`+` or `-`: the cue's polarity, turned by its negation and, where it is positive, by what its object says of
    itself ("said the text is premature", "called for avoiding delays", "stressed the lack of funds")."""
    positive = (found.cue.stance not in _AGAINST) != found.negated
    if not positive:
        return "-"
    head = finder.tokens[found.object.head]
    near = [head, *(c for c in head.children if c.dep_ in ("acomp", "attr", "oprd"))]
    against = any(
        c.stance in _AGAINST and t.tag_.startswith(POS[c.pos])
        for t in near
        if t.i != found.cue_token
        for c in finder.cues.forms.get(t.lower_, ())
    )
    return "-" if against != denied else "+"


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
