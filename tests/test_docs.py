"""The README does what it says: its commands are run in order, and print what stands under them."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Command:
    """A line after `$ ` and what it prints; a line `...` stands for any lines."""

    line: str
    printed: str


def blocks(language: str) -> list[str]:
    return [found[2] for found in BLOCK.finditer(README) if found[1] == language]


def commands() -> Iterator[Command]:
    for block in blocks("console"):
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


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example articles, where `kg` is the checkout's."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", folder / "examples")
    binary = folder / "bin"
    binary.mkdir()
    script = binary / "kg"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from kg.cli import main; main()" "$@"\n')
    script.chmod(0o755)
    return folder


def environment(workplace: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    path = f"{workplace / 'bin'}{os.pathsep}{kept['PATH']}"
    return kept | {"PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}


def test_the_readme_has_commands() -> None:
    assert sum(command.line.startswith("kg ") for command in commands()) >= 10


def test_commands_print_what_the_readme_shows(workplace: Path) -> None:
    for command in commands():
        done = subprocess.run(
            command.line, shell=True, cwd=workplace, env=environment(workplace), capture_output=True, text=True
        )
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
