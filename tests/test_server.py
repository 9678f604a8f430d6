"""The local site: its pages, the SPARQL protocol, content negotiation, what it refuses, and text that stays text."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from conftest import DEMAND, OFFER, REFUSAL
from starlette.testclient import TestClient

from kg import Graph
from kg.model import Document, Party, PartyKind, Position, Reading, Stance, passage
from kg.server import POLICY, is_own_name, site
from kg.workers import Limits

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>'\"{{7*7}}\u202e😀"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
COUNT = "SELECT (COUNT(*) AS ?n) { ?p a neg:Position }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def opened(store: Path, limits: Limits) -> TestClient:
    return TestClient(site(str(store), limits=limits), base_url="http://127.0.0.1:8000", follow_redirects=False)


@pytest.fixture(scope="module")
def client(archive: Path) -> Iterator[TestClient]:
    """The site over the archive of two articles."""
    with opened(archive, Limits(seconds=10)) as client:
        yield client


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose every text would like to be markup."""
    document = Document(
        "a/../<b>", HOSTILE + ".", title=HOSTILE, date="2031-01-01", publisher=HOSTILE, url="javascript:window.hit=1",
        negotiation=HOSTILE, round=HOSTILE,
    )  # fmt: skip
    held = Position(
        passage(document, 0, len(HOSTILE)), ("<i>X",), Stance.DEMAND, HOSTILE[10:40], "<u>issue", ("CA",), HOSTILE,
        condition=HOSTILE,
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("hostile") / "store"
    with Graph.open(folder) as graph:
        list(graph.add_readings([Reading(document, (held,), (Party("<i>X", HOSTILE, PartyKind.PERSON),))]))
    return folder


def text_of(html: str) -> str:
    """What a page shows, in one line."""
    import html as entities

    bare = re.sub(r"<(script|style|head)\b.*?</\1>|<[^>]+>", "", html, flags=re.DOTALL)
    return " ".join(entities.unescape(bare).split())


# Pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/", ["3 positions of 3 parties on 2 issues, read from 2 documents of 2031-03-04 to 2031-05", REFUSAL]),
        ("/parties", ["Parties", "United States"]),
        ("/issues", ["Wages"]),
        ("/documents", ["Talks [open]", "wire/round-2"]),
        ("/rounds", ["Harbour Round", "Round 1"]),
        ("/party/CA", ["Canada", "Refuses 1", "open its dairy market", "Asked of it 2"]),
        ("/issue/dairy", ["Against 2", "red line"]),
        ("/issue/agriculture", ["Narrower", "Against 2"]),
        ("/document/post/round-1", ["Positions, in the order of the text 2", "The Post"]),
        ("/negotiation/Harbour%20Round", ["Rounds", "Documents 2", "Positions 3"]),
        ("/round/2", ["Documents 1", OFFER]),
        ("/search?q=milk", ["Quotes", DEMAND]),
        ("/search?q=united", ["Parties", "United States"]),
        ("/search?q=zebra", ["Nothing."]),
        ("/search", ["Write a few letters"]),
        ("/positions", ["Positions 3"]),
        ("/sparql", ["Questions to start from", "What parties offer"]),
        ("/api", ["/api/positions", "Only up to this date, included."]),
        ("/ontology", ["neg:Position"]),
        ("/stance/offer", ["Positions with this stance"]),
        ("/source/anonymous", ["anonymous", DEMAND]),
    ],
)
def test_pages_tell_what_they_are_for(client: TestClient, path: str, told: list[str]) -> None:
    page = client.get(path, headers=BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert [words for words in told if words not in text_of(page.text)] == []


def test_a_position_stands_in_its_context_with_how_it_was_found(
    client: TestClient, readings: tuple[Reading, ...]
) -> None:
    page = client.get(f"/position/{readings[0].positions[0].id}", headers=BROWSER)
    assert "The talks opened. Canada refused to open its dairy market. The United States will" in text_of(page.text)
    assert "<mark>open its dairy market</mark>" in page.text
    assert "subject of the verb" in page.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("issue=agriculture", [DEMAND, REFUSAL]),
        ("party=Canada", [REFUSAL]),
        ("target=CA", [DEMAND, OFFER]),
        ("target=CA&issue=dairy", [DEMAND]),
        ("stance=offer&stance=refuse", [OFFER, REFUSAL]),
        ("negotiation=Harbour+Round&round=1", [DEMAND, REFUSAL]),
        ("since=2031-04", [OFFER]),
        ("until=2031-03-04", [DEMAND, REFUSAL]),
        ("certainty=reported", [DEMAND]),
        ("strength=red+line", [DEMAND]),
        ("min_confidence=0.85", [REFUSAL]),
        ("document=wire/round-2", [OFFER]),
        ("party=CA&stance=threat", []),
    ],
)
def test_filters_stand_in_the_url(client: TestClient, asked: str, found: list[str]) -> None:
    page = client.get(f"/positions?{asked}", headers=BROWSER)
    quotes = re.findall(r"<blockquote>(.*?)</blockquote>", page.text, re.DOTALL)
    assert sorted(text_of(quote) for quote in quotes) == sorted(found)
    assert ("No position fits." in page.text) == (not found)


def test_empty_fields_of_the_form_leave_the_url(client: TestClient) -> None:
    page = client.get("/positions?issue=dairy&party=&stance=refuse&stance=oppose&since=")
    assert (page.status_code, page.headers["location"]) == (302, "/positions?issue=dairy&stance=refuse&stance=oppose")


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ("issue=agricultre", "no issue is called 'agricultre'; did you mean agriculture"),
        ("stance=against", "stance='against': one of demand, support, offer, oppose, refuse, threat is needed"),
        ("since=yesterday", "since: 'yesterday' is no date; write it as 2017-09-04, 2017-09 or 2017"),
        ("min_confidence=2", "min_confidence='2': a number from 0 to 1 is needed"),
        ("page=0", "page='0': a whole number from 1 to 1000000 is needed"),
    ],
)
def test_a_filter_that_cannot_be_is_refused_in_a_line(client: TestClient, asked: str, refusal: str) -> None:
    page, answer = client.get(f"/positions?{asked}", headers=BROWSER), client.get(f"/api/positions?{asked}")
    assert {page.status_code, answer.status_code} <= {400, 404}
    assert answer.json()["error"].startswith(refusal)
    assert answer.json()["error"] in text_of(page.text)


def test_a_thing_goes_by_its_other_names(client: TestClient) -> None:
    assert client.get("/party/Canada").headers["location"] == "/party/CA"
    assert client.get("/issue/Dairy").headers["location"] == "/issue/dairy"


def test_what_is_not_there_is_told_with_what_is_near(client: TestClient) -> None:
    page = client.get("/party/Canadaa", headers=BROWSER)
    assert page.status_code == 404
    assert 'href="/party/Canada"' in page.text
    assert client.get("/document/none").text == "no document is called 'none'\n"
    assert client.get("/nowhere", headers=BROWSER).status_code == 404


def test_pages_of_positions(tmp_path: Path) -> None:
    document = Document("long", "Canada refused. " * 60, date="2031-01-01")
    positions = (
        Position(passage(document, 16 * number, 16 * number + 15), ("CA",), Stance.REFUSE, "refused", "dairy")
        for number in range(60)
    )
    with Graph.open(tmp_path / "store") as graph:
        list(graph.add_readings([Reading(document, tuple(positions))]))
    with opened(tmp_path / "store", Limits()) as client:
        first, second = (client.get(f"/positions?issue=dairy&page={page}", headers=BROWSER).text for page in (1, 2))
    assert ("1–50 of 60" in first, 'href="/positions?issue=dairy&amp;page=2"' in first) == (True, True)
    assert ("51–60 of 60" in second, second.count("<blockquote>")) == (True, 10)


def test_the_site_follows_the_store(tmp_path: Path, readings: tuple[Reading, ...]) -> None:
    with Graph.open(tmp_path / "store") as graph:
        list(graph.add_readings(readings[:1]))
    with opened(tmp_path / "store", Limits()) as client:
        before = client.get("/api/status").json()["documents"], asked(client, COUNT)
        with Graph.open(tmp_path / "store") as graph:
            list(graph.add_readings(readings[1:]))
        assert (before, client.get("/api/status").json()["documents"], asked(client, COUNT)) == ((1, "2"), 2, "3")


# Things as RDF ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "predicate"),
    [
        ("/party/CA", "ontology#refuses"),
        ("/issue/dairy", "core#broader"),
        ("/document/post/round-1", "schema.org/headline"),
        ("/round/2", "core#prefLabel"),
        ("/negotiation/Harbour%20Round", "core#prefLabel"),
        ("/stance/offer", "core#prefLabel"),
        ("/ontology", "rdf-schema#comment"),
    ],
)
@pytest.mark.parametrize(
    "media", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_things_are_rdf_to_who_asks_for_it(client: TestClient, path: str, predicate: str, media: str) -> None:
    from pyoxigraph import RdfFormat, parse

    answer = client.get(path, headers={"Accept": media})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, media)
    assert answer.headers["vary"] == "Accept"
    quads = list(parse(answer.content, format=RdfFormat.from_media_type(media)))
    assert [quad for quad in quads if quad.predicate.value.endswith(predicate)]


def test_a_position_is_rdf_with_its_passage(client: TestClient, readings: tuple[Reading, ...]) -> None:
    id = readings[0].positions[0].id
    turtle = client.get(f"/position/{id}?format=turtle").text
    assert f"position:{id}" in turtle
    assert REFUSAL in turtle


def test_no_form_of_a_thing_holds_the_text_of_the_article(client: TestClient) -> None:
    for path in ("/document/post/round-1", "/round/1"):
        assert "Rain fell." not in client.get(path, headers={"Accept": "text/turtle"}).text


def test_a_thing_in_no_form_there_is(client: TestClient) -> None:
    assert client.get("/party/CA", headers={"Accept": "image/png"}).status_code == 406


# SPARQL -----------------------------------------------------------------------------------------------------------


def asked(client: TestClient, query: str, **parameters: Any) -> str:
    """The first value of the first row."""
    answer = client.get("/sparql", params={"query": query, **parameters}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    return str(answer.text.split("\r\n")[1])


def by_get(client: TestClient, query: str, accept: str) -> Any:
    return client.get("/sparql", params={"query": query}, headers={"Accept": accept})


def by_form(client: TestClient, query: str, accept: str) -> Any:
    return client.post("/sparql", data={"query": query}, headers={"Accept": accept})


def by_body(client: TestClient, query: str, accept: str) -> Any:
    headers = {"Accept": accept, "Content-Type": "application/sparql-query; charset=utf-8"}
    return client.post("/sparql", content=query.encode(), headers=headers)


@pytest.mark.parametrize("ask", [by_get, by_form, by_body])
@pytest.mark.parametrize(
    ("accept", "media", "begins"),
    [
        ("*/*", JSON, '{"head":{"vars":["n"]}'),
        ("application/json", "application/json", '{"head":{"vars":["n"]}'),
        (f"{JSON};q=0.5, {XML}", XML, "<?xml"),
        ("text/csv", "text/csv; charset=utf-8", "n\r\n3\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?n\n3\n"),
    ],
)
def test_rows_in_each_form_by_each_way(
    client: TestClient, ask: Callable[..., Any], accept: str, media: str, begins: str
) -> None:
    answer = ask(client, COUNT, accept)
    assert (answer.status_code, answer.headers["content-type"], answer.headers["vary"]) == (200, media, "Accept")
    assert answer.text.startswith(begins)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "text/turtle; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
    ],
)
@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?p neg:what ?w } WHERE { ?p neg:what ?w }",
        "DESCRIBE issue:dairy",
        "DESCRIBE ?p { ?p a neg:Position }",
    ],
)
def test_triples_in_each_form(client: TestClient, query: str, accept: str, media: str) -> None:
    from pyoxigraph import RdfFormat, parse

    answer = by_get(client, query, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert len(list(parse(answer.content, format=RdfFormat.from_media_type(media)))) >= 3


def test_a_truth_value(client: TestClient) -> None:
    assert by_get(client, "ASK { party:CA neg:refuses issue:dairy }", JSON).json() == {"head": {}, "boolean": True}
    assert "<boolean>false</boolean>" in by_get(client, "ASK { party:CA neg:demands issue:dairy }", XML).text
    assert by_get(client, "ASK {}", "text/csv").status_code == 406


@pytest.mark.parametrize(
    ("accept", "query"),
    [("text/turtle", COUNT), ("text/csv", "DESCRIBE party:CA"), ("image/png", COUNT), (f"{JSON};q=0", COUNT)],
)
def test_an_answer_in_no_form_it_has(client: TestClient, accept: str, query: str) -> None:
    assert by_get(client, query, accept).status_code == 406


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ("SELECT * {\n  ?s ?p }", "line 2, column 10: not SPARQL from here on: '}'\n"),
        ("ASK { ?s nope:p 1 }", "line 1, column 10: the prefix 'nope' is not declared; add PREFIX nope: <...>\n"),
        (
            "ASK { SERVICE <http://a.example/> { ?s ?p ?o } }",
            "line 1, column 7: SERVICE is refused: a query asks this store alone\n",
        ),
        (
            "DELETE WHERE { ?s ?p ?o }",
            "the graph is read-only here: only SELECT, ASK, CONSTRUCT and DESCRIBE are answered\n",
        ),
        ("", "there is no query in this; 'kg query --list' lists some to start from\n"),
    ],
)
def test_a_bad_query_is_told_where(client: TestClient, query: str, refusal: str) -> None:
    for ask in (by_get, by_form, by_body):
        answer = ask(client, query, JSON)
        assert (answer.status_code, answer.text) == (400, refusal)


def test_updates_are_refused(client: TestClient) -> None:
    update = "INSERT DATA { <http://a.example/> a <http://b.example/> }"
    headers = {"Content-Type": "application/sparql-update"}
    answers = [
        client.post("/sparql", data={"update": update}),
        client.post("/sparql", content=update, headers=headers),
        client.get("/sparql", params={"update": update}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert [client.request(method, "/sparql").status_code for method in ("PUT", "DELETE", "PATCH")] == [405, 405, 405]
    assert asked(client, "SELECT (COUNT(*) AS ?n) { <http://a.example/> ?p ?o }") == "0"


def test_requests_that_are_not_of_the_protocol(client: TestClient) -> None:
    codes = [
        client.post("/sparql", content="ASK {}", headers={"Content-Type": "text/plain"}).status_code,
        client.post("/sparql", content="ASK {}").status_code,
        client.post("/sparql", data={}, headers={"Content-Type": "application/x-www-form-urlencoded"}).status_code,
        client.get("/sparql?query=ASK+%7B%7D&query=ASK+%7B%7D").status_code,
        by_body(client, "ASK {}" + " " * 1_000_000, JSON).status_code,
        client.post("/sparql", content=b"\xff", headers={"Content-Type": "application/sparql-query"}).status_code,
    ]
    assert codes == [415, 415, 400, 400, 413, 400]


def test_a_query_is_asked_of_the_graphs_it_names(client: TestClient) -> None:
    base = "https://w3id.org/negotiation-kg/document/"
    first, second = f"{base}post/round-1", f"{base}wire/round-2"
    inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?p a neg:Position } }"
    assert asked(client, COUNT, **{"default-graph-uri": first}) == "2"
    assert asked(client, COUNT, **{"default-graph-uri": [first, second]}) == "3"
    assert asked(client, COUNT, **{"named-graph-uri": first}) == "0"
    assert asked(client, inside, **{"named-graph-uri": second}) == "1"
    assert asked(client, inside, **{"default-graph-uri": second}) == "0"
    bad = client.get("/sparql", params={"query": COUNT, "default-graph-uri": "not an iri"})
    assert bad.status_code == 400


def test_who_asks_nothing_is_told_what_the_service_does(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert "sd:endpoint <http://127.0.0.1:8000/sparql>" in answer.text


def test_a_browser_is_shown_the_answer(client: TestClient) -> None:
    def shown(query: str) -> str:
        return client.get("/sparql", params={"query": query}, headers=BROWSER).text

    table = shown("SELECT ?p ?w { ?p neg:holder party:MX ; neg:what ?w }")
    assert re.search(
        r'<a href="/position/\w{20}"><bdi>position:\w{20}</bdi></a></td><td><bdi>publish wages</bdi>', table
    )
    assert "Yes." in text_of(shown("ASK {}"))
    assert "skos:prefLabel" in text_of(shown("DESCRIBE issue:dairy"))
    assert "Nothing fits the pattern." in shown("SELECT ?s { ?s neg:what 7 }")
    bad = client.get("/sparql", params={"query": "SELECT <b>"}, headers=BROWSER)
    assert (
        bad.status_code,
        "line 1, column" in bad.text,
        "<b>" in bad.text.partition("<main")[2].replace("<b>kg", ""),
    ) == (400, True, False)
    taken = client.get("/sparql", params={"query": COUNT, "format": "csv"}, headers=BROWSER)
    assert taken.text == "n\r\n3\r\n"


def test_every_example_runs(client: TestClient) -> None:
    page = client.get("/sparql", headers=BROWSER).text
    links = re.findall(r'<a href="(/sparql\?query=[^"]+)" class="example"', page)
    assert len(links) > 5
    assert {client.get(link, headers=BROWSER).status_code for link in links} == {200}


def test_a_query_is_given_up_in_time_and_the_next_is_answered(archive: Path) -> None:
    with opened(archive, Limits(seconds=0.5, bytes=2_000, processes=1)) as client:
        slow = by_get(client, ENDLESS, JSON)
        assert (slow.status_code, slow.headers["retry-after"]) == (503, "5")
        assert "given up after 0.5 seconds" in slow.text
        long = by_get(client, "SELECT * { ?s ?p ?o }", JSON)
        assert (long.status_code, "longer than 2000 bytes; add LIMIT" in long.text) == (400, True)
        assert asked(client, COUNT) == "3"


# JSON -------------------------------------------------------------------------------------------------------------


def test_the_api_answers_as_it_is_described(client: TestClient, readings: tuple[Reading, ...]) -> None:
    from jsonschema import Draft202012Validator

    described = client.get("/openapi.json").json()
    ids = {"positions": readings[0].positions[0].id, "parties": "CA", "issues": "dairy", "documents": "post/round-1"}
    for path, methods in described["paths"].items():
        answer = client.get(
            path.replace("{id}", ids.get(path.split("/")[2], "")),
            params={"q": "dairy"} if path.endswith("search") else {},
        )
        schema = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert answer.status_code == 200, path
        assert answer.json(), path
        Draft202012Validator(schema | {"components": described["components"]}).validate(answer.json())


def test_the_description_leaves_nothing_out(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    position = client.get("/api/positions?limit=1").json()["rows"][0]
    assert position.keys() == described["components"]["schemas"]["Position"]["properties"].keys()
    profile = client.get("/api/issues/dairy").json()
    assert profile["issue"].keys() == described["components"]["schemas"]["IssueRow"]["properties"].keys()
    assert described["openapi"] == "3.1.0"


def test_search_as_one_types_gives_paths(client: TestClient) -> None:
    found = client.get("/api/search?q=OPEN++its").json()
    assert [(hit["kind"], hit["label"], hit["path"][:10]) for hit in found] == [("position", REFUSAL, "/position/")]
    assert [hit["path"] for hit in client.get("/api/search?q=can").json()][:1] == ["/party/CA"]
    assert client.get("/api/search?q=+").json() == []


def test_refusals_of_the_api_are_json(client: TestClient) -> None:
    missing = client.get("/api/parties/Canadaa", headers=BROWSER)
    assert (missing.status_code, missing.json()) == (
        404,
        {"error": "no party is called 'Canadaa'; did you mean Canada?"},
    )
    assert client.get("/api/nothing").json() == {"error": "Not Found"}


# Guarding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example:8000", "", "a@127.0.0.1"],
)
def test_another_machines_name_is_refused(client: TestClient, host: str) -> None:
    for path in ("/", "/sparql?query=ASK+%7B%7D", "/api/status", "/assets/site.css"):
        assert client.get(path, headers={"Host": host}).status_code == 421


def test_own_names_are_answered(client: TestClient) -> None:
    for host in ("localhost:8000", "127.0.0.1", "[::1]:8000", "192.168.1.7:80"):
        assert client.get("/api/status", headers={"Host": host}).status_code == 200
    assert is_own_name("desk.example:80", ["desk.example"])


def test_every_answer_has_the_careful_headers(client: TestClient) -> None:
    for path in (
        "/",
        "/positions",
        "/nowhere",
        "/party/none",
        "/sparql?query=x",
        "/api/status",
        "/assets/search.js",
        "/openapi.json",
    ):
        headers = client.get(path, headers=BROWSER).headers
        assert headers["content-security-policy"] == POLICY
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert "unsafe" not in POLICY


def test_views_run_their_own_scripts_only(client: TestClient) -> None:
    for path in ("/views/graph", "/views/matrix", "/views/timeline", "/views/reader?document=post/round-1"):
        page = client.get(path, headers=BROWSER)
        (scripts,) = re.findall(r"script-src ([^;]*)", page.headers["content-security-policy"])
        assert (page.status_code, re.fullmatch(r"('sha256-[\w+/=]{44}' ?)+", scripts) is not None) == (200, True)
        assert '<a href="/" class="home">kg</a>' in page.text
    assert client.get("/views/nothing", headers=BROWSER).status_code == 404
    assert "Choose a document to read it" in client.get("/views/reader", headers=BROWSER).text


def test_nothing_changes_the_store(client: TestClient, archive: Path) -> None:
    from kg.snapshots import state_of

    before = state_of(str(archive))
    for path in ("/", "/positions", "/sparql?query=" + "ASK+%7B%7D", "/api/positions", "/views/matrix"):
        assert client.get(path).status_code == 200
        assert client.post(path).status_code in (405, 415)
    assert state_of(str(archive)) == before


def test_files_outside_the_site_are_not_given(client: TestClient) -> None:
    for name in ("view.css", "../server.py", "..%2Fserver.py", "%2Fetc%2Fpasswd"):
        assert client.get(f"/assets/{name}").status_code == 404


# As it is run -----------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def serving(store: Path, *options: str) -> Iterator[str]:
    """The address of a site that `kg serve` runs."""
    process = run_serve(store, "--port", "0", *options)
    assert process.stderr
    try:
        line = process.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address, line + process.stderr.read()
        yield address[0]
    finally:
        process.send_signal(signal.SIGINT)
        told = process.stderr.read()
        assert (process.wait(10), told) == (0, "")
        process.stderr.close()


def run_serve(*options: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--store", *map(str, options)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment)


@pytest.fixture(scope="module")
def address(hostile: Path, readings: tuple[Reading, ...]) -> Iterator[str]:
    """A site over the two articles and the hostile one."""
    with Graph.open(hostile) as graph:
        list(graph.add_readings(readings))
    with serving(hostile, "--time-limit", "8") as address:
        yield address


def test_sparqlwrapper_works_against_it(address: str) -> None:
    from SPARQLWrapper import CSV, GET, JSONLD, POST, POSTDIRECTLY, RDFXML, TURTLE, SPARQLWrapper
    from SPARQLWrapper import JSON as AS_JSON
    from SPARQLWrapper import XML as AS_XML
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

    client = SPARQLWrapper(f"{address}sparql")
    client.setQuery(
        "PREFIX neg: <https://w3id.org/negotiation-kg/ontology#> SELECT ?w { ?p neg:stance ?s ; neg:what ?w }"
    )
    for method in (GET, POST):
        client.setMethod(method)
        client.setReturnFormat(AS_JSON)
        assert len(client.queryAndConvert()["results"]["bindings"]) == 4
        client.setReturnFormat(AS_XML)
        assert len(client.queryAndConvert().getElementsByTagName("result")) == 4
        client.setReturnFormat(CSV)
        assert client.queryAndConvert().count(b"\r\n") == 5
    client.setRequestMethod(POSTDIRECTLY)
    client.setReturnFormat(AS_JSON)
    assert len(client.queryAndConvert()["results"]["bindings"]) == 4
    client.setQuery("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, by the client
        for form in (RDFXML, JSONLD):
            client.setReturnFormat(form)
            assert len(client.queryAndConvert()) == 3
    client.setReturnFormat(TURTLE)
    assert b"@prefix neg:" in client.queryAndConvert()
    client.setReturnFormat(AS_JSON)
    client.setQuery("SELECT nothing")
    with pytest.raises(QueryBadFormed, match="line 1, column"):
        client.query()


def test_rdflib_works_against_it(address: str) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    canada = rdflib.URIRef("https://w3id.org/negotiation-kg/party/CA")
    refuses = rdflib.URIRef("https://w3id.org/negotiation-kg/ontology#refuses")
    dairy = rdflib.URIRef("https://w3id.org/negotiation-kg/issue/dairy")
    for method in ("GET", "POST"):
        graph = rdflib.Graph(SPARQLStore(f"{address}sparql", method=method))
        assert list(graph.objects(canada, refuses)) == [dairy]
        assert (canada, refuses, dairy) in graph
    document = rdflib.URIRef("https://w3id.org/negotiation-kg/document/wire/round-2")
    assert len(rdflib.Graph(SPARQLStore(f"{address}sparql"), identifier=document)) < len(graph)


def test_curl_works_against_it(address: str) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")

    def said(*options: str) -> str:
        return subprocess.run([curl, "-sS", *options], capture_output=True, text=True, check=True).stdout

    assert said(f"{address}sparql", "--data-urlencode", f"query={COUNT}", "-H", "Accept: text/csv") == "n\n4\n"
    assert said("-G", f"{address}sparql", "--data-urlencode", f"query={COUNT}", "-H", "Accept: text/csv") == "n\n4\n"
    assert "neg:refuses issue:dairy" in said(f"{address}party/CA", "-H", "Accept: text/turtle")


def test_an_address_in_use_is_told_in_a_line(archive: Path, address: str) -> None:
    process = run_serve(archive, "--port", address.rstrip("/").rpartition(":")[2])
    _, told = process.communicate(timeout=20)
    assert process.returncode == 1
    assert re.fullmatch(
        r"cannot listen at 127\.0\.0\.1 port \d+: address already in use; --port names another .*\n", told
    )


def test_a_store_that_is_not_there_is_told_in_a_line(kg: Callable[..., Any], tmp_path: Path) -> None:
    result = kg("serve", "--store", tmp_path / "none")
    assert (result.exit_code, result.stderr) == (1, f"{tmp_path}/none: holds no graph yet; 'kg add' makes one\n")


# In a browser -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    """A narrow tab; a request elsewhere, a console error, a script of a document's or a page too wide fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, base_url=address)
    context.set_default_timeout(5000)
    tab, wrong = context.new_page(), []
    tab.on("request", lambda one: None if one.url.startswith((address, "data:", "blob:")) else wrong.append(one.url))
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield tab
    assert (wrong, tab.evaluate("window.hit")) == ([], None)
    context.close()


def test_no_text_becomes_markup_and_no_page_is_too_wide(tab: Any, address: str) -> None:
    documents = json.loads(tab.request.get("/api/documents").text())["rows"]
    (hostile,) = [row for row in documents if row["title"] == HOSTILE]
    (position,) = json.loads(tab.request.get("/api/positions?party=<i>X").text())["rows"]
    paths = ["/", "/parties", "/issues", "/documents", "/rounds", "/positions", "/search?q=<img", "/sparql", "/api"]
    paths += ["/party/%3Ci%3EX", "/issue/%3Cu%3Eissue", f"/position/{position['id']}", "/ontology", "/party/CA"]
    paths += ["/sparql?query=SELECT+*+%7B+%3Fp+neg%3Awhat+%3Fw+%7D", "/sparql?query=DESCRIBE+party%3ACA"]
    for path in paths:
        tab.goto(path)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360, path
        assert (
            tab.locator(
                "main img, main script, main b:not(:text-matches('^[0-9,]+$|Graph|Matrix|Timeline|Reader'))"
            ).count()
            == 0
        ), path
    tab.goto("/documents")
    tab.click(f"a[href*='{hostile['id'].rpartition('/')[2].replace('<', '%3C').replace('>', '%3E')}']")
    assert tab.inner_text("h1 bdi") == HOSTILE
    assert tab.locator("a[href^='javascript']").count() == 0


@pytest.mark.parametrize("kind", ["graph", "matrix", "timeline", "reader"])
def test_views_are_served_as_they_are_drawn(tab: Any, kind: str) -> None:
    documents = json.loads(tab.request.get("/api/documents").text())["rows"]
    (hostile,) = [row["id"] for row in documents if row["title"] == HOSTILE]
    tab.goto(f"/views/{kind}?" + (urlencode({"document": hostile}) if kind == "reader" else ""))
    tab.wait_for_function("document.getElementById('view').textContent.length > 0")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.click("#table summary")
    if kind in ("graph", "reader"):
        tab.locator("#table button", has_text="<" if kind == "reader" else HOSTILE[:9]).first.click()
    else:
        tab.locator(f"#view td button{'.mark' if kind == 'timeline' else ''}").first.click()
    tab.wait_for_selector("#panel article")
    assert tab.locator("main img, main script, #table img, main a[href^=javascript]").count() == 0
    tab.locator("#panel a", has_text="evidence").first.click()
    tab.wait_for_url("**/position/*")
    tab.click("text=see it in the text")
    tab.wait_for_selector(".passage.chosen")
    tab.click("nav a.home")
    assert tab.inner_text("h1") == "Who wants what"


def test_the_reader_lists_what_there_is_to_read(tab: Any) -> None:
    tab.goto("/views/reader")
    tab.click("main a:has-text('Talks [open]')")
    tab.wait_for_selector(".passage")  # drawn by the page's script
    assert tab.locator(".passage").count() == 2


def test_a_view_follows_the_store_and_its_address(tmp_path: Path, readings: tuple[Reading, ...]) -> None:
    with Graph.open(tmp_path / "store") as graph:
        list(graph.add_readings(readings[:1]))
    with opened(tmp_path / "store", Limits()) as client:
        before, narrowed = client.get("/views/graph").text, client.get("/views/graph?party=US").text
        assert client.get("/views/graph").text == before
        with Graph.open(tmp_path / "store") as graph:
            list(graph.add_readings(readings[1:]))
        after = client.get("/views/graph").text
    assert ("Only <bdi>party US</bdi>" in narrowed, "publish wages" in before, "publish wages" in after) == (
        True, False, True,
    )  # fmt: skip


def test_search_lists_what_it_finds_and_goes_there_by_keyboard(tab: Any) -> None:
    tab.goto("/")
    tab.locator("#q").press_sequentially("dairy", delay=20)
    tab.locator("#hits", has_text=REFUSAL).wait_for()  # the answer to the whole word, not to its first letters
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/issue/dairy")
    tab.locator("#q").press_sequentially("milk quotas")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search?q=milk+quotas")
    assert DEMAND in tab.inner_text("main")


def test_the_filter_form_works(tab: Any) -> None:
    tab.goto("/positions")
    tab.fill("[name=party]", "Canada")
    tab.click("form.filters button")
    tab.wait_for_url("**/positions?party=Canada")
    assert tab.locator("article").count() == 1
