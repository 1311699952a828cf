"""How often ``geo locate --table`` finds the right place, by how the name was met.

    python tests/benchmarks/name_table.py placenames.csv [FOLDER]

The table needs columns name, admin_path, country, lat, lon and precision (1 and 2 count). FOLDER is
an index of ``geo gazetteer build``. Right is within 25 km. The constants of
``geo/places/lookup.py`` were read off this output.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import defaultdict
from pathlib import Path

from geo.places.gazetteer import Gazetteer
from geo.places.lookup import locate_name
from geo.sphere import distance_km

RIGHT_KM = 25.0
EXACT = {"1", "2", "1.0", "2.0"}


def main() -> None:
    """Print a line for each way of asking and each first word of the reason."""
    table, *folder = sys.argv[1:]
    gazetteer = Gazetteer.open(Path(folder[0]) if folder else None)
    with Path(table).open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["precision"] in EXACT]
    for columns in (["country", "admin_path"], ["country"], []):
        count(rows, columns, gazetteer)


def count(rows: list[dict[str, str]], columns: list[str], gazetteer: Gazetteer) -> None:
    """Look all names up with some columns and print how many are right."""
    tally: defaultdict[tuple[str, float], list[bool]] = defaultdict(list)
    placed = right = 0
    start = time.process_time()
    for row in rows:
        country = row["country"] if "country" in columns else ""
        admin = row["admin_path"] if "admin_path" in columns else ""
        found = locate_name(row["name"], gazetteer, country=country, admin=admin)
        is_right = False
        if found.place:
            truth = (float(row["lon"]), float(row["lat"]))
            is_right = distance_km((found.place.lon, found.place.lat), truth) <= RIGHT_KM
            placed += 1
            right += is_right
        tally[found.reason.split()[0].rstrip(":;"), round(found.score, 2)].append(is_right)
    rate = len(rows) / (time.process_time() - start)
    asked = ", ".join(["name", *columns])
    print(f"{asked}: {right} of {placed} placed are right, {len(rows)} asked, {rate:,.0f} names/s")
    for (reason, score), hits in sorted(tally.items()):
        print(f"  {reason:<10} score {score:.2f}  right {sum(hits) / len(hits):.2f} of {len(hits)}")


if __name__ == "__main__":
    main()
