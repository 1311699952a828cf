"""JSON text of nested columns, written for whole columns at once.

The same text that ``json.dumps(..., ensure_ascii=False, separators=(",", ":"))`` gives.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

_CONTROL = r"[\x00-\x1f\x7f]"


def quoted(column: pa.Array) -> pa.Array:
    """Return each text as a JSON string, and ``null`` where there is none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pc.any(pc.match_substring_regex(column, _CONTROL)).as_py():
        texts = [json.dumps(value, ensure_ascii=False) for value in column.to_pylist()]
        return pa.array(texts, pa.string())
    plain = pc.replace_substring(column, "\\", "\\\\")
    plain = pc.replace_substring(plain, '"', '\\"')
    return pc.fill_null(pc.binary_join_element_wise('"', plain, '"', ""), "null")


def numbered(column: pa.Array) -> pa.Array:
    """Return each whole number as JSON, ``null`` where there is none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.fill_null(column.cast(pa.string()), "null")


def objects(rows: int, fields: dict[str, Any]) -> pa.Array:
    """Return a JSON object a row; a field is a column of JSON texts or one value for all rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    parts: list[Any] = []
    begun = "{"
    for name, value in fields.items():
        begun += f"{json.dumps(name)}:"
        if isinstance(value, (pa.Array, pa.ChunkedArray)):
            parts += [begun, value]
            begun = ","
        else:
            begun += json.dumps(value, ensure_ascii=False, separators=(",", ":")) + ","
    closing = begun.removesuffix(",") + "}"
    if not parts:
        return pa.array([closing] * rows, pa.string())
    return pc.binary_join_element_wise(*parts, closing, "")


def listed(*things: pa.Array) -> pa.Array:
    """Return JSON lists of each row's objects, null where a row has none."""
    import pyarrow.compute as pc

    return pc.binary_join_element_wise("[", joined(*things, by=","), "]", "")


def joined(*columns: pa.Array, by: str) -> pa.Array:
    """Return each row's texts in one, those that are null left out; null where all are.

    ``null_handling="skip"`` of Arrow's own join loses rows in which all are null.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    led = [pc.fill_null(pc.binary_join_element_wise(by, column, ""), "") for column in columns]
    whole = pc.binary_join_element_wise(*led, "")
    body = pc.utf8_slice_codeunits(whole, len(by))
    return pc.if_else(pc.equal(whole, ""), pa.scalar(None, pa.string()), body)


def only_where(mask: pa.Array, column: pa.Array) -> pa.Array:
    """Return the column, null where the mask is not true."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.if_else(sure(mask), column, pa.scalar(None, column.type))


def sure(mask: pa.Array) -> pa.Array:
    """Return the mask with false where nobody knows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.fill_null(mask, pa.scalar(value=False))
