"""Articles from wherever they lie: text, Markdown with front matter, HTML, folders, URLs, standard input."""

import codecs
import datetime
import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.boilerplate import find_dateline
from kg.dates import find_date
from kg.errors import KgError
from kg.model import Document

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")
LARGEST = 50_000_000  # bytes; an article is a thousandth of it
# Between lines of "---" (YAML) or "+++" (TOML)
_FRONT_MATTER = re.compile(r"\A(?:\ufeff)?(---|\+\+\+)[ \t]*\r?\n(.*?)^\1[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_FIELDS = ("title", "date", "publisher", "url", "negotiation", "round")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)\b", re.I)


class Unreadable(KgError):
    """A source that gives no article; the rest of a batch goes on without it."""

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"{source}: {why}")
        self.source, self.why = source, why


def read_documents(
    sources: Iterable[str | Path], *, refused: Callable[[KgError], None] | None = None, **metadata: str | None
) -> Iterator[Document]:
    """The articles of files, folders (below which every known kind of file is read, by name), URLs and `-`, one at a time.

    `metadata` (`title`, `date`, `publisher`, `url`, `negotiation`, `round`) overrides what a page says of itself. A source
    that cannot be read is handed to `refused` and passed over; without one it raises Unreadable. A second file of the
    same name in one run takes its folder's name into its id, so that neither is lost.
    """
    taken: dict[str, str] = {}
    for source in sources:
        for place in find_places(str(source)):
            try:
                document = read_document(place)
            except KgError as refusal:
                if refused is None:
                    raise
                refused(refusal)
                continue
            given = {name: value for name, value in metadata.items() if value is not None}
            document = replace(document, **given)
            if taken.setdefault(document.id, place) != place:
                document = replace(document, id=f"{_slug(Path(place).resolve().parent.name)}/{document.id}")
                taken[document.id] = place
            yield document


def find_places(source: str) -> Iterator[str]:
    """What a source stands for: the files below a folder by name, or itself."""
    path = Path(source)
    if source == "-" or _is_url(source) or not path.is_dir():
        yield source
        return
    for below in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in below.relative_to(path).parts)
        if below.suffix.lower() in SUFFIXES and not hidden and below.is_file():
            yield str(below)


def _is_url(source: str) -> bool:
    return bool(re.match(r"[a-z][a-z0-9+.-]*://", source, re.I))


def read_document(place: str) -> Document:
    """The article of one file, URL or `-` (standard input); raises Unreadable.

    A `.txt` file is taken as it is, so that offsets are those of the file.
    """
    if place == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
        name = f"stdin-{hashlib.sha256(data).hexdigest()[:12]}"
        return _document("standard input", name, data, _sniffed(data))
    if _is_url(place):
        return _document(place, _url_id(place), _fetched(place), "html", url=place)
    path = Path(place)
    return _document(place, path.stem.replace("__", "/"), _file_bytes(path), _kind(path))


def _kind(path: Path) -> str:
    suffix = path.suffix.lower()
    return "html" if suffix in (".html", ".htm", ".xhtml") else "markdown" if suffix in (".md", ".markdown") else "text"


def _sniffed(data: bytes) -> str:
    if _HTML.search(data[:2000]):
        return "html"
    return "markdown" if data.lstrip(b"\xef\xbb\xbf").startswith((b"---", b"+++")) else "text"


def _file_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(str(path), f"is larger than {LARGEST // 1_000_000} MB; an article is not")
        return path.read_bytes()
    except OSError as exc:
        raise Unreadable(str(path), f"cannot be read ({exc.strerror or exc})") from exc


def _fetched(url: str) -> bytes:
    import urllib.error
    import urllib.request

    if urlsplit(url).scheme not in ("http", "https"):
        raise Unreadable(url, "only http and https addresses are read")
    request = urllib.request.Request(url, headers={"User-Agent": "kg (negotiation positions)"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            data: bytes = answer.read(LARGEST + 1)
    except (urllib.error.URLError, OSError, ValueError) as exc:
        raise Unreadable(url, f"could not be fetched ({exc})") from exc
    return data


def _url_id(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as exc:
        raise Unreadable(url, f"is no address ({exc})") from exc
    query = f"-{_slug(parts.query)}" if parts.query else ""
    return f"{parts.netloc}{_slug(parts.path).rstrip('/')}{query}" or "url"


def _slug(text: str) -> str:
    return re.sub(r"[^\w./-]+", "-", text).strip("-")


def _document(source: str, name: str, data: bytes, kind: str, url: str | None = None) -> Document:
    if len(data) > LARGEST:
        raise Unreadable(source, f"is larger than {LARGEST // 1_000_000} MB; an article is not")
    if data.startswith(b"%PDF-"):
        raise Unreadable(source, "is a PDF; make text of it first, with pdftotext for one")
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(source, "is not text")
    text = decoded(data)
    if kind == "html":
        document = _from_html(source, name, text)
    elif kind == "markdown":
        document = _from_markdown(source, name, text)
    else:
        document = Document(name, text)
    if document.date is None:
        document = replace(document, date=find_dateline(document.text))
    if not document.text.strip():
        raise Unreadable(source, "holds no text")
    return replace(document, id=_slug(document.id) or _slug(name) or "untitled", url=document.url or url)


def decoded(data: bytes) -> str:
    """Bytes as text: UTF-8 (a byte-order mark is dropped), UTF-16 by its mark, the encoding a page declares, else the
    one that its letters make likely.

    >>> decoded("café".encode("cp1252")), decoded(b"\\xef\\xbb\\xbfa")
    ('café', 'a')
    >>> decoded('<meta charset="windows-1251"><p>Тариф'.encode("cp1251"))[-5:]
    'Тариф'
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(_encoding(data), errors="replace")


_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]{2,40})""", re.IGNORECASE)


def _encoding(data: bytes) -> str:
    """The encoding a page declares, if Python has it; else the likeliest, as a rule Windows-1252."""
    if declared := _DECLARED.search(data[:4096]):
        try:
            return codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            pass
    if len(data) < _TELLING:
        return "cp1252"
    from charset_normalizer import from_bytes

    likely = from_bytes(data[:_LOOKED_AT]).best()
    return likely.encoding if likely else "cp1252"


# Letters of so few bytes show no language
_TELLING, _LOOKED_AT = 64, 50_000


def _from_markdown(source: str, name: str, text: str) -> Document:
    match = _FRONT_MATTER.match(text)
    read = _toml if match and match[1] == "+++" else _yaml
    about = read(source, match[2]) if match else {}
    if match is None or not about:
        return Document(name, text, _heading(text))
    fields = {field: _plain(source, field, about.get(field)) for field in _FIELDS}
    own = _plain(source, "id", about.get("id"))
    body = text[match.end() :].lstrip("\r\n")
    return Document(own or name, body, **fields | {"title": fields["title"] or _heading(body)})


def _heading(text: str) -> str | None:
    """What stands above everything else as a first-level heading."""
    found = _HEADING.match(text)
    return " ".join(found[1].split()) if found else None


_HEADING = re.compile(r"\s*# +(.+?)(?: #+)?[ \t]*(?:\r?\n|\Z)")


# Left by a wrong encoding (a quotation mark of Windows-1252 read as Latin-1); YAML refuses the whole page for one
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def _toml(source: str, block: str) -> Mapping[str, Any]:
    import tomllib

    try:
        return tomllib.loads(block)
    except tomllib.TOMLDecodeError as exc:
        raise Unreadable(source, f"its front matter is no TOML ({exc})") from exc


def _yaml(source: str, block: str) -> Mapping[str, Any]:
    import yaml

    try:
        about = yaml.safe_load(_UNPRINTABLE.sub(" ", block))
    except (yaml.YAMLError, ValueError) as exc:
        mark = getattr(exc, "problem_mark", None)
        where = f" at line {mark.line + 2}, column {mark.column + 1}" if mark else ""
        raise Unreadable(source, f"its front matter is no YAML{where}; quote values that hold a colon") from exc
    if about is not None and not isinstance(about, dict):
        return {}  # a rule above plain prose, not front matter
    return about or {}


def _plain(source: str, field: str, value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        text = str(value).strip()
        return _checked_date(source, text) if field == "date" else text
    raise Unreadable(source, f"the {field} in its front matter is no plain value")


def _checked_date(source: str, text: str) -> str:
    date = find_date(text)
    if date is None:
        raise Unreadable(source, f"its date {text!r} is none; write it as 2017-09-04")
    return date


_ROOT = re.compile(r"<(?:html|body)\b", re.IGNORECASE)


def _from_html(source: str, name: str, text: str) -> Document:
    import trafilatura

    from kg.layout import spelled_out

    if not _ROOT.search(text):
        text = f"<html><body>{text}</body></html>"  # a part of a page, which would not be taken for one
    page = trafilatura.load_html(text)
    found: Any = trafilatura.bare_extraction(
        text if page is None else spelled_out(page),
        favor_recall=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
    )
    if found is None or not found.text:
        raise Unreadable(source, "holds no article that could be found")
    body = "\n\n".join(line for line in found.text.split("\n") if line.strip())
    url = found.url if found.url and found.url.startswith(("http://", "https://")) else None
    title = found.title or None
    date = find_date(found.date) if found.date else None
    return Document(name, body, title, date, found.sitename or _outlet(text, title), url)


_TITLE = re.compile(r"<title[^>]*>([^<]*)</title>", re.IGNORECASE)
_PARTED = re.compile(r"\s+[|•·–—-]\s+|\s*[|»]\s*")


def _outlet(page: str, title: str | None) -> str | None:
    """The outlet, as the title bar of a page names it behind the headline.

    >>> _outlet("<title>Fish talks fail | The Quay</title>", "Fish talks fail")
    'The Quay'
    """
    bar = " ".join(unescape(found[1]).split()) if (found := _TITLE.search(page)) else ""
    if not title or not bar.startswith(title) or not (parted := _PARTED.match(bar, len(title))):
        return None
    name = _PARTED.split(bar[parted.end() :])[-1].strip()
    return name if name and len(name.split()) <= _LONGEST_NAME else None


_LONGEST_NAME = 5  # words
