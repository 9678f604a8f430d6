"""Views in a real browser: opened from disk, reading panels, filtering, and text that stays text."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg import view
from kg.model import Certainty, Stance, Strength
from kg.rows import Named, PositionRow

HOSTILE = "</script><img src=x onerror=window.hit=1>'\"\u202e😀"
CANADA = PositionRow(
    "a", (Named("CA", "Canada"),), Stance.REFUSE, Named("dairy", "Dairy"), "open its dairy market",
    (Named("US", "United States"),),
    Certainty.STATED, Strength.FIRM, None, None, None, 0.9, "Canada refused to open its dairy market.", 0, 40, None,
    "talks-1", "A day of talks", "2017-09-02", "The Gazette", "https://example.org/a", None, "round-2",
)  # fmt: skip
US = replace(CANADA, id="b", holder=(Named("US", "United States"),), stance=Stance.DEMAND, target=(), round="round-3")
ODD = replace(CANADA, id="c", holder=(Named(HOSTILE, HOSTILE),), issue=Named(HOSTILE, HOSTILE), what=HOSTILE,
              quote=HOSTILE, title=HOSTILE, url="javascript:window.hit=1")  # fmt: skip
ROWS = [CANADA, US, ODD]
TEXT = "😀 Canada refused to open its dairy market. Then lunch."


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
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """A function that opens HTML from disk; requests and console errors fail the test."""
    context = browser.new_context(offline=True)
    context.set_default_timeout(4000)
    tab, wrong = context.new_page(), []
    tab.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else wrong.append(r.url))
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))

    def show(html: str) -> Any:
        (tmp_path / "view.html").write_text(html, encoding="utf-8")
        tab.goto((tmp_path / "view.html").as_uri())
        return tab

    yield show
    hit = tab.evaluate("window.hit")
    context.close()
    assert (wrong, hit) == ([], None)


def test_the_same_rows_give_the_same_bytes_in_any_order() -> None:
    assert view.render_graph(ROWS) == view.render_graph(ROWS[::-1])


def test_a_line_of_the_graph_opens_its_positions(page: Any) -> None:
    tab = page(view.render_graph(ROWS))
    spot = tab.evaluate(
        """() => { const {edges} = kgNetwork.body, e = Object.values(edges).find(e => e.from.id === "p:CA");
        const dom = kgNetwork.canvasToDOM({x: (e.from.x + e.to.x) / 2, y: (e.from.y + e.to.y) / 2});
        for (let r = 0; r < 300; r += 2) for (const [dx, dy] of [[r,0],[-r,0],[0,r],[0,-r]])
          if (!kgNetwork.getNodeAt({x: dom.x+dx, y: dom.y+dy})
            && kgNetwork.getEdgeAt({x: dom.x+dx, y: dom.y+dy}) === e.id) return {x: dom.x+dx, y: dom.y+dy}; }"""
    )
    assert spot, "no line under the pointer"
    tab.click("#view", position=spot)
    assert tab.inner_text("#panel h2") == "Canada · refuse · Dairy"
    assert tab.inner_text("#panel mark") == "open its dairy market"
    assert tab.get_attribute("#panel a", "href") == "https://example.org/a"


def test_a_filter_narrows_and_is_kept_in_the_address(page: Any) -> None:
    tab = page(view.render_graph(ROWS))
    tab.select_option("[name=stance]", "demand")
    assert (tab.inner_text("#count"), tab.url.split("#")[1]) == ("1 of 3 positions.", "stance=demand")
    tab.click("#clear")
    tab.fill("[name=text]", "gazette that is nowhere")
    assert tab.inner_text("#count") == "0 of 3 positions."


def test_the_matrix_opens_by_keyboard(page: Any) -> None:
    tab = page(view.render_matrix([CANADA, US]))
    assert "contested" in tab.inner_text("#view")
    tab.focus("#view button")
    tab.keyboard.press("Enter")
    assert tab.locator("#panel article").count() == 1


@pytest.mark.parametrize("render", [view.render_graph, view.render_matrix, view.render_timeline])
def test_hostile_text_stays_text(page: Any, render: Any) -> None:
    tab = page(render([ODD]))
    tab.click("#table summary")
    tab.click("#table button")
    assert (tab.inner_text("#panel mark"), tab.locator("#panel a, img").count()) == (HOSTILE, 0)


def test_a_turn_is_marked_on_the_timeline(page: Any) -> None:
    later = replace(CANADA, id="d", stance=Stance.OFFER, date="2017-10-12")
    assert page(view.render_timeline([CANADA, later])).locator("#view button", has_text="changed").count() == 1


def test_the_reader_marks_passages_by_characters(page: Any) -> None:
    tab = page(view.render_reader(TEXT, [replace(CANADA, start=2, end=42)]))
    tab.click("#view span[role=button]")
    assert tab.inner_text("#view span[role=button]") == "Canada refused to open its dairy market."
    assert tab.locator("#panel article").count() == 1


@pytest.mark.parametrize("render", [view.render_graph, view.render_matrix, view.render_timeline])
def test_an_empty_store_says_so(page: Any, render: Any) -> None:
    assert "There are no positions yet." in page(render([])).inner_text("#view")
