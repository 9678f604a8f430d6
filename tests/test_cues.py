"""Cue words of one's own, in a table or in a pack: both forms say the same, and what is wrong is told in a line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from kg import Document, Graph
from kg.cues import Cue, load_cues
from kg.entries import BadEntry
from kg.extraction import load_extractor
from kg.knowledge import Outcome
from kg.model import Strength
from kg.vocabulary_check import check_vocabulary

Run = Callable[..., Result]

PREFIXES = """
@prefix neg: <https://w3id.org/negotiation-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix stance: <https://w3id.org/negotiation-kg/stance/> .
@prefix : <https://cod.example/> .
"""
MOOT = (
    ':moot a neg:Cue ; skos:prefLabel "moot"@en ; neg:partOfSpeech "verb" ; neg:announces stance:demand ;\n'
    '    neg:complement "obj", "that" ; neg:strength "firm" .\n'
)
MOOT_ROW = "lemma\tpos\tstance\tcomplements\tstrength\nmoot\tv\tdemand\tobj that\tfirm\n"


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a file of one's own, a pack with the prefixes it needs."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(PREFIXES + text if name.endswith(".ttl") else text, encoding="utf-8")
        return path

    return write


def test_a_pack_and_a_table_say_the_same(written: Callable[[str, str], Path]) -> None:
    wanted = Cue("moot", "v", "demand", ("obj", "that"), Strength.FIRM, own=True)
    for path in (written("cod.ttl", MOOT), written("cod.tsv", MOOT_ROW)):
        assert load_cues([path]).forms["mooted"] == (wanted,)
        assert check_vocabulary(path) == ()


def test_a_pack_alone_takes_a_field_to_positions(kg: Run, written: Callable[[str, str], Path]) -> None:
    article = written("article.txt", "Iceland mooted a herring quota.")
    assert kg("extract", article).exit_code == 1
    printed = kg("extract", article, "--vocabulary", written("cod.ttl", MOOT), "--explain").stdout
    assert "demand" in printed
    assert "cue moot.v" in printed
    assert "a herring quota" in printed


def test_irregular_forms_are_other_labels(written: Callable[[str, str], Path]) -> None:
    pack = written("cod.ttl", MOOT.replace('"moot"@en', '"forfend"@en ; skos:altLabel "forfent"@en'))
    assert {form for form, cues in load_cues([pack]).forms.items() if any(cue.lemma == "forfend" for cue in cues)} == {
        "forfend", "forfends", "forfended", "forfending", "forfent",
    }  # fmt: skip


def test_an_own_entry_takes_the_place_of_a_shipped_one(written: Callable[[str, str], Path]) -> None:
    pack = written(
        "cod.ttl",
        ':urge a neg:Cue ; skos:prefLabel "urge" ; neg:partOfSpeech "verb" ; neg:announces neg:nothing .\n'
        ':might a neg:Marker ; skos:prefLabel "might" ; neg:marks "nothing" .\n'
        ':barring a neg:Marker ; skos:prefLabel "barring" ; neg:marks "condition" .\n'
        ':skipper a neg:Role ; skos:prefLabel "skipper" ; neg:speaksFor "private" .\n',
    )
    assert check_vocabulary(pack) == ()
    before, after = load_cues(), load_cues([pack])
    assert any(cue.id == "urge.v" for cue in before.forms["urged"])
    assert "urged" not in after.forms
    assert "might" in before.markers["expected"]
    assert "might" not in after.markers["expected"] | after.markers["tentative"]
    assert after.markers["condition"] - before.markers["condition"] == {"barring"}
    assert after.roles["skippers"] == {"private"}


def test_tables_of_markers_and_roles_are_known_by_their_columns(written: Callable[[str, str], Path]) -> None:
    markers = written("markers.tsv", "marker\tmeans\nbarring\tcondition\n")
    roles = written("roles.tsv", "noun\tspeaks for\nskipper\tprivate\n")
    found = load_cues([markers, roles])
    assert "barring" in found.markers["condition"]
    assert found.roles["skipper"] == {"private"}


def test_a_changed_pack_is_read_where_its_cues_stand(written: Callable[[str, str], Path]) -> None:
    graph = Graph.open()
    graph.add(
        Document("mooted", "Iceland mooted a herring quota."),
        Document("barred", "Norway offered to cut its quota, barring a storm at sea."),
        Document("other", "Norway demanded a closed season for cod."),
    )

    def reread(said: str) -> set[str]:
        changed = Graph(graph.store, vocabulary_paths=[written("cod.ttl", said)])
        return {added.document for added in changed.update() if added.outcome is not Outcome.UNCHANGED}

    assert reread(MOOT) == {"mooted"}
    assert [row.what for row in graph.who(party="IS").rows] == ["a herring quota"]
    assert reread(MOOT) == set()
    assert reread(MOOT.replace("demand", "oppose")) == {"mooted"}
    assert [row.stance.value for row in graph.who(party="IS").rows] == ["oppose"]
    assert reread(':b a neg:Marker ; skos:prefLabel "barring" ; neg:marks "condition" .') == {"mooted", "barred"}
    assert graph.check() == ()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (MOOT.replace("stance:demand", "stance:demnd"), "stance 'demnd' of 'moot' is none of act, demand"),
        (MOOT.replace('"verb"', '"verbs"'), "part of speech 'verbs' of 'moot'"),
        (MOOT.replace('"firm"', '"rocky"'), "strength 'rocky' of 'moot'"),
        (MOOT.replace('"moot"@en', '"moot point"@en'), "'moot point' is more than one word"),
        (MOOT.replace('neg:complement "obj", "that" ;', ""), "'moot' has no complement"),
        (MOOT.replace(":moot a", "[] a"), "give it a name"),
        (':b a neg:Marker ; skos:prefLabel "barring" ; neg:marks "weather" .', "'means' 'weather' of 'barring'"),
        (':s a neg:Role ; skos:prefLabel "skipper" ; neg:speaksFor "crew" .', "'speaks for' 'crew' of 'skipper'"),
        (':s a neg:Role ; neg:speaksFor "private" .', "a role without its word"),
    ],
)
def test_what_is_wrong_with_a_cue_is_told_in_a_line(
    said: str, told: str, kg: Run, written: Callable[[str, str], Path]
) -> None:
    pack, article = written("cod.ttl", said), written("article.txt", "Norway refused.")
    assert kg("vocabulary", "check", pack).exit_code in (1, 2)
    with pytest.raises(BadEntry) as refusal:
        load_cues([pack])
    assert told in str(refusal.value)
    assert "\n" not in str(refusal.value)
    refused = kg("extract", article, "--vocabulary", pack)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert f"{pack}, " in refused.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: no column 'lemma'"),
        ("lemma,pos\nmoot,v\n", "line 1: no column 'lemma'"),
        ("lemma\tpos\tstance\tcomplements\tstrength\n\nmoot\tv\tdemnd\tobj\t\n", "line 3: stance 'demnd'"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_with_its_line(
    text: str, told: str, written: Callable[[str, str], Path]
) -> None:
    with pytest.raises(BadEntry) as refusal:
        load_cues([written("cod.tsv", text)])
    assert told in str(refusal.value)


def test_vocabulary_lists_how_many_cues_a_file_brings(kg: Run, written: Callable[[str, str], Path]) -> None:
    printed = kg("vocabulary", "list", written("cod.ttl", MOOT), written("own.tsv", MOOT_ROW), "-f", "csv").stdout
    rows = {line.split(",")[1]: line.split(",") for line in printed.splitlines()}
    assert rows["label"][2:] == ["parties", "issues", "negotiations", "cues"]
    assert rows["cod"][2:] == rows["own"][2:] == ["0", "0", "0", "1"]


def test_the_words_of_an_own_issue_go_before_those_of_a_shipped_one(written: Callable[[str, str], Path]) -> None:
    extractor = load_extractor(
        (
            written(
                "cod.ttl",
                ':catch a skos:Concept ; skos:notation "catch" ; skos:prefLabel "Catch limits"@en ;\n'
                '    skos:definition "How much may be caught."@en ; skos:hiddenLabel "quota"@en ; skos:inScheme :scheme .\n'
                ':scheme a skos:ConceptScheme ; skos:prefLabel "Cod"@en .\n',
            ),
        )
    )
    text = "Iceland demanded a larger quota. Norway demanded lower tariffs on salt."
    found = {p.what: p.issue for p in extractor.read(Document("a", text)).positions}
    assert found == {"a larger quota": "catch", "lower tariffs on salt": "tariffs"}
    shipped = {p.what: p.issue for p in load_extractor().read(Document("a", text)).positions}
    assert shipped == {"a larger quota": "import-quotas", "lower tariffs on salt": "tariffs"}
