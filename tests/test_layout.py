"""What a page says by its layout: whose words its blocks quote, and what its lists say of each term."""

from pathlib import Path

import pytest
from lxml import html

from kg.documents import read_document
from kg.extraction import load_extractor
from kg.layout import spelled_out
from kg.model import Document

ARTICLE = (
    "Norway and Peru met in Lyon to talk about the kelp levy. They parted without a text that both could sign. " * 3
)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("<blockquote>We go.<cite>Ana Ode, cook</cite></blockquote>", ["“We go.”", "— Ana Ode, cook"]),
        ("<blockquote><p>We <i>go</i></p><footer>– Ana Ode</footer></blockquote>", ["“We go”", "— Ana Ode"]),
        (
            "<figure><blockquote>“We go.”</blockquote><figcaption>Ana Ode</figcaption></figure>",
            ["“We go.”", "— Ana Ode"],
        ),
        ("<blockquote><!-- x --><br>We go.<br>Now<cite>Ana Ode</cite></blockquote>", ["“We go.Now”", "— Ana Ode"]),
        ("<blockquote>We <b>go</b><cite>Ana Ode</cite></blockquote>", ["“We go”", "— Ana Ode"]),
        ("<blockquote>We go.</blockquote>", ["We go."]),
        ("<blockquote><cite>Ana Ode</cite></blockquote>", []),
        ("<dl><dt>Chile:</dt><dd>Wants <b>both</b>.</dd><dd>Waits.</dd></dl>", ["Chile: Wants both.", "Chile: Waits."]),
    ],
)
def test_what_layout_says_is_said_in_words(part: str, words: list[str]) -> None:
    tree = spelled_out(html.fromstring(f"<body><div>{part}</div><p>The end.</p></body>"))
    blocks = [" ".join(block.text_content().split()) for block in tree.iter("blockquote", "p")]
    inner = [block for block in blocks if block]
    assert list(dict.fromkeys(inner)) in (
        [*words, "The end."],
        [words[0] if words else "The end.", *words[1:], "The end."],
    )


def test_a_page_is_read_with_those_its_blocks_credit(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        f"<html><body><article><h1>Kelp talks</h1><p>{ARTICLE}</p><figure><blockquote><p>We reject the levy.</p></blockquote>"
        "<figcaption>Ana Ode, fisheries minister of Chile</figcaption></figure><dl><dt>Iceland</dt><dd>Supports the levy.</dd>"
        f"</dl><p>{ARTICLE}</p></article></body></html>",
        encoding="utf-8",
    )
    found = {(p.holder, p.stance.value) for p in load_extractor().read(read_document(str(page))).positions}
    assert {(("CL",), "oppose"), (("IS",), "support")} <= found


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Chile: Rejects the levy. Peru and Norway met.", {("CL",)}),
        ("Ana Ode, Chile's fisheries minister: No. We reject the levy.", {("CL",)}),
        ("Ana Ode is Chile's fisheries minister. Yesterday Ode rejected the levy.", {("CL",)}),
        ("The Quay: Will Chile reject the levy?", set()),
    ],
)
def test_labels_and_introductions(text: str, holders: set[tuple[str, ...]]) -> None:
    assert {p.holder for p in load_extractor().read(Document("t", text)).positions} == holders


def test_a_place_over_an_article_says_only_where_it_was_written() -> None:
    text = "LIMA\n\nNorway and Chile talk of salmon. Chile's minister, Ana Ode, spoke first.\n\nRejects the levy."
    assert ("PE",) not in {p.holder for p in load_extractor().read(Document("t", text), threshold=0.05).positions}


def test_a_heading_names_those_of_whom_its_items_are_said() -> None:
    text = (
        "Ministers of Egypt and Ethiopia meet in Lyon.\n\n## Egypt\n\n- Wants an end to the levy\n- Opposes any new dam\n\n"
        "## Ethiopia\n\nRejects a fixed release. It rained."
    )
    found = {(p.holder, p.stance.value, p.what) for p in load_extractor().read(Document("t", text)).positions}
    assert found == {
        (("EG",), "demand", "an end to the levy"),
        (("EG",), "oppose", "any new dam"),
        (("ET",), "oppose", "a fixed release"),
    }
