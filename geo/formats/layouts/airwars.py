"""Tables like Airwars': a code, killed and injured as least and most, a grading, an accuracy.

Columns as the organisation's own site names them, and as its researchers' sheets do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.formats.json_columns import only_where
from geo.formats.layouts.countries import country_of
from geo.formats.layouts.finish import Party, Rows
from geo.formats.layouts.layout import Layout
from geo.formats.layouts.sheet import Sheet, lists_of, nth_of, recode
from geo.formats.layouts.sources import sources_of
from geo.model import Grade, Precision, Role
from geo.table import Column
from geo.table.schema import TOLLS

if TYPE_CHECKING:
    import pyarrow as pa

_CODE = ("code", "unique_reference_code", "incident_code", "reference_code")
_DAY = ("date", "incident_date", "date_start", "start_date")
_LAST = ("date_end", "end_date")
_GRADING = (
    "grading",
    "civilian_harm_status",
    "civilian_harm_status_slug",
    "civilian_harm_status_name",
    "civilian_harm_grading",
)
_ACCURACY = ("geolocation_accuracy", "geolocation_accuracy_slug", "location_accuracy", "accuracy")
_WORDS = ("summary", "assessment", "notes", "description")
_PLACE = ("location", "location_name", "place")
_SOURCE = ("sources", "source")
_BY = ("belligerent", "belligerent_list", "suspected_attacker", "actor")

_CIVILIANS = (
    "civilians_",
    "civilian_",
    "civilian_non_combatants_",
    "civilians_reported_",
    "",
)
_MILITANTS = ("militants_", "persons_directly_participating_in_hostilities_", "belligerents_")

CONFIDENCES = {
    "confirmed": 1.0,
    "fair": 0.8,
    "weak": 0.4,
    "contested": 0.5,
    "discounted": 0.1,
}
"""How sure a grading is: the words are the publisher's, the numbers our choice."""
PLACES = {
    "exact": Precision.EXACT,
    "exact location": Precision.EXACT,
    "exact_location": Precision.EXACT,
    "within 100m": Precision.EXACT,
    "within 100 m": Precision.EXACT,
    "street": Precision.EXACT,
    "within 1km": Precision.NEAR,
    "nearby landmark": Precision.NEAR,
    "nearby_landmark": Precision.NEAR,
    "neighbourhood": Precision.SETTLEMENT,
    "neighbourhood/area": Precision.SETTLEMENT,
    "neighbourhood_area": Precision.SETTLEMENT,
    "village": Precision.SETTLEMENT,
    "town": Precision.SETTLEMENT,
    "city": Precision.SETTLEMENT,
    "subdistrict": Precision.DISTRICT,
    "district": Precision.DISTRICT,
    "province": Precision.REGION,
    "province/governorate": Precision.REGION,
    "governorate": Precision.REGION,
    "country": Precision.COUNTRY,
    "unknown": None,
}


def read(sheet: Sheet) -> Rows:
    """Return the rows; deaths of everybody are those of civilians and militants together."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ids = sheet.text(*_CODE)
    grading = sheet.text(*_GRADING)
    civilians = [_toll(sheet, "killed", end) for end in ("min", "max")]
    militants = [_militants(sheet, "killed", end) for end in ("min", "max")]
    injured = [
        _together(_toll(sheet, "injured", end), _militants(sheet, "injured", end))
        for end in ("min", "max")
    ]
    columns = {
        Column.DATE_START: sheet.day(*_DAY),
        Column.DATE_END: sheet.day(*_LAST),
        Column.PLACE: sheet.text(*_PLACE),
        Column.PLACE_PRECISION: sheet.word(_ACCURACY, PLACES),
        Column.COUNTRY: country_of(sheet, "country", "country_name"),
        Column.ADMIN1: sheet.text("admin1", "province", "governorate"),
        Column.KILLED_LOW: _together(civilians[0], militants[0]),
        Column.KILLED_HIGH: _most(civilians[1], militants),
        Column.INJURED_LOW: injured[0],
        Column.INJURED_HIGH: injured[1],
        Column.CIVILIANS_KILLED_LOW: civilians[0],
        Column.CIVILIANS_KILLED_HIGH: civilians[1],
        Column.CONFIDENCE: recode(
            grading, lambda word: CONFIDENCES.get(word.strip().lower()), pa.float64()
        ),
        Column.GRADE: recode(
            grading,
            lambda word: Grade.CONTESTED if "contested" in word.lower() else Grade.SINGLE,
            pa.string(),
        ),
    }
    for low, best, high in TOLLS:
        columns[best] = only_where(pc.equal(columns[low], columns[high]), columns[low])
    by = lists_of(sheet.text(*_BY))
    parties = tuple(
        Party(name=nth_of(by, number), role=Role.INITIATOR)
        for number in range(max(1, *map(len, by)))
    )
    source = sheet.text(*_SOURCE)
    return Rows(
        dataset="Airwars",
        ids=pc.binary_join_element_wise("airwars:", ids, ""),
        lon=sheet.degrees("longitude", "lon"),
        lat=sheet.degrees("latitude", "lat"),
        columns=columns,
        words=sheet.text(*_WORDS),
        parties=parties[:1],
        others=parties[1:],
        sources=sources_of("airwars:", ids, source),
    )


def _toll(sheet: Sheet, outcome: str, end: str) -> pa.Array:
    return sheet.count(
        *(f"{whom}{outcome}_{end}" for whom in _CIVILIANS),
    )


def _militants(sheet: Sheet, outcome: str, end: str) -> pa.Array:
    return sheet.count(*(f"{whom}{outcome}_{end}" for whom in _MILITANTS))


def _together(civilians: pa.Array, militants: pa.Array) -> pa.Array:
    """Return the sum, of what is known: a table that counts civilians only counts all it can."""
    import pyarrow.compute as pc

    both = pc.add(civilians, militants)
    return pc.coalesce(both, civilians, militants)


def _most(civilians: pa.Array, militants: list[pa.Array]) -> pa.Array:
    """Return the most of all killed; unknown where militants died and nobody says how many."""
    import pyarrow.compute as pc

    open_end = pc.and_(militants[0].is_valid(), militants[1].is_null())
    return only_where(pc.invert(open_end), _together(civilians, militants[1]))


def _counts() -> list[str]:
    return [
        f"{whom}{outcome}_{end}"
        for whom in (*_CIVILIANS, *_MILITANTS)
        for outcome in ("killed", "injured")
        for end in ("min", "max")
    ]


_NAMED = (*_CODE, *_DAY, *_LAST, *_GRADING, *_ACCURACY, *_WORDS, *_PLACE, *_SOURCE)
AIRWARS = Layout(
    name="airwars",
    title="Airwars",
    marks=tuple(
        frozenset({code, f"{whom}killed_min", f"{whom}killed_max"})
        for code in _CODE
        for whom in _CIVILIANS
    ),
    read=read,
    uses=frozenset(
        [
            *_NAMED,
            *_counts(),
            "country",
            "country_name",
            "admin1",
            "province",
            "governorate",
            *_BY,
            "longitude",
            "latitude",
            "lon",
            "lat",
        ]
    ),
)
