"""Look-ups: what a reader of the two articles would answer, found by any name, filtered, in pages."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sample_graph import DEMAND, OFFER, READINGS, RED_LINE, REFUSAL, ROUND_1

from benchmarks.synthetic import readings
from kg import Graph
from kg.lookups import ANY, Ambiguous, Filter, Named, NotFound, PositionRow, Side, all_positions, demands_between
from kg.model import Certainty, Stance, Strength


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with Graph.open() as opened:
        list(opened.add_readings(READINGS))
        yield opened


def ids(rows: tuple[PositionRow, ...]) -> list[str]:
    return [row.id for row in rows]


def test_a_row_says_all_that_is_known(graph: Graph) -> None:
    (row,) = graph.who("dairy", party="US").rows

    assert replace(row, holder=(), issue=None, target=(), negotiation=None, round=None) == PositionRow(
        id=DEMAND.id,
        holder=(),
        stance=Stance.DEMAND,
        issue=None,
        what="open its dairy market",
        target=(),
        certainty=Certainty.STATED,
        strength=Strength.NORMAL,
        condition=None,
        speaker=DEMAND.speaker,
        source=None,
        confidence=0.9,
        quote=DEMAND.passage.quote,
        start=14,
        end=59,
        section=None,
        document="news/round-1",
        title="First day",
        date="2017-08-16",
        publisher="The Daily",
        url="https://example.org/round-1",
        negotiation=None,
        round=None,
    )
    assert [one.id for one in (*row.holder, *row.target, row.issue) if one] == ["US", "CA", "dairy"]


def test_newest_first_whoever_it_is(graph: Graph) -> None:
    assert set(ids(graph.who().rows[:2])) == {OFFER.id, RED_LINE.id}
    assert set(ids(graph.who().rows[2:])) == {DEMAND.id, REFUSAL.id}


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (Filter(stances=(Stance.REFUSE, Stance.OPPOSE)), {REFUSAL, RED_LINE}),
        (Filter(certainties=(Certainty.REPORTED,)), {REFUSAL}),
        (Filter(certainties=(Certainty.STATED, Certainty.REPORTED)), {DEMAND, REFUSAL, RED_LINE, OFFER}),
        (Filter(strengths=(Strength.RED_LINE,)), {RED_LINE}),
        (Filter(strengths=(Strength.NORMAL,)), {DEMAND, REFUSAL, OFFER}),
        (Filter(min_confidence=0.7), {DEMAND, RED_LINE, OFFER}),
        (Filter(since="2017-09"), {RED_LINE, OFFER}),
        (Filter(until="2017-08"), {DEMAND, REFUSAL}),
        (Filter(since="2017-08-16", until="2017-08-16"), {DEMAND, REFUSAL}),
        (Filter(negotiation="nafta"), {DEMAND, REFUSAL, RED_LINE, OFFER}),
        (Filter(round="nafta-2"), {RED_LINE, OFFER}),
        (Filter(holder="MX"), {OFFER}),
        (Filter(document="news/round-1"), {DEMAND, REFUSAL}),
    ],
)
def test_filters(graph: Graph, only: Filter, found: set[object]) -> None:
    page = graph.who(only=only)

    assert set(ids(page.rows)) == {one.id for one in found}  # type: ignore[attr-defined]
    assert page.total == len(found)
    assert set(ids(tuple(all_positions(graph.store, only)))) == set(ids(page.rows))


@pytest.mark.parametrize(
    ("only", "hint"),
    [
        (Filter(negotiation="naftta"), "no negotiation is called 'naftta'; did you mean nafta"),
        (Filter(negotiation="cod"), "'kg status' lists"),
        (Filter(round="17"), "no round is called '17'; 'kg documents' shows"),
    ],
)
def test_talks_that_nothing_names_are_told(graph: Graph, only: Filter, hint: str) -> None:
    with pytest.raises(NotFound, match=hint):
        graph.who(only=only)


def test_pages_join_up_to_the_whole_answer() -> None:
    with Graph.open() as graph:
        list(graph.add_readings(readings(300)))
        whole = graph.who(party="P000", limit=None)
        pages = [graph.who(party="P000", limit=7, offset=start) for start in range(0, whole.total, 7)]

    assert [row for page in pages for row in page.rows] == list(whole.rows)
    assert {page.total for page in pages} == {len(whole.rows)}
    assert [page.rest for page in pages] == [max(0, whole.total - start - 7) for start in range(0, whole.total, 7)]


def test_an_issue_holds_what_is_narrower(graph: Graph) -> None:
    above = "issue:dairy skos:broader issue:supply-management . issue:supply-management skos:broader issue:farms"
    with Graph.open() as other:
        list(other.add_readings(READINGS))
        graph_of_words = f"GRAPH <https://example.org/words> {{ {above} ; skos:notation 'farms' ; a skos:Concept }}"
        other.store.update(f"INSERT DATA {{ {graph_of_words} }}")

        assert set(ids(other.who("supply-management").rows)) == {DEMAND.id, REFUSAL.id, RED_LINE.id}
        assert set(ids(other.who("dairy").rows)) == {DEMAND.id, REFUSAL.id}


def test_a_party_profile(graph: Graph) -> None:
    profile = graph.party("CA")

    assert (profile.party.id, profile.party.positions, profile.party.asked) == ("CA", 2, 2)
    assert ids(profile.wants.rows) == ids(profile.offers.rows) == ids(profile.threatens.rows) == []
    assert ids(profile.refuses.rows) == [RED_LINE.id, REFUSAL.id]
    assert ids(profile.asked.rows) == [OFFER.id, DEMAND.id]


def test_an_issue_profile(graph: Graph) -> None:
    profile = graph.issue("dairy")

    assert (profile.issue.positions, profile.issue.favour, profile.issue.against) == (2, 1, 1)
    assert profile.issue.contested
    assert [(side.holder.id, side.stance, side.positions) for side in profile.sides] == [
        ("US", Stance.DEMAND, 1),
        ("CA", Stance.REFUSE, 1),
    ]
    assert isinstance(profile.sides[0], Side)
    assert (ids(profile.favour.rows), ids(profile.against.rows)) == ([DEMAND.id], [REFUSAL.id])


def test_a_position_is_shown_in_its_context(graph: Graph) -> None:
    shown = graph.show(DEMAND.id)

    assert shown.before + shown.position.quote + shown.after == ROUND_1.text
    assert shown.position.trace == DEMAND.trace
    assert shown.chain[1:] == ("J. Doe, chief negotiator", "The Daily")
    assert shown.siblings == ()
    assert graph.show(REFUSAL.id[:6], context=5).before == "ket. "


def test_the_chain_of_sources_names_the_anonymous(graph: Graph) -> None:
    assert graph.show(REFUSAL.id).chain[1:] == ("anonymous", "The Daily")


def test_lists(graph: Graph) -> None:
    assert [(row.id, row.positions, row.asked) for row in graph.parties()] == [("CA", 2, 2), ("US", 1, 1), ("MX", 1, 0)]
    assert [(row.id, row.positions) for row in graph.issues()] == [("dairy", 2), ("supply-management", 1)]
    assert [(row.id, row.positions, row.round) for row in graph.documents().rows] == [
        ("news/round-2", 2, "nafta-2"),
        ("news/round-1", 2, "nafta-1"),
    ]
    assert graph.documents(limit=1, offset=1).rows == graph.documents().rows[1:]
    counts = {row.id: (row.documents, row.positions) for row in graph.rounds() if row.documents}
    assert counts == {"nafta-1": (1, 2), "nafta-2": (1, 2)}
    assert graph.sides() == (
        ("CA", "dairy", Stance.REFUSE, 1),
        ("CA", "supply-management", Stance.OPPOSE, 1),
        ("US", "dairy", Stance.DEMAND, 1),
    )
    assert demands_between(graph.store) == (
        ("MX", "CA", Stance.OFFER, 1),
        ("MX", "US", Stance.OFFER, 1),
        ("US", "CA", Stance.DEMAND, 1),
    )


def test_status(graph: Graph) -> None:
    status = graph.status()

    assert (status.documents, status.positions, status.parties, status.issues) == (2, 4, 3, 2)
    assert (status.since, status.until) == ("2017-08-16", "2017-09-02")
    assert {stance: n for stance, n in status.stances.items() if n} == {
        Stance.DEMAND: 1,
        Stance.REFUSE: 1,
        Stance.OPPOSE: 1,
        Stance.OFFER: 1,
    }
    assert isinstance(status.negotiations[0], Named)


def test_an_empty_graph_answers_nothing() -> None:
    with Graph.open() as empty:
        assert empty.who().total == empty.documents().total == empty.status().positions == 0
        assert empty.parties() == empty.issues() == empty.sides() == ()


def test_a_name_that_is_not_there(graph: Graph) -> None:
    with pytest.raises(NotFound) as refusal:
        graph.who("dairi")
    assert refusal.value.suggestions[0] == "dairy"
    with pytest.raises(NotFound, match="no position is called 'zzz'"):
        graph.show("zzz")


def test_a_beginning_that_several_share() -> None:
    with Graph.open() as graph:
        list(graph.add_readings(readings(300)))
        with pytest.raises(Ambiguous, match="P000"):
            graph.party("P0")
        assert graph.party("p000").party.id == "P000"


def test_any_lets_everything_through() -> None:
    assert Filter() == ANY
