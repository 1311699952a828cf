"""POLECAT weekly files: tab-separated, coded by machine in PLOVER.

Columns and modes as programs that read the published files name them; a mode that ``polecat.csv``
does not list reads as its type alone.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.formats.layouts.cameo import MACHINE_CODED
from geo.formats.layouts.countries import by_name
from geo.formats.layouts.finish import Party, Rows
from geo.formats.layouts.icews import finest
from geo.formats.layouts.layout import Layout
from geo.formats.layouts.sheet import Sheet, first_known, lists_of, nth_of, recode
from geo.formats.layouts.sources import sources_of
from geo.model import ActorKind, Role
from geo.table import Column

if TYPE_CHECKING:
    import pyarrow as pa

_KINDS = {
    **dict.fromkeys(("MIL", "COP", "SPY"), ActorKind.STATE),
    **dict.fromkeys(("REB", "INS"), ActorKind.REBEL),
    **dict.fromkeys(("CVL", "AGR", "EDU", "HLH", "JRN", "LAB", "REF", "REL"), ActorKind.CIVILIANS),
}


@cache
def _acts() -> dict[tuple[str, str], tuple[str | None, str | None]]:
    with (Path(__file__).parent / "polecat.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["type"], row["mode"]): (row["event_type"] or None, row["sub_event_type"] or None)
            for row in csv.DictReader(file)
        }


def wanted(sheet: Sheet) -> tuple[pa.Array, str]:
    """Return which rows are incidents, and what the others are."""
    import pyarrow as pa

    mask = recode(sheet.text("event_type"), lambda kind: (kind.upper(), "") in _acts(), pa.bool_())
    return mask, "no incidents: PLOVER types other than ASSAULT and PROTEST"


def read(sheet: Sheet) -> Rows:
    """Return the rows that are incidents."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kinds = pc.binary_join_element_wise(
        sheet.text("event_type"), pc.fill_null(sheet.text("event_mode"), ""), "|"
    )
    ids = sheet.text("event_id")
    units = [sheet.text(name) for name in ("city", "district", "province", "country")]
    geonames = recode(
        sheet.text("geonames_id"),
        lambda text: f"geonames:{text.removesuffix('.0')}" if text[0].isdecimal() else None,
        pa.string(),
    )
    actors = _parties(sheet, "actor", Role.INITIATOR)
    recipients = _parties(sheet, "recipient", Role.TARGET)
    columns = {
        Column.DATE_START: sheet.day("event_date"),
        Column.EVENT_TYPE: recode(kinds, lambda kind: _act(kind)[0], pa.string()),
        Column.SUB_EVENT_TYPE: recode(kinds, lambda kind: _act(kind)[1], pa.string()),
        Column.PLACE: first_known([sheet.text("placename"), *units]),
        Column.PLACE_TEXT: sheet.text("raw_placename"),
        Column.PLACE_ID: geonames,
        Column.PLACE_PRECISION: finest(*units),
        Column.COUNTRY: recode(units[3], by_name, pa.string()),
        Column.ADMIN1: units[2],
        Column.ADMIN2: units[1],
        Column.CONFIDENCE: pa.repeat(MACHINE_CODED, sheet.rows),
    }
    return Rows(
        dataset="POLECAT",
        ids=pc.binary_join_element_wise("polecat:", ids, ""),
        lon=sheet.degrees("longitude"),
        lat=sheet.degrees("latitude"),
        columns=columns,
        words=pc.binary_join_element_wise("PLOVER ", kinds, ""),
        parties=(actors[0], recipients[0]),
        others=(*actors[1:], *recipients[1:]),
        sources=sources_of(
            "polecat:", ids, sheet.text("source"), days=sheet.text("publication_date")
        ),
    )


def _act(kind: str) -> tuple[str | None, str | None]:
    name, _, mode = kind.partition("|")
    acts = _acts()
    return acts.get((name.upper(), mode.lower()), acts[name.upper(), ""])


def _parties(sheet: Sheet, whose: str, role: Role) -> tuple[Party, ...]:
    """Return each of the actors of one side: a cell may name several, parted by semicolons.

    Their words and countries are theirs where a cell lists as many; the one sector of a row says
    nothing of each of several.
    """
    import pyarrow as pa

    names = lists_of(sheet.text(f"{whose}_name"))
    words, countries, sectors = (
        [
            theirs if len(theirs) == len(named) else []
            for theirs, named in zip(told, names, strict=True)
        ]
        for told in map(
            lists_of,
            (
                sheet.text(f"{whose}_name_raw"),
                sheet.text(f"{whose}_country"),
                sheet.text(f"primary_{whose}_sector"),
            ),
        )
    )

    return tuple(
        Party(
            name=(name := nth_of(names, number)),
            role=role,
            kind=recode(nth_of(sectors, number), _KINDS.get, pa.string()),
            country=recode(nth_of(countries, number), by_name, pa.string()),
            text=first_known([nth_of(words, number), name]),
        )
        for number in range(max(1, *map(len, names)))
    )


POLECAT = Layout(
    name="polecat",
    title="POLECAT",
    marks=(frozenset({"event_id", "event_mode", "actor_name", "recipient_name"}),),
    read=read,
    wanted=wanted,
    uses=frozenset(
        "event_id event_date event_type event_mode actor_name actor_country primary_actor_sector "
        "actor_name_raw recipient_name recipient_country primary_recipient_sector "
        "recipient_name_raw placename city district province country latitude longitude "
        "geonames_id raw_placename source publication_date".split()
    ),
)
