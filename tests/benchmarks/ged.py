"""Rows of UCDP GED (CC BY 4.0) as incidents, for measuring; and copies that differ as sources do."""

from __future__ import annotations

import csv
import gzip
import math
import random
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geo.merge.columns import radius_of
from geo.model import (
    Actor,
    DatePrecision,
    EventType,
    Evidence,
    Incident,
    Place,
    Precision,
    Role,
    Source,
    Toll,
    When,
)
from geo.sphere import moved

if TYPE_CHECKING:
    from pathlib import Path

WHERE = {
    "1": Precision.EXACT, "2": Precision.DISTRICT, "3": Precision.DISTRICT,
    "4": Precision.REGION, "5": Precision.AREA, "6": Precision.COUNTRY, "7": Precision.AREA,
}  # fmt: skip
WHEN = {
    "1": DatePrecision.DAY, "2": DatePrecision.WEEK, "3": DatePrecision.WEEK,
    "4": DatePrecision.MONTH, "5": DatePrecision.YEAR,
}  # fmt: skip
KINDS = {"3": EventType.VIOLENCE, "One-sided violence": EventType.VIOLENCE}


def read_ged(path: Path, *, release: str, dataset: bool) -> list[Incident]:
    """Return the rows; ``dataset`` says whether each tells what dataset it is a record of."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [_incident(row, release, dataset=dataset) for row in rows]


def _incident(row: dict[str, str], release: str, *, dataset: bool) -> Incident:
    identity = f"{release}:{row['id']}"
    name = row.get("where_coordinates")
    lon, lat = float(row["longitude"]), float(row["latitude"])
    words = row.get("source_headline") or f"{row['side_a']} - {row['side_b']}"
    record = {"dataset": release, "record": row["id"], "licence": "CC BY 4.0"} if dataset else {}
    low, best, high = _toll(row)
    return Incident(
        id=identity,
        when=_when(row),
        event_type=KINDS.get(row["type_of_violence"], EventType.BATTLES),
        place=Place(
            name=name or f"{lat:.4f}, {lon:.4f}",
            lon=lon,
            lat=lat,
            precision=WHERE.get(row.get("where_prec", ""), Precision.SETTLEMENT),
            country=row["country"],
        ),
        killed=Toll(low=low, best=best, high=high),
        actors=tuple(
            Actor(name=row[side], text=row[side], role=role)
            for side, role in (("side_a", Role.INITIATOR), ("side_b", Role.TARGET))
        ),
        evidence=(Evidence(document_id=identity, start=0, end=len(words), text=words),),
        sources=(Source(document_id=identity, source=f"UCDP {release}", **record),),
    )


def _toll(row: dict[str, str]) -> list[int]:
    return [int(row.get(short) or row[f"{short}_death"]) for short in ("low", "best", "high")]


def _when(row: dict[str, str]) -> When:
    if "date_start" in row:
        start, end = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
        return When(start=start, end=end, precision=WHEN[row["date_prec"]])
    return When.day(date(int(row["year"]), int(row["month"]), int(row["day"])))


def jittered(incident: Incident, release: str, dice: random.Random, *, dataset: bool) -> Incident:
    """Return the incident as another source tells it: a day, some kilometres, some dead apart.

    One in twenty a day later; the point within half its radius; one toll in ten recounted by up to
    a quarter.
    """
    identity = incident.id.replace(incident.id.partition(":")[0], release, 1)
    place, when, killed = incident.place, incident.when, incident.killed
    assert place is not None
    if dice.random() < 0.5:
        far = math.sqrt(dice.random()) * radius_of(place) / 2
        lon, lat = moved(place.lon, place.lat, far, bearing=dice.uniform(0, 360))
        place = replace(place, lon=lon, lat=lat, name=f"{lat:.4f}, {lon:.4f}")
    if dice.random() < 0.05 and when.start and when.end:
        day = timedelta(days=1)
        when = replace(when, start=when.start + day, end=when.end + day)
    if dice.random() < 0.1:
        factor = dice.uniform(0.75, 1.25)
        counts = (killed.low, killed.best, killed.high)
        low, best, high = (n and round(n * factor) for n in counts)
        killed = Toll(low=low, best=best, high=high)
    sources = (
        replace(
            incident.sources[0],
            document_id=identity,
            source=f"Copy {release}",
            dataset=release if dataset else None,
        ),
    )
    evidence = (replace(incident.evidence[0], document_id=identity),)
    return replace(
        incident,
        id=identity,
        place=place,
        when=when,
        killed=killed,
        sources=sources,
        evidence=evidence,
    )
