"""JSON Lines, the exchange form, read a line at a time; and JSON, read whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from geo.documents.decode import decode, decode_as, read_bytes
from geo.documents.record import BadRecordError, Record, record_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.documents.inputs import InputFile
    from geo.errors import Skipped

MAX_LINE_BYTES = 16_000_000
"""A report of the greatest length, every character escaped (``\\ud83d\\udca5``), still fits."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LIST_KEY = "documents"


def read_json_lines(file: InputFile, stream: BinaryIO | None = None) -> Iterator[Record | Skipped]:
    """Yield a record a line; a broken line is yielded as skipped and loses no other.

    Never more than one line is held, and never more than ``MAX_LINE_BYTES`` of it.
    """
    if stream is None:
        with file.open() as opened:
            yield from read_json_lines(file, opened)
        return
    number = 0
    while raw := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(raw) > MAX_LINE_BYTES:
            _pass_over_line(stream, raw)
            yield file.skipped(f"a line of more than {MAX_LINE_BYTES:,} bytes", number)
        elif raw.strip():
            yield _record_of_line(file, raw, number)
    if not number:
        raise BadRecordError("an empty file")


def _pass_over_line(stream: BinaryIO, raw: bytes) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = stream.readline(MAX_LINE_BYTES)


def _record_of_line(file: InputFile, raw: bytes, number: int) -> Record | Skipped:
    try:
        return _record_of_value(
            _parse(decode_as(raw.removeprefix(_BYTE_ORDER_MARK), "utf-8")), number
        )
    except BadRecordError as error:
        return file.skipped(str(error), number)


def read_json(file: InputFile) -> Iterator[Record | Skipped]:
    """Yield the records of an object, a list, or ``{"documents": [...]}``."""
    value = _parse(decode(read_bytes(file), file.where))
    if isinstance(value, dict) and isinstance(value.get(_LIST_KEY), list):
        value = value[_LIST_KEY]
    if not isinstance(value, list):
        yield _record_of_value(value, None)
        return
    for number, item in enumerate(value, 1):
        try:
            yield _record_of_value(item, None)
        except BadRecordError as error:
            yield file.skipped(f"record {number}: {error}")


def _record_of_value(value: object, line: int | None) -> Record:
    if not isinstance(value, dict):
        raise BadRecordError(f"a record must be an object with a text, not {type(value).__name__}")
    return record_of(value, line)


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = (
            f"line {error.lineno}, column {error.colno}"
            if error.lineno > 1
            else f"column {error.colno}"
        )
        hint = " (for one record a line name the file .jsonl)" if error.msg == "Extra data" else ""
        raise BadRecordError(f"not JSON: {error.msg} at {where}{hint}") from error
    except RecursionError as error:
        raise BadRecordError("not a report: JSON nested too deeply") from error
