"""What a page says by its layout alone, said as text says it: whose words a block quotes, and what a list says of each term."""

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
        first = next(part for part in quoted.iter() if (part.text or "").strip())
        first.text = f"“{first.text.lstrip()}"
        _close(quoted)


def _close(quoted: Any) -> None:
    """Puts a mark behind the last words of a block."""
    for part in reversed(list(quoted.iter())):
        if part is not quoted and (part.tail or "").strip():
            part.tail = f"{part.tail.rstrip()}”"
            return
        if (part.text or "").strip():
            part.text = f"{part.text.rstrip()}”"
            return


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
