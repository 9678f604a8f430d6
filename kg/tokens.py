"""Words of a dependency parse, linked to each other."""

from collections.abc import Iterator, Sequence


class Token:
    """One word of a parse, with spaCy's names: `tag_` the Penn tag, `dep_` its relation to `head` (itself at the root).

    A plain value: what is asked of it many times costs a look-up here, and a string made anew in spaCy's own tokens.
    """

    __slots__ = ("children", "dep_", "head", "i", "idx", "is_punct", "left_edge", "lefts", "lower_", "right_edge", "rights", "tag_", "text")  # fmt: skip

    children: "list[Token]"
    """What hangs on it, in text order."""
    head: "Token"
    left_edge: "Token"
    right_edge: "Token"

    def __init__(self, i: int, idx: int, text: str, lower: str, tag: str, dep: str, is_punct: bool) -> None:
        self.i, self.idx, self.text, self.lower_ = i, idx, text, lower
        self.tag_, self.dep_, self.is_punct = tag, dep, is_punct
        self.lefts: list[Token] = []
        self.rights: list[Token] = []

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Token({self.i}, {self.text!r})"

    @property
    def lemma_(self) -> str:
        """Always empty: the lemmatizer is not run."""
        return ""

    @property
    def line(self) -> "Iterator[Token]":
        """It and what it hangs on, one above the other, but for the root."""
        token = self
        while token.head is not token:
            yield token
            token = token.head

    @property
    def subtree(self) -> "Iterator[Token]":
        """It and all that hangs below it, in text order."""
        for token in self.lefts:
            yield from token.subtree
        yield self
        for token in self.rights:
            yield from token.subtree


def link(tokens: Sequence[Token]) -> None:
    """Sets what hangs on each token of a parse, by the heads."""
    for token in tokens:
        if token.i < token.head.i:
            token.head.lefts.append(token)
        elif token.i > token.head.i:
            token.head.rights.append(token)
    for token in tokens:
        token.children = token.lefts + token.rights
    _set_edges(tokens)


def _set_edges(tokens: Sequence[Token]) -> None:
    """Sets the first and last token of what hangs below each token."""
    for token in tokens:
        token.left_edge = token.right_edge = token
    for token in tokens:
        here = token
        while here.head is not here:
            here = here.head
            if token.i < here.left_edge.i:
                here.left_edge = token
            elif token.i > here.right_edge.i:
                here.right_edge = token
            else:
                break
