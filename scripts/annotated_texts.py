"""Which words do the offsets of `annotations/` count? Writes each annotated text from the archives it is in.

    python scripts/annotated_texts.py FOLDER... -o texts

FOLDER holds the archives unpacked: Markdown files with front matter, `enb*/<name>.md` for `enb/<name>` and
`reuters*/<name>.md` for `reuters/<name>`. A text is what follows the front matter, with runs of spaces made one, no
spaces at the ends of lines and at most one empty line; it is cut to the part that was annotated (`annotations/reports.tsv`).
"""

import argparse
import csv
import re
import sys
from pathlib import Path

LISTED = Path(__file__).resolve().parent.parent / "annotations" / "reports.tsv"


def body(markdown: str) -> str:
    """The text of a Markdown file as it was annotated.

    >>> body("---\\ntitle: x\\n---\\n\\nOne  two \\n\\n\\n\\nthree")
    'One two\\n\\nthree\\n'
    """
    text = re.sub(r"\A---\n.*?\n---\n", "", markdown, count=1, flags=re.S)
    text = re.sub(r" *\n *", "\n", re.sub(r"[ \t]+", " ", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def cut(text: str, characters: int, start: int = 0) -> str:
    """Some characters of a text from `start` on; a part of it ends with one newline.

    >>> cut("one two\\n", 5, 4), cut("one two\\n", 4)
    ('two\\n', 'one\\n')
    """
    rest = text[start:]
    return rest if len(rest) <= characters else rest[: characters - 1] + "\n"


def main() -> int:
    """Writes the texts that can be found; 1 where one is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("texts"))
    chosen = parser.parse_args()
    chosen.output.mkdir(parents=True, exist_ok=True)
    missing = 0
    with LISTED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            collection, name = row["document"].split("/")
            found = next(
                (f for folder in chosen.folders for f in sorted(folder.glob(f"{collection}*/{name}.md"))), None
            )
            if found is None:
                missing += 1
                print(f"{row['document']}: no {collection}*/{name}.md in the folders given", file=sys.stderr)
                continue
            text = cut(body(found.read_text(encoding="utf-8")), int(row["characters"]), int(row["from"] or 0))
            (chosen.output / f"{row['document'].replace('/', '__')}.txt").write_text(text, encoding="utf-8")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
