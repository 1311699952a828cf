"""The nested columns as Arrow arrays: whatever they were, lists of objects or JSON text.

Columns of 350,000 lists would be a million Python objects; Arrow reads their JSON in a second and
keeps it in a few megabytes. What a value should be is the contract's section 2; a value of another
type (a number where a name should be) is read as what it should be where that can be done, and as
not known otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import json as arrow_json

from geo.errors import DataError
from geo.mapping.packing import LISTED
from geo.table import Column, encodable, json_text, list_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

ROWS_AT_ONCE = 1 << 16
WORD, COUNT, DEGREE, WORDS = pa.string(), pa.int64(), pa.float64(), pa.list_(pa.string())

FIELDS: dict[Column, dict[str, pa.DataType]] = {
    Column.ACTORS: dict.fromkeys(("name", "text", "role", "kind", "country"), WORD),
    Column.CASUALTIES: {
        **dict.fromkeys(("outcome", "victims", "group"), WORD),
        **dict.fromkeys(("low", "best", "high"), COUNT),
        **dict.fromkeys(("text", "claimant", "stance", "document_id"), WORD),
        **dict.fromkeys(("start", "end"), COUNT),
    },
    Column.EVIDENCE: {
        "document_id": WORD,
        "start": COUNT,
        "end": COUNT,
        "text": WORD,
        "fields": WORDS,
    },
    Column.MENTIONED_PLACES: {
        **dict.fromkeys(("text", "place", "place_id"), WORD),
        **dict.fromkeys(("lon", "lat"), DEGREE),
        "reason": WORD,
    },
    Column.SOURCES: dict.fromkeys(
        ("document_id", "title", "source", "url", "published", "dataset", "record", "licence"), WORD
    ),
    # One item an answer; who gives it are names with LISTED between them.
    Column.DISAGREEMENTS: dict.fromkeys(("property", "value", "sources", "members"), WORD),
}
NOT_SO = (pa.ArrowInvalid, pa.ArrowTypeError, TypeError, UnicodeEncodeError)
"""What Arrow raises for values that are no texts, or not of the types they should be."""
NOTHING = pa.array(["", "[]", "null"])
_ANSWER = pa.struct({"value": WORD, "sources": WORDS, "members": WORDS})
_DISPUTE = pa.list_(pa.struct({"property": WORD, "answers": pa.list_(_ANSWER)}))


def type_of(column: Column) -> pa.ListType:
    """Return the Arrow type of a nested column as a table holds it."""
    if column is Column.DISAGREEMENTS:
        return _DISPUTE
    return pa.list_(pa.struct(list(FIELDS[column].items())))


def nested_parts(
    values: pd.Series[Any] | None, column: Column, order: NDArray[np.int64]
) -> Iterator[pa.ListArray]:
    """Yield a nested column of a table in that order of rows, so many rows at once.

    Nothing is yielded for ``None`` or a column of nothing. Raises ``DataError`` if a value is
    neither a list of objects nor JSON text of one.
    """
    for part in _taken(values, order):
        nested = _part(part, column)
        yield _each_answer(nested) if column is Column.DISAGREEMENTS else nested


def told_parts(
    values: pd.Series[Any] | None, column: Column, order: NDArray[np.int64]
) -> Iterator[pa.StringArray]:
    """Yield a column of lists as JSON text in that order of rows, null for an empty list.

    Raises ``DataError`` if a value is neither a list nor JSON text of one.
    """
    kind = pa.list_(pa.struct([]) if column is Column.TELLINGS else WORD)
    for part in _taken(values, order):
        try:
            texts = pa.array(part, pa.string())
            _of_json(texts, kind)
        except NOT_SO:
            texts = pa.array([json_text(_listed(value, column)) for value in part], pa.string())
        yield pc.if_else(pc.is_in(texts, value_set=NOTHING), None, texts)


def _taken(values: pd.Series[Any] | None, order: NDArray[np.int64]) -> Iterator[pd.Series[Any]]:
    if values is None or not values.notna().any():
        return
    for start in range(0, len(order), ROWS_AT_ONCE):
        yield values.iloc[order[start : start + ROWS_AT_ONCE]]


def _listed(value: Any, column: Column) -> list[Any]:
    try:
        return list_of(value)
    except (ValueError, TypeError) as error:
        raise DataError(
            f"column {column} must hold lists, or JSON text of them: {error}"
        ) from error


def _each_answer(disputes: pa.ListArray) -> pa.ListArray:
    """Return disagreements as one item an answer, each with the property in dispute."""
    items = disputes.flatten()
    answers = pc.struct_field(items, "answers")
    said = answers.flatten()
    each = pc.fill_null(pc.list_value_length(answers), 0).to_numpy()
    lengths = pc.fill_null(pc.list_value_length(disputes), 0).to_numpy()
    ends = np.concatenate(([0], np.cumsum(each)))[np.concatenate(([0], np.cumsum(lengths)))]
    dispute = pa.array(np.repeat(np.arange(len(items)), each))
    columns = {
        "property": pc.struct_field(items, "property").take(dispute),
        "value": pc.struct_field(said, "value"),
        "sources": _joined(pc.struct_field(said, "sources")),
        "members": _joined(pc.struct_field(said, "members")),
    }
    parts = pa.StructArray.from_arrays(list(columns.values()), names=list(columns))
    return pa.ListArray.from_arrays(pa.array(ends.astype(np.int32)), parts)


def _joined(names: pa.ListArray) -> pa.StringArray:
    texts = pc.binary_join(names, LISTED)
    return pc.if_else(pc.equal(texts, ""), None, texts)


def _part(values: pd.Series[Any], column: Column) -> pa.ListArray:
    kind = type_of(column)
    try:
        return _of_json(pa.array(values, pa.string()), kind)
    except NOT_SO:
        pass  # no texts, or none of the types they should be
    try:
        lists = [list_of(value) for value in values]
        return pa.array([_coerced(value, kind) for value in lists], kind)
    except (ValueError, TypeError, AttributeError) as error:
        message = f"column {column} must hold lists of objects, or JSON text of them: {error}"
        raise DataError(message) from error


def _of_json(texts: pa.StringArray, kind: pa.ListType) -> pa.ListArray:
    texts = pc.if_else(pc.equal(texts, ""), None, texts).fill_null("null")
    lines = pc.binary_join_element_wise('{"v":', texts, "}", "")
    whole = pc.binary_join(pa.ListArray.from_arrays([0, len(lines)], lines), "\n")[0]
    table = arrow_json.read_json(
        pa.BufferReader(whole.as_buffer()),
        read_options=arrow_json.ReadOptions(block_size=1 << 26),
        parse_options=arrow_json.ParseOptions(
            explicit_schema=pa.schema([("v", kind)]),
            newlines_in_values=True,
            unexpected_field_behavior="ignore",
        ),
    )
    if table.num_rows != len(texts):
        raise pa.ArrowInvalid("a text is not one value of JSON")
    return table["v"].combine_chunks()


def _coerced(value: Any, kind: pa.DataType) -> Any:
    if value is None:
        return None
    if pa.types.is_list(kind):
        return [_coerced(item, kind.value_type) for item in list_of(value)]
    if pa.types.is_struct(kind):
        return {field.name: _coerced(value.get(field.name), field.type) for field in kind}
    if pa.types.is_string(kind):
        return encodable(value if isinstance(value, str) else str(value))
    return _number(value, whole=pa.types.is_integer(kind))


def _number(value: Any, *, whole: bool) -> float | int | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    if not np.isfinite(number) or (whole and number != int(number)):
        return None
    return int(number) if whole else number


def names_of(nested: pa.ListArray, name: str, between: str) -> pa.StringArray:
    """Return one text a row: the distinct names of its objects, in their order; null for none."""
    items = nested.flatten()
    names = pc.struct_field(items, name)
    lengths = pc.fill_null(pc.list_value_length(nested), 0).to_numpy()
    if len(items) == 0:
        return pa.nulls(len(nested), pa.string())
    row = np.repeat(np.arange(len(nested)), lengths)
    codes = names.dictionary_encode().indices.fill_null(-1).to_numpy()
    _, first = np.unique(row * (int(codes.max()) + 2) + codes + 1, return_index=True)
    kept = np.sort(first[codes[first] >= 0])
    offsets = np.zeros(len(nested) + 1, np.int32)
    np.cumsum(np.bincount(row[kept], minlength=len(nested)), out=offsets[1:])
    lists = pa.ListArray.from_arrays(pa.array(offsets), names.take(pa.array(kept)))
    joined = pc.binary_join(lists, between)
    return pc.if_else(pc.equal(joined, ""), None, joined)
