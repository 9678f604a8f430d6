"""What the classifier sees of a candidate: named, readable features, hashed to stable numbers."""

from functools import lru_cache
from zlib import crc32

from kg.candidates import Candidate, Finder, Token
from kg.cues import POS
from kg.model import Stance

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
    place = "nested" if token.dep_ in ("acl", "relcl", "advcl", "amod", "pcomp") else "main"
    if verbal and named:
        out += [
            f"explicit={place}",
            f"explicit={place}|{genre}",
            f"explicit={place}|{obj.link}",
            f"explicit={place}|{frame}",
        ]
    path = _path(token)
    out += [f"path={path}", f"path={path}|{stance}", f"path={path}|{frame}"]
    return tuple(out)


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
    subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    return bare is not None and subject and not helped


def _path(token: Token) -> str:
    steps = []
    for _ in range(3):
        steps.append(token.dep_)
        if token.head.i == token.i:
            break
        token = token.head
    return ">".join(steps)
