"""Views in a real browser: opened from disk, pictures and panels, filters, keys, and text that stays text."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from kg import Graph, view
from kg.model import Certainty, Document, Position, Reading, Stance, Strength, Trace, passage
from kg.rows import DocumentRow, Named, PositionRow
from kg.selection import Line, Selection, issues_above, select
from kg.things import Asked

HOSTILE = "</script><img src=x onerror=window.hit=1>'\"{{7*7}}\u202e😀"
CANADA = PositionRow(
    "a", (Named("CA", "Canada"),), Stance.REFUSE, Named("dairy", "Dairy"), "open its dairy market",
    (Named("US", "United States"),),
    Certainty.STATED, Strength.FIRM, None, None, None, 0.9, "Canada refused to open its dairy market.", 0, 40, None,
    "talks-1", "A day of talks", "2017-09-02", "The Gazette", "https://example.org/a", None, "2",
)  # fmt: skip
US = replace(
    CANADA, id="b", holder=(Named("US", "United States"),), stance=Stance.DEMAND, target=(), round="3",
    date="2017-10-12", certainty=Certainty.EXPECTED, confidence=0.6, document="talks-2",
)  # fmt: skip
ODD = replace(CANADA, id="c", holder=(Named(HOSTILE, HOSTILE),), issue=Named(HOSTILE, HOSTILE), what=HOSTILE,
              quote=HOSTILE, title=HOSTILE, url="javascript:window.hit=1", publisher=HOSTILE, condition=HOSTILE,
              source=Named(HOSTILE, HOSTILE), negotiation=HOSTILE, round=HOSTILE, date=None)  # fmt: skip
ROWS = [CANADA, US, ODD]
ABOVE = {"dairy": Named("farming", "Farming")}
TEXT = "# Talks\n\n😀 Canada refused to open its dairy market. Then\nlunch. (Too long a line to be anything but prose.)"
PAPER = DocumentRow("talks-1", "A day of talks", "2017-09-02", "The Gazette", "https://example.org/a", None, "2", 1, "")
TRACED = replace(CANADA, start=11, end=51, trace=Trace("refuse", "subject", 18, 25, 11, 17, 29, 50))
Render = Callable[..., str]
RENDER: tuple[Render, ...] = (view.render_graph, view.render_matrix, view.render_timeline)


def drawn(render: Render, *rows: PositionRow) -> str:
    return render(view.whole(rows), ABOVE)


def read(*rows: PositionRow) -> str:
    return view.render_reader(PAPER, TEXT, rows)


def many(count: int) -> list[PositionRow]:
    """Positions of different lines: so many parties by so many issues that the count is reached."""
    side = int(count**0.5) + 1
    pairs = list(product(range(side), range(side)))[:count]
    return [
        replace(CANADA, id=f"{n}", holder=(Named(f"P{a}", f"The party of number {a}"),), target=(),
                issue=Named(f"i{b}", f"The issue of number {b}"), stance=list(Stance)[n % 6])
        for n, (a, b) in enumerate(pairs)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """A function that opens HTML from disk; requests, console errors and a script of a document's fail the test."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(4000)
    tab, wrong = context.new_page(), []
    tab.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else wrong.append(r.url))
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))

    def show(html: str, fragment: str = "", width: int = 1280) -> Any:
        (tmp_path / "view.html").write_text(html, encoding="utf-8")
        tab.set_viewport_size({"width": width, "height": 800})
        tab.goto((tmp_path / "view.html").as_uri() + fragment)
        return tab

    yield show
    hit = tab.evaluate("window.hit")
    context.close()
    assert (wrong, hit) == ([], None)


# Pages ------------------------------------------------------------------------------------------------------------


def test_the_same_rows_give_the_same_bytes_in_any_order() -> None:
    for render in RENDER:
        assert drawn(render, *ROWS) == drawn(render, *ROWS[::-1])


def test_a_page_names_nothing_outside_itself() -> None:
    for html in (*(drawn(render, CANADA) for render in RENDER), read(CANADA)):
        bare = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
        assert re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?(?!#)(\S*//\S*)", bare) == []


@pytest.mark.parametrize("render", RENDER)
def test_an_empty_store_says_so(page: Any, render: Render) -> None:
    assert "There are no positions yet." in page(drawn(render)).inner_text("#view")


@pytest.mark.parametrize("render", RENDER)
def test_hostile_text_stays_text(page: Any, render: Render) -> None:
    tab = page(drawn(render, ODD))
    assert HOSTILE in tab.inner_text("#talks")
    tab.click("#table summary")
    if render is view.render_graph:
        tab.click("#table td button, #table th button")
        tab.keyboard.press("Escape")
        tab.focus("#stage")
        for key in ("ArrowRight", "ArrowDown", "Enter"):
            tab.keyboard.press(key)
    else:
        tab.click("#view td button")
    assert tab.inner_text("#panel .what") == HOSTILE
    assert (tab.inner_text("#panel mark"), tab.locator("main a, main img, #table a, #table img").count()) == (
        HOSTILE,
        0,
    )


def test_hostile_text_stays_text_in_the_reader(page: Any) -> None:
    paper = replace(PAPER, title=HOSTILE, publisher=HOSTILE, url="javascript:window.hit=1")
    tab = page(view.render_reader(paper, HOSTILE, [replace(ODD, end=len(HOSTILE))]))
    tab.click(".passage")
    assert (tab.inner_text("h1"), tab.inner_text("#view .text"), tab.locator("a:not(.skip), main img").count()) == (
        HOSTILE, HOSTILE, 0,
    )  # fmt: skip


@pytest.mark.parametrize("html", [*(drawn(render, *ROWS) for render in RENDER), read(TRACED)])
def test_views_fit_a_telephone(page: Any, html: str) -> None:
    tab = page(html, width=360)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.click("#filter")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360


# The graph --------------------------------------------------------------------------------------------------------

LINE = """() => { const {edges} = kgNetwork.body, e = Object.values(edges).find(e => e.from.id === "p:CA");
  const via = e.edgeType.getViaNode();
  return kgNetwork.canvasToDOM({x: (e.from.x + 2 * via.x + e.to.x) / 4, y: (e.from.y + 2 * via.y + e.to.y) / 4}); }"""


def test_a_line_of_the_graph_opens_its_positions(page: Any) -> None:
    tab = page(drawn(view.render_graph, *ROWS))
    tab.click("#stage", position=tab.evaluate(LINE))
    assert tab.inner_text("#panel h2") == "Canada · refuse · Dairy"
    assert tab.inner_text("#panel mark") == "open its dairy market"
    assert tab.get_attribute("#panel a", "href") == "https://example.org/a"
    told = tab.inner_text("#panel article")
    for words in ("to United States", "stated, firm", "2 Sep 2017 · round 2", "0.90", "The Gazette"):
        assert words in told


def test_the_graph_is_gone_through_by_keyboard(page: Any) -> None:
    tab = page(drawn(view.render_graph, *ROWS))
    tab.focus("#stage")
    told = []
    for key in ("ArrowRight", "ArrowDown", "ArrowDown"):
        tab.keyboard.press(key)
        told.append(tab.inner_text("#view [role=status]"))
    assert told[0] == "Dairy: 2 positions, 2 lines"
    assert set(told[1:]) == {
        "Canada · refuse · Dairy: 1 position",
        "United States · demand · Dairy: 1 position, only expected or from an unnamed source",
    }
    tab.keyboard.press("Enter")
    assert tab.inner_text("#panel h2").endswith("Dairy")
    tab.keyboard.press("Escape")
    assert (tab.locator("#panel article").count(), tab.evaluate("document.activeElement.id")) == (0, "stage")


def test_what_is_only_expected_is_dashed(page: Any) -> None:
    tab = page(drawn(view.render_graph, CANADA, US, replace(CANADA, id="d", source=Named("anonymous", "anonymous"),
                                                             stance=Stance.OFFER)))  # fmt: skip
    dashed = tab.evaluate("Object.values(kgNetwork.body.edges).filter(e => e.options.dashes).map(e => e.from.id)")
    assert sorted(dashed) == ["p:CA", "p:US"]


def test_wider_lines_have_more_positions(page: Any) -> None:
    more = [replace(US, id=f"{n}") for n in range(9)]
    tab = page(drawn(view.render_graph, CANADA, *more))
    width = "(from) => Object.values(kgNetwork.body.edges).find(e => e.from.id === from).options.width"
    assert tab.evaluate(width, "p:US") > 2 * tab.evaluate(width, "p:CA")


@pytest.mark.parametrize(("count", "told"), [(5, "5 lines drawn."), (50, "50 lines drawn."), (500, "500 lines drawn."),
                                             (5000, "500 lines of 5,000 drawn: the strongest, of 1 position or more.")])  # fmt: skip
def test_names_never_cover_each_other(page: Any, count: int, told: str) -> None:
    tab = page(drawn(view.render_graph, *many(count)))
    assert told in tab.inner_text("#count")
    boxes = tab.evaluate("VIEW.names().map(({x, y, w, h}) => [x, y, x + w, y + h])")
    crossing = [(a, b) for n, a in enumerate(boxes) for b in boxes[:n]
                if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]  # fmt: skip
    assert (crossing, len(boxes) >= min(7, count)) == ([], True)


def test_all_lines_can_be_drawn_in_time(page: Any) -> None:
    tab = page(drawn(view.render_graph, *many(5000)), "#lines=5000")
    assert "5,000 lines drawn." in tab.inner_text("#count")
    assert (
        tab.evaluate("() => { const start = performance.now(); kgNetwork.redraw(); return performance.now() - start; }")
        < 2000
    )


def test_the_graph_is_saved_as_pictures(page: Any, tmp_path: Path) -> None:
    tab = page(drawn(view.render_graph, *ROWS))
    for kind, begins in (("svg", b"<svg "), ("png", b"\x89PNG\r\n")):
        with tab.expect_download() as download:
            tab.click(f"#{kind}")
        download.value.save_as(tmp_path / f"saved.{kind}")
        saved = (tmp_path / f"saved.{kind}").read_bytes()
        assert (download.value.suggested_filename, saved[: len(begins)]) == (f"positions.{kind}", begins)
    svg = (tmp_path / "saved.svg").read_text("utf-8")
    assert "<img" not in svg
    assert all(f">{words}<" in svg for words in ("Who wants what", "Canada", "Dairy", "refuse"))


def test_the_slider_plays_the_talks(page: Any) -> None:
    tab = page(drawn(view.render_graph, CANADA, US), "#upto=2017-09-02")
    assert (tab.inner_text("#moment"), tab.inner_text("#count")) == (
        "up to 2 Sep 2017 · round 2", "1 of 2 positions. 1 line drawn.",
    )  # fmt: skip
    tab.click("#run")
    assert tab.inner_text("#moment") == "all of the talks"
    tab.focus("#step")
    tab.keyboard.press("ArrowLeft")
    assert (tab.inner_text("#count")[:6], tab.url.split("#")[1]) == ("1 of 2", "upto=2017-09-02")


# Filters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "found", "fragment"),
    [
        ("party", "CA", 1, "party=CA"),
        ("issue", "farming", 2, "issue=farming"),
        ("certainty", "expected", 1, "certainty=expected"),
        ("since", "2017-10-01", 1, "since=2017-10-01"),
        ("until", "2017-10-01", 1, "until=2017-10-01"),
        ("confidence", "0.8", 1, "confidence=0.8"),
        ("text", "united dairy", 1, "text=united+dairy"),
        ("round", '[null,"3"]', 1, "round=%5Bnull%2C%223%22%5D"),
    ],
)
def test_a_filter_narrows_and_stands_in_the_address(
    page: Any, name: str, value: str, found: int, fragment: str
) -> None:
    html = drawn(view.render_matrix, CANADA, US)
    tab = page(html)
    tab.click("#filter")
    fill = tab.select_option if tab.evaluate(f"form.elements['{name}'].tagName") == "SELECT" else tab.fill
    fill(f"[name={name}]", value)
    assert (tab.inner_text("#count")[:6], tab.url.partition("#")[2]) == (f"{found} of 2", fragment)
    again = page(html, f"#{fragment}")
    again.reload()
    assert (again.inner_text("#count")[:6], again.input_value(f"[name={name}]")) == (f"{found} of 2", value)
    again.click("#clear")
    assert (again.inner_text("#count")[:6], again.url.partition("#")[2]) == ("2 of 2", "")


def test_the_filters_are_skipped_by_keyboard_and_kept(page: Any) -> None:
    tab = page(drawn(view.render_graph, CANADA, US), "#party=CA")
    tab.reload()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert (tab.evaluate("document.activeElement.id"), tab.url.split("#")[1]) == ("stage", "party=CA")
    assert "1 line drawn." in tab.inner_text("#count")


def test_a_party_asked_for_is_shown_without_those_it_speaks_with(page: Any) -> None:
    joint = replace(CANADA, holder=(Named("CA", "Canada"), Named("MX", "Mexico")))
    tab = page(drawn(view.render_graph, joint), "#party=CA")
    tab.reload()
    assert "1 of 1 position. 1 line drawn." in tab.inner_text("#count")
    assert "Canada, Mexico" in (tab.click("#panel button"), tab.inner_text("#panel article"))[1]


def test_the_key_hides_stances(page: Any) -> None:
    tab = page(drawn(view.render_graph, CANADA, US))
    tab.click("#stances .refuse")
    assert (tab.inner_text("#count")[:6], tab.get_attribute("#stances .refuse", "aria-pressed")) == ("1 of 2", "false")
    tab.click("#stances .demand")
    assert "No position fits these filters." in tab.inner_text("#view")
    tab.click("#view button")
    assert tab.inner_text("#count")[:6] == "2 of 2"


# Matrix, timeline, reader -----------------------------------------------------------------------------------------


def test_the_matrix_marks_what_is_contested_and_opens_by_keyboard(page: Any) -> None:
    calm = replace(US, id="d", issue=Named("cars", "Cars"))
    tab = page(drawn(view.render_matrix, CANADA, US, calm))
    assert tab.locator("tr.contested th").all_inner_texts() == ["Dairy contested 1\u2009:\u20091"]
    tab.focus("#view td button")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert tab.locator("#panel article").count() == 1


def test_blocs_stand_together_in_the_matrix(page: Any) -> None:
    stances = {"A": (Stance.DEMAND, Stance.OPPOSE), "B": (Stance.REFUSE, Stance.OFFER)}
    rows = [
        replace(CANADA, id=f"{name}{issue}", holder=(Named(name, name),), issue=Named(issue, issue), stance=stance)
        for name, bloc in (("1", "A"), ("2", "B"), ("3", "A"), ("4", "B"))
        for issue, stance in zip(("x", "y"), stances[bloc], strict=True)
    ]
    heads = page(drawn(view.render_matrix, *rows)).locator(".grid thead th")
    assert heads.all_inner_texts() == ["1", "3", "2", "4"]
    assert [heads.nth(n).get_attribute("class") for n in range(4)] == ["", "", "bloc", ""]


def test_a_change_of_side_is_marked_on_the_timeline(page: Any) -> None:
    later = replace(CANADA, id="d", stance=Stance.OFFER, date="2017-10-12", document="talks-2")
    both = replace(US, id="e", stance=Stance.OPPOSE, date="2017-12-01", document="talks-3")
    same = replace(both, id="f", stance=Stance.SUPPORT)
    tab = page(drawn(view.render_timeline, CANADA, later, US, both, same))
    assert tab.locator("td .tag").all_inner_texts() == ["⇄ also against", "⇄ now for"]
    assert "2 changes of side are marked" in tab.inner_text("#count")
    assert (
        tab.locator(".mark.turned").last.get_attribute("aria-label") == "Canada: 12 Oct 2017, offer, changed: now for"
    )


def test_narrower_issues_are_shown_under_the_broadest(page: Any) -> None:
    broad = replace(CANADA, id="d", issue=Named("farming", "Farming"), stance=Stance.OFFER, date="2017-10-12")
    html = drawn(view.render_timeline, CANADA, broad)
    assert page(html).locator("tr.issue").all_inner_texts() == ["Dairy", "Farming"]
    tab = page(html, "#level=broad")
    tab.reload()
    assert tab.locator("tr.issue").all_inner_texts() == ["Farming1 change"]
    assert tab.locator("td .tag").all_inner_texts() == ["⇄ now for"]
    tab = page(drawn(view.render_graph, CANADA, replace(broad, stance=Stance.REFUSE)), "#level=broad")
    tab.reload()
    assert "1 line drawn." in tab.inner_text("#count")


def test_the_reader_marks_passages_by_characters(page: Any) -> None:
    tab = page(read(TRACED))
    assert tab.locator(".text > *").all_inner_texts() == [
        "Talks",
        "😀 Canada refused to open its dairy market. Then lunch. (Too long a line to be anything but prose.)",
    ]
    tab.focus(".passage")
    tab.keyboard.press("Enter")
    assert tab.inner_text(".passage") == "Canada refused to open its dairy market."
    marked = {kind: tab.inner_text(f"#panel blockquote .{kind}") for kind in ("holder", "cue", "what")}
    assert marked == {"holder": "Canada", "cue": "refused", "what": "open its dairy market"}


def test_a_position_is_opened_in_the_reader_by_its_address(page: Any) -> None:
    tab = page(read(TRACED), "#position=a")
    assert (tab.locator("#panel article").count(), tab.locator(".passage.chosen").count()) == (1, 1)


# Large stores -----------------------------------------------------------------------------------------------------


def test_of_many_positions_the_strongest_lines_are_held_and_all_are_counted(page: Any, tmp_path: Path) -> None:
    texts = ["Canada refused."] * 4 + ["Mexico refused."]
    readings = []
    for n, text in enumerate(texts):
        document = Document(f"d{n}", text, date=f"2031-01-0{n + 1}")
        held = Position(passage(document, 0, len(text)), ("CA" if n < 4 else "MX",), Stance.REFUSE, "refused", "dairy")
        readings.append(Reading(document, (held,)))
    with Graph.open(tmp_path / "store") as graph:
        list(graph.add_readings(readings))
        held = select(graph.store, Asked(), most=3, lines=1, each=2)
        above = issues_above(graph.store, held.rows)
    canada, dairy = Named("CA", "Canada"), Named("dairy", "Dairy")
    assert [row.document for row in held.rows] == ["d3", "d2"]
    assert replace(held, rows=()) == Selection((), 5, (Line(canada, dairy, Stance.REFUSE, 4),), 2)
    assert above["dairy"].id == "supply-management"
    tab = page(view.render_graph(held, above))
    assert "This page holds the newest 2 positions of the 1 strongest line (of 2)" in tab.inner_text("#about")
    tab.focus("#stage")
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        tab.keyboard.press(key)
    assert "4 positions" in tab.inner_text("#panel .heading")
    assert "kg who dairy --party CA --stance refuse --limit 0" in tab.inner_text("#panel")


def test_a_served_part_leads_to_the_whole(page: Any) -> None:
    held = Selection((CANADA, US), 9, (Line(CANADA.holder[0], Named("dairy", "Dairy"), Stance.REFUSE, 8),), 5)
    frame = view.Frame((("kg", "/"), ("Graph", "/views/graph")))
    tab = page(view.render_graph(held, ABOVE, frame), "#party=CA&since=2017-01-01")
    tab.reload()
    tab.click("#stances .demand")
    asked = (tab.get_attribute("#count a", "href") or "").partition("?")[2]
    stances = "&".join(f"stance={one.value}" for one in Stance if one is not Stance.DEMAND)
    assert asked == f"party=CA&since=2017-01-01&{stances}"
    tab.focus("#stage")
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        tab.keyboard.press(key)
    paths = [link.get_attribute("href") for link in tab.locator("#panel a").all()]
    assert {"/party/CA", "/issue/dairy", "/position/a", "https://example.org/a"} <= set(paths)


def test_few_positions_are_held_whole(archive: Path) -> None:
    with Graph.open(archive, read_only=True) as graph:
        assert select(graph.store, Asked(), most=3) == view.whole(graph.who(limit=None).rows)


# The command ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ([], "Who wants what"),
        (["matrix", "--issue", "agriculture"], "For and against"),
        (["timeline", "--party", "CA"], "Positions over time"),
        (["reader", "--document", "post/round-1"], "Talks [open]"),
    ],
)
def test_the_command_writes_each_view(ask: Callable[..., Any], tmp_path: Path, asked: list[str], told: str) -> None:
    result = ask("view", *asked, "-o", tmp_path / "page.html")
    assert (result.exit_code, f"<bdi>{told}</bdi></h1>" in (tmp_path / "page.html").read_text("utf-8")) == (0, True)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (["reader"], "the reader shows one document; choose it with --document: wire/round-2, post/round-1\n"),
        (["reader", "--document", "none"], "no document is called 'none'\n"),
        (["graph", "--issue", "dary"], "no issue is called 'dary'; did you mean"),
    ],
)
def test_what_cannot_be_shown_is_told_in_a_line(
    ask: Callable[..., Any], tmp_path: Path, asked: list[str], refusal: str
) -> None:
    result = ask("view", *asked, "-o", tmp_path / "page.html")
    assert (result.exit_code, result.stderr[: len(refusal)]) == (2, refusal)
    assert not (tmp_path / "page.html").exists()
