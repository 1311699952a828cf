"""How often a place named in one sentence is put right, and how often wrong, within 25 km.

    python tests/benchmarks/placename_sentences.py placenames.csv [--gazetteer FOLDER] [--show 20]

The table needs columns name, admin_path ("Idlib Governorate > Harim district"), country, lat, lon
and precision (1 and 2 count). Each row becomes "Fighting was reported in NAME, ADMIN1, COUNTRY.".
What is not placed, or only as a district or province, abstains; recall counts every row.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

from geo.language import Reader
from geo.model import Document, Precision
from geo.places import locate
from geo.places.gazetteer import Gazetteer
from geo.sphere import distance_km

RIGHT_KM = 25.0
EXACT = {"1", "2", "1.0", "2.0"}
COARSE = {Precision.DISTRICT, Precision.REGION, Precision.AREA, Precision.COUNTRY}


def main() -> None:
    """Print precision and recall."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--show", type=int, default=0, help="so many of those put wrong")
    options = parser.parse_args()
    if not options.table.exists():
        sys.exit(f"{options.table}: there is no such table, so nothing was measured")
    gazetteer = Gazetteer.open(options.gazetteer)
    with options.table.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["precision"] in EXACT]
    documents = [Document(id=str(i), text=_sentence(row)) for i, row in enumerate(rows)]
    tally: Counter[str] = Counter()
    wrong = []
    reader = Reader()
    for row, parsed in zip(rows, reader.read_names(documents), strict=True):
        verdict, said = _judge(row, locate(parsed, gazetteer))
        tally[verdict] += 1
        if verdict == "wrong":
            wrong.append(f"{parsed.document.text}  {said}")
    placed = tally["right"] + tally["wrong"]
    print(
        f"{len(rows)} names: precision {tally['right'] / max(placed, 1):.3f}"
        f" recall {tally['right'] / len(rows):.3f} ({dict(tally)})"
    )
    print("\n".join(wrong[: options.show]))


def _sentence(row: dict[str, str]) -> str:
    unit = row["admin_path"].partition(">")[0].strip()
    where = ", ".join(part for part in (row["name"], unit, row["country"]) if part)
    return f"Fighting was reported in {where}."


def _judge(row: dict[str, str], mentions: tuple) -> tuple[str, str]:
    start = len("Fighting was reported in ")
    end = start + len(row["name"])
    inside = [m for m in mentions if m.start < end and m.place]
    placed = [m for m in inside if m.place.precision not in COARSE]
    if not placed:
        return ("coarse" if inside else "not placed"), ""
    place = placed[0].place
    off = distance_km((place.lon, place.lat), (float(row["lon"]), float(row["lat"])))
    said = f"{place.name}, {place.admin1}, {off:.0f} km off; {placed[0].score} {placed[0].reason}"
    return ("right" if off <= RIGHT_KM else "wrong"), said


if __name__ == "__main__":
    main()
