"""Takes the screenshots of README.md: reads the example articles and photographs their graph and a document.

Run from the repository's root, with the extra `test` installed and Debian's chromium: python scripts/screenshots.py
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from kg import Graph
from kg.commands.keeping import ViewKind, view_page
from kg.commands.reading import Sources
from kg.rows import Filter
from kg.things import Asked

IMAGES = Path("docs/images")


def main() -> None:
    """Writes docs/images/graph.png and docs/images/reader.png."""
    with Graph.open() as graph:
        list(graph.add_documents(Sources(["examples"], {})))
        pages = {
            "graph": view_page(graph, ViewKind.GRAPH, Asked()),
            "reader": view_page(graph, ViewKind.READER, Asked(only=Filter(document="harbour-3-change"))),
        }
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 860}, offline=True)
        for name, html in pages.items():
            file = Path(folder, f"{name}.html")
            file.write_text(html, encoding="utf-8")
            tab.goto(file.as_uri())
            tab.wait_for_timeout(500)
            if name == "reader":
                tab.locator(".passage").nth(1).click()
            tab.mouse.move(0, 0)
            tab.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
