"""Pairs of incidents near enough in time and space to be compared: never all with all.

Points are put into cubes of a grid around the Earth's centre: there is no date line and no pole
to fall over, and a chord is never longer than the way over the ground, so that what is in reach
lies in the same cube or one beside it. Wide circles have wide cubes: an incident looks, in the grid
of its own width, for those whose circle is no wider.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.sphere import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.merge.columns import Spans
    from geo.merge.sets import Real, Truth, Whole

    Pairs = tuple[Whole, Whole]

LAG_DAYS = 1
"""Days that may lie between two tellings of one event: a night, a time zone, a date line."""
BUCKET_DAYS = 4
REACH = 1.5
LEAST_REACH_KM = 5
"""Circles need not quite meet: gazetteers put their points of one town some kilometres apart."""
WIDTHS_KM = (5, 15, 50, 150, 500, 2500, 21_000)
"""Upper bounds of the radii that share a grid."""
CHUNK = 1 << 18
_STEPS = tuple((x, y, z) for x in (-1, 0, 1) for y in (-1, 0, 1) for z in (-1, 0, 1))
_AXIS = 1 << 14
"""Cubes along an axis at most: the Earth is 12,742 km across and the finest cube 15 km wide."""


def pairs(columns: Spans, asked: Truth | None = None) -> Iterator[Pairs]:
    """Yield each pair of rows (first < second) that may be one event once, some at a time.

    Their days overlap or lie a day apart, and their circles nearly meet; those without a place meet
    those that bear a name of theirs. ``asked``: only pairs with one of these rows.
    """
    for pair in _near(columns, np.ones(len(columns), bool) if asked is None else asked):
        one, two = _only(pair, in_time(columns, *pair))
        yield _only((one, two), in_reach(columns, one, two))
    for pair in _named(columns):
        yield pair if asked is None else _only(pair, asked[pair[0]] | asked[pair[1]])


def _only(pair: Pairs, kept: Truth) -> Pairs:
    return pair[0][kept], pair[1][kept]


def in_time(columns: Spans, one: Whole, two: Whole) -> Truth:
    """Tell of each pair whether both are dated and their days meet, or nearly so."""
    gap = np.maximum(columns.start[one], columns.start[two]) - np.minimum(
        columns.end[one], columns.end[two]
    )
    dated = (columns.end[one] >= columns.start[one]) & (columns.end[two] >= columns.start[two])
    return np.asarray(dated & (gap <= LAG_DAYS))


def in_reach(columns: Spans, one: Whole, two: Whole) -> Truth:
    """Tell of each pair whether both have a place and the circles of these nearly meet."""
    km = kilometres(columns, one, two)
    reach = REACH * (columns.radius[one] + columns.radius[two])
    return np.asarray(km <= np.maximum(reach, LEAST_REACH_KM))


def kilometres(columns: Spans, one: Whole, two: Whole) -> Real:
    """Return the great-circle distances; not a number where a place is missing."""
    lat1, lat2 = np.radians(columns.lat[one]), np.radians(columns.lat[two])
    across = np.sin(np.radians(columns.lon[two] - columns.lon[one]) / 2) ** 2
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * across
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1, np.sqrt(half))))


# --- by place ---------------------------------------------------------------------------------


def _near(columns: Spans, asked: Truth) -> Iterator[Pairs]:
    dated = columns.end >= columns.start
    known = np.flatnonzero(dated & np.isfinite(columns.lat))
    width = np.searchsorted(WIDTHS_KM, columns.radius)
    x, y, z = _on_the_globe(columns)
    for level, bound in enumerate(WIDTHS_KM):
        wide = known[width[known] == level]
        if not len(wide):
            continue
        cube = [np.floor(axis / (2 * REACH * bound)).astype(np.int64) for axis in (x, y, z)]
        narrow = known[width[known] <= level]
        # Whoever is asked about looks at all, and the others look at whoever is asked about.
        others = (wide[~asked[wide]], narrow[asked[narrow]])
        for eyes, seen in ((wide[asked[wide]], narrow), others):
            filled = _buckets(columns, seen)
            looking = _buckets(columns, eyes, margin=LAG_DAYS)
            for step in _STEPS:
                sought = [axis + move for axis, move in zip(cube, step, strict=True)]
                for found in _meeting(looking, filled, sought, cube):
                    yield _once(columns, width, asked, found)


def _on_the_globe(columns: Spans) -> tuple[Real, Real, Real]:
    lat, lon = np.radians(np.nan_to_num(columns.lat)), np.radians(np.nan_to_num(columns.lon))
    flat = EARTH_RADIUS_KM * np.cos(lat)
    return flat * np.cos(lon), flat * np.sin(lon), EARTH_RADIUS_KM * np.sin(lat)


def _buckets(columns: Spans, rows: Whole, *, margin: int = 0) -> Pairs:
    """Return each row once for each stretch of days that it touches, with that stretch."""
    first = (columns.start[rows] - margin) // BUCKET_DAYS
    count = (columns.end[rows] + margin) // BUCKET_DAYS - first + 1
    inside = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(rows, count), np.repeat(first, count) + inside


def _meeting(
    looking: Pairs, filled: Pairs, sought: list[Whole], cube: list[Whole]
) -> Iterator[tuple[Whole, Whole, Whole]]:
    """Yield rows that look into a cube with the rows that lie there in the same stretch of days."""
    lying = _key(filled, cube)
    order = np.argsort(lying, kind="stable")
    lying, there = lying[order], filled[0][order]
    wanted = _key(looking, sought)
    begin = np.searchsorted(lying, wanted, side="left")
    count = np.searchsorted(lying, wanted, side="right") - begin
    for part in _parts(count):
        one = np.repeat(looking[0][part], count[part])
        bucket = np.repeat(looking[1][part], count[part])
        inside = np.arange(len(one)) - np.repeat(np.cumsum(count[part]) - count[part], count[part])
        yield one, there[np.repeat(begin[part], count[part]) + inside], bucket


def _key(rows: Pairs, cube: list[Whole]) -> Whole:
    half = _AXIS // 2
    x, y, z = (axis[rows[0]] + half for axis in cube)
    # Wraps around where 64 bits do not hold it all: a stranger met by chance is measured later.
    return np.asarray(((rows[1] * _AXIS + x) * _AXIS + y) * _AXIS + z)


def _parts(count: Whole) -> Iterator[slice]:
    """Yield stretches of rows that find about CHUNK others."""
    ends = np.cumsum(count)
    start = 0
    while start < len(count):
        done = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + CHUNK, side="right")))
        yield slice(start, stop)
        start = stop


def _once(columns: Spans, width: Whole, asked: Truth, found: tuple[Whole, Whole, Whole]) -> Pairs:
    """Keep of each pair the finding by the wider circle in the first stretch that both share."""
    one, two, bucket = found
    first = np.maximum(
        (columns.start[one] - LAG_DAYS) // BUCKET_DAYS, columns.start[two] // BUCKET_DAYS
    )
    # Of two as wide the first finds the second, or the one that is asked about the other.
    twice = asked[one] == asked[two]
    kept = (bucket == first) & (one != two) & ((width[two] < width[one]) | (one < two) | ~twice)
    kept &= ~((width[two] == width[one]) & asked[two] & ~asked[one])
    return np.minimum(one, two)[kept], np.maximum(one, two)[kept]


# --- by name ----------------------------------------------------------------------------------


def _named(columns: Spans) -> Iterator[Pairs]:
    """Yield pairs that bear a name in common where one of them has no place on the map."""
    code, row = columns.places.rows_by_code()
    dated = columns.end[row] >= columns.start[row]
    code, row = code[dated], row[dated]
    order = np.argsort(code, kind="stable")
    code, row = code[order], row[order]
    lost = np.isnan(columns.lat[row])
    begin = np.searchsorted(code, code[lost], side="left")
    count = np.searchsorted(code, code[lost], side="right") - begin
    looking = row[lost]
    seen = np.zeros(0, np.int64)
    for part in _parts(count):
        one = np.repeat(looking[part], count[part])
        inside = np.arange(len(one)) - np.repeat(np.cumsum(count[part]) - count[part], count[part])
        two = row[np.repeat(begin[part], count[part]) + inside]
        # Of two without a place the first finds the second.
        kept = in_time(columns, one, two) & (np.isfinite(columns.lat[two]) | (one < two))
        pair = np.minimum(one, two)[kept] * len(columns) + np.maximum(one, two)[kept]
        fresh = np.setdiff1d(pair, seen)  # those that share two names are found twice
        seen = np.union1d(seen, fresh)
        yield fresh // len(columns), fresh % len(columns)
