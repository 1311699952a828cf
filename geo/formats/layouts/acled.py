"""ACLED's exports, three generations, recognised whatever the case and order of their columns.

``fatalities`` is one number, 0 also where nobody knows: 0 therefore reads as unknown. A date known
to the week is the middle of that week (time_precision 2), one known to the month means the month.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from geo.formats.json_columns import joined, sure
from geo.formats.layouts.countries import by_numeric, country_of
from geo.formats.layouts.finish import Party, Rows, support
from geo.formats.layouts.layout import Layout
from geo.formats.layouts.sheet import Sheet, first_known, recode
from geo.formats.layouts.sources import sources_of
from geo.model import (
    EVENT_TYPE_OF,
    ActorKind,
    DatePrecision,
    EventType,
    Precision,
    Role,
    SubEventType,
)
from geo.table import Column

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region "
    "country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale "
    "notes fatalities tags timestamp"
).split()
"""The 31 columns of the current generation, in their order."""

KINDS = dict(zip("12345678", ActorKind, strict=True))
"""The codes of ``inter1`` and ``inter2``; newer tables spell the kinds out."""
_KINDS = {
    **{code: str(kind) for code, kind in KINDS.items()},
    **{str(kind): str(kind) for kind in ActorKind},
    "External forces": str(ActorKind.EXTERNAL),
    "Other forces": str(ActorKind.EXTERNAL),
    "Other": str(ActorKind.EXTERNAL),
    "0": None,
}
_RIOTS_OR_PROTESTS = "Riots/Protests"
_OLD_TYPES: dict[str, tuple[EventType | None, SubEventType | None]] = {
    "Battle-No change of territory": (EventType.BATTLES, SubEventType.ARMED_CLASH),
    "Battle-Government regains territory": (EventType.BATTLES, SubEventType.GOVERNMENT_REGAINS),
    "Battle-Non-state actor overtakes territory": (
        EventType.BATTLES,
        SubEventType.NON_STATE_OVERTAKES,
    ),
    "Headquarters or base established": (EventType.STRATEGIC, SubEventType.BASE_ESTABLISHED),
    "Non-violent transfer of territory": (EventType.STRATEGIC, SubEventType.TERRITORY_TRANSFER),
    "Strategic development": (EventType.STRATEGIC, None),
    "Remote violence": (EventType.EXPLOSIONS, None),
    _RIOTS_OR_PROTESTS: (None, None),
}
"""Event types of before 2019, which had no sub-event types."""
PLACES = {"1": Precision.SETTLEMENT, "2": Precision.NEAR, "3": Precision.REGION}
DATES = {"1": DatePrecision.DAY, "2": DatePrecision.WEEK, "3": DatePrecision.MONTH}
HALF_A_WEEK = timedelta(days=3)
_ONE_SIDED = (EventType.VIOLENCE, EventType.EXPLOSIONS)


def read(sheet: Sheet) -> Rows:
    """Return the rows of a sheet in any generation's columns."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kinds = [sheet.word((f"inter{n}",), _KINDS) for n in (1, 2)]
    event_type, sub_event_type = _types(sheet, kinds)
    ids = first_known([sheet.text("event_id_cnty"), sheet.text("data_id")])
    place = sheet.text("location")
    source = sheet.text("source")
    number = recode(
        source, lambda text: len({part.strip() for part in text.split(";")}), pa.int64()
    )
    number = number.fill_null(1)
    killed = _fatalities(sheet)
    columns = {
        **_days(sheet),
        Column.EVENT_TYPE: event_type,
        Column.SUB_EVENT_TYPE: sub_event_type,
        Column.PLACE: place,
        Column.PLACE_PRECISION: sheet.word(("geo_precision",), PLACES),
        Column.PLACE_REASON: pc.binary_join_element_wise(
            "ACLED geo_precision ", sheet.text("geo_precision"), ""
        ),
        Column.COUNTRY: first_known(
            [
                recode(sheet.text("iso"), lambda code: by_numeric(_whole(code)), pa.string()),
                country_of(sheet, "country"),
            ]
        ),
        Column.ADMIN1: sheet.text("admin1"),
        Column.ADMIN2: sheet.text("admin2"),
        Column.KILLED_LOW: killed,
        Column.KILLED_BEST: killed,
        Column.KILLED_HIGH: killed,
        **support(number),
    }
    return Rows(
        dataset="ACLED",
        ids=pc.binary_join_element_wise("acled:", ids, ""),
        lon=sheet.degrees("longitude"),
        lat=sheet.degrees("latitude"),
        columns=columns,
        words=sheet.text("notes"),
        parties=tuple(
            _party(sheet, n, kind, event_type) for n, kind in zip((1, 2), kinds, strict=True)
        ),
        sources=sources_of("acled:", ids, source),
    )


def _whole(code: str) -> str:
    return code.removesuffix(".0")


def _fatalities(sheet: Sheet) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    count = sheet.count("fatalities")
    return pc.if_else(pc.equal(count, 0), pa.scalar(None, pa.int64()), count)


def _types(sheet: Sheet, kinds: list[pa.Array]) -> tuple[pa.Array, pa.Array]:
    import pyarrow as pa
    import pyarrow.compute as pc

    old = {name: str(kind) if kind else None for name, (kind, _) in _OLD_TYPES.items()}
    event_type = sheet.word(("event_type",), {**{str(t): str(t) for t in EventType}, **old})
    stated = sheet.word(("sub_event_type",), {str(sub): str(sub) for sub in SubEventType})
    before = {name.casefold(): sub for name, (_, sub) in _OLD_TYPES.items() if sub}
    implied = recode(
        sheet.text("event_type"), lambda name: before.get(name.casefold()), pa.string()
    )
    sub_event_type = first_known([stated, implied])
    by_sub = recode(sub_event_type, lambda sub: EVENT_TYPE_OF[SubEventType(sub)], pa.string())
    crowd = {ActorKind.RIOTERS: EventType.RIOTS, ActorKind.PROTESTERS: EventType.PROTESTS}
    mixed = pc.equal(sheet.text("event_type"), _RIOTS_OR_PROTESTS)
    by_kind = [recode(kind, lambda word: crowd.get(ActorKind(word)), pa.string()) for kind in kinds]
    by_crowd = pc.if_else(sure(mixed), first_known(by_kind), pa.scalar(None, pa.string()))
    return first_known([event_type, by_sub, by_crowd]), sub_event_type


def _days(sheet: Sheet) -> dict[Column, pa.Array]:
    import pyarrow as pa
    import pyarrow.compute as pc

    day = sheet.day("event_date")
    precision = sheet.word(("time_precision",), DATES)
    ends = []
    for reach in (_first_of, _last_of):
        spread = day
        for word in (DatePrecision.WEEK, DatePrecision.MONTH):
            moved = recode(day, partial(reach, span=word), pa.date32())
            spread = pc.if_else(sure(pc.equal(precision, str(word))), moved, spread)
        ends.append(spread)
    return {
        Column.DATE_START: ends[0],
        Column.DATE_END: ends[1],
        Column.DATE_PRECISION: precision,
    }


def _first_of(day: date, span: DatePrecision) -> date:
    return day.replace(day=1) if span is DatePrecision.MONTH else day - HALF_A_WEEK


def _last_of(day: date, span: DatePrecision) -> date:
    if span is DatePrecision.MONTH:
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day + HALF_A_WEEK


def _party(sheet: Sheet, number: int, kind: pa.Array, event_type: pa.Array) -> Party:
    """Return an actor; in battles and demonstrations the order of the two means nothing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    name = sheet.text(f"actor{number}")
    beside = sheet.text(f"assoc_actor_{number}", f"ally_actor_{number}")
    one_sided = pc.is_in(event_type, value_set=pa.array([str(t) for t in _ONE_SIDED]))
    role = Role.INITIATOR if number == 1 else Role.TARGET
    return Party(
        name=name,
        role=pc.if_else(one_sided, str(role), str(Role.INVOLVED)),
        kind=kind,
        text=joined(name, beside, by="; "),
    )


_USES = {*COLUMNS, "event_id_cnty", "data_id", "ally_actor_1", "ally_actor_2"}
_USES -= set("year disorder_type interaction civilian_targeting region admin3".split())
_USES -= {"source_scale", "tags", "timestamp"}

ACLED = Layout(
    name="acled",
    title="ACLED",
    marks=(
        frozenset({"event_date", "event_type", "actor1", "inter1", "fatalities"}),
        frozenset({"event_id_cnty", "event_date", "event_type"}),
    ),
    read=read,
    uses=frozenset(_USES),
)
