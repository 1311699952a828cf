"""Sources of a row that lists several in one cell, parted by semicolons or bars."""

from __future__ import annotations

import json
import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from geo.formats.layouts.days import AmbiguousDateError, day_of

if TYPE_CHECKING:
    import pyarrow as pa

_PARTED = re.compile(r"\s*[;|]\s*")
_PARTED_URLS = re.compile(r"\s*[;|,]\s*(?=https?://)")
Cell = str | None
CODED: dict[str, tuple[str, str | None]] = {
    "ucdp": ("UCDP GED", "CC BY 4.0"),
    "acled": ("ACLED", "ACLED terms of use"),
    "airwars": ("Airwars", None),
}
"""Datasets whose coders told the events apart, by the prefix of an id, with the licence: two of
their records are never merged. Machine-made ones (GDELT, ICEWS) tell one event in many rows."""


def record_of(document: str) -> dict[str, str]:
    """Return what a source says of the record of a coded dataset; nothing of any other row."""
    prefix, _, record = document.partition(":")
    if prefix not in CODED:
        return {}
    dataset, licence = CODED[prefix]
    stated = {"dataset": dataset, "record": record, "licence": licence}
    return {name: text for name, text in stated.items() if text}


def sources_of(  # noqa: PLR0913  (the parts of a source)
    prefix: str,
    ids: pa.Array,
    publishers: pa.Array,
    *,
    days: pa.Array | None = None,
    titles: pa.Array | None = None,
    urls: pa.Array | None = None,
) -> pa.Array:
    """Return the JSON list of each row's sources, null where it names none.

    The document of a row's only source is the row itself, ``prefix`` and its id.
    """
    import pyarrow as pa

    nothing = [None] * len(ids)
    columns = (
        nothing if column is None else column.to_pylist()
        for column in (publishers, days, titles, urls)
    )
    rows = zip(ids.to_pylist(), *columns, strict=True)
    return pa.array([_sources(f"{prefix}{row}", *cells) for row, *cells in rows], pa.string())


def _sources(  # noqa: PLR0917  (the cells of a source)
    document: str, publisher: Cell, day: Cell, title: Cell, url: Cell
) -> str | None:
    if not (publisher or day or title or url):
        return None
    publishers = _parts(publisher)
    many = len(publishers) > 1
    # A title may hold a semicolon: only beside a list is it one.
    days, titles = (_parts(cell) if many else [cell] for cell in (day, title))
    described = list(zip_longest(publishers, days, titles))
    things = [
        {
            "document_id": document if number == 0 else f"{document}#{number + 1}",
            "title": name,
            "source": source,
            "url": address,
            "published": _iso(published),
            **record_of(document),
        }
        for number, (source, published, name, address) in enumerate(
            _with_urls(described, _PARTED_URLS.split(url) if url else [])
        )
    ]
    return json.dumps(things, ensure_ascii=False, separators=(",", ":"))


def _with_urls(
    described: list[tuple[Cell, Cell, Cell]], urls: list[str]
) -> list[tuple[Cell, Cell, Cell, Cell]]:
    """Return what is known of each source; lists of unlike lengths are not paired."""
    if len(urls) == len(described) or not urls:
        return [(*known, url) for known, url in zip_longest(described, urls)]
    if len(described) == 1:
        return [(*described[0], url) for url in urls]
    return [*((*known, None) for known in described), *((None, None, None, url) for url in urls)]


def _parts(cell: Cell) -> list[Cell]:
    parts = [part.strip('" ') or None for part in _PARTED.split(cell or "")]
    return parts if any(parts) else [None]


def _iso(day: Cell) -> str | None:
    try:
        found = day_of(day) if day else None
    except AmbiguousDateError:
        return None
    return None if found is None else found.isoformat()
