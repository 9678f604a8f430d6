"""Which negotiation and round a document is placed in."""

import pytest

from kg import Document
from kg.talks import placed
from kg.vocabulary import Vocabulary, load_vocabulary

PACK = """
@prefix neg: <https://w3id.org/negotiation-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://cod.example/> .
:talks a neg:Negotiation ; skos:notation "cod" ; skos:prefLabel "Cod talks"@en ; skos:altLabel "fish talks"@en ;
    neg:startDate "2031-01-01" ; neg:endDate "2031-12-31" .
:one a neg:Round ; skos:notation "cod/1" ; skos:prefLabel "Round 1, Hull"@en ; neg:inNegotiation :talks ;
    neg:number 1 ; neg:startDate "2031-03-03" ; neg:endDate "2031-03-07" .
:two a neg:Round ; skos:notation "cod/2" ; skos:prefLabel "Round 2, Bergen"@en ; neg:inNegotiation :talks ;
    neg:number 2 ; neg:startDate "2031-03-10" ; neg:endDate "2031-03-12" .
"""


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    path = tmp_path_factory.mktemp("packs") / "cod.ttl"
    path.write_text(PACK)
    return load_vocabulary((path,))


def written(**said: str) -> Document:
    return Document("one", said.pop("text", "Norway refused."), **said)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (written(negotiation="cod", round="1"), ("cod", "cod/1")),
        (written(negotiation="Fish Talks", round="round 2, bergen"), ("cod", "cod/2")),
        (written(negotiation="cod", round="9"), ("cod", "9")),
        (written(negotiation="Whaling", round="1"), ("Whaling", "1")),
        (written(negotiation="cod", date="2031-03-05"), ("cod", "cod/1")),
        (written(title="The cod talks open", date="2031-03-03"), ("cod", "cod/1")),
        (written(text="The fish talks went on. Nobody likes fish talks.", date="2031-03-14"), ("cod", "cod/2")),
        (written(title="The cod talks rest", date="2031-06-01"), ("cod", None)),
        (written(text="Fish talks were named in passing.", date="2031-03-05"), (None, None)),
        (written(title="Codtalks", date="2031-03-05"), (None, None)),
        (written(title="Cod talks remembered", date="2035-03-05"), (None, None)),
        (written(title="Cod talks", date="2031-03"), (None, None)),
        (written(title="Cod talks"), (None, None)),
    ],
)
def test_placed(document: Document, expected: tuple[str | None, str | None], vocabulary: Vocabulary) -> None:
    found = placed(document, vocabulary)
    assert (found.negotiation, found.round) == expected
    assert placed(found, vocabulary) == found
