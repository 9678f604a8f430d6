"""Articles from wherever they lie, and one clear line for whatever is none."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.boilerplate import article_spans
from kg.documents import Unreadable, read_document, read_documents
from kg.model import Document


def written(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_text_file_is_taken_as_it_is(tmp_path: Path) -> None:
    text = "Peru agreed.\r\n\r\n  Chile did not. \n"
    assert list(read_documents([written(tmp_path, "wire__12.txt", text)])) == [Document("wire/12", text)]


def test_markdown_gives_its_front_matter(tmp_path: Path) -> None:
    page = '---\ntitle: "Cod talks: day two"\ndate: 2025-03-04\npublisher: The Quay\nid: quay/7\nround: 2\n---\n\nNorway agreed.\n'
    (document,) = read_documents([written(tmp_path, "a.md", page)])
    assert document == Document("quay/7", "Norway agreed.\n", "Cod talks: day two", "2025-03-04", "The Quay", round="2")


def test_options_override_what_the_page_says(tmp_path: Path) -> None:
    path = written(tmp_path, "a.md", "---\ntitle: Old\n---\nNorway agreed.\n")
    (document,) = read_documents([path], title="New", date="2025-01", negotiation="cod")
    assert (document.title, document.date, document.negotiation) == ("New", "2025-01", "cod")


def test_a_page_gives_its_article_and_metadata_without_menus(tmp_path: Path) -> None:
    body = "".join(
        f"<p>Chile wants paragraph {n} of the copper accord to be read again by all sides.</p>" for n in range(6)
    )
    page = (
        "<html><head><title>Copper talks - The Andes Mail</title><meta property='og:title' content='Copper talks stall'>"
        "<meta property='og:site_name' content='The Andes Mail'><meta property='article:published_time' content='2024-05-06'>"
        f"</head><body><nav><a href='/'>Home</a><a href='/subs'>Subscribe now</a></nav><article><h1>Copper talks stall</h1>{body}"
        "</article><footer>We use cookies. All rights reserved.</footer></body></html>"
    )
    (document,) = read_documents([written(tmp_path, "copper.html", page)])
    assert (document.id, document.date, document.publisher) == ("copper", "2024-05-06", "The Andes Mail")
    assert all(f"paragraph {n} of the copper accord" in document.text for n in range(6))
    assert "cookies" not in document.text
    assert "Subscribe" not in document.text


def test_a_folder_is_read_by_name_below_and_hidden_files_are_not(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", "a/.hidden.txt", ".git/d.txt", "e.pdf"):
        written(tmp_path, name, "Chad agreed.")
    assert [d.id for d in read_documents([tmp_path])] == ["c", "b"]


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    for name in ("x/day.txt", "y/day.txt"):
        written(tmp_path, name, "Chad agreed.")
    assert [d.id for d in read_documents([tmp_path])] == ["day", "y/day"]


BAD = [
    ("empty.txt", b" \n", "holds no text"),
    ("picture.txt", b"\x89PNG\0\0", "is not text"),
    (
        "a.md",
        b"---\ntitle: [\n---\nx",
        "its front matter is no YAML at line 3, column 1; quote values that hold a colon",
    ),
    ("b.md", b"---\ndate: soon\n---\nx", "its date 'soon' is none; write it as 2017-09-04"),
    ("c.md", b"---\ndate: 2017-13-45\n---\nx", None),
    ("d.md", b"---\ntitle: [a, b]\n---\nx", "the title in its front matter is no plain value"),
    ("t.md", b"+++\ntitle = Talks\n+++\nx", "its front matter is no TOML (Invalid value (at line 1, column 9))"),
    ("e.html", b"<html><body></body></html>", "holds no article that could be found"),
]


@pytest.mark.parametrize(("name", "data", "why"), BAD)
def test_what_is_no_article_is_one_clear_line(tmp_path: Path, name: str, data: bytes, why: str | None) -> None:
    path = written(tmp_path, name, data)
    with pytest.raises(Unreadable) as refusal:
        read_document(str(path))
    assert "\n" not in str(refusal.value)
    if why:
        assert str(refusal.value) == f"{path}: {why}"


def test_a_part_of_a_page_is_read_as_one(tmp_path: Path) -> None:
    page = "<h1>Copper</h1><p>Chile refused the new tariff on copper.</p><p>Peru did not.</p>"
    document = read_document(str(written(tmp_path, "a.html", page)))
    assert document.text == "Copper\n\nChile refused the new tariff on copper.\n\nPeru did not."


def test_a_sign_that_yaml_has_no_place_for_costs_no_document(tmp_path: Path) -> None:
    broken = "---\ntitle: Talks in Pozna\u00c5\u0084\ndate: 2017-09-04\n---\n\nNorway agreed.\n"
    document = read_document(str(written(tmp_path, "a.md", broken.encode())))
    assert (document.title, document.date) == ("Talks in Pozna\u00c5", "2017-09-04")


def test_a_missing_file_and_a_bad_address_are_refused(tmp_path: Path) -> None:
    for place, why in (
        (str(tmp_path / "no.txt"), "cannot be read"),
        ("ftp://x/y", "only http"),
        ("http://[bad/x", "is no address"),
    ):
        with pytest.raises(Unreadable, match=why):
            read_document(place)


def test_the_rest_goes_on(tmp_path: Path) -> None:
    written(tmp_path, "a.txt", b"\0")
    written(tmp_path, "b.txt", "Chad agreed.")
    told: list[str] = []
    assert [d.id for d in read_documents([tmp_path], refused=lambda refusal: told.append(str(refusal)))] == ["b"]
    assert told == [f"{tmp_path / 'a.txt'}: is not text"]


def test_a_rule_above_prose_is_no_front_matter(tmp_path: Path) -> None:
    (document,) = read_documents([written(tmp_path, "a.md", "---\nNorway agreed.\n---\nChad did not.\n")])
    assert document.text == "---\nNorway agreed.\n---\nChad did not.\n"


@pytest.mark.parametrize(
    ("bar", "publisher"),
    [
        ("Fish talks fail | The Quay", "The Quay"),
        ("Fish talks fail &ndash; World &ndash; The Quay", "The Quay"),
        ("The Quay", None),
        ("Fish talks fail", None),
        ("Fish talks fail again", None),
        ("Fish talks fail - what it means for those who live by the sea", None),
    ],
)
def test_the_title_bar_of_a_page_names_its_outlet(tmp_path: Path, bar: str, publisher: str | None) -> None:
    text = "".join(f"<p>Norway refused the cut on cod number {n} that the islands had asked for.</p>" for n in range(4))
    page = (
        f"<html><head><title>{bar}</title></head><body><article><h1>Fish talks fail</h1>{text}</article></body></html>"
    )
    (document,) = read_documents([written(tmp_path, "a.html", page)])
    assert document.publisher == publisher


@pytest.mark.parametrize(
    ("top", "date"),
    [
        ("PRESS RELEASE No. 7/2031\nFOR IMMEDIATE RELEASE\nLima, 8 July 2031\n\n", "2031-07-08"),
        ("Fish talks fail\n\nUpdated 6:42 PM UTC, March 14, 2031\n\n", "2031-03-14"),
        ("Fish talks fail\nBlog post · 3 February 2031 · 5 minute read\n\n", "2031-02-03"),
        ("Published 2031-02-03 by Ana Prado\n\n", "2031-02-03"),
        ("Fish talks fail\n\n", None),
        ("Norway to close its waters by 8 July 2031\n\n", None),
        ("The pact of 8 July 2031 is void.\n\n", None),
        ("8 July 2031 was the day on which all this began, said those who had been there.\n\n", None),
    ],
)
def test_the_line_of_a_date_above_a_text_dates_it(tmp_path: Path, top: str, date: str | None) -> None:
    (document,) = read_documents([written(tmp_path, "a.txt", f"{top}Norway refused.\n")])
    assert (document.date, document.text) == (date, f"{top}Norway refused.\n")


def test_what_the_user_and_the_page_say_counts_more_than_a_line_of_text(tmp_path: Path) -> None:
    (asked,) = read_documents([written(tmp_path, "a.txt", "Lima, 8 July 2031\n\nPeru refused.\n")], date="2031-07-09")
    (told,) = read_documents(
        [written(tmp_path, "b.md", "---\ndate: 2031-07-10\n---\nLima, 8 July 2031\n\nPeru refused.\n")]
    )
    assert (asked.date, told.date) == ("2031-07-09", "2031-07-10")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Fish *talks* fail\n\nNorway refused.\n", "Fish *talks* fail"),
        ("---\npublisher: The Quay\n---\n\n# Fish talks fail #\nNorway refused.\n", "Fish talks fail"),
        ("---\ntitle: Fish\n---\n# Fish talks fail\nNorway refused.\n", "Fish"),
        ("Norway refused.\n\n# Later\n", None),
        ("## Fish\nNorway refused.\n", None),
    ],
)
def test_a_first_level_heading_on_top_of_markdown_is_its_title(tmp_path: Path, text: str, title: str | None) -> None:
    (document,) = read_documents([written(tmp_path, "a.md", text)])
    assert document.title == title


PAGES = {
    "newspaper": "Skip to content\nHome\nSubscribe now\nfor only 2 crowns\n\nFishing nations split over cod as talks open\n\n"
    "ICELAND wants a smaller catch, its minister said on Monday.\n\nStory continues below advertisement\n\n"
    "Norway offered three things:\n• a lower quota for its own fleet\n• observers on every vessel\n\n"
    "Related: How cod is counted\n\nThe talks end on Friday in Bergen - from our own correspondent\n"
    "All rights reserved\nWe use cookies to make this site better. Read our privacy policy.\n",
    "wire": "Log in\nRegister\nvar track=function(a){window.q=a;document.write(a)};track(1);\n\nKenya refused to lift the ban on maize.\n\n"
    "Read more: maize prices\nIt said the ban would stay until May.\n\nJoin the conversation\nLeave a comment\nComments that violate our rules go.\n",
    "broadcaster": "Skip to content\nNews\nSport\nShare\n\nBrazil asked the bloc on Monday to scrap its duty on beef, as talks opened.\n\n"
    "The bloc refused.\n\nBrazil's offer\n\nBrazil offered to lower its tariff on wine.\n\nRelated Topics\nBeef\n"
    "More on this story\nWhy beef matters\nChile demands a seat at the table\nTop Stories\n"
    "Peru demands that Chile open its market\nPublished\n2 hours ago\nTerms of Use\nPrivacy Policy\n",
    "consent": "We and our partners store data on a device, such as cookies, and demand that you accept personalised ads.\n"
    "AGREE\nThe Andes Mail\nSubscribe\n\nChile rejected the demand for a levy on copper on Tuesday.\n\n"
    "Most Read\nPeru demands talks on tin\n\nIts minister said the country would offer a joint study instead.\n"
    "Copyright © 2025 The Andes Mail\n",
    "comments": "Menu\nSign in\n\nNorway refused on Tuesday to accept a larger quota for cod.\n\nIceland supported Norway.\n\n"
    "Sort by newest\nfishfan\nNorway should demand that the others leave its waters!\nReply\nseadog\n"
    "I demand that Norway give the cod back to us, all of it.\n",
    "links alone": "Fish talks go on\n\nNorway refused to lower its tariffs on cod, officials said on Monday.\n\n"
    "Iceland demanded that Norway lower them at once, its envoy said.\n\nThe talks go on in Bergen on Tuesday, both sides said.\n\n"
    "Most read\n\nSpain demands apology over flag\n\nPeru vows to retaliate over tin\n",
    "about pages": "Talks on web pages fail\n\nThe bloc demanded on Monday that the islands drop their rules on cookies and privacy "
    "policy pages.\n\nFirms must show a page where newsletters and terms of service are explained, the islands said.\n\n"
    "The islands supported a plan to have readers subscribe now and pay later, said an envoy in Oslo.\n",
}
KEPT = {
    "links alone": ("tariffs on cod", "Iceland demanded", "both sides said."),
    "broadcaster": ("scrap its duty", "The bloc refused", "Brazil's offer", "tariff on wine."),
    "consent": ("levy on copper", "joint study"),
    "comments": ("larger quota", "Iceland supported Norway."),
    "about pages": ("fail", "drop their rules", "Firms must show", "said an envoy in Oslo."),
    "newspaper": ("smaller catch", "three things:", "a lower quota", "observers on every vessel", "own correspondent"),
    "wire": ("lift the ban on maize", "would stay until May"),
}
GONE = {
    "links alone": ("Most read", "Spain", "Peru"),
    "broadcaster": ("Related", "Chile", "Peru", "Top", "Terms"),
    "consent": ("partners", "AGREE", "tin", "Copyright"),
    "comments": ("fishfan", "others leave", "give the cod back"),
    "about pages": (),
    "newspaper": ("Subscribe", "advertisement", "Related", "cookies", "rights reserved"),
    "wire": ("function", "Read more", "violate", "Log in"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_flattened_page_keeps_its_article_and_nothing_else(name: str) -> None:
    page = PAGES[name]
    kept = "\n".join(page[a:b] for a, b in article_spans(page))
    assert [words for words in KEPT[name] if words not in kept] == []
    assert [words for words in GONE[name] if words in kept] == []


@given(st.text(alphabet="ab .\n:•{}();", max_size=400))
def test_spans_are_sorted_disjoint_and_inside(text: str) -> None:
    spans = article_spans(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))


def test_front_matter_in_toml_is_read_as_in_yaml(tmp_path: Path) -> None:
    page = tmp_path / "talks.md"
    page.write_text(
        '+++\ntitle = "Herring talks resume"\ndate = 2025-03-02T09:00:00Z\npublisher = "Quay"\n+++\n\nIceland sat down.\n'
    )
    read = read_document(str(page))
    assert (read.title, read.date, read.publisher) == ("Herring talks resume", "2025-03-02", "Quay")
    assert read.text == "Iceland sat down.\n"
