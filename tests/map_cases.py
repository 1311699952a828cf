"""Incidents to draw: one to vary, and any number of them, the same each time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from geo.model import (
    Actor,
    Claim,
    EventType,
    Evidence,
    Incident,
    MentionedPlace,
    Outcome,
    Place,
    Precision,
    Role,
    Source,
    Stance,
    SubEventType,
    Toll,
    When,
)

TOWN = Place(
    name="Kidal", lon=1.4078, lat=18.4411, precision=Precision.SETTLEMENT, uncertainty_km=3,
    id="geonames:2455518", country="ML", admin1="Kidal",
)  # fmt: skip
REGION = Place(
    name="Deir ez-Zor", lon=40.0, lat=35.1, precision=Precision.REGION, uncertainty_km=140,
    id="geonames:170792", country="SY", admin1="Deir ez-Zor",
)  # fmt: skip
NEAR = Place(
    name="Menaka", lon=2.4022, lat=15.9182, precision=Precision.NEAR, uncertainty_km=15,
    country="ML", admin1="Ménaka",
)  # fmt: skip


def make_incident(number: int = 1, **changes: Any) -> Incident:
    """Return an armed clash in Kidal on 1 March 2024 that killed three, changed as asked."""
    document = f"report-{number}"
    settings: dict[str, Any] = {
        "id": f"incident-{number:05d}",
        "when": When.day(date(2024, 3, 1)),
        "event_type": EventType.BATTLES,
        "sub_event_type": SubEventType.ARMED_CLASH,
        "place": TOWN,
        "place_text": "the town of Kidal",
        "place_reason": "the only town the sentence names",
        "killed": Toll(low=3, best=3, high=3),
        "actors": (
            Actor(name="Army", text="soldiers", role=Role.INITIATOR),
            Actor(name="Rebels", text="armed men", role=Role.TARGET),
        ),
        "casualties": (
            Claim(
                outcome=Outcome.KILLED, toll=Toll(low=3, best=3, high=3), text="three dead",
                document_id=document, start=0, end=10, claimant="a doctor", stance=Stance.CLAIMED,
            ),
        ),
        "evidence": (
            Evidence(document_id=document, start=0, end=40, text="Three fell in Kidal, he said."),
        ),
        "mentioned_places": (MentionedPlace(text="Bamako", place="Bamako", reason="a dateline"),),
        "sources": (
            Source(
                document_id=document, title="Clash in Kidal", source="Own words",
                url="https://example.org/kidal", published=date(2024, 3, 2),
            ),
        ),
    }  # fmt: skip
    return Incident(**(settings | changes))


def three_incidents() -> list[Incident]:
    """Return a clash of three dead, a strike with an open toll a week later, an undated riot."""
    strike = {
        "when": When.day(date(2024, 3, 8)),
        "event_type": EventType.EXPLOSIONS,
        "sub_event_type": None,
        "killed": Toll(low=100, best=100),
        "place": REGION,
    }
    riot = {"when": When(), "event_type": EventType.RIOTS, "killed": Toll(), "place": None}
    return [make_incident(1), make_incident(2, **strike), make_incident(3, **riot)]


def many_incidents(count: int) -> list[Incident]:
    """Return that many incidents over ten years in two bands of Africa, the same each time."""
    types = list(EventType)
    kinds = [Precision.SETTLEMENT] * 6 + [Precision.NEAR, Precision.DISTRICT]
    made = []
    for n in range(count):
        place = Place(
            name=f"Place {n % 3001}",
            lon=-10 + (n * 7919 % 4000) / 100,
            lat=5 + (n * 104729 % 2500) / 100,
            precision=kinds[n % len(kinds)],
            uncertainty_km=5 + n % 40,
            country="ML",
        )
        when = When.day(date(2015, 1, 1) + timedelta(days=n * 37 % 3650))
        low = n % 7
        killed = Toll() if n % 5 == 0 else Toll(low=low, best=low, high=low + n % 3)
        changes = {"when": when, "place": place, "killed": killed, "event_type": types[n % 6]}
        made.append(make_incident(n, sub_event_type=None, casualties=(), **changes))
    return made
