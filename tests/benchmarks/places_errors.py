"""Why places are lost: every name missed, put wrong or made up, counted by cause.

    python tests/benchmarks/places_errors.py lgl.jsonl geowebnews.jsonl [--show 5]

Each corpus has one document a line: ``text``, ``domain``, ``toponyms`` of ``start, end, lat, lon``
and perhaps ``type``. Right is within 161 km. The causes are told apart by rule, the first that fits.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from places_corpora import NO_PLACES

from geo.language import Reader
from geo.model import Document
from geo.places import locate
from geo.places.gazetteer import Gazetteer, PlaceClass
from geo.places.page import Page
from geo.places.words import HOUSES, LOCAL, abbreviations, adjectives
from geo.sphere import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Mention, Place
    from geo.places.gazetteer import Entry

RIGHT_KM = 161.0
WIDE = {PlaceClass.WATER, PlaceClass.REGION}

Mark = dict[str, Any]


def main() -> None:
    """Print the causes, the most frequent first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, help="so many names of each cause")
    options = parser.parse_args()
    gazetteer, reader = Gazetteer.open(), Reader()
    examples: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in options.corpora:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        documents = [
            Document(id=r["id"], text=r["text"], title=r.get("title"), source=r.get("domain"))
            for r in rows
        ]
        for row, parsed in zip(rows, reader.read_names(documents), strict=True):
            mentions = locate(parsed, gazetteer)
            page = Page(parsed, gazetteer)
            for cause, name in losses(row, mentions, page):
                examples[cause][name] += 1
    total = sum(names.total() for names in examples.values())
    print(f"{total} losses in {', '.join(path.stem for path in options.corpora)}")
    for cause, names in sorted(examples.items(), key=lambda item: -item[1].total()):
        shown = ", ".join(f"{n} {c}" for n, c in names.most_common(options.show))
        print(f"{names.total():5}  {cause}" + (f"  [{shown}]" if shown else ""))


def losses(row: Mark, mentions: tuple[Mention, ...], page: Page) -> Iterator[tuple[str, str]]:
    """Yield (cause, name) for each loss in one document."""
    marks = row["toponyms"]
    wanted = [m for m in marks if m.get("lat") is not None and m.get("lon") is not None]
    wanted = [m for m in wanted if not m.get("non_locational") and m.get("type") not in NO_PLACES]
    for mark in wanted:
        name = row["text"][mark["start"] : mark["end"]]
        met = [m for m in mentions if m.start < mark["end"] and mark["start"] < m.end]
        if not met:
            yield f"missed: {_why_missed(name, page)}", name
        elif (met[0].start, met[0].end) != (mark["start"], mark["end"]) and not _near(met[0], mark):
            yield "wrong: taken too long or too short", name
        elif not _near(met[0], mark):
            yield f"wrong: {_why_wrong(name, met[0], mark, page.gazetteer)}", name
    for mention in mentions:
        if not any(m["start"] < mention.end and mention.start < m["end"] for m in marks):
            yield f"in vain: {_why_in_vain(mention, page)}", mention.text


def _near(mention: Mention, mark: Mark) -> bool:
    place = mention.place
    return place is not None and _km(place.lon, place.lat, mark) <= RIGHT_KM


def _km(lon: float, lat: float, mark: Mark) -> float:
    return distance_km((lon, lat), (mark["lon"], mark["lat"]))


def _why_missed(name: str, page: Page) -> str:
    gazetteer = page.gazetteer
    if gazetteer.country_of_demonym(name) or name.casefold() in adjectives():
        return "a people or language, which is no place here"
    if name.isupper() or name in abbreviations():
        return "capitals, initials, short forms"
    if name.rsplit(maxsplit=1)[-1].casefold() in LOCAL | HOUSES:
        return "a street, building or body"
    if not gazetteer.is_known(name):
        return "unknown to the gazetteer"
    start = page.parsed.document.text.find(name)
    inside = next((e for e in page.doc.ents if e.start_char <= start < e.end_char), None)
    if inside is not None and inside.text != name:
        return f"inside a longer name ({inside.label_})"
    return f"known, but taken for none ({inside.label_ if inside else 'no entity'})"


def _why_wrong(name: str, mention: Mention, mark: Mark, gazetteer: Gazetteer) -> str:
    found = gazetteer.candidates(name, limit=500)
    if not any(_km(c.entry.lon, c.entry.lat, mark) <= RIGHT_KM for c in found):
        wide = any(c.entry.place_class in WIDE for c in found)
        if wide:
            return "a sea, river or region with its pin elsewhere"
        return "namesakes known, the one meant is not" if found else "unknown to the gazetteer"
    if mention.place is None:
        return "abstained, the right place among the candidates"
    right = next(c.entry for c in found if _km(c.entry.lon, c.entry.lat, mark) <= RIGHT_KM)
    return _instead_of(right, mention.place)


def _instead_of(right: Entry, place: Place) -> str:
    if place.precision.value == "country" or right.place_class is PlaceClass.COUNTRY:
        return "a country for a town or province, or the other way"
    if right.place_class is PlaceClass.ADMIN1 or place.precision.value == "region":
        return "a province for a town, or the other way"
    if place.country == right.country:
        kind = "district" if right.place_class is PlaceClass.ADMIN2 else "town"
        return f"a namesake {kind} in another province of the country"
    return "a namesake abroad"


def _why_in_vain(mention: Mention, page: Page) -> str:
    inside = next(
        (e for e in page.doc.ents if e.start_char < mention.end and mention.start < e.end_char),
        None,
    )
    label = inside.label_ if inside else "no entity"
    if inside is not None and len(inside.text) > len(mention.text) + 1:
        return f"part of a longer name ({label})"
    kind = "placed" if mention.place else "unplaced"
    return f"{label}, {kind}"


if __name__ == "__main__":
    main()
