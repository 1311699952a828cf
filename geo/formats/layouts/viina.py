"""VIINA: Ukrainian and Russian news on the war in Ukraine, classified and placed by machine.

Columns by the project's own codebook, of reports (``event_info``) and of events a place and day
(``event_1pd``). Its ``location`` is a number, not a name: which place of the report it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.formats.json_columns import only_where
from geo.formats.layouts.cameo import MACHINE_CODED
from geo.formats.layouts.finish import Party, Rows
from geo.formats.layouts.layout import Layout
from geo.formats.layouts.sheet import Sheet, first_known, recode
from geo.formats.layouts.sources import sources_of
from geo.model import EVENT_TYPE_OF, ActorKind, Grade, Precision, Role, SubEventType
from geo.table import Column

if TYPE_CHECKING:
    import pyarrow as pa

_ACTS = {
    "t_airstrike": SubEventType.AIR_STRIKE,
    "t_uav": SubEventType.AIR_STRIKE,
    "t_artillery": SubEventType.SHELLING,
    "t_ied": SubEventType.EXPLOSIVE,
    "t_armor": SubEventType.ARMED_CLASH,
    "t_firefight": SubEventType.ARMED_CLASH,
    "t_arrest": SubEventType.ARRESTS,
    "t_property": SubEventType.LOOTING,
}
"""VIINA's marks of what a report is about; a row with marks of several types has none."""
_SIDES = {
    "a_rus": "Russian or Russian-aligned forces",
    "a_ukr": "Ukrainian forces",
}
PLACES = {
    "ADM0": Precision.COUNTRY,
    "ADM1": Precision.REGION,
    "ADM2": Precision.DISTRICT,
    "ADM3": Precision.SETTLEMENT,
    "PPL": Precision.SETTLEMENT,
    "STREET": Precision.EXACT,
}


def read(sheet: Sheet) -> Rows:
    """Return the rows of events or of events per place and day."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ids = sheet.text("event_id_1pd", "event_id")
    act = _acts(sheet)
    number = sheet.count("n_reports")
    publishers = _listed(sheet.text("sources", "sources_matching", "source"))
    urls = _listed(sheet.text("source_urls", "url"))
    geonames = sheet.text("geonameid")
    columns = {
        Column.DATE_START: sheet.day("date"),
        Column.EVENT_TYPE: recode(act, lambda sub: EVENT_TYPE_OF[SubEventType(sub)], pa.string()),
        Column.SUB_EVENT_TYPE: act,
        Column.PLACE: first_known([sheet.text("asciiname"), sheet.text("address")]),
        Column.PLACE_ID: pc.binary_join_element_wise("geonames:", geonames, ""),
        Column.PLACE_PRECISION: sheet.word(("geo_precision",), PLACES),
        Column.ADMIN1: sheet.text("adm1_name"),
        Column.ADMIN2: sheet.text("adm2_name"),
        Column.CONFIDENCE: pa.repeat(MACHINE_CODED, sheet.rows),
        Column.N_REPORTS: number,
        Column.N_SOURCES: recode(publishers, lambda text: len(set(text.split(";"))), pa.int64()),
        Column.GRADE: recode(
            publishers,
            lambda text: Grade.CORROBORATED if len(set(text.split(";"))) > 1 else Grade.SINGLE,
            pa.string(),
        ),
    }
    return Rows(
        dataset="VIINA",
        ids=pc.binary_join_element_wise("viina:", ids, ""),
        lon=sheet.degrees("longitude"),
        lat=sheet.degrees("latitude"),
        columns=columns,
        words=sheet.text("representative_text", "text"),
        parties=tuple(_party(sheet, flag, name) for flag, name in _SIDES.items()),
        sources=sources_of("viina:", ids, publishers, urls=urls),
    )


def _listed(column: pa.Array) -> pa.Array:
    """Return VIINA's lists, which commas or bars part, as lists that semicolons part."""
    import pyarrow as pa

    return recode(
        column,
        lambda text: text.replace(" | ", ";").replace("|", ";").replace(",", ";"),
        pa.string(),
    )


def _acts(sheet: Sheet) -> pa.Array:
    """Return each row's one sub-event type, null where it has none or marks of several."""
    import pyarrow as pa

    marked = [
        (sub, sheet.text(flag, f"{flag}_b", f"{flag}_pred").to_pylist())
        for flag, sub in _ACTS.items()
        if sheet.first(flag, f"{flag}_b", f"{flag}_pred")
    ]
    found: list[str | None] = []
    for row in range(sheet.rows):
        subs = {sub for sub, flags in marked if _is_set(flags[row])}
        found.append(str(subs.pop()) if len(subs) == 1 else None)
    return pa.array(found, pa.string())


def _is_set(flag: str | None) -> bool:
    return flag is not None and flag.removesuffix(".0") == "1"


def _party(sheet: Sheet, flag: str, name: str) -> Party:
    import pyarrow as pa

    is_set = recode(sheet.text(flag, f"{flag}_b"), _is_set, pa.bool_())
    names = only_where(is_set, pa.repeat(name, sheet.rows))
    return Party(
        name=names,
        role=Role.INVOLVED,
        kind=only_where(is_set, pa.repeat(str(ActorKind.STATE), sheet.rows)),
    )


VIINA = Layout(
    name="viina",
    title="VIINA",
    marks=(
        frozenset({"event_id", "geonameid", "asciiname", "adm1_name", "date"}),
        frozenset({"event_id_1pd", "geonameid", "asciiname", "date"}),
    ),
    read=read,
    uses=frozenset(
        "event_id event_id_1pd date n_reports sources sources_matching source source_urls url "
        "geonameid asciiname address geo_precision adm1_name adm2_name longitude latitude "
        "representative_text text a_rus a_rus_b a_ukr a_ukr_b".split()
        + [name for flag in _ACTS for name in (flag, f"{flag}_b", f"{flag}_pred")]
    ),
)
