"""Made-up incidents in the shape of a real global data set, the same for the same seed.

Nothing here happened. The shape is that of the large public event data sets: thirty-six years with
more rows each year, a few dozen countries of very unequal weight, places that repeat (about one
distinct place for six incidents, a handful with thousands), pairs of actors that belong to a
country, tolls with a long tail, a tenth of them unknown, one incident in five over several days,
one in ten known only to its region or country. Words of quotes are drawn by their frequency in
English, so they compress worse than sentences do.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.mapping.units import PACK, atlas
from geo.model import EventType, Grade, Precision
from geo.table import Column
from geo.table.schema import FLAT

SEED = 5
FIRST_DAY = np.datetime64("1989-01-01")
DAYS = 13_148
COUNTRIES = (
    "SY AF UA MX IQ CO IN SO NG ET CD YE SD PK PH BD PS LY ML BR DZ TR MM RU LK NP BI AO SS CF KE UG "
    "TD NE BF CM MZ IL LB EG PE SV GT TJ GE AZ AM RS BA HR KH TH ID IR SA VE HT ZA RW SL LR CI"
).split()
TYPES = {
    EventType.BATTLES: 0.38,
    EventType.EXPLOSIONS: 0.24,
    EventType.VIOLENCE: 0.22,
    EventType.PROTESTS: 0.07,
    EventType.RIOTS: 0.05,
    EventType.STRATEGIC: 0.04,
}
PRECISIONS = {
    Precision.EXACT: 0.38,
    Precision.SETTLEMENT: 0.27,
    Precision.NEAR: 0.1,
    Precision.DISTRICT: 0.12,
    Precision.AREA: 0.03,
    Precision.REGION: 0.07,
    Precision.COUNTRY: 0.03,
}
RADIUS_KM = {"exact": 1, "settlement": 3, "near": 5, "district": 20, "area": 30}
SYLLABLES = (
    "ba da ka la ma na ra sa ta za be de ke le me ne re si ti zi bo do ko lo mo no ro su tu".split()
)
PUBLISHERS = [f"{kind} {n}" for n in range(1, 11) for kind in ("Daily", "Radio", "Wire", "Monitor")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The distinct places: name, unit, coordinates, how finely each is known."""

    country: np.ndarray[Any, Any]
    admin1: np.ndarray[Any, Any]
    name: np.ndarray[Any, Any]
    precision: np.ndarray[Any, Any]
    radius: np.ndarray[Any, Any]
    lon: np.ndarray[Any, Any]
    lat: np.ndarray[Any, Any]


def _skewed(rng: np.random.Generator, size: int, power: float) -> np.ndarray[Any, Any]:
    weights = 1 / np.arange(1, size + 1) ** power
    return rng.permutation(weights / weights.sum())


def _names(rng: np.random.Generator, count: int) -> np.ndarray[Any, Any]:
    parts = rng.choice(SYLLABLES, (count, 3))
    return np.array([f"{a}{b}{c}".capitalize() for a, b, c in parts], dtype=object)


def _places(rng: np.random.Generator, count: int) -> Places:
    weights = 1 / np.arange(1, len(COUNTRIES) + 1) ** 0.9
    code = rng.choice(len(COUNTRIES), count, p=weights / weights.sum())
    units = [
        [u for u in atlas().regions[c] if u.names] or [atlas().countries[c]] for c in COUNTRIES
    ]
    which = [
        units[c][int(r * len(units[c]))]
        for c, r in zip(code, rng.random(count) ** 1.6, strict=True)
    ]
    precision = rng.choice(
        np.array([str(p) for p in PRECISIONS]), count, p=list(PRECISIONS.values())
    )
    near = rng.normal(0, 0.35, (2, count))
    lon = np.array([u.lon for u in which]) + near[0]
    lat = np.array([u.lat for u in which]) + near[1]
    decimals = np.where(rng.random(count) < 0.5, 4, 6)
    times = np.where(np.isin(precision, ["exact", "settlement"]), 1, rng.integers(1, 5, count))
    radius = np.array([RADIUS_KM.get(p, np.nan) for p in precision]) * times
    return Places(
        country=np.array(COUNTRIES, dtype=object)[code],
        admin1=np.array([u.names[0] for u in which], dtype=object),
        name=_names(rng, count),
        precision=precision.astype(object),
        radius=radius,
        lon=np.where(decimals == 4, lon.round(4), lon.round(6)),
        lat=np.where(decimals == 4, lat.round(4), lat.round(6)),
    )


def _place_of(rng: np.random.Generator, rows: int) -> tuple[Places, np.ndarray[Any, Any]]:
    count = max(1, rows // 6)
    places = _places(rng, count)
    return places, rng.choice(count, rows, p=_skewed(rng, count, 0.75))


def _parties(rng: np.random.Generator, country: np.ndarray[Any, Any]) -> tuple[Any, Any]:
    kinds = (
        "Government of",
        "Army of",
        "Front of",
        "Guard of",
        "Union of",
        "Militia of",
        "Tribe of",
    )
    rows = len(country)
    rank = np.minimum((rng.exponential(2.2, rows)).astype(int), 30)
    first = [
        f"{kinds[r % 7]} {c} {r // 7 or ''}".strip() for r, c in zip(rank, country, strict=True)
    ]
    other = (rank * 5 + np.minimum(rng.exponential(0.8, rows).astype(int), 6)) % 31
    second = [f"{kinds[(r + 2) % 7]} {c} {r // 7 + 1}" for r, c in zip(other, country, strict=True)]
    civilians = rng.random(rows) < 0.25
    alone = rng.random(rows) < 0.08
    second = np.where(alone, None, np.where(civilians, "Civilians", np.array(second, dtype=object)))
    return np.array(first, dtype=object), second


def _tolls(rng: np.random.Generator, rows: int, known: float) -> dict[str, Any]:
    best = np.floor(rng.lognormal(0.7, 1.15, rows)).astype(float)
    low = np.where(rng.random(rows) < 0.7, best, np.floor(best * rng.random(rows)))
    high = np.where(rng.random(rows) < 0.62, best, np.ceil(best * (1 + rng.random(rows))))
    missing = rng.random(rows) > known
    opened = rng.random(rows) < 0.04
    parts = {"low": low, "best": best, "high": np.where(opened, np.nan, high)}
    return {
        name: pd.array(np.where(missing, np.nan, values), dtype="Int64")
        for name, values in parts.items()
    }


def _days(rng: np.random.Generator, rows: int) -> dict[str, Any]:
    first = np.floor(rng.beta(1.5, 1.0, rows) * DAYS).astype(int)
    kind = rng.choice(4, rows, p=[0.8, 0.1, 0.07, 0.03])
    length = np.choose(kind, [0, rng.integers(1, 7, rows), 30, 364])
    first = np.minimum(first, DAYS - 1)
    start = FIRST_DAY + first.astype("timedelta64[D]")
    return {
        Column.DATE_START: start.astype("datetime64[s]"),
        Column.DATE_END: (start + length.astype("timedelta64[D]")).astype("datetime64[s]"),
        Column.DATE_PRECISION: np.array(["day", "week", "month", "year"], dtype=object)[kind],
    }


def make_incidents(rows: int, *, texts: str = "none", seed: int = SEED) -> gpd.GeoDataFrame:
    """Return a table of made-up incidents; ``texts`` is none, headline or full."""
    rng = np.random.default_rng(seed)
    places, place = _place_of(rng, rows)
    country = places.country[place]
    actor1, actor2 = _parties(rng, country)
    types = rng.choice(np.array([str(t) for t in TYPES]), rows, p=list(TYPES.values()))
    columns: dict[str, Any] = {spec.name: None for spec in FLAT}
    columns |= {
        Column.ID: [f"made-{n}" for n in rng.permutation(2 * rows)[:rows]],
        Column.EVENT_TYPE: types,
        Column.COUNTRY: country,
        Column.ADMIN1: places.admin1[place],
        Column.PLACE: places.name[place],
        Column.PLACE_PRECISION: places.precision[place],
        Column.UNCERTAINTY_KM: places.radius[place],
        Column.ACTOR1: actor1,
        Column.ACTOR2: actor2,
        Column.GRADE: rng.choice([str(g) for g in Grade], rows, p=[0.7, 0.2, 0.1]),
        Column.N_SOURCES: 1,
        Column.N_REPORTS: 1,
        Column.CONFIDENCE: rng.choice([0.9, 0.8, 0.7, 0.6], rows, p=[0.6, 0.2, 0.15, 0.05]),
        **_days(rng, rows),
    }
    for name, known in (("killed", 0.9), ("injured", 0.1), ("civilians_killed", 0.3)):
        for part, values in _tolls(rng, rows, known).items():
            columns[f"{name}_{part}"] = values
    if texts != "none":
        columns |= _texts(rng, rows, full=texts == "full")
    frame = pd.DataFrame({str(name): values for name, values in columns.items()})
    geometry = gpd.points_from_xy(places.lon[place], places.lat[place])
    return gpd.GeoDataFrame(frame, geometry=geometry, crs="EPSG:4326")


def _vocabulary(rng: np.random.Generator) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return words and how often each is: frequent ones are short, as in any language."""
    text = gzip.decompress(
        (PACK.parent / "lexicons" / "english_words.txt.gz").read_bytes()
    ).decode()
    words = np.array(text.replace("*", "").split(), dtype=object)
    length = np.array([len(word) for word in words]) + rng.normal(0, 2, len(words))
    words = words[np.argsort(length)][:40_000]
    weights = 1 / (np.arange(len(words)) + 2.7)
    return words, weights / weights.sum()


def _texts(rng: np.random.Generator, rows: int, *, full: bool) -> dict[str, Any]:
    words, weights = _vocabulary(rng)
    size = 34 if full else 10
    drawn = rng.choice(len(words), (rows, size), p=weights)
    publisher = rng.choice(len(PUBLISHERS), rows, p=_skewed(rng, len(PUBLISHERS), 1.0))
    numbers = rng.integers(10**7, 10**8, rows)
    sources, evidence = [], []
    for row in range(rows):
        said = words[drawn[row]]
        title = " ".join(said[:10]).capitalize()
        name = PUBLISHERS[publisher[row]]
        site = name.replace(" ", "").lower()
        document = f"doc-{numbers[row]}"
        address = (
            f"https://{site}.example/{numbers[row] % 12 + 1:02}/{numbers[row]}" if full else None
        )
        source = {"document_id": document, "title": title, "source": name, "url": address}
        sources.append(json.dumps([source | {"published": None}]))
        if full:
            quote = f"{' '.join(said[10:22]).capitalize()}, {' '.join(said[22:])}."
            place = {"document_id": document, "start": 0, "end": len(quote), "text": quote}
            evidence.append(json.dumps([place | {"fields": ["killed_best", "place"]}]))
    return {Column.SOURCES: sources} | ({Column.EVIDENCE: evidence} if full else {})
