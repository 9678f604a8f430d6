"""The candidates of a document, sentence by sentence: names, people, parses and discourse, in text order."""

import re
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from kg.candidates import Finder
from kg.clauses import is_main
from kg.closed_classes import words_in
from kg.companions import Named, find_names
from kg.cues import Cue, CueTable
from kg.discourse import Discourse
from kg.features import Describer
from kg.found import UNSEEN, Candidate, Found, Seen
from kg.gazetteer import Gazetteer
from kg.genre import Genre
from kg.holders import Holder
from kg.homes import HomeModel, Sight
from kg.language import Language, Mask, Parse, Sentence, find_sentences
from kg.linear import Linear
from kg.masking import with_subject
from kg.mentions import Mention, NameIndex, country_of, party_names, place_names
from kg.model import Document, PartyKind
from kg.opinions import find_opinions
from kg.papers import put_forward
from kg.people import People
from kg.phrases import find_open, find_phrases, likely
from kg.roles import Roles
from kg.spans import Object, Phrase
from kg.tokens import Token
from kg.vocabulary import Vocabulary

_QUOTE_MARK = re.compile(r'["“”]')
# "South Korea's |Democratic Party|", "the ruling |Democratic Party|"
_PARTIES_OF_MANY = "|".join(sorted(name for name in words_in("body of many countries") if name.endswith(" Party")))
_SHARED_PARTY = re.compile(
    rf"(?:(?P<owner>[A-Z][\w.]*(?: [A-Z][\w.]*)?)(?:['’]s)? )?(?:(?P<ruling>ruling|governing) |opposition )?(?P<party>{_PARTIES_OF_MANY})\b"
)


class Reader:
    """Finds the candidates of documents: names, people, parses and discourse, in text order."""

    def __init__(self, vocabulary: Vocabulary, cues: CueTable, language: Language) -> None:
        self.vocabulary, self.cues, self.language = vocabulary, cues, language
        self.home: HomeModel | None = None  # what was learned of where those are at home of whom nothing is said
        self.skip_nothing = False  # parse every sentence, to measure what skipping loses
        self.sentences = self.parsed = 0  # how many were read, and how many of them parsed
        self._cue_words = frozenset(word for form in cues.forms for word in _LETTERS.findall(form))
        said = [(form, cue) for form, own in cues.forms.items() for cue in own]
        self._said = frozenset(form for form, cue in said if cue.pos == "v" and _is_past(form, cue))
        self._tells = frozenset(form for form, cue in said if cue.pos == "v" and cue.stance == "say")
        names = tuple(party_names(vocabulary))
        self.index = NameIndex(names)
        self._names = names
        self._elsewhere = NameIndex(name for name in names if name[0] not in words_in("body of many countries"))
        self._without: dict[frozenset[str], NameIndex] = {}
        self.genre = Genre(vocabulary, self.index, cues.roles)
        self.places = NameIndex(place_names(vocabulary))
        kinds = (PartyKind.BLOC, PartyKind.GROUP, PartyKind.ORGANISATION)
        self.blocs = frozenset(e.id for e in vocabulary.parties.values() if e.kind in kinds)
        self.unnamed = frozenset(e.id for e in vocabulary.parties.values() if e.kind is PartyKind.GROUP)

    def find(
        self,
        document: Document,
        gate: Linear | None,
        spans: Sequence[tuple[int, int]] | None = None,
        sight: Sight | None = None,
    ) -> Iterator[Found]:
        """The candidates of each sentence, in text order; a list after a colon gives a value for each item. `gate` says
        which phrases are worth a look beside those a cue announces; None: none is, all are kept to learn one from. `sight`: what an
        encoder sees of the text, which tells where those are at home of whom nothing is said."""
        text = document.text
        discourse = self.opened(text, sight)
        pending: deque[tuple[Named, str, str, bool] | Sentence] = deque()

        def inputs() -> Iterator[tuple[Sentence, Sequence[Mask]]]:
            paragraph, lead, listed = -1, "", False
            recent: deque[Sentence] = deque(maxlen=3)
            for sentence, later in _looking_ahead(find_sentences(text, spans)):
                if sentence.paragraph != paragraph:
                    paragraph, lead = sentence.paragraph, sentence.text.split(",")[0][:120]
                before = " ".join(r.text for r in recent if r.section == sentence.section)
                recent.append(sentence)
                self.sentences += 1
                listed = listed and is_item(sentence.text)
                if not (self.skip_nothing or listed or self._is_needed(sentence, later)):
                    pending.append(sentence)
                    continue
                self.parsed += 1
                names = find_names(
                    sentence.text, discourse.index, blocs=self.blocs, unnamed=self.unnamed,
                    meeting=discourse.meeting, capitals=discourse.capitals,
                )  # fmt: skip
                if discourse.heading(sentence) is not None:
                    names = replace(names, masks=with_subject(sentence.text, names.masks))
                for masks in item_masks(sentence.text, names.masks):
                    pending.append((names, lead, before, False))
                    yield sentence, masks
                if later and is_item(later[0].text) and (opened := listing_masks(sentence.text, names.masks)):
                    listed = True
                    pending.append((names, lead, before, True))
                    yield sentence, opened

        first: Found | None = None
        listing: Found | None = None
        for parse in self.language.parse(inputs()):
            while isinstance(known := pending.popleft(), Sentence):
                discourse.enter(known)
                discourse.told.remember((), None, open_quote=_leaves_open(known.text, discourse))
            names, lead, recent, announces = known
            discourse.enter(parse.sentence)
            finder = Finder(parse, names, self.cues, discourse)
            found = self._read(finder, names, lead, recent, gate)
            if announces:
                listing = found
                continue
            subjects = self._remember(finder)  # and notes a label, which credits
            found = replace(found, subjects=subjects, credited=discourse.speakers.credited(parse.sentence))
            if first is None or first.sentence is not found.sentence:
                first = found
            elif not any(t.dep_ in ("nsubj", "nsubjpass") for t in parse.tokens):
                found = replace(found, candidates=tuple(continued(first, parse)), seen=first.seen)
            yield found
            if listing is not None and found is first and found.sentence is not listing.sentence:
                same = found.sentence.section == listing.sentence.section
                listing = listing if same and is_item(found.sentence.text) else None
                if listing is not None and (listed := tuple(itemised(listing, parse))):
                    yield replace(found, candidates=listed, seen=listing.seen, phrases=())

    def opened(self, text: str, sight: Sight | None = None) -> Discourse:
        """What is known of a document before its first sentence: who is who, and what it is about (`sight`: see `find`)."""
        capitals = self.genre.prints_capitals(text)
        meeting = capitals or self.genre.reports_meeting(text)
        roles = Roles(self.cues.roles, meeting=meeting)
        index = self.index if meeting else self._index_of(text)
        gazetteer = Gazetteer(self.vocabulary, index, None if meeting else self.places, roles)
        people = People(text, gazetteer, roles, self._said, self._tells, self.home, sight)
        opening = text[:20000]
        discourse = Discourse(self.vocabulary, roles, gazetteer, people, opening, capitals=capitals, meeting=meeting)
        self._set_focus(discourse, text)
        return discourse

    def _index_of(self, text: str) -> NameIndex:
        """The names that a text is read with: without those of bodies that many countries have ("the Senate"), where the text is hardly
        about the country whose body the vocabulary knows by them."""
        shared = Counter(country_of(m.parties[0]) for m in self.index.find_mentions(text))
        own = Counter(country_of(m.parties[0]) for m in self._elsewhere.find_mentions(text))
        shared.subtract(own)
        most = max((n for party, n in own.items() if self._is_country(party)), default=0)
        hardly = {party for party, n in shared.items() if n > 0 and own[party] * _HARDLY < most}
        return self._index_without(frozenset(hardly.union(self._of_another(text))))

    def _of_another(self, text: str) -> Iterator[str]:
        """The countries whose party the vocabulary knows by a name that a text says another's by: "the ruling Democratic Party",
        "Korea's Democratic Party"."""
        for found in _SHARED_PARTY.finditer(text):
            owner = next(iter(self.index.find_mentions(found["owner"] or "")), None)
            party = next(iter(self.index.find_mentions(found["party"])), None)
            if party is None:
                continue
            of_another = owner is not None and not party.parties[0].startswith(owner.parties[0])
            if of_another or (owner is None and found["ruling"] is not None):
                yield country_of(party.parties[0])

    def _index_without(self, countries: frozenset[str]) -> NameIndex:
        """The names without those that bodies of some countries share with others'."""
        if not countries:
            return self.index
        if countries not in self._without:
            shared = words_in("body of many countries")
            kept = (name for name in self._names if name[0] not in shared or country_of(name[1]) not in countries)
            self._without[countries] = NameIndex(kept)
        return self._without[countries]

    def _is_country(self, party: str) -> bool:
        entry = self.vocabulary.parties.get(party)
        return entry is not None and entry.kind is PartyKind.COUNTRY

    def _read(self, finder: Finder, names: Named, lead: str, recent: str, gate: Linear | None) -> Found:
        """The candidates of one sentence."""
        discourse, parse = finder.discourse, finder.parse
        candidates = list(finder.find_candidates())
        # in meeting reports cues announce nearly all, and phrases cost more than they bring
        phrases = () if discourse.meeting else tuple(find_phrases(finder))
        if gate is not None and phrases:
            candidates += _open_candidates(finder, likely(phrases, gate), candidates)
        if not discourse.meeting:
            known = {(c.holder.parties, c.what) for c in candidates if c.explicit}
            candidates += [c for c in find_opinions(finder) if (c.holder.parties, c.what) not in known]
        describer = Describer(finder, meeting=discourse.meeting)
        told = (c for c in candidates if not finder.tells_nothing(c))
        judged = tuple(replace(c, features=describer.features(c)) for c in told)
        kept = (
            tuple((p, finder.characters(Object(p.start, p.end, p.head, "")) or (0, 0)) for p in phrases)
            if gate is None
            else ()
        )
        mentions = discourse.with_asked(parse.sentence.text, [self._for_whom(m) for m in names.mentions])
        seen = _seen(parse, names) if judged else UNSEEN
        return Found(parse.sentence, judged, mentions, lead, recent, seen, phrases=kept)

    def _remember(self, finder: Finder) -> tuple[Holder, ...]:
        """Notes whom a sentence tells of and who speaks in it, for the sentences that follow; the subjects of its verbs."""
        discourse, sentence = finder.discourse, finder.parse.sentence
        subjects: list[Holder] = []
        speaker: Holder | None = None
        heard: Holder | None = None
        main: Holder | None = None
        chaired = False
        for token in finder.tokens:
            if token.dep_ not in ("nsubj", "nsubjpass"):
                continue
            found = finder.resolve(token)
            agent = finder.agent_of(token.head) if token.dep_ == "nsubjpass" and not discourse.meeting else None
            if agent is not None and (by := finder.resolve(agent)) is not None and by.kind == "person":
                subjects.append(by)  # "was confirmed by Ana Lee. |She| said"
            if found is None:
                chaired |= not subjects and discourse.is_chair(finder, token)
            else:
                subjects.append(found)
                if main is None and is_main(token.head):
                    main = found
                speech = "say" in finder.verb_stances(token.head)
                if speech and speaker is None:
                    speaker = found
                if is_main(token.head) if discourse.meeting else heard is None and finder.takes_clause(token.head):
                    heard = found
        if (
            not any(h.kind == "person" for h in subjects)
            and (acting := discourse.speakers.acting_in(sentence)) is not None
        ):
            subjects.append(acting)
        if not subjects and not discourse.meeting and (named := _asked_about(finder)) is not None:
            discourse.told.ask_about(named)
        for group in finder.named.groups.values():
            if group.kind == "list":
                discourse.told.name_together(group.parties)
        open_quote = _leaves_open(sentence.text, discourse)
        if not discourse.meeting:
            for noun, author in put_forward(finder, speaker or heard or main):
                discourse.told.note_paper(noun, author)
        if finder.announcer is not None:
            discourse.told.label = sentence.paragraph, finder.announcer.elsewhere()
        if speaker is None and heard is None:
            heard = finder.announcer
        if open_quote and not discourse.told.in_open_quote and speaker is None and heard is None:
            heard = _opener(subjects, sentence.text)
        discourse.told.remember(subjects, speaker, heard=heard, main=main, open_quote=open_quote, chaired=chaired)
        return tuple(subjects)

    def _for_whom(self, mention: Mention) -> Mention:
        """A mention of somebody the vocabulary knows as one of whom they represent."""
        entry = self.vocabulary.parties[mention.parties[0]]
        return mention if entry.represents is None else replace(mention, parties=(entry.represents,))

    def _is_needed(self, sentence: Sentence, later: Sequence[Sentence]) -> bool:
        """Whether a sentence has a word that could be a cue, a name that pronouns may come back to however far below, or
        a sentence soon after it with a pronoun that it could explain."""
        return (
            self._has_cue(sentence.text)
            or _NAME_INSIDE.search(sentence.text) is not None
            or any(_LOOKS_BACK.search(one.text) for one in later)
        )

    def _has_cue(self, text: str) -> bool:
        return not self._cue_words.isdisjoint(_LETTERS.findall(text.lower()))

    def _set_focus(self, discourse: Discourse, text: str) -> None:
        """The country a document opens on: named first or most, where it is not the unit of a sum ("3 billion U.S. dlrs")."""
        opening = text[:1500]
        named = [m.parties[0] for m in discourse.index.find_mentions(opening) if not _SUM.search(opening[: m.start])]
        counts = Counter(named)
        counts.update(dict.fromkeys(named[:1], _FIRST))
        for party, _ in counts.most_common():
            discourse.told.mention_country(party)


def _seen(parse: Parse, names: Named) -> Seen:
    parties = [(g.start, g.end) for g in names.groups.values()]
    return Seen(
        tuple(t.lower_ for t in parse.tokens),
        tuple(t.tag_ for t in parse.tokens),
        tuple(t.dep_ for t in parse.tokens),
        tuple(any(a <= start < b for a, b in parties) for start in parse.starts),
        tuple(zip(parse.starts, parse.ends, strict=True)),
    )


def _opener(subjects: Sequence[Holder], text: str) -> Holder | None:
    """Whose words a quotation is that stays open: of the subject before it ("Ruiz set the tone by saying, "I am not ...")."""
    opened = [m.start() for m in _QUOTE_MARK.finditer(text)][-1]
    return next((h for h in reversed(subjects) if h.start is not None and h.start < opened), None)


def _asked_about(finder: Finder) -> Holder | None:
    """Those whom a question without a verb is about, to whom the answer comes back: "And the Norwegians?"."""
    mentions = finder.named.mentions
    verbs = any(t.tag_.startswith(("VB", "MD")) for t in finder.tokens)
    if not mentions or verbs or not finder.text.rstrip(" \"”’'").endswith("?"):
        return None
    parties = tuple(dict.fromkeys(p for m in mentions for p in m.parties))
    return Holder(parties, "list" if len(parties) > 1 else "name", mentions[0].start, mentions[-1].end)


def _leaves_open(text: str, discourse: Discourse) -> bool:
    """Whether a quotation is open after a sentence."""
    return bool(len(_QUOTE_MARK.findall(text)) % 2) ^ discourse.told.in_open_quote


def _open_candidates(finder: Finder, phrases: Iterable[Phrase], announced: Sequence[Candidate]) -> list[Candidate]:
    """What phrases may be wanted by whom, beside what cues announce."""
    taken = {(c.holder.parties, c.what) for c in announced}
    attitudes = {c.cue_token for c in announced if c.cue.stance in _ATTITUDES and c.cue.pos in "an"}
    free = (phrase for phrase in phrases if not _is_attitude(finder.tokens[phrase.head], attitudes))
    return [c for phrase in free for c in find_open(finder, phrase) if not _taken(c, taken)]


def _is_attitude(head: Token, attitudes: Collection[int]) -> bool:
    """Whether a phrase is itself what is thought of something, not what is wanted: "was |not in favour of a levy|"."""
    said = (n.i for c in head.rights for n in (c, *c.rights)) if head.lower_ in words_in("being") else ()
    return head.i in attitudes or any(at in attitudes for at in said)


_ATTITUDES = frozenset({"oppose", "support", "refuse"})


def _taken(candidate: Candidate, taken: Iterable[tuple[tuple[str, ...], tuple[int, int]]]) -> bool:
    """Whether a cue announces nearly the same words of the same holder."""
    a, b = candidate.what
    return any(
        parties == candidate.holder.parties and min(b, d) - max(a, c) > 0.8 * max(b - a, d - c)
        for parties, (c, d) in taken
    )


def _looking_ahead(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, tuple[Sentence, ...]]]:
    """Each sentence with the few that follow it."""
    window: deque[Sentence] = deque()
    for sentence in sentences:
        window.append(sentence)
        if len(window) > _AHEAD:
            yield window.popleft(), tuple(window)
    while window:
        yield window.popleft(), tuple(window)


def _is_past(form: str, cue: Cue) -> bool:
    return form != cue.lemma and not form.endswith(("s", "ing"))


_AHEAD = 3
# How many times less a country is named than another of which a text hardly tells
_HARDLY = 4
_SUM = re.compile(r"(?:\d|\b(?:hundred|thousand|million|billion|trillion|mln|bln|bn))\s+$")
# How many times more the country that a document names first counts
_FIRST = 2
_LETTERS = re.compile(r"[^\W\d_]+")
_NAME_INSIDE = re.compile(r"(?<!^)\b[A-Z][\w-]+")
_LOOKS_BACK = re.compile(
    r"\b(?:he|she|him|her|his|himself|herself|they|them|their|themselves|it|its|itself|we|us|our|ours|ourselves|i|me|my|"
    r"myself|country|nation)\b",
    re.I,
)


def item_masks(text: str, masks: Sequence[Mask]) -> Iterator[tuple[Mask, ...]]:
    """The masks for each reading of a sentence: one as a rule, one for each item of a list after a colon ('the need
    to: cut tariffs; open markets; and end quotas') and for each clause between semicolons.

    >>> from kg.language import apply_masks
    >>> [apply_masks("Chad urged: cuts; and aid.", m)[0] for m in item_masks("Chad urged: cuts; and aid.", ())]
    ['Chad urged cuts', 'Chad urged aid.']
    """
    closed = {mask.end for mask in masks}  # a name may have taken the comma behind it
    aside = ((m.start() + 1 if m.start() + 1 in closed else m.start(), m.end()) for m in _INTER_ALIA.finditer(text))
    shared = [*masks, *(Mask(start, end, "") for start, end in aside)]
    semicolons = [m for m in _SEMICOLON.finditer(text) if not _covered(m.start(), shared)]
    if not semicolons:
        yield _disjoint([*shared, *(Mask(m.start(), m.end(), "") for m in _LIST_COLON.finditer(text))])
        return
    colon = next(
        (m for m in re.finditer(r":\s+", text[: semicolons[0].start()]) if not _covered(m.start(), shared)), None
    )
    body = colon.end() if colon else 0
    bounds = [body, *(m.end() for m in semicolons)]
    ends = [*(m.start() for m in semicolons), len(text)]
    for start, end in zip(bounds, ends, strict=True):
        rims = ((colon.start() if colon else 0, start - (1 if colon else 0)), (end, len(text)))
        yield _disjoint([*(Mask(a, b, "") for a, b in rims if a < b), *shared])


def continued(first: Found, parse: Parse) -> Iterator[Candidate]:
    """ "suggested talks on water; farm aid; and transit": what follows a semicolon without a verb is asked for as what
    stands before it is."""
    if not len(parse.tokens):
        return
    start, end = parse.starts[0], parse.ends[-1]
    text = parse.sentence.text
    while end > start and text[end - 1] in " .;,":
        end -= 1
    stop = text.find(";")
    for candidate in first.candidates:
        if end > start and stop - 2 <= candidate.what[1] <= stop:
            yield replace(candidate, what=(start, end))


# "- cut the tariff;", "2. cut the tariff": an item of a list
_ITEM = re.compile(r"\s*(?:[•*–—-]{1,2}|\d{1,2}[.)]|\([a-z]\))\s+(?=\S)")
_OPENS_LIST = re.compile(r":\s*$")
_WHAT = re.compile(r"What [^?]+$")


def is_item(text: str) -> bool:
    """Whether a sentence is an item of a list.

    >>> is_item("- cut the tariff;"), is_item("Cut it.")
    (True, False)
    """
    return _ITEM.match(text) is not None


def listing_masks(text: str, masks: Sequence[Mask]) -> tuple[Mask, ...]:
    """The masks for reading a sentence that a list follows: a word stands for the items; empty where it opens none.

    >>> from kg.language import apply_masks
    >>> apply_masks("Chad asks Peru to:", listing_masks("Chad asks Peru to:", ()))[0]
    'Chad asks Peru to act'
    >>> apply_masks("What Chad wants", listing_masks("What Chad wants", ()))[0]
    'Chad wants this'
    """
    colon = _OPENS_LIST.search(text)
    if colon is None and _WHAT.match(text):
        end = len(text) - 1
        return _disjoint([*masks, Mask(0, len("What "), ""), Mask(end, len(text), f"{text[end]} this")])
    if colon is None:
        return ()
    word = " act" if text[: colon.start()].endswith(" to") else " this"
    return _disjoint([*masks, Mask(colon.start(), len(text), word)])


def itemised(listing: Found, parse: Parse) -> Iterator[Candidate]:
    """What an item of a list is wanted as, by the sentence before the list: "Chad asks Peru to: - cut the tariff"."""
    item, before = parse.sentence, listing.sentence
    opening = _ITEM.match(item.text)
    clause = before.text.rstrip(" :").endswith((" that", " to"))
    said = any(t.dep_ in ("nsubj", "nsubjpass") and t.head.head is t.head for t in parse.tokens)
    if opening is None or (said and not clause):
        return
    start, end = opening.end(), len(_CLOSES_ITEM.sub("", item.text))
    at = len(before.text.rstrip()) - 1
    apart = before.start - item.start
    for candidate in listing.candidates:
        if candidate.what[0] == at and end > start:
            span = (candidate.cue_span[0] + apart, candidate.cue_span[1] + apart)
            yield replace(candidate, what=(start, end), cue_span=span, holder=candidate.holder.elsewhere())


_CLOSES_ITEM = re.compile(r"[\s;,.]*(?:[;,]? (?:and|or))?[\s;,.]*$")
_INTER_ALIA = re.compile(r"(?: ?,)? (?:inter alia|among other things|among others)(?: ?,)?", re.I)
_SEMICOLON = re.compile(r";\s+(?:and |or |but |as well as )?(?:\([a-z0-9]{1,3}\) )?")
_LIST_COLON = re.compile(r"(?<=\w):(?=\s+[a-z])")


def _covered(offset: int, masks: Sequence[Mask]) -> bool:
    return any(m.start <= offset < m.end for m in masks)


def _disjoint(masks: Iterable[Mask]) -> tuple[Mask, ...]:
    """Masks in text order; one that overlaps a longer one is dropped."""
    kept: list[Mask] = []
    for mask in sorted(masks, key=lambda m: (m.start - m.end, m.start)):
        if all(mask.end <= k.start or k.end <= mask.start for k in kept):
            kept.append(mask)
    return tuple(sorted(kept, key=lambda m: m.start))
