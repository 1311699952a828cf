"""GDELT event exports, 1.0 (58 columns) and 2.0 (61): tab-separated, no header, at times one short.

CAMEO roots 18, 19 and 20 and protests (14) are incidents. GDELT counts no casualties, codes by
machine, and has many rows for one event: ``geo merge`` is the next step.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from geo.formats.json_columns import only_where, sure
from geo.formats.layouts.cameo import MACHINE_CODED, ROOTS, is_incident, meaning_of
from geo.formats.layouts.countries import by_fips, by_iso3
from geo.formats.layouts.finish import Party, Rows
from geo.formats.layouts.layout import Layout
from geo.formats.layouts.sheet import Sheet, recode
from geo.formats.layouts.sources import sources_of
from geo.model import ActorKind, Grade, Precision, Role
from geo.table import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code".split()
_ACTOR += ["Type1Code", "Type2Code", "Type3Code"]
_HEAD = "GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split()
_MIDDLE = (
    "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions "
    "NumSources NumArticles AvgTone"
).split()
_GEO_1 = "Type FullName CountryCode ADM1Code Lat Long FeatureID".split()
_GEO_2 = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()


def _names(geo: Sequence[str]) -> tuple[str, ...]:
    return (
        *_HEAD,
        *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
        *_MIDDLE,
        *(f"{whose}Geo_{part}" for whose in ("Actor1", "Actor2", "Action") for part in geo),
        "DATEADDED",
        "SOURCEURL",
    )


VERSION_1, VERSION_2 = _names(_GEO_1), _names(_GEO_2)
_DAY = re.compile(r"^(?:19|20)\d{6}$")
_KINDS = {
    **dict.fromkeys(("COP", "MIL", "SPY"), ActorKind.STATE),
    **dict.fromkeys(("REB", "INS", "SEP"), ActorKind.REBEL),
    **dict.fromkeys(("CVL", "REF", "LAB", "EDU", "MED", "JRN", "AGR", "HLH"), ActorKind.CIVILIANS),
}
PLACES = {
    "0": None,
    "1": Precision.COUNTRY,
    "2": Precision.REGION,
    "3": Precision.SETTLEMENT,
    "4": Precision.SETTLEMENT,
    "5": Precision.REGION,
}
_TOWNS = ("3", "4")


def is_data(row: Sequence[str]) -> bool:
    """Tell whether a row without a header is GDELT's: its width, an id, a day."""
    widths = {len(VERSION_1), len(VERSION_1) - 1, len(VERSION_2), len(VERSION_2) - 1}
    return len(row) in widths and row[0].isdecimal() and bool(_DAY.match(row[1]))


def columns(width: int) -> tuple[str, ...]:
    """Return the columns' names of a row of this width, which may be one short."""
    return VERSION_1 if width <= len(VERSION_1) else VERSION_2


def wanted(sheet: Sheet) -> tuple[pa.Array, str]:
    """Return which rows are incidents, and what the others are."""
    import pyarrow as pa

    codes = sheet.text("eventcode")
    mask = recode(codes, lambda code: code is not None and is_incident(code), pa.bool_())
    return mask, f"no incidents: CAMEO roots other than {', '.join(ROOTS)}"


def read(sheet: Sheet) -> Rows:
    """Return the rows that are incidents."""
    import pyarrow as pa
    import pyarrow.compute as pc

    codes = sheet.text("eventcode")
    kind, sub, words = (
        recode(codes, partial(_part, part=part), pa.string())
        for part in ("event_type", "sub_event_type", "words")
    )
    ids = sheet.text("globaleventid")
    full = sheet.text("actiongeo_fullname")
    where = sheet.text("actiongeo_type")
    number = sheet.count("numsources")
    columns_ = {
        Column.DATE_START: sheet.day("sqldate"),
        Column.EVENT_TYPE: kind,
        Column.SUB_EVENT_TYPE: sub,
        Column.PLACE: recode(full, lambda name: name and name.split(",")[0].strip(), pa.string()),
        Column.PLACE_TEXT: full,
        Column.ADMIN1: _admin1(full, where),
        Column.COUNTRY: sheet.read(
            ("actiongeo_countrycode",), "must be a FIPS 10-4 code", by_fips, pa.string()
        ),
        Column.PLACE_PRECISION: sheet.word(("actiongeo_type",), PLACES),
        Column.PLACE_REASON: pc.binary_join_element_wise("GDELT ActionGeo_Type ", where, ""),
        Column.PLACE_ID: _place_id(sheet, where),
        Column.CONFIDENCE: pa.repeat(MACHINE_CODED, sheet.rows),
        Column.N_SOURCES: number,
        Column.N_REPORTS: sheet.count("numarticles"),
        Column.GRADE: pc.if_else(
            sure(pc.greater(number, 1)), str(Grade.CORROBORATED), str(Grade.SINGLE)
        ),
    }
    url = sheet.text("sourceurl")
    return Rows(
        dataset="GDELT",
        ids=pc.binary_join_element_wise("gdelt:", ids, ""),
        lon=_placed(where, sheet.degrees("actiongeo_long")),
        lat=_placed(where, sheet.degrees("actiongeo_lat")),
        columns=columns_,
        words=pc.binary_join_element_wise("CAMEO ", codes, ": ", words, ""),
        parties=tuple(_party(sheet, n) for n in (1, 2)),
        sources=sources_of("gdelt:", ids, recode(url, _host, pa.string()), urls=url),
    )


def _part(code: str, part: str) -> str | None:
    meaning = meaning_of(code)
    return None if meaning is None else getattr(meaning, part)


def _placed(where: pa.Array, degrees: pa.Array) -> pa.Array:
    """Return degrees only where the row says that it knows the place."""
    import pyarrow as pa
    import pyarrow.compute as pc

    somewhere = sure(pc.not_equal(where, "0"))
    return pc.if_else(somewhere, degrees, pa.scalar(None, pa.float64()))


def _admin1(full: pa.Array, where: pa.Array) -> pa.Array:
    """Return the middle of "Port Moresby, National Capital, Papua New Guinea"."""
    import pyarrow as pa
    import pyarrow.compute as pc

    def middle(name: str | None) -> str | None:
        parts = [part.strip() for part in (name or "").split(",")]
        return parts[1] or None if len(parts) == 3 else None  # noqa: PLR2004  (town, unit, country)

    town = pc.is_in(where, value_set=pa.array(_TOWNS))
    return only_where(town, recode(full, middle, pa.string()))


def _place_id(sheet: Sheet, where: pa.Array) -> pa.Array:
    """Return the id of the gazetteer that GDELT took the place from: GNIS in the US, else GNS."""
    import pyarrow as pa
    import pyarrow.compute as pc

    number = sheet.text("actiongeo_featureid")
    is_number = pc.match_substring_regex(number, r"^-?\d+$")
    gazetteer = pc.if_else(pc.is_in(where, value_set=pa.array(["2", "3"])), "gnis:", "gns:")
    return only_where(is_number, pc.binary_join_element_wise(gazetteer, number, ""))


def _party(sheet: Sheet, number: int) -> Party:
    import pyarrow as pa

    return Party(
        name=sheet.text(f"actor{number}name"),
        role=Role.INITIATOR if number == 1 else Role.TARGET,
        kind=recode(sheet.text(f"actor{number}type1code"), _KINDS.get, pa.string()),
        country=recode(
            sheet.text(f"actor{number}countrycode"),
            lambda code: by_iso3(code) if code else None,
            pa.string(),
        ),
    )


def _host(url: str | None) -> str | None:
    found = re.match(r"^https?://(?:www\.)?([^/:?#]+)", url or "")
    return found[1].lower() if found else None


GDELT = Layout(
    name="gdelt",
    title="GDELT events",
    marks=(frozenset({"globaleventid", "sqldate", "eventcode"}),),
    read=read,
    wanted=wanted,
    uses=frozenset(
        "globaleventid sqldate eventcode actiongeo_fullname actiongeo_type actiongeo_countrycode "
        "actiongeo_featureid actiongeo_lat actiongeo_long numsources numarticles sourceurl "
        "actor1name actor2name actor1type1code actor2type1code actor1countrycode "
        "actor2countrycode".split()
    ),
)
