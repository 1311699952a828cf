"""Incidents as reports tell them, for the tests of merging: a small war around a town."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from geo.model import EVENT_TYPE_OF as TYPE_OF
from geo.model import (
    Actor,
    DatePrecision,
    Evidence,
    Incident,
    Place,
    Precision,
    Role,
    Source,
    SubEventType,
    Toll,
    When,
)

MONDAY = date(2021, 3, 1)
QARN = Place(name="Qarn", lon=40.0, lat=35.0, precision=Precision.SETTLEMENT, uncertainty_km=5)
PROVINCE = Place(name="Wadi", lon=40.6, lat=35.2, precision=Precision.REGION, uncertainty_km=90)


def told(identity, publisher="Valley Post", **changes):
    """Return an incident as one report tells it: shelling of Qarn on Monday."""
    sub = changes.pop("sub", SubEventType.SHELLING)
    who = changes.pop("who", "Hill Brigade")
    document = changes.pop("document", f"doc-{identity}")
    base = Incident(
        id=identity,
        when=When.day(MONDAY),
        event_type=sub and TYPE_OF[sub],
        sub_event_type=sub,
        place=QARN,
        place_text="Qarn",
        killed=Toll(low=3, best=3, high=3),
        confidence=0.8,
        actors=(Actor(name=who, text=who, role=Role.INITIATOR),) if who else (),
        evidence=(Evidence(document_id=document, start=0, end=len(identity), text=identity),),
        sources=(Source(document_id=document, source=publisher),),
    )
    return replace(base, **changes)


def killed(low, best, high):
    return Toll(low=low, best=best, high=high)


def days_from_monday(first, last=None, precision=DatePrecision.DAY):
    start = MONDAY + timedelta(days=first)
    end = start if last is None else MONDAY + timedelta(days=last)
    return When(start=start, end=end, precision=precision)


places = st.sampled_from([
    QARN,
    replace(QARN, name="Tall", lon=40.03),
    replace(QARN, name="Far", lon=44.0, precision=Precision.EXACT, uncertainty_km=None),
    PROVINCE,
    None,
])  # fmt: skip
stories = st.builds(
    lambda number, day, longer, **rest: told(
        f"i{number}",
        when=days_from_monday(
            day, day + longer, DatePrecision.WEEK if longer else DatePrecision.DAY
        ),
        **rest,
    ),
    number=st.integers(0, 40),
    day=st.integers(0, 3),
    longer=st.sampled_from([0, 0, 1, 4]),
    publisher=st.sampled_from(["Valley Post", "Hill Radio", None]),
    document=st.sampled_from([f"doc{n}" for n in range(8)]),
    place=places,
    place_text=st.sampled_from(["Qarn", None]),
    sub=st.sampled_from([SubEventType.SHELLING, SubEventType.ARMED_CLASH, None]),
    who=st.sampled_from(["Hill Brigade", "River Guard", None]),
    killed=st.sampled_from([Toll(), killed(1, 1, 1), killed(1, 2, None), killed(4, 5, 9)]),
)
worlds = st.lists(stories, max_size=14, unique_by=lambda incident: incident.id)
