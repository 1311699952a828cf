"""How a report's incidents are held against the hand-made ones: shared by the golden tests.

Gold values are plain values, or ``{"any": [...]}`` where an analyst would take more than one.
Texts (places, actors, claimants) are right when a gold alternative is a word sequence of what was
found, accents, case and punctuation aside; everything else must be equal. What a gold incident
does not name is not compared. Features are those of the contract, as GeoJSON.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Any

EARTH_RADIUS_KM = 6371.0
TEXT_FIELDS = frozenset({"place", "place_text", "admin1", "initiator", "target", "claimant"})
NOT_FIELDS = frozenset({"label", "optional", "claims", "at", "documents"})
# Two incidents are the same one when most of what makes an incident agrees.
KEYS = frozenset({"date_start", "sub_event_type", "place", "at", "initiator", "killed_best"})
ENOUGH_KEYS = 0.4
SHORT = 4
NOT_FOUND = "(incident not found)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One compared value: where it stands, what was expected, what was found."""

    incident: str
    field: str
    expected: Any
    found: Any
    right: bool

    def __str__(self) -> str:
        """Return one line for a list of faults."""
        return f"{self.incident}: {self.field}: expected {self.expected!r}, found {self.found!r}"


def alternatives(value: Any) -> list[Any]:
    """Return the values an analyst would take."""
    return list(value["any"]) if isinstance(value, dict) and "any" in value else [value]


def fold(text: str) -> str:
    """Return the words of ``text`` in small letters without accents, a blank between two."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.casefold()))


def names(option: str, words: str, *, whole: bool) -> bool:
    """Tell whether ``option`` begins at a word of ``words``; short ones must be whole words.

    A beginning is enough elsewhere, so that "journalist" and "Syria" stand for their plurals and
    adjectives too.
    """
    end = r"\b" if whole or len(option) < SHORT else ""
    return re.search(rf"\b{re.escape(fold(option))}{end}", words) is not None


def text_agrees(expected: Any, found: str | None, *, whole: bool = False) -> bool:
    """Tell whether one alternative is among the words of ``found`` (None only matches None)."""
    options = alternatives(expected)
    if found is None:
        return None in options
    words = fold(found)
    return any(option is not None and names(option, words, whole=whole) for option in options)


def kilometres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the great-circle distance of two WGS 84 points."""
    lon1, lat1, lon2, lat2 = (math.radians(degrees) for degrees in (lon1, lat1, lon2, lat2))
    a = math.sin((lat2 - lat1) / 2) ** 2
    b = math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(a + b))


def actors_text(properties: dict[str, Any], role: str) -> str | None:
    """Return names and wordings of all actors in a role as one text."""
    actors = [actor for actor in properties.get("actors") or [] if actor["role"] == role]
    said = [word for actor in actors for word in (actor["name"], actor["text"]) if word]
    return " | ".join(said) or None


def value_of(properties: dict[str, Any], field: str) -> Any:
    """Return what an incident's properties say for a gold field.

    Where the roles are not known ("clashes between ..."), everybody involved stands for both.
    """
    if field in {"initiator", "target"}:
        return actors_text(properties, field) or actors_text(properties, "involved")
    if field == "place":
        said = [properties.get("place"), properties.get("place_text")]
        return " | ".join(name for name in said if name) or None
    return properties.get(field)


def agrees(field: str, expected: Any, found: Any) -> bool:
    """Tell whether a found value is one that an analyst would take."""
    if field in TEXT_FIELDS:
        return text_agrees(expected, found, whole=field == "place")
    return found in alternatives(expected)


def claim_found(expected: dict[str, Any], claims: list[dict[str, Any]]) -> bool:
    """Tell whether one claim says all that the gold claim says."""
    return any(
        all(agrees(field, value, claim.get(field)) for field, value in expected.items())
        for claim in claims
    )


def claim_cells(gold: dict[str, Any], feature: dict[str, Any]) -> list[Cell]:
    """Compare each claim of a gold incident."""
    claims = feature["properties"].get("casualties") or []
    said = [
        {key: claim.get(key) for key in ("outcome", "low", "best", "high", "claimant", "stance")}
        for claim in claims
    ]
    return [
        Cell(
            incident=gold["label"],
            field=f"claim {number}",
            expected=claim,
            found=said,
            right=claim_found(claim, claims),
        )
        for number, claim in enumerate(gold.get("claims", []), start=1)
    ]


def at_cell(gold: dict[str, Any], feature: dict[str, Any]) -> list[Cell]:
    """Compare the point with the gold one, within its tolerance."""
    if "at" not in gold:
        return []
    at, geometry = gold["at"], feature["geometry"]
    point = geometry["coordinates"] if geometry else None
    right = bool(point) and kilometres(*point[:2], at["lon"], at["lat"]) <= at["tolerance_km"]
    return [Cell(incident=gold["label"], field="at", expected=at, found=point, right=right)]


def field_cells(title: str, expected: dict[str, Any], properties: dict[str, Any]) -> list[Cell]:
    """Compare each expected field with what the properties say for it."""
    found = {field: value_of(properties, field) for field in expected}
    return [
        Cell(
            incident=title,
            field=field,
            expected=value,
            found=found[field],
            right=agrees(field, value, found[field]),
        )
        for field, value in expected.items()
    ]


def incident_cells(gold: dict[str, Any], feature: dict[str, Any]) -> list[Cell]:
    """Compare every field, the point and every claim that a gold incident names with a feature."""
    fields = {field: value for field, value in gold.items() if field not in NOT_FIELDS}
    cells = field_cells(gold["label"], fields, feature["properties"])
    return cells + at_cell(gold, feature) + claim_cells(gold, feature)


def likeness(gold: dict[str, Any], feature: dict[str, Any]) -> float:
    """Return the share of right cells among those that make an incident this one."""
    cells = [cell for cell in incident_cells(gold, feature) if cell.field in KEYS]
    return sum(cell.right for cell in cells) / len(cells) if cells else 0.0


def pair(gold: list[dict[str, Any]], features: list[dict[str, Any]]) -> dict[int, int]:
    """Return which feature is which gold incident, one to one, most alike first.

    Optional gold incidents are served last, so that they never take a required one's feature.
    """
    ranked = sorted(
        (
            (bool(g.get("optional")), -likeness(g, f), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(features)
        ),
    )
    pairs: dict[int, int] = {}
    for _, unlike, i, j in ranked:
        if -unlike >= ENOUGH_KEYS and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def missing_cells(gold: dict[str, Any]) -> list[Cell]:
    """Return the fault that an expected incident was not found, once for each of its cells."""
    fields = {field: value for field, value in gold.items() if field not in NOT_FIELDS - {"at"}}
    fields |= {f"claim {n}": claim for n, claim in enumerate(gold.get("claims", []), start=1)}
    return [
        Cell(incident=gold["label"], field=field, expected=value, found=NOT_FOUND, right=False)
        for field, value in fields.items()
    ]


def faults(cells: list[Cell]) -> list[str]:
    """Return a line for each wrong cell, and one for each incident that was not found."""
    wrong = [cell for cell in cells if not cell.right]
    lost = Counter(cell.incident for cell in wrong if cell.found is NOT_FOUND)
    lines = [f"{incident}: not found ({count} cells)" for incident, count in lost.items()]
    return lines + [str(cell) for cell in wrong if cell.found is not NOT_FOUND]


def title_of(feature: dict[str, Any]) -> str:
    """Return a short name for an incident nobody expected."""
    properties = feature["properties"]
    parts = (properties.get(key) for key in ("date_start", "place_text", "sub_event_type"))
    return " ".join(str(part) for part in parts)


def site_cells(not_sites: list[str], features: list[dict[str, Any]]) -> list[Cell]:
    """Compare the sites found with the places that must not be on the map."""
    found = sorted({feature["properties"].get("place") or "" for feature in features})
    sites = {fold(place) for place in found}
    return [
        Cell(
            incident="(map)",
            field=f"not at {place}",
            expected="not a site",
            found=found,
            right=fold(place) not in sites,
        )
        for place in not_sites
    ]


def document_cells(gold: dict[str, Any], features: list[dict[str, Any]]) -> list[Cell]:
    """Compare all that one report should give with all that it gave."""
    incidents = gold["incidents"]
    pairs = pair(incidents, features)
    cells = []
    for i, incident in enumerate(incidents):
        if i in pairs and not incident.get("optional"):
            cells += incident_cells(incident, features[pairs[i]])
        elif not incident.get("optional"):
            cells += missing_cells(incident)
    for j, feature in enumerate(features):
        if j not in pairs.values():
            cells.append(
                Cell(
                    incident="(nobody's)",
                    field="an incident too many",
                    expected=None,
                    found=title_of(feature),
                    right=False,
                )
            )
    return cells + site_cells(gold["not_sites"], features)
