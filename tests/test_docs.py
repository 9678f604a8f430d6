"""The README and the guides do what they say: their commands are run in order, and print what stands under them."""

import doctest
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDES = ("docs/vocabulary.md",)
"""The other pages whose commands are run, each in a folder of its own."""

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Command:
    """A line after `$ ` and what it prints; a line `...` stands for any lines."""

    line: str
    printed: str


def blocks(language: str, page: str = README) -> list[str]:
    return [found[2] for found in BLOCK.finditer(page) if found[1] == language]


def commands(page: str) -> Iterator[Command]:
    for block in blocks("console", page):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, printed = part.partition("\n")
            yield Command(line, printed)


def pattern(printed: str) -> re.Pattern[str]:
    """What matches a command's output: the lines as they stand, `...` for any lines.

    >>> bool(pattern("a\\n...\\nz\\n").fullmatch("a\\nb\\nc\\nz\\n"))
    True
    """
    lines = [r"(?:.*\n)*?" if line == "..." else re.escape(line) + r" *\n" for line in printed.splitlines()]
    return re.compile("".join(lines))


def furnished(folder: Path) -> Path:
    """A folder with the example articles, where `kg` is the checkout's."""
    for data in ("examples", "docs/fisheries", "ontology"):
        shutil.copytree(ROOT / data, folder / data)
    (folder / "bin").mkdir()
    script = folder / "bin" / "kg"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from kg.cli import main; main()" "$@"\n')
    script.chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnished(tmp_path_factory.mktemp("readme"))


def printed_by(command: str, workplace: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, shell=True, cwd=workplace, env=environment(workplace), capture_output=True, text=True
    )


def environment(workplace: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    path = f"{workplace / 'bin'}{os.pathsep}{kept['PATH']}"
    return kept | {"PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}


def test_the_readme_has_commands() -> None:
    assert sum(command.line.startswith("kg ") for command in commands(README)) >= 10


def test_commands_print_what_the_readme_shows(workplace: Path) -> None:
    run_all(README, workplace)


@pytest.mark.parametrize("guide", GUIDES)
def test_commands_print_what_a_guide_shows(guide: str, tmp_path: Path) -> None:
    page = (ROOT / guide).read_text(encoding="utf-8")
    assert blocks("console", page)
    run_all(page, furnished(tmp_path))


def run_all(page: str, workplace: Path) -> None:
    for command in commands(page):
        done = printed_by(command.line, workplace)
        assert "Traceback" not in done.stderr
        if not pattern(command.printed).fullmatch(done.stdout):
            assert f"$ {command.line}\n{done.stdout}{done.stderr}" == f"$ {command.line}\n{command.printed}"


def test_python_in_the_readme_runs(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    source = "\n".join(blocks("python"))
    assert ">>>" in source
    test = doctest.DocTestParser().get_doctest(source, {}, "README.md", str(ROOT / "README.md"), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    told: list[str] = []
    assert runner.run(test, out=told.append).failed == 0, "".join(told)


def test_links_and_pictures_are_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_every_command_is_in_the_readme() -> None:
    from typer.main import get_command

    from kg.cli import app

    named = set(re.findall(r"\bkg ([a-z]+)", README))
    assert set(get_command(app).commands) - named == set()  # type: ignore[attr-defined]


def rewritten(page: str, workplace: Path) -> str:
    """A page with what its commands print now; a command whose output is shortened by `...` is left as it is."""

    def block(found: re.Match[str]) -> str:
        parts = re.split(r"^\$ ", found[1], flags=re.MULTILINE)[1:]
        return "```console\n" + "".join(map(part, parts)) + "```"

    def part(text: str) -> str:
        line, _, printed = text.partition("\n")
        now = printed_by(line, workplace).stdout
        kept = "\n...\n" in f"\n{printed}"
        return f"$ {line}\n" + (printed if kept else "".join(f"{row.rstrip()}\n" for row in now.splitlines()))

    return re.sub(r"^```console\n(.*?)^```", block, page, flags=re.DOTALL | re.MULTILINE)


if __name__ == "__main__":
    # `python tests/test_docs.py` writes what the commands print now into the README and the guides.
    for page in ("README.md", *GUIDES):
        with tempfile.TemporaryDirectory() as temporary:
            told = rewritten((ROOT / page).read_text(encoding="utf-8"), furnished(Path(temporary)))
            (ROOT / page).write_text(told, encoding="utf-8")
