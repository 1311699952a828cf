"""UCDP GED, the Georeferenced Event Dataset: every release, candidates, the 14-column subset.

Coded by hand from the codebook of version 25.1. Sums of deaths are taken as they stand: where
deaths already coded elsewhere are subtracted (event_clarity 2), low <= best <= high can fail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.formats.json_columns import only_where, sure
from geo.formats.layouts.countries import country_of
from geo.formats.layouts.finish import Party, Rows, support
from geo.formats.layouts.layout import Layout
from geo.formats.layouts.sheet import Sheet, first_known, recode
from geo.formats.layouts.sources import sources_of
from geo.model import ActorKind, DatePrecision, EventType, Precision, Role
from geo.table import Column

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates where_description "
    "adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region "
    "event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians "
    "deaths_unknown best high low gwnoa gwnob"
).split()
"""The 49 columns of the newest releases, in their order; candidate files may come without."""

STATE_BASED, NON_STATE, ONE_SIDED = "1", "2", "3"
TYPES = {
    STATE_BASED: EventType.BATTLES,
    NON_STATE: EventType.BATTLES,
    ONE_SIDED: EventType.VIOLENCE,
    "State-based violence": EventType.BATTLES,
    "Non-state violence": EventType.BATTLES,
    "One-sided violence": EventType.VIOLENCE,
}
PLACES = {
    "1": Precision.EXACT,
    "2": Precision.NEAR,
    "3": Precision.DISTRICT,
    "4": Precision.REGION,
    "5": Precision.AREA,
    "6": Precision.COUNTRY,
    "7": Precision.AREA,  # at sea or in the air
}
NEAR_KM = 25.0
DATES = {
    "1": DatePrecision.DAY,
    "2": DatePrecision.WEEK,
    "3": DatePrecision.WEEK,
    "4": DatePrecision.MONTH,
    "5": DatePrecision.YEAR,
}
TOLLS = {
    Column.KILLED_LOW: ("low", "low_est", "low_death"),
    Column.KILLED_BEST: ("best", "best_est", "best_death"),
    Column.KILLED_HIGH: ("high", "high_est", "high_death"),
    Column.CIVILIANS_KILLED_BEST: ("deaths_civilians",),
}
_ALSO = "month day low_est best_est high_est low_death best_death high_death".split()
"""What old releases and the 14-column subset call it."""
_USES = frozenset([*COLUMNS, *_ALSO]) - {
    *"relid active_year code_status conflict_dset_id conflict_new_id dyad_dset_id".split(),
    *"dyad_new_id dyad_name side_a_dset_id side_a_new_id side_b_dset_id side_b_new_id".split(),
    *"conflict_name geom_wkt priogrid_gid country_id region event_clarity gwnoa gwnob".split(),
}


def read(sheet: Sheet) -> Rows:
    """Return the rows of a sheet in any release's columns."""
    import pyarrow as pa
    import pyarrow.compute as pc

    violence = sheet.text("type_of_violence")
    where = sheet.word(("where_prec",), PLACES)
    number = _sources(sheet)
    ids = sheet.text("id")
    _flag_parts(sheet)
    names = pc.binary_join_element_wise("UCDP where_prec ", sheet.text("where_prec"), "")
    columns = {
        **_days(sheet),
        Column.EVENT_TYPE: sheet.word(("type_of_violence",), TYPES),
        Column.PLACE: sheet.text("where_coordinates"),
        Column.PLACE_TEXT: sheet.text("where_description"),
        Column.PLACE_PRECISION: where,
        Column.PLACE_REASON: names,
        Column.UNCERTAINTY_KM: pc.if_else(
            pc.equal(where, str(Precision.NEAR)), NEAR_KM, pa.scalar(None, pa.float64())
        ),
        Column.COUNTRY: country_of(sheet, "country"),
        Column.ADMIN1: sheet.text("adm_1"),
        Column.ADMIN2: sheet.text("adm_2"),
        **sheet.counts(TOLLS),
        **support(number),
    }
    return Rows(
        dataset="UCDP GED",
        ids=pc.binary_join_element_wise("ucdp:", ids, ""),
        lon=sheet.degrees("longitude"),
        lat=sheet.degrees("latitude"),
        columns=columns,
        words=_words(sheet),
        parties=_parties(sheet, violence),
        sources=_stated_sources(sheet, ids),
        claims=_claims(sheet),
    )


def _days(sheet: Sheet) -> dict[Column, pa.Array]:
    import pyarrow.compute as pc

    if not sheet.has("date_start") and sheet.has("year", "month", "day"):
        parts = [sheet.text(name) for name in ("year", "month", "day")]
        sheet.columns = {**sheet.columns, "date_start": pc.binary_join_element_wise(*parts, "-")}
    start = sheet.day("date_start")
    return {
        Column.DATE_START: start,
        Column.DATE_END: sheet.day("date_end"),
        Column.DATE_PRECISION: sheet.word(("date_prec",), DATES),
    }


def _sources(sheet: Sheet) -> pa.Array:
    """Return the number of sources; -1 means that it was not counted."""
    import pyarrow as pa

    def read_number(text: str) -> int | None:
        number = text.removesuffix(".0")
        return max(1, int(number)) if number.lstrip("-").isdecimal() else None

    stated = sheet.read(("number_of_sources",), "must be a number", read_number, pa.int64())
    return stated.fill_null(1)


def _words(sheet: Sheet) -> pa.Array:
    return first_known(
        [sheet.text(name) for name in ("source_headline", "source_article", "source_original")]
    )


def _parties(sheet: Sheet, violence: pa.Array) -> tuple[Party, Party]:
    """Return the sides: who killed whom in one-sided violence, else two that fought."""
    import pyarrow as pa

    kinds = TYPES.get
    one_sided = recode(violence, lambda v: kinds(v) is EventType.VIOLENCE, pa.bool_())
    state_based = recode(violence, lambda v: v in {STATE_BASED, "State-based violence"}, pa.bool_())
    side_a, side_b = sheet.text("side_a"), sheet.text("side_b")
    rebels = pa.array(
        [
            kind or (str(ActorKind.REBEL) if state else None)
            for kind, state in zip(
                recode(side_b, _kind, pa.string()).to_pylist(), state_based.to_pylist(), strict=True
            )
        ],
        pa.string(),
    )
    return (
        Party(
            name=side_a,
            role=_role(one_sided, Role.INITIATOR),
            kind=recode(side_a, _kind, pa.string()),
        ),
        Party(
            name=side_b,
            role=_role(one_sided, Role.TARGET),
            kind=only_where(side_b.is_valid(), rebels),
        ),
    )


def _role(one_sided: pa.Array, role: Role) -> pa.Array:
    import pyarrow.compute as pc

    return pc.if_else(sure(one_sided), str(role), str(Role.INVOLVED))


def _kind(side: str | None) -> str | None:
    if side is None:
        return None
    if side.startswith("Government of "):
        return ActorKind.STATE
    return ActorKind.CIVILIANS if side == "Civilians" else None


def _stated_sources(sheet: Sheet, ids: pa.Array) -> pa.Array | None:
    if not sheet.has("source_office"):
        return None
    offices, days, titles = (
        sheet.text(name) for name in ("source_office", "source_date", "source_headline")
    )
    return sources_of("ucdp:", ids, offices, days=days, titles=titles)


def _claims(sheet: Sheet) -> tuple[tuple[pa.Array, dict[str, object]], ...]:
    from geo.formats.json_columns import quoted

    counted = (
        ("deaths_a", quoted(sheet.text("side_a")), "combatants"),
        ("deaths_b", quoted(sheet.text("side_b")), "combatants"),
        ("deaths_civilians", "civilians", "civilians"),
        ("deaths_unknown", None, "unknown"),
    )
    return tuple(
        (sheet.count(name), {"victims": whom, "group": group})
        for name, whom, group in counted
        if sheet.has(name)
    )


def _flag_parts(sheet: Sheet) -> None:
    """Tell of best estimates that are not the sum of the four columns of deaths."""
    import numpy as np
    import pyarrow.compute as pc

    parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    if sheet.has("best", *parts):
        best = sheet.count("best")
        total = sheet.count(parts[0])
        for part in parts[1:]:
            total = pc.add(total, sheet.count(part))
        rule = "must be deaths_a + deaths_b + deaths_civilians + deaths_unknown"
        wrong = np.asarray(sure(pc.not_equal(best, total)))
        sheet.complain(wrong, "best", best, rule, kept=True)


UCDP = Layout(
    name="ucdp",
    title="UCDP GED",
    marks=(
        frozenset({"type_of_violence", "side_a", "side_b", "latitude", "longitude"}),
        frozenset({"type_of_violence", "dyad_name", "where_prec"}),
    ),
    read=read,
    uses=_USES,
)
