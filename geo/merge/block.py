"""Pairs of incidents near enough in time and space to be compared: never all with all."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.merge.compare import Sketch

BUCKET_DAYS = 4
CELL_DEGREES = 0.25
KM_PER_DEGREE = 111.2

Cell = tuple[int, int]
_COLUMNS = round(360 / CELL_DEGREES)


def pairs(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Yield each pair of positions (first < second) whose days and circles may meet, once.

    An incident lies in the cell of its point; the one with the wider circle finds the other.
    Those without a place meet those that share a name with them.
    """
    placed, named = _filled(sketches)
    for first, sketch in enumerate(sketches):
        found: set[int] = set()
        for bucket in _buckets(sketch):
            if sketch.incident.place is None:
                for name in sketch.place_names:
                    found.update(named[bucket, name])
            else:
                found.update(_within(sketch, placed[bucket]))
        for second in sorted(found):
            # Of two that find each other, the first to come yields the pair.
            if second != first and not (second < first and _finds(sketches[second], sketch)):
                yield min(first, second), max(first, second)


def _filled(
    sketches: Sequence[Sketch],
) -> tuple[dict[int, dict[Cell, list[int]]], dict[tuple[int, str], list[int]]]:
    placed: dict[int, dict[Cell, list[int]]] = defaultdict(lambda: defaultdict(list))
    named: dict[tuple[int, str], list[int]] = defaultdict(list)
    for position, sketch in enumerate(sketches):
        for bucket in _buckets(sketch):
            for name in sketch.place_names:
                named[bucket, name].append(position)
            if sketch.incident.place:
                placed[bucket][_cell(sketch)].append(position)
    return placed, named


def _finds(one: Sketch, two: Sketch) -> bool:
    """Tell whether ``one`` looks into the cell of ``two``, by the rule of :func:`pairs`."""
    if one.incident.place is None:
        return bool(one.place_names & two.place_names)
    return two.incident.place is not None and _reaches(_reach(one), _cell(one), _cell(two))


def _buckets(sketch: Sketch) -> range:
    if sketch.end < sketch.start:
        return range(0)  # undated: near to nothing in time
    return range(sketch.start // BUCKET_DAYS, sketch.end // BUCKET_DAYS + 1)


def _cell(sketch: Sketch) -> Cell:
    place = sketch.incident.place
    assert place is not None
    return math.floor(place.lon / CELL_DEGREES), math.floor(place.lat / CELL_DEGREES)


def _reach(sketch: Sketch) -> Cell:
    """Return how many cells east or west, and north or south, the circle can reach."""
    place = sketch.incident.place
    assert place is not None
    degrees = sketch.radius / KM_PER_DEGREE
    highest = min(90.0, abs(place.lat) + degrees)
    squeeze = max(math.cos(math.radians(highest)), 1e-3)
    columns = min(_COLUMNS, math.ceil(degrees / squeeze / CELL_DEGREES))
    return columns, math.ceil(degrees / CELL_DEGREES)


def _reaches(reach: Cell, here: Cell, there: Cell) -> bool:
    apart = abs(here[0] - there[0])
    return (
        min(apart, _COLUMNS - apart) <= reach[0]  # also across the 180th meridian
        and abs(here[1] - there[1]) <= reach[1]
    )


def _within(sketch: Sketch, cells: dict[Cell, list[int]]) -> Iterator[int]:
    """Yield the incidents of the cells in reach, by whichever list is the shorter."""
    here, reach = _cell(sketch), _reach(sketch)
    if (2 * reach[0] + 1) * (2 * reach[1] + 1) > len(cells):
        for there, positions in cells.items():
            if _reaches(reach, here, there):
                yield from positions
        return
    half = _COLUMNS // 2
    for column in range(here[0] - reach[0], here[0] + reach[0] + 1):
        around = (column + half) % _COLUMNS - half
        for row in range(here[1] - reach[1], here[1] + reach[1] + 1):
            yield from cells.get((around, row), ())
