"""The kg command, as a user meets it: what it prints where, and how it ends."""

import csv
import io
import json
import math
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from conftest import DEMAND, OFFER, REFUSAL
from typer.main import get_command
from typer.testing import Result

from kg import console
from kg.cli import app
from kg.model import Reading

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def nothing_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What took long is summed up on standard error, which on a busy machine may be anything."""
    monkeypatch.setattr(console, "LONG", math.inf)


def ids(readings: tuple[Reading, ...]) -> list[str]:
    return [position.id for reading in readings for position in reading.positions]


# Look-ups ---------------------------------------------------------------------------------------------------------


def test_who_prints_a_table_that_fits_80_columns(ask: Run, readings: tuple[Reading, ...]) -> None:
    result = ask("who", "dairy")
    refused, demanded, _ = ids(readings)
    label = json.loads(ask("issues", "-f", "json").stdout)[0]["label"]
    assert result.stdout.splitlines() == [
        "Who               Stance   What, on whose word, where",
        "United States     oppose   milk quotas (against Canada)",
        "2031-03-04                 reported, credited to anonymous; red line",
        f"                           {label} · post/round-1 · {demanded[:10]}",
        "Canada            refuse   open its dairy market",
        f"2031-03-04                 {label} · post/round-1 · {refused[:10]}",
    ]
    assert (result.exit_code, result.stderr) == (0, "")


def test_who_as_json_holds_the_fields_of_the_contract_first(ask: Run, readings: tuple[Reading, ...]) -> None:
    page = json.loads(ask("who", "--party", "MX", "--format", "json").stdout)
    (row,) = page["rows"]
    assert page["total"] == 1
    assert list(row.items())[:16] == [
        ("doc", "wire/round-2"),
        ("start", 0),
        ("end", len(OFFER)),
        ("holder", ["MX"]),
        ("stance", "offer"),
        ("what", "publish wages"),
        ("issue", "wages"),
        ("target", ["CA"]),
        ("source", None),
        ("certainty", "stated"),
        ("condition", "once Canada signs"),
        ("strength", "normal"),
        ("speaker", {"name": "Ana Ruiz", "role": "minister"}),
        ("confidence", 0.8),
        ("quote", OFFER),
        ("id", ids(readings)[2]),
    ]


def test_who_as_csv_has_one_row_a_position(ask: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(ask("who", "dairy", "-f", "csv").stdout)))
    assert [(row["holder"], row["stance"], row["quote"], row["date"]) for row in rows] == [
        ("US", "oppose", DEMAND, "2031-03-04"),
        ("CA", "refuse", REFUSAL, "2031-03-04"),
    ]


@pytest.mark.parametrize(
    ("filters", "holders"),
    [
        (["--stance", "refuse"], ["CA"]),
        (["--stance", "refuse", "--stance", "oppose"], ["US", "CA"]),
        (["--certainty", "reported"], ["US"]),
        (["--min-confidence", "0.8"], ["CA"]),
        (["--since", "2031-03", "--until", "2031-03-04"], ["US", "CA"]),
        (["--round", "1"], ["US", "CA"]),
        (["--negotiation", "Harbour Round"], ["US", "CA"]),
        (["--limit", "1"], ["US"]),
    ],
)
def test_filters_choose_positions(ask: Run, filters: list[str], holders: list[str]) -> None:
    rows = json.loads(ask("who", "dairy", "-f", "json", *filters).stdout)["rows"]
    assert [row["holder"][0] for row in rows] == holders


def test_the_rest_of_a_page_is_counted_on_standard_error(ask: Run) -> None:
    assert ask("who", "dairy", "--limit", "1").stderr == "and 1 more: --limit 0 prints all\n"


def test_nothing_found_is_exit_code_1(ask: Run) -> None:
    result = ask("who", "dairy", "--since", "2040")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "nothing found\n")


def test_party_shows_what_it_wants_and_what_others_want_of_it(ask: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(ask("party", "CA", "-f", "csv").stdout)))
    assert [(row["part"], row["holder"], row["stance"]) for row in rows] == [
        ("refuses", "CA", "refuse"),
        ("asked", "MX", "offer"),
        ("asked", "US", "oppose"),
    ]
    headings = [line for line in ask("party", "CA").stdout.splitlines() if line.endswith(")")]
    assert headings[0] == "Refuses (1)"


def test_issue_shows_each_side(ask: Run) -> None:
    profile = json.loads(ask("issue", "dairy", "-f", "json").stdout)
    sides = [(side["holder"]["id"], side["stance"], side["positions"]) for side in profile["sides"]]
    assert sides == [("US", "oppose", 1), ("CA", "refuse", 1)]


def test_show_puts_a_position_into_its_context(ask: Run, readings: tuple[Reading, ...]) -> None:
    text = ask("show", ids(readings)[0][:8]).stdout
    assert "The talks opened. Canada refused to open its dairy market." in text
    assert "post/round-1, characters 18 to 58" in text


def test_explain_names_cue_and_construction(ask: Run, readings: tuple[Reading, ...]) -> None:
    steps = json.loads(ask("explain", ids(readings)[0], "-f", "json").stdout)
    assert [(step["part"], step["decided"], step["rule"], step["words"]) for step in steps] == [
        ("stance", "refuse", "cue refuse", "refused"),
        ("holder", "CA", "subject of the verb", "Canada"),
        ("what", "open its dairy market", "its object", "open its dairy market"),
        ("issue", "dairy", "what: dairy market", None),
    ]


def test_a_position_without_a_trace_has_nothing_to_explain(ask: Run, readings: tuple[Reading, ...]) -> None:
    result = ask("explain", ids(readings)[1])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_lists_of_what_there_is(ask: Run) -> None:
    assert [row["id"] for row in json.loads(ask("parties", "-f", "json").stdout)] == ["CA", "MX", "US"]
    assert [row["id"] for row in json.loads(ask("issues", "-f", "json").stdout)] == ["dairy", "wages"]
    rows = json.loads(ask("documents", "-f", "json").stdout)["rows"]
    assert [row["id"] for row in rows] == ["wire/round-2", "post/round-1"]


def test_status_counts(ask: Run) -> None:
    lines = dict(line.rstrip().split(maxsplit=1) for line in ask("status").stdout.splitlines())
    assert lines["positions"] == "3: 1 offer, 1 oppose, 1 refuse"
    assert lines["dates"] == "2031-03-04 to 2031-05"


# Queries ----------------------------------------------------------------------------------------------------------

SELECT = "SELECT ?party { ?party neg:refuses issue:dairy }"


def test_query_answers_in_each_form(ask: Run, tmp_path: Path) -> None:
    assert [line.strip() for line in ask("query", SELECT).stdout.splitlines()] == ["party", "party:CA"]
    rows = json.loads(ask("query", SELECT, "-f", "json").stdout)["results"]["bindings"]
    assert [row["party"]["value"].rpartition("/")[2] for row in rows] == ["CA"]
    file = tmp_path / "who.rq"
    file.write_text(SELECT)
    by_file, by_input = ask("query", file, "-f", "csv"), ask("query", "-", "-f", "csv", input=SELECT)
    assert by_file.stdout == by_input.stdout != ""


def test_query_builds_triples_as_turtle(ask: Run) -> None:
    text = ask("query", "CONSTRUCT { ?p neg:refuses ?i } WHERE { ?p neg:refuses ?i }").stdout
    assert "party:CA neg:refuses issue:dairy" in text


def test_ask_answers_by_its_exit_code_too(ask: Run) -> None:
    yes, no = ask("query", "ASK { party:CA neg:refuses ?i }"), ask("query", "ASK { party:US neg:refuses ?i }")
    assert [(yes.exit_code, yes.stdout), (no.exit_code, no.stdout)] == [(0, "yes\n"), (1, "no\n")]


def test_a_syntax_error_is_one_line_with_its_place(ask: Run) -> None:
    result = ask("query", "SELECT * { ?s ?p ) }")
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(r"line 1, column \d+: .*\n", result.stderr)


def test_a_query_cannot_write(ask: Run) -> None:
    assert ask("query", "DELETE WHERE { ?s ?p ?o }").exit_code == 2


def test_a_query_without_solutions_is_exit_code_1(ask: Run) -> None:
    result = ask("query", "SELECT ?p { ?p neg:threatens issue:dairy }")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "nothing found\n")


def test_triples_make_no_table(ask: Run) -> None:
    assert ask("query", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "table").exit_code == 2


# Refusals and ends ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        ["who"],
        ["who", "dairi"],
        ["who", "--party", "Atlantis"],
        ["who", "dairy", "--since", "yesterday"],
        ["who", "dairy", "--since", "2031-13"],
        ["who", "dairy", "--since", "2031-02-31"],
        ["who", "dairy", "--stance", "wants"],
        ["who", "dairy", "--negotiation", "Harbor Round"],
        ["who", "dairy", "--round", "9"],
        ["who", "bogus"],
        ["remove"],
        ["query", "nowhere.rq"],
        ["query", "contested-isues"],
        ["query", ""],
        ["query", "/"],
        ["whom"],
        ["show", "ffff"],
        ["query", "ASK {}", "--bind", "nothing"],
    ],
)
def test_a_refusal_is_one_line_and_exit_code_2(ask: Run, args: list[str]) -> None:
    result = ask(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["who", "bogus"], "no issue is called 'bogus'; 'kg issues' lists those that are there"),
        (["who", "dairi"], "no issue is called 'dairi'; did you mean dairy"),
        (["who", "dairy", "--negotiation", "Harbor Round"], "did you mean Harbour Round?"),
        (["query", "contested-isues"], "did you mean contested-issues?"),
        (["query", "nowhere.rq"], "as a file it cannot be read (No such file or directory); 'kg query --list'"),
        (["query", "SELECT ?p { ?p neg:holder ?h "], "line 1, column 30: the query ends too early: a brace is open"),
        (["query", " # nothing"], "there is no query in this"),
        (["who", "dairy", "--limit", "-1"], "kg who: Invalid value for '--limit'"),
        (["remove"], "'kg remove --help' tells how"),
        (["whom"], "No such command 'whom'. Did you mean 'who'?"),
    ],
)
def test_a_refusal_says_what_would_help(ask: Run, args: list[str], told: str) -> None:
    assert told in ask(*args).stderr


def test_a_query_file_may_begin_with_a_mark_and_must_be_text(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "ask me.rq").write_bytes(b"\xef\xbb\xbfASK {\r\n}\r\n")
    (tmp_path / "noise.rq").write_bytes(b"\xff\xd7\x00")
    assert ask("query", tmp_path / "ask me.rq").stdout == "yes\n"
    refused = ask("query", tmp_path / "noise.rq")
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)


def test_an_option_that_is_none_is_one_line_too(archive: Path) -> None:
    done = subprocess.run(program("--bogus", "who", "dairy"), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_from_asks_one_document_alone(ask: Run) -> None:
    count = "SELECT (COUNT(DISTINCT ?p) AS ?n) {} {{ ?p a neg:Position }}"
    one, all_, none = (
        ask("query", count.format(where), "-f", "csv").stdout.split()[1]
        for where in ("FROM <https://w3id.org/negotiation-kg/document/post/round-1>", "", "FROM <http://a.example/x>")
    )
    assert (one, all_, none) == ("2", "3", "0")


def test_a_full_disk_is_one_line(archive: Path) -> None:
    if not Path("/dev/full").is_char_device():
        pytest.skip("the system has no /dev/full")
    for args in (["who", "dairy"], ["export"], ["export", "-f", "csv"], ["query", "ASK {}"]):
        with open("/dev/full", "w") as full:
            done = subprocess.run(
                program(*args, "--store", str(archive)), stdout=full, stderr=subprocess.PIPE, text=True, check=False
            )
        assert (done.returncode, done.stderr) == (1, "standard output cannot be written: No space left on device\n")


def test_closed_standard_output_is_no_traceback(archive: Path) -> None:
    line = 'exec "$@" >&-'
    done = subprocess.run(
        ["sh", "-c", line, "sh", *program("status", "--store", str(archive))],
        stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""


def test_documents_without_a_title_take_one_line(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Chad refused the cotton tariff.")
    (tmp_path / "b.txt").write_text("Chad refused the cotton quota.")
    kg("add", tmp_path / "a.txt", tmp_path / "b.txt", "--store", tmp_path / "s")
    assert len(kg("documents", "--store", tmp_path / "s").stdout.splitlines()) == 3


def test_a_missing_store_is_told(kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = kg("status")
    assert result.exit_code == 1
    announced, refused = result.stderr.splitlines()
    assert "./kg-store" in announced
    assert "kg add" in refused
    assert not (tmp_path / "kg-store").exists()


def test_the_store_is_found_by_the_environment(kg: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", str(archive))
    result = kg("parties", "-f", "csv")
    assert (result.exit_code, result.stderr, len(result.stdout.splitlines())) == (0, "", 4)


def test_text_of_documents_cannot_steer_the_terminal(kg: Run, tmp_path: Path) -> None:
    from kg import Graph
    from kg.model import Document, Position, Stance, passage

    hostile = "[red]Mexico[/red] \x1b]0;pwned\x07 wants \u202emilk."
    document = Document("hostile", hostile, title="\x1b[2J[bold]title", date="2031-01-01")
    found = Position(passage(document, 0, len(hostile)), ("MX",), Stance.DEMAND, hostile[:-1], "dairy")
    with Graph.open(tmp_path / "store") as graph:
        list(graph.add_readings([Reading(document, (found,))]))
    for args in (["who", "dairy"], ["documents"], ["show", found.id], ["who", "dairy", "-f", "json"]):
        text = kg(*args, "--store", tmp_path / "store").stdout
        assert not {"\x1b", "\x07"} & set(text)
        assert "[red]Mexico[/red]" in text or "[bold]title" in text
    assert "\u202e" not in kg("show", found.id, "--store", tmp_path / "store").stdout


def test_adding_with_a_bad_pack_leaves_no_store(kg: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("this is no Turtle")
    (tmp_path / "a.txt").write_text("Canada opposes quotas.")
    refused = kg("add", tmp_path / "a.txt", "--vocabulary", tmp_path / "bad.ttl", "--store", tmp_path / "store")
    assert refused.exit_code == 2
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "store").exists()


def program(*args: str) -> list[str]:
    return [sys.executable, "-c", "from kg.start import main; main()", *args]


def test_a_reader_that_goes_away_ends_it_in_silence(archive: Path) -> None:
    with subprocess.Popen(
        program("query", "SELECT * { ?s ?p ?o . ?a ?b ?c }", "-f", "csv", "--store", str(archive)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == ""


def test_ctrl_c_ends_it_in_one_line(archive: Path) -> None:
    with subprocess.Popen(
        program("query", "-", "--store", str(archive)), stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        time.sleep(1)
        running.send_signal(signal.SIGINT)
        assert running.stderr is not None
        assert running.stderr.read().strip().count("\n") == 0
        assert running.wait(timeout=10) == 130


def test_ctrl_c_before_the_command_has_begun_ends_it_without_a_word(archive: Path) -> None:
    # kg.start stops itself where it loads the rest
    script = (
        "import builtins, os, signal\n"
        "from kg.start import main\n"
        "load = builtins.__import__\n"
        "def interrupted(name, *rest):\n"
        "    if name == 'kg.cli': os.kill(os.getpid(), signal.SIGINT)\n"
        "    return load(name, *rest)\n"
        "builtins.__import__ = interrupted\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, "status", "--store", str(archive)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


# Help and start-up ------------------------------------------------------------------------------------------------


COMMANDS = list(get_command(app).commands.items())  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_each_help_ends_with_an_example(name: str, command: typer.core.TyperCommand) -> None:
    assert command.help is not None
    assert command.help.strip().splitlines()[-1].strip().startswith(f"Example: kg {name}")


HEAVY = {"spacy", "pyshacl", "networkx", "pyvis", "rdflib", "trafilatura", "babel", "pycountry", "starlette", "numpy"}


@pytest.mark.parametrize("args", [["--help"], ["who", "--help"], ["who", "dairy"], ["party", "CA"], ["status"]])
def test_start_up_loads_nothing_heavy(archive: Path, args: list[str]) -> None:
    script = (
        "import sys\nfrom kg.cli import app\n"
        "try: app()\nexcept SystemExit: pass\n"
        f"print(sorted({HEAVY!r} & sys.modules.keys()), file=sys.stderr)"
    )
    environment = os.environ | {"KG_STORE": str(archive)}
    done = subprocess.run(
        [sys.executable, "-c", script, *args], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout
    assert done.stderr.splitlines()[-1] == "[]"


# Reading ----------------------------------------------------------------------------------------------------------

ARTICLE = """---
title: Japan asks
date: 2031-05-04
publisher: The Post
---

Japan demanded that Mexico lower its tariffs on cars. It rained on Monday.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "japan-asks.md"
    path.write_text(ARTICLE)
    return path


def test_add_says_what_it_did_and_twice_changes_nothing(kg: Run, article: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    first, second = (kg("add", article, "--store", store).stdout for _ in range(2))
    assert first == "documents: 1 added; positions read: 1\n"
    assert second == "documents: 1 unchanged; positions read: 0\n"
    (row,) = json.loads(kg("who", "--party", "Japan", "-f", "json", "--store", store).stdout)["rows"]
    assert (row["holder"], row["stance"], row["target"], row["date"]) == (["JP"], "demand", ["MX"], "2031-05-04")


def test_a_corrected_article_replaces_the_first(kg: Run, article: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    kg("add", article, "--store", store)
    article.write_text(ARTICLE.replace("Japan demanded", "Brazil demanded"))
    assert kg("add", article, "--store", store).stdout.startswith("documents: 1 replaced")
    assert [row["id"] for row in json.loads(kg("parties", "-f", "json", "--store", store).stdout)] == ["BR", "MX"]


def test_options_know_better_than_the_page(kg: Run, article: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    kg("add", article, "--store", store, "--date", "2030", "--negotiation", "Some Talks", "--round", "7")
    (row,) = json.loads(kg("documents", "-f", "json", "--store", store).stdout)["rows"]
    assert (row["date"], row["title"], row["round"]) == ("2030", "Japan asks", "7")


def test_one_bad_file_is_a_line_and_the_rest_goes_on(kg: Run, article: Path, tmp_path: Path) -> None:
    result = kg("add", tmp_path / "missing.txt", article, "--store", tmp_path / "store")
    assert result.exit_code == 2
    assert result.stdout == "documents: 1 added; positions read: 1\n"
    told, count = result.stderr.splitlines()
    assert "missing.txt" in told
    assert count == "1 could not be read"


def test_update_reads_nothing_again_while_nothing_changed(kg: Run, article: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    kg("add", article, "--store", store)
    assert kg("update", "--store", store).stdout == "documents: 1 unchanged; positions read: 0\n"


def test_a_pack_that_is_left_out_is_told(kg: Run, article: Path, tmp_path: Path) -> None:
    store, pack = tmp_path / "store", tmp_path / "harbour.ttl"
    pack.write_text(
        "@prefix party: <https://w3id.org/negotiation-kg/party/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'party:JP skos:altLabel "the islands"@en .\n'
    )
    words = tmp_path / "harbour.tsv"
    words.write_text("lemma\tpos\tstance\tcomplements\tstrength\nmoot\tv\tdemand\tobj\tnormal\n")
    given = ("--vocabulary", pack, "--vocabulary", words)
    for command in (("add", article), ("update",)):
        assert "is not now" not in kg(*command, *given, "--store", store).stderr
    for command in (("update",), ("add", article)):
        told = kg(*command, "--store", store).stderr
        assert "this store was read with harbour.ttl, harbour.tsv before, and is not now" in told


def test_removed_documents_are_gone(kg: Run, article: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    kg("add", article, "--store", store)
    (row,) = json.loads(kg("documents", "-f", "json", "--store", store).stdout)["rows"]
    assert kg("remove", row["id"], "--store", store).exit_code == 0
    assert kg("parties", "--store", store).exit_code == 1
    assert kg("remove", row["id"], "--store", store).exit_code == 1


def test_extract_prints_one_record_a_line_at_the_file_s_own_offsets(kg: Run, tmp_path: Path) -> None:
    text = "It rained.\nJapan demanded that Mexico lower its tariffs on cars.\n"
    path = tmp_path / "wire__17.txt"
    path.write_text(text)
    (line,) = kg("extract", path, "-f", "jsonl").stdout.splitlines()
    record = json.loads(line)
    assert record["doc"] == "wire/17"
    assert text[record["start"] : record["end"]] == record["quote"] == text.splitlines()[1]
    assert (record["holder"], record["stance"], record["target"]) == (["JP"], "demand", ["MX"])


def test_extract_prints_turtle_without_the_article(kg: Run, article: Path) -> None:
    import rdflib

    text = kg("extract", article, "-f", "turtle").stdout
    assert "It rained" not in text
    graph = rdflib.Graph().parse(data=text, format="turtle")
    answer = graph.query("ASK { ?p neg:holder party:JP }", initNs=dict(graph.namespaces()))
    assert answer.askAnswer is True


def test_what_is_not_there_to_be_removed_is_told_and_the_rest_goes(kg: Run, article: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    kg("add", article, "--store", store)
    (row,) = json.loads(kg("documents", "-f", "json", "--store", store).stdout)["rows"]
    result = kg("remove", row["id"], f"{row['id']}x", "--store", store)
    told = f"no document is called '{row['id']}x'; did you mean {row['id']}?\n1 removed\n"
    assert (result.exit_code, result.stderr) == (1, told)
    assert json.loads(kg("documents", "-f", "json", "--store", store).stdout)["total"] == 0


def test_a_document_misspelled_is_asked_back(ask: Run) -> None:
    result = ask("view", "reader", "--document", "post/round1")
    assert (result.exit_code, result.stderr) == (2, "no document is called 'post/round1'; did you mean post/round-1?\n")


def test_a_pdf_is_told_from_text(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\nendobj\n")
    result = kg("extract", tmp_path / "a.pdf")
    assert "is a PDF; make text of it first" in result.stderr
    assert result.exit_code == 2


def test_the_w3c_forms_end_their_last_line(ask: Run) -> None:
    for form in ("json", "xml", "csv", "tsv"):
        assert ask("query", "SELECT ?p { ?p a neg:Position } LIMIT 1", "-f", form).stdout.endswith("\n")
    assert ask("query", "ASK { ?p a neg:Position }", "-f", "json").stdout.endswith("}\n")


def test_extract_explains(kg: Run, article: Path) -> None:
    text = kg("extract", article, "--explain").stdout
    assert "demanded" in text
    assert "Japan" in text


def test_extract_finds_nothing_in_nothing(kg: Run, tmp_path: Path) -> None:
    path = tmp_path / "calm.txt"
    path.write_text("It rained on Monday.\n")
    assert kg("extract", path).exit_code == 1


def test_demo_prints_who_wants_what_and_writes_a_view(kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = kg("demo")
    assert result.exit_code == 0
    assert "demand" in result.stdout
    assert (tmp_path / "positions.html").read_text(encoding="utf-8").startswith("<!")
    assert [path.name for path in tmp_path.iterdir()] == ["positions.html"]


# Checking and handing on ------------------------------------------------------------------------------------------


def test_check_is_silent_on_standard_output_when_all_is_well(ask: Run) -> None:
    result = ask("check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "all is well\n")


def test_check_tells_a_quote_that_no_longer_stands(kg: Run, tmp_path: Path, readings: tuple[Reading, ...]) -> None:
    from kg import Graph

    with Graph.open(tmp_path / "store") as graph:
        list(graph.add_readings(readings))
        graph.store.update(
            "DELETE { GRAPH ?g { ?d neg:text ?old } } INSERT { GRAPH ?g { ?d neg:text 'other' } }"
            " WHERE { GRAPH ?g { ?d neg:text ?old } }"
        )
    result = kg("check", "--store", tmp_path / "store", "-f", "csv")
    assert result.exit_code == 1
    assert result.stdout.count("quote") >= 3


def test_export_writes_a_file_or_standard_output(ask: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert ask("export", "-f", "csv", "-o", path).exit_code == 0
    assert path.read_text() == ask("export", "-f", "csv").stdout
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_goes_where_a_link_points_and_leaves_devices_alone(ask: Run, tmp_path: Path) -> None:
    (tmp_path / "real.ttl").write_text("old")
    (tmp_path / "link.ttl").symlink_to(tmp_path / "real.ttl")
    assert ask("export", "-o", tmp_path / "link.ttl").exit_code == 0
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "real.ttl").read_text() == ask("export").stdout
    os.mkfifo(tmp_path / "pipe")
    descriptor = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert ask("export", "-f", "csv", "-o", tmp_path / "pipe").exit_code == 0
    assert os.read(descriptor, 3) == b"id,"
    os.close(descriptor)
    assert not (tmp_path / "pipe").is_file()


def test_an_export_into_a_missing_folder_is_refused(ask: Run, tmp_path: Path) -> None:
    result = ask("export", "-o", tmp_path / "nowhere" / "out.ttl")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_vocabulary_lists_packs_and_checks_one(kg: Run, tmp_path: Path) -> None:
    packs = json.loads(kg("vocabulary", "-f", "json").stdout)
    assert sum(pack["parties"] for pack in packs) > 190
    bad = tmp_path / "bad.ttl"
    bad.write_text("@prefix : <http://a.example/> . :a :b")
    result = kg("vocabulary", "check", bad)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_evaluate_gives_full_marks_to_the_annotations_themselves(
    kg: Run, tmp_path: Path, readings: tuple[Reading, ...]
) -> None:
    from kg.records import position_record

    gold = tmp_path / "gold.jsonl"
    lines = [json.dumps(position_record(position)) for reading in readings for position in reading.positions]
    gold.write_text("\n".join(lines))
    scores = json.loads(kg("evaluate", gold, gold, "-f", "json").stdout)
    assert [(score["level"], score["f1"]) for score in scores][:2] == [("holder+polarity", 1.0), ("+stance", 1.0)]
