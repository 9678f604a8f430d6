"""Networks of parties and issues: that their answers agree with one another for any positions."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kg import network
from kg.model import Stance

TIES = st.dictionaries(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from("xyz"), st.sampled_from([one.value for one in Stance])),
    st.integers(1, 5),
).map(Counter)


@given(TIES)
def test_two_parties_differ_exactly_where_an_issue_is_contested(counts: network.Ties) -> None:
    differ = any(tie["differ"] for _, _, tie in network.alliances(counts).edges(data=True))
    assert differ == bool(network.contested(counts))


def test_parties_on_the_same_side_are_not_isolated() -> None:
    counts = Counter(
        {("A", "x", "demand"): 1, ("B", "x", "offer"): 2, ("C", "x", "oppose"): 1, ("D", "y", "threat"): 1}
    )
    assert network.isolated(counts) == ("C", "D")


def test_a_layout_is_the_same_whatever_the_order() -> None:
    edges = [("a", "x", 2), ("b", "x", 1), ("b", "y", 1)]
    assert network.layout(edges) == network.layout(edges[::-1])
