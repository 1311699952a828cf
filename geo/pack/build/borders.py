"""Write ``borders.json.gz``: where each two neighbouring countries meet.

Read from ``basemap_units.*`` (run ``basemap.py`` first): the outlines there are one coverage,
so that neighbours share the very edges of their border. Run: ``python geo/pack/build/borders.py``.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import defaultdict
from itertools import combinations, pairwise
from pathlib import Path

PACK = Path(__file__).resolve().parent.parent
QUANTUM = 1000
CELL = 0.2  # degrees, about 20 km: one point kept of each cell; a border's radius is far wider


def read_line(data: bytes, at: int) -> tuple[int, int]:
    """Return the number written at ``at`` (see basemap_lines.py) and where the next begins."""
    shift = number = 0
    while True:
        byte = data[at]
        number |= (byte & 127) << shift
        shift, at = shift + 7, at + 1
        if byte < 128:
            return (number >> 1) ^ -(number & 1), at


def edges(data: bytes) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """Return all edges of the rings of one unit, in whole units of 1/QUANTUM degree."""
    found = set()
    at = x = y = 0
    while at < len(data):
        count, at = read_line(data, at)
        ring = []
        for _ in range(count):
            dx, at = read_line(data, at)
            dy, at = read_line(data, at)
            x, y = x + dx, y + dy
            ring.append((x, y))
        found |= {(min(a, b), max(a, b)) for a, b in pairwise(ring)}
    return found


def along(edge: tuple[tuple[int, int], tuple[int, int]]) -> list[tuple[float, float]]:
    """Return the ends of an edge, in degrees, and points between them, a cell apart at most."""
    (x0, y0), (x1, y1) = edge
    steps = max(1, math.ceil(math.hypot(x1 - x0, y1 - y0) / QUANTUM / CELL))
    shares = [step / steps for step in range(steps + 1)]
    return [((x0 + (x1 - x0) * s) / QUANTUM, (y0 + (y1 - y0) * s) / QUANTUM) for s in shares]


def thinned(points: list[tuple[float, float]]) -> list[list[float]]:
    """Return one point of each cell, west to east."""
    kept = {(round(lon / CELL), round(lat / CELL)): [lon, lat] for lon, lat in sorted(points)}
    return [[round(lon, 2), round(lat, 2)] for lon, lat in kept.values()]


def main() -> None:
    """Write the shared points of each pair of countries, keyed "IQ-SY"."""
    heads = json.loads(gzip.decompress((PACK / "basemap_units.json.gz").read_bytes()))["units"]
    outlines = (PACK / "basemap_units.bin").read_bytes()
    owners: dict[tuple, set[str]] = defaultdict(set)
    for level, country, _, _, offset, length, *_ in heads:
        if level == 0:
            for edge in edges(outlines[offset : offset + length]):
                owners[edge].add(country)
    shared: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for edge, countries in owners.items():
        for one, other in combinations(sorted(countries), 2):
            shared[f"{one}-{other}"] += along(edge)
    borders = {pair: thinned(points) for pair, points in sorted(shared.items())}
    text = json.dumps(borders, separators=(",", ":")).encode()
    (PACK / "borders.json.gz").write_bytes(gzip.compress(text, 9, mtime=0))
    print(f"{len(borders)} borders, {sum(map(len, borders.values()))} points")


if __name__ == "__main__":
    main()
