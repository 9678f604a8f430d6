"""What a document has told of so far, for the words that come back to it: "it", "she", "the minister", "we"."""

from collections import Counter
from collections.abc import Iterable

from kg.closed_classes import words_in
from kg.gazetteer import Gazetteer
from kg.holders import Holder
from kg.mentions import Mention
from kg.model import PartyKind
from kg.vocabulary import Vocabulary

_NEAR = 0.4
"""How often, beside the country named most, the one in focus must be named to be home instead."""
_MUCH = 0.15
"""The share of the names of a document from which its country in focus is home to whom no country is named of."""


class Told:
    """Who was spoken of last, who spoke, whether a quotation is open, and which country a document is about."""

    def __init__(self, gazetteer: Gazetteer, counts: Counter[str], *, meeting: bool, capitals: bool) -> None:
        """`counts`: how many names of the document tell of each party; `meeting`: it reports on a sitting, whose chairs hold
        nothing; `capitals`: it prints names in capitals, and names who speaks in nearly every sentence."""
        self._gazetteer, self._counts = gazetteer, counts
        self.meeting, self._capitals = meeting, capitals
        self.focus: str | None = None  # the country whose officials are meant when none is named
        self.person: Holder | None = None
        self.plural: Holder | None = None
        self.together: dict[int, tuple[str, ...]] = {}  # governments last named together, by how many they are
        self.thing: Holder | None = None
        self.organisation: Holder | None = None
        self.body_told: Holder | None = None  # the body that the last sentence told of
        self.author: Holder | None = None  # the body named first, whose own statement the document may be
        self.quoted: Holder | None = None
        self.continued: Holder | None = None
        self.statement: Holder | None = None  # whose statement stands under a heading that is their name
        self.written: dict[str, Holder] = {}  # whose letter, report, ... was spoken of last
        self._section: str | None = None
        self.label: tuple[int, Holder] | None = None  # whose words a paragraph gives that opens with their name
        self.in_open_quote = False

    def remember(
        self,
        subjects: Iterable[Holder],
        speaker: Holder | None,
        *,
        open_quote: bool,
        heard: Holder | None = None,
        main: Holder | None = None,
        chaired: bool = False,
    ) -> None:
        """Note the subjects of a sentence in text order and who spoke in it, for the pronouns of the next. `heard`: who
        told, warned, insisted: their words are what is quoted next; in a meeting report the subject of the last main
        clause, whose delegate "he" or "she" is. `main`: the first subject of a main clause, to which "it" comes back before
        it does to others. `chaired`: it was the chair, a presenter or a body of the meeting that
        came first; "he" and "it" are nobody then."""
        if chaired and self.meeting:
            self.person = self.thing = None
        subjects = tuple(subjects)
        self.body_told = _elsewhere(
            next((h for h in reversed(subjects) if self.is_body(h) and h.kind != "pronoun"), None)
        )
        for subject in subjects:
            if subject.kind in ("pronoun", "relative"):
                continue
            holder, opens = subject.elsewhere(), subject.start == 0
            if holder.minted and holder.minted[0].kind is PartyKind.ORGANISATION:
                self.organisation = holder
                self.author = self.author or holder
            if not self.meeting and holder.kind in ("person", "role-singular", "role-focus-singular"):
                self.person = holder
            if self._is_thing(holder):
                self.thing = holder
            several = holder.kind in ("role", "role-focus", "unnamed", "group", "list") or len(holder.parties) > 1
            if several or self.is_unnamed(holder):
                self.plural = holder
            if holder.kind in ("role", "role-singular", "person") or (holder.kind == "name" and opens):
                self._look_at(holder.parties)
        if main is not None and not self.meeting and main.kind not in ("pronoun", "relative") and self._is_thing(main):
            self.thing = main.elsewhere()
        if (
            self.meeting
            and heard is not None
            and heard.parties
            and heard.kind != "pronoun"
            and (heard.kind == "represents" or not self.is_unnamed(heard))
        ):
            self.person = heard.elsewhere()
        if (voice := speaker or heard) is not None:
            self.quoted = voice.elsewhere()
        self.continued = None if self._capitals else _elsewhere(speaker)
        self.in_open_quote = open_quote

    def name_together(self, parties: tuple[str, ...]) -> None:
        """Note that some are named together, to whom "the three countries" comes back."""
        if all(map(self._gazetteer.is_government, parties)):
            self.together[len(parties)] = parties

    def ask_about(self, holder: Holder) -> None:
        """Note whom a question is about: "they", "it" and "he" in the answer."""
        self.plural = self.person = self.thing = holder.elsewhere()

    def enter(self, section: str | None) -> None:
        """Note the headings a sentence stands under: in a report of a meeting one that is a country's name ("JAPAN") says whose
        statement follows, until another comes."""
        if section == self._section or not self.meeting:
            return
        self._section = section
        titles = (title.removeprefix("The ") for title in reversed((section or "").split(" / ")))
        parties = (self._gazetteer.party_named(title) for title in titles)
        party = next((p for p in parties if p is not None and self._gazetteer.is_government(p.id)), None)
        if party is not None:
            self.person = self.statement = Holder((party.id,), "name")
        elif self.statement is not None:
            self.person = self.statement = None

    def mention_country(self, party: str) -> None:
        """The first country a document names is whose officials it means until another's speak."""
        if self.focus is None and self._gazetteer.is_government(party):
            self.focus = party

    def _is_thing(self, holder: Holder) -> bool:
        """Whether "it" can come back to a holder."""
        named = holder.kind in ("name", "list", "caps", "represents", "organisation")
        return (named or self._is_one_body(holder)) and not self.is_unnamed(holder)

    def _is_one_body(self, holder: Holder) -> bool:
        """Whether "it" can come back to a common noun: "Norway's foreign ministry", "the federation"."""
        if holder.kind in ("role", "role-focus") and holder.speaker is not None:
            return holder.speaker.name.split()[-1].casefold() in words_in("part of a government") and not self.meeting
        body = bool(holder.minted) and holder.minted[0].kind is PartyKind.ORGANISATION
        return holder.kind == "short" or (holder.kind == "group" and body)

    @property
    def home(self) -> str | None:
        """The country of those of whom no country is said: the one in focus, where the document names few others as often;
        in a report of a meeting of many countries, none."""
        if self.meeting:
            return None
        told = {party: count for party, count in self._counts.items() if self._gazetteer.is_a(PartyKind.COUNTRY, party)}
        own = max(told, key=lambda country: told[country], default=None)
        if own is not None and self.focus is not None and told.get(self.focus, 0) >= _NEAR * told[own]:
            own = self.focus
        return own if own is not None and told[own] >= _MUCH * self._counts.total() else None

    def bloc(self) -> str | None:
        """The bloc that the document tells of most."""
        return next(
            (party for party, _ in self._counts.most_common() if self._gazetteer.is_a(PartyKind.BLOC, party)), None
        )

    def _look_at(self, parties: tuple[str, ...]) -> None:
        if parties and self._gazetteer.is_government(parties[0]):
            self.focus = parties[0]

    def is_unnamed(self, holder: Holder) -> bool:
        return bool(holder.parties) and self._gazetteer.is_a(PartyKind.GROUP, holder.parties[0])

    def is_body(self, holder: Holder) -> bool:
        """Whether a holder is one organisation."""
        minted = bool(holder.minted) and holder.minted[0].kind is PartyKind.ORGANISATION
        return minted or (len(holder.parties) == 1 and self._gazetteer.is_body(holder.parties[0]))

    def most(self, number: int) -> list[str]:
        """The governments that most of the document is about."""
        told = Counter({party: count for party, count in self._counts.items() if self._gazetteer.is_government(party)})
        return sorted(party for party, _ in told.most_common(number))


def _elsewhere(holder: Holder | None) -> Holder | None:
    return None if holder is None else holder.elsewhere()


def told_of(mentions: Iterable[Mention], vocabulary: Vocabulary) -> Counter[str]:
    """How many names of a text tell of each party, those of a country's bodies and people of it."""
    entries = (vocabulary.parties[mention.parties[0]] for mention in mentions)
    return Counter(entry.represents or entry.country or entry.id for entry in entries)
