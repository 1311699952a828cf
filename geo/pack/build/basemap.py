"""Build the base map of the page and the polygons of countries and first-level units.

    python geo/pack/build/basemap.py --cache FOLDER

writes, beside this folder,

    basemap.gz              what every page carries: land, borders, lakes, rivers, labels
    basemap_units.bin       polygons of countries and first-level units, one blob each
    basemap_units.json.gz   the index of that file: names, GeoNames ids, label points

All lines come from ONE coverage: Natural Earth's 1:10m first-level units, simplified together, so
that coasts, borders, unit lines and the polygon of any unit share every vertex. To which country
a unit belongs follows GeoNames, as everywhere else in `geo` (Crimea in Ukraine, Western Sahara
north to 27 40 N by itself, Somaliland in Somalia, Northern Cyprus in Cyprus). Where Natural Earth
calls a border between two countries disputed, indefinite or a line of control, it is kept apart
and drawn dashed.

Sources, all pinned by sha256: see ``basemap_sources.py``.
Natural Earth is in the public domain, GeoNames is
CC BY 4.0 (credited in NOTICE.md and on every map).
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import shapely
from basemap_coverage import (
    LEFT_OUT_AREA,
    classify,
    disputed_borders,
    edges,
    merged,
    read_units,
    rings,
    set_western_sahara_apart,
    simplify,
)
from basemap_labels import read_cities, read_country_labels, read_lakes, read_rivers
from basemap_lines import QUANTUM, encode_lines
from basemap_sources import MapSources

if TYPE_CHECKING:
    import numpy as np

PACK = Path(__file__).resolve().parent.parent


def pack(header: dict, blobs: dict[str, bytes]) -> bytes:
    """Return a header of JSON and the blobs it points to, as the page reads them."""
    offset, where = 0, {}
    for name, blob in blobs.items():
        where[name] = [offset, len(blob)]
        offset += len(blob)
    head = json.dumps(
        {**header, "quantum": QUANTUM, "blobs": where},
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
    raw = head.encode()
    return len(raw).to_bytes(4, "little") + raw + b"".join(blobs.values())


def write_units(units: list[dict], polygons: np.ndarray) -> None:
    """Write the polygons of units and countries and the index of them."""
    records = [
        {
            "level": 1,
            "country": u["country"],
            "geonames": u["geonames"],
            "names": u["names"],
            "polygon": p,
        }
        for u, p in zip(units, polygons, strict=True)
        if u["country"]
    ]
    for code in sorted({r["country"] for r in records}):
        whole = shapely.unary_union([r["polygon"] for r in records if r["country"] == code])
        records.append(
            {"level": 0, "country": code, "geonames": None, "names": [code], "polygon": whole}
        )
    blob, index = bytearray(), []
    for record in records:
        lines = (
            rings(record["polygon"], 0)
            if record["polygon"].area < LEFT_OUT_AREA * 4
            else rings(record["polygon"])
        )
        if not lines:
            continue
        largest = max(shapely.get_parts(record["polygon"]), key=lambda p: p.area)
        centre = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.05), 0)
        data = encode_lines(lines)
        index.append(
            [
                record["level"],
                record["country"],
                record["geonames"],
                record["names"],
                len(blob),
                len(data),
                round(centre.x, 3),
                round(centre.y, 3),
            ]
        )
        blob += data
    (PACK / "basemap_units.bin").write_bytes(bytes(blob))
    text = json.dumps(
        {"quantum": QUANTUM, "units": index},
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
    (PACK / "basemap_units.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main() -> None:
    """Build everything."""
    parser = argparse.ArgumentParser(description="Build the base map and the polygons of units.")
    parser.add_argument("--cache", type=Path, required=True, help="folder for downloaded packages")
    sources = MapSources(parser.parse_args().cache)
    units = set_western_sahara_apart(read_units(sources))
    polygons = simplify([u["polygon"] for u in units])
    kinds = classify(edges(polygons), units, disputed_borders(sources))
    rivers, river_labels = read_rivers(sources)
    blobs = {
        "land": encode_lines(rings(shapely.unary_union(polygons))),
        **{name: encode_lines(merged(segments)) for name, segments in kinds.items()},
        "lakes": encode_lines(read_lakes(sources)),
        "rivers": encode_lines(rivers),
    }
    labels = {
        "countries": read_country_labels(sources),
        "rivers": river_labels,
        "cities": read_cities(sources),
    }
    for name, blob in blobs.items():
        print(f"{name:10} {len(gzip.compress(blob, 9)):>8} bytes gzipped")
    for name, rows in labels.items():
        print(f"{name:10} {len(rows):>8} labels")
    data = pack({"version": 1, "labels": labels}, blobs)
    (PACK / "basemap.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    write_units(units, polygons)
    for path in sorted(PACK.glob("basemap*.*")):
        print(f"{path.name:24} {path.stat().st_size:>9} bytes")


if __name__ == "__main__":
    main()
