"""Hard place names of conflicts in five sentences of our own: recognised, and placed within 25 km.

    python tests/benchmarks/conflict_names.py [--show]

The names and their points are facts of general knowledge (``conflict_names.csv``): towns that
taggers take for persons or organisations, spellings of reporters, namesakes of famous places.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

from geo.language import Reader
from geo.model import Document
from geo.places import locate
from geo.places.gazetteer import Gazetteer
from geo.sphere import distance_km

RIGHT_KM = 25.0
FRAMES = (
    "{name} was shelled overnight, killing three people, officials in {country} said.",
    "At least nine people died when gunmen attacked {name}, {country}, on Sunday.",
    "The army retook {name} after a siege of two weeks, a general told reporters in {country}.",
    "{country}: clashes in {name}\n\nDozens fled the fighting, aid workers said.",
    "Captain Omar Reyes said his men had been driven out of {name} by rebels in {country}.",
)


def main() -> None:
    """Place every name in every frame and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what failed")
    show = parser.parse_args().show
    names = list(csv.DictReader(Path(__file__).with_suffix(".csv").open(encoding="utf-8")))
    gazetteer = Gazetteer.open()
    recognised = resolved = total = 0
    for parsed in Reader().read_names(_documents(names)):
        row = names[int(parsed.document.id) // len(FRAMES)]
        found = [m for m in locate(parsed, gazetteer) if row["name"] in m.text]
        point = (float(row["lon"]), float(row["lat"]))
        right = any(
            m.place and distance_km((m.place.lon, m.place.lat), point) <= RIGHT_KM for m in found
        )
        total, recognised, resolved = total + 1, recognised + bool(found), resolved + right
        if show and not right:
            frame = int(parsed.document.id) % len(FRAMES)
            print(f"  {row['name']} in frame {frame}: {[(m.place, m.reason) for m in found]}")
    print(f"{len(names)} names in {len(FRAMES)} frames: "
          f"recognised {recognised / total:.3f}, within {RIGHT_KM:.0f} km {resolved / total:.3f}")  # fmt: skip


def _documents(names: list[dict[str, str]]) -> Iterator[Document]:
    for number, row in enumerate(names):
        for frame, sentence in enumerate(FRAMES):
            yield Document(id=str(number * len(FRAMES) + frame), text=sentence.format(**row))


if __name__ == "__main__":
    main()
