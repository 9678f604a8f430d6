"""What a page says by its layout alone, said as text says it: whose words a block quotes, and what a list says of each term."""

from collections.abc import Iterator
from typing import Any

_MARKS = ('"', "“", "‘", "«", "'")
_DASHES = " \n\t—–-"
_CREDIT = ("footer", "cite", "figcaption")


def spelled_out(tree: Any) -> Any:
    """A page (an lxml tree, which is changed) with marks around the words of credited blocks, their credit in a paragraph below,
    and each term of a list before what is said of it: "Chile: wants both"."""
    for figure in [figure for figure in tree.iter("figure") if figure.find(".//blockquote") is not None]:
        figure.tag = "div"
    for quoted in list(tree.iter("blockquote")):
        _spell_quotation(quoted)
    for terms in list(tree.iter("dl")):
        _spell_terms(terms)
    return tree


def _spell_quotation(quoted: Any) -> None:
    around = quoted.getparent()
    inside = next(iter(quoted.iter(*_CREDIT)), None)
    credit = inside if inside is not None else (around.find("figcaption") if around is not None else None)
    words = " ".join(credit.text_content().split()).strip(_DASHES) if credit is not None else ""
    if credit is None or around is None or not words:
        return
    credit.drop_tree()
    text = " ".join(quoted.text_content().split())
    if not text:
        return
    below = around.makeelement("p", {})
    below.text, below.tail, quoted.tail = f"— {words}", quoted.tail, None
    quoted.addnext(below)
    if not text.startswith(_MARKS):
        _mark(quoted)


def _mark(quoted: Any) -> None:
    """Puts marks around the words of a block."""
    places = [(part, name) for part, name in _places(quoted) if (getattr(part, name) or "").strip()]
    if places:
        (first, opens), (last, closes) = places[0], places[-1]
        setattr(first, opens, f"“{getattr(first, opens).lstrip()}")
        setattr(last, closes, f"{getattr(last, closes).rstrip()}”")


def _places(part: Any) -> Iterator[tuple[Any, str]]:
    """Where the words of an element may stand, in order; not in a comment."""
    if isinstance(part.tag, str):
        yield part, "text"
    for child in part:
        yield from _places(child)
        yield child, "tail"


def _spell_terms(terms: Any) -> None:
    term = ""
    for part in list(terms):
        words = " ".join(part.text_content().split())
        if part.tag == "dt":
            term = words.rstrip(" :")
            part.drop_tree()
        elif part.tag == "dd" and term and words:
            part.tag, part.text = "p", f"{term}: {words}"
            for child in list(part):
                part.remove(child)
    terms.tag = "div"
