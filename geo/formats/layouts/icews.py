"""ICEWS event data: 20 tab-separated columns, coded by machine in CAMEO."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.formats.layouts.cameo import MACHINE_CODED, ROOTS, is_incident, meaning_of
from geo.formats.layouts.countries import by_name, country_of
from geo.formats.layouts.finish import Party, Rows
from geo.formats.layouts.layout import Layout
from geo.formats.layouts.sheet import Sheet, first_known, recode
from geo.formats.layouts.sources import sources_of
from geo.model import ActorKind, Precision, Role
from geo.table import Column

if TYPE_CHECKING:
    import pyarrow as pa

_KINDS = (
    ("Civilian", ActorKind.CIVILIANS),
    ("General Population", ActorKind.CIVILIANS),
    ("Rebel", ActorKind.REBEL),
    ("Insurgent", ActorKind.REBEL),
    ("Separatist", ActorKind.REBEL),
    ("Police", ActorKind.STATE),
    ("Military", ActorKind.STATE),
    ("Protestors", ActorKind.PROTESTERS),
)


def wanted(sheet: Sheet) -> tuple[pa.Array, str]:
    """Return which rows are incidents, and what the others are."""
    import pyarrow as pa

    mask = recode(sheet.text("cameo_code"), is_incident, pa.bool_())
    return mask, f"no incidents: CAMEO roots other than {', '.join(ROOTS)}"


def read(sheet: Sheet) -> Rows:
    """Return the rows that are incidents."""
    import pyarrow as pa
    import pyarrow.compute as pc

    codes = sheet.text("cameo_code")
    ids = sheet.text("event_id")
    city, district, province = (sheet.text(n) for n in ("city", "district", "province"))
    country = sheet.text("country")
    columns = {
        Column.DATE_START: sheet.day("event_date"),
        Column.EVENT_TYPE: recode(codes, _event_type, pa.string()),
        Column.SUB_EVENT_TYPE: recode(codes, _sub_event_type, pa.string()),
        Column.PLACE: first_known((city, district, province, country)),
        Column.PLACE_PRECISION: finest(city, district, province, country),
        Column.COUNTRY: country_of(sheet, "country"),
        Column.ADMIN1: province,
        Column.ADMIN2: district,
        Column.CONFIDENCE: pa.repeat(MACHINE_CODED, sheet.rows),
    }
    event_text = sheet.text("event_text")
    return Rows(
        dataset="ICEWS",
        ids=pc.binary_join_element_wise("icews:", ids, ""),
        lon=sheet.degrees("longitude"),
        lat=sheet.degrees("latitude"),
        columns=columns,
        words=pc.binary_join_element_wise("CAMEO ", codes, ": ", event_text, ""),
        parties=(_party(sheet, "source", Role.INITIATOR), _party(sheet, "target", Role.TARGET)),
        sources=sources_of("icews:", sheet.text("story_id"), sheet.text("publisher")),
    )


def finest(*units: pa.Array) -> pa.Array:
    """Return how fine a place is: the finest of town, district, province, country that is given."""
    import pyarrow as pa
    import pyarrow.compute as pc

    words = (Precision.SETTLEMENT, Precision.DISTRICT, Precision.REGION, Precision.COUNTRY)
    return pc.coalesce(
        *(
            pc.if_else(unit.is_valid(), str(word), pa.scalar(None, pa.string()))
            for unit, word in zip(units, words, strict=True)
        )
    )


def _event_type(code: str) -> str | None:
    meaning = meaning_of(code)
    return None if meaning is None else meaning.event_type


def _sub_event_type(code: str) -> str | None:
    meaning = meaning_of(code)
    return None if meaning is None else meaning.sub_event_type


def _party(sheet: Sheet, whose: str, role: Role) -> Party:
    import pyarrow as pa

    return Party(
        name=sheet.text(f"{whose}_name"),
        role=role,
        kind=recode(sheet.text(f"{whose}_sectors"), _kind, pa.string()),
        country=recode(sheet.text(f"{whose}_country"), by_name, pa.string()),
    )


def _kind(sectors: str) -> str | None:
    return next((kind for word, kind in _KINDS if word in sectors), None)


ICEWS = Layout(
    name="icews",
    title="ICEWS",
    marks=(frozenset({"event_id", "cameo_code", "source_name", "target_name"}),),
    read=read,
    wanted=wanted,
    uses=frozenset(
        "event_id event_date source_name source_sectors source_country event_text cameo_code "
        "target_name target_sectors target_country story_id publisher city district province "
        "country latitude longitude".split()
    ),
)
