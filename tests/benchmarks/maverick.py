"""The hand-coded reports of the Maverick data (electoral violence, CC BY 4.0) as incidents."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.table import from_feature

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Incident

PRECISIONS = {
    "1": "country", "2": "region", "3": "district", "4": "settlement", "5": "exact", "6": "exact",
}  # fmt: skip
COUNTRIES = {"Kenya": "KE", "Ivory Coast": "CI", "Cote d'Ivoire": "CI"}
_HEADLINE = re.compile(r"(?P<publisher>.*?) \((?P<day>\d{4}-\d\d-\d\d)\) (?P<title>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Coded:
    """Incidents in the order of their ids; the event and the election of each."""

    incidents: list[Incident]
    events: list[str]
    elections: list[str]


def read_coded(path: Path) -> Coded:
    """Return the reports with what their coders say they tell of."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["id"])
    return Coded(
        incidents=[from_feature(_feature(row), lambda *_: None) for row in rows],
        events=[row["event_id"] for row in rows],
        elections=[row["election"] for row in rows],
    )


def _feature(row: dict[str, str]) -> dict[str, object]:
    placed = bool(row["longitude"] and row["latitude"])
    point = [float(row["longitude"]), float(row["latitude"])] if placed else None
    head = _HEADLINE.fullmatch(row["source"])
    words = row["violence"] or "-"
    return {
        "type": "Feature",
        "geometry": point and {"type": "Point", "coordinates": point},
        "properties": {
            "id": row["id"],
            "date_start": row["date_start"] or None,
            "date_end": row["date_end"] or None,
            "place": row["location"] or row["city"] or None,
            "place_text": row["location"] or None,
            "country": COUNTRIES.get(row["country"]),
            "place_precision": PRECISIONS.get(row["geo_precision"][:1]),
            "actors": [
                {"name": name.strip(), "role": role}
                for column, role in (("perpetrators", "initiator"), ("victims", "target"))
                for name in row[column].split(";")
                if name.strip()
            ],
            **_tolls(row, "killed", "deaths"),
            **_tolls(row, "injured", "injuries"),
            "evidence": [{"document_id": row["id"], "start": 0, "end": len(words), "text": words}],
            "sources": [
                {
                    "document_id": row["id"],
                    "source": head["publisher"] if head else row["source"],
                    "title": head and head["title"],
                    "published": head and head["day"],
                }
            ],
        },
    }


def _tolls(row: dict[str, str], ours: str, theirs: str) -> dict[str, int | None]:
    values = {side: row[f"{theirs}_{side}"] for side in ("low", "best", "high")}
    return {
        f"{ours}_{side}": int(float(value)) if value else None for side, value in values.items()
    }
