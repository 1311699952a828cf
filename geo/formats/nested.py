"""Nested columns of our own tables, as JSON text: what they look like as we write them.

Whole columns are compared with a pattern instead of being read list by list. What a pattern does
not fit is not wrong: :func:`geo.table.from_feature` reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.formats.json_columns import listed, numbered, objects, only_where, quoted
from geo.formats.layouts.sheet import known
from geo.formats.points import one_chunk
from geo.model import Actor, ActorKind, Outcome, Role, Stance, VictimGroup, leading
from geo.table import Column
from geo.table.decode import NOTES
from geo.table.schema import NESTED

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

# JSON as we write it, no text empty; what else JSON allows is the other way's business.
_TEXT = r'"(?:[^"\\\x00-\x1f]|\\["\\bfnrt])+"'
_OR_NULL = f"(?:null|{_TEXT})"
_WHOLE_OR_NULL = r"(?:null|0|[1-9]\d{0,8})"
_PLACE_IN_TEXT = r"(?:0|[1-9]\d{0,8})"
_DEGREE_OR_NULL = r"(?:null|-?(?:0|[1-9]\d{0,2})\.(?:0|\d{0,5}[1-9]))"
_DAY = r'(?:null|"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])")'


def _one_of(words: Iterable[str]) -> str:
    return f'"(?:{"|".join(words)})"'


def _object(**fields: str) -> str:
    return r"\{" + ",".join(f'"{name}":{value}' for name, value in fields.items())


def _list(thing: str) -> str:
    return rf"^\[{thing}(?:,{thing})*\]$"


_SPAN = {"start": _PLACE_IN_TEXT, "end": _PLACE_IN_TEXT}
_RECORD = "".join(rf'(?:,"{name}":{_TEXT})?' for name in ("dataset", "record", "licence"))
_LISTS: dict[Column, str] = {
    Column.EVIDENCE: _list(
        _object(document_id=_TEXT, **_SPAN, text=_TEXT)
        + rf',"fields":\[(?:{_TEXT}(?:,{_TEXT})*)?\]\}}'
    ),
    Column.CASUALTIES: _list(
        _object(
            outcome=_one_of(Outcome),
            victims=_OR_NULL,
            group=_one_of(VictimGroup),
            low=_WHOLE_OR_NULL,
            best=_WHOLE_OR_NULL,
            high=_WHOLE_OR_NULL,
            text=_TEXT,
            claimant=_OR_NULL,
            stance=_one_of(Stance),
            document_id=_TEXT,
            **_SPAN,
        )
        + r"\}"
    ),
    Column.SOURCES: _list(
        _object(document_id=_TEXT, title=_OR_NULL, source=_OR_NULL, url=_OR_NULL, published=_DAY)
        + _RECORD
        + r"\}"
    ),
    Column.MENTIONED_PLACES: _list(
        _object(
            text=_TEXT,
            place=_OR_NULL,
            place_id=_OR_NULL,
            lon=_DEGREE_OR_NULL,
            lat=_DEGREE_OR_NULL,
            reason=_OR_NULL,
        )
        + r"\}"
    ),
    Column.MEMBERS: _list(_TEXT),
    Column.SUMS: _list(_TEXT),
}
"""What a list of each column looks like; a row with another list is read the other way."""
_SPANNING = (Column.EVIDENCE, Column.CASUALTIES)
_ACTORS = re.compile(
    _list(
        _object(
            name=_TEXT,
            text=_TEXT,
            role=_one_of(Role),
            kind=f"(?:null|{_one_of(ActorKind)})",
            country=_OR_NULL,
        )
        + r"\}"
    )
)


def true(mask: Any) -> NDArray[np.bool_]:
    """Return where a mask says so; where it does not know, it does not."""
    import pyarrow as pa

    return np.asarray(mask.fill_null(pa.scalar(value=False)).to_numpy(zero_copy_only=False), bool)


def null(column: Any) -> NDArray[np.bool_]:
    """Return which rows of a column hold nothing."""
    return np.asarray(column.is_null().to_numpy(zero_copy_only=False), bool)


def lists_fit(batch: pa.Table) -> NDArray[np.bool_]:
    """Return rows whose lists are as we write them."""
    import pyarrow.compute as pc

    good = np.ones(len(batch), bool)
    for name in (spec.name for spec in NESTED if spec.name is not Column.ACTORS):
        column = one_chunk(batch[str(name)])
        fits = null(column)
        if name in _LISTS and not fits.all():
            looks = true(pc.match_substring_regex(column, _LISTS[name]))
            fits |= looks & _forward(column) if name in _SPANNING else looks
        good &= fits
    return good


def _forward(column: pa.Array) -> NDArray[np.bool_]:
    """Tell of each list whether every stretch of text in it ends after it begins.

    Between the quotes of a JSON text there is no bare quotation mark, so that the names of the
    two members are found nowhere else.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    cut = pc.split_pattern(column, ',"start":')
    pieces, row = cut.flatten(), np.asarray(pc.list_parent_indices(cut))
    numbers = pc.extract_regex(pieces, r'^(?P<start>\d{1,9}),"end":(?P<end>\d{1,9})')
    found = numbers.filter(numbers.is_valid())
    start, end = (found.field(n).cast(pa.int64()).to_numpy() for n in (0, 1))
    forward = np.ones(len(column), bool)
    forward[row[known(numbers)][start >= end]] = False
    return forward


def actors_fit(batch: pa.Table) -> NDArray[np.bool_]:
    """Return rows whose actor1 and actor2 are what their actors say.

    The same few parties meet in most incidents of a war: each list is read once.
    """
    column, first, second = (
        one_chunk(batch[str(name)]).dictionary_encode()
        for name in (Column.ACTORS, Column.ACTOR1, Column.ACTOR2)
    )
    expected = [_parties(text) for text in column.dictionary.to_pylist()]
    ones, twos = (one.dictionary.to_pylist() for one in (first, second))
    # The last entry of each list stands for null, which is code -1.
    expected, ones, twos = [*expected, (None, None)], [*ones, None], [*twos, None]
    codes = [one.indices.fill_null(-1).to_numpy() for one in (column, first, second)]
    key = (codes[0].astype(np.int64) * len(ones) + codes[1]) * len(twos) + codes[2]
    _, row, where = np.unique(key, return_index=True, return_inverse=True)
    told = zip(*(code[row].tolist() for code in codes), strict=True)
    return np.array([expected[a] == (ones[b], twos[c]) for a, b, c in told], bool)[where]


@lru_cache(maxsize=1 << 14)
def _parties(text: str) -> tuple[str | None, str | None] | None:
    """Return actor1 and actor2 of a list of actors, None where it is not as we write it."""
    if not _ACTORS.fullmatch(text):
        return None
    actors = tuple(
        Actor(**{**one, "role": Role(one["role"])})  # their kinds decide nothing here
        for one in json.loads(text)
    )
    first, second = leading(actors)
    return first.name if first else None, second.name if second else None


def vouched(columns: Mapping[str, pa.Array]) -> dict[str, pa.Array] | None:
    """Return the evidence and the actors of a flat table, whose rows vouch for themselves.

    None where the table is not flat, or has words of its own.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if any(name in columns for name in (*(spec.name for spec in NESTED), *NOTES)):
        return None
    ids = columns[Column.ID]
    named = [columns.get(name) for name in (Column.PLACE_TEXT, Column.PLACE)]
    given = [column for column in (*named, ids) if column is not None]
    if not all(pa.types.is_string(column.type) for column in given):
        return None
    words = pc.coalesce(*(only_where(pc.not_equal(text, ""), text) for text in given))
    evidence = {
        "document_id": quoted(ids),
        "start": 0,
        "end": numbered(pc.utf8_length(words)),
        "text": quoted(words),
        "fields": [],
    }
    parties = [
        _party(columns[name], role)
        for name, role in ((Column.ACTOR1, Role.INITIATOR), (Column.ACTOR2, Role.TARGET))
        if name in columns
    ]
    made = {Column.EVIDENCE: listed(objects(len(ids), evidence))}
    if parties:
        made[Column.ACTORS] = listed(*parties)
    return {str(name): column for name, column in made.items()}


def _party(names: pa.Array, role: Role) -> pa.Array:
    import pyarrow.compute as pc

    name = quoted(names)
    fields = {"name": name, "text": name, "role": str(role), "kind": None, "country": None}
    return only_where(pc.not_equal(names, ""), objects(len(names), fields))
