"""KML and KMZ: for Google Earth, with a time span for its slider.

Every column stands in ``ExtendedData``, lists as JSON text; XML holds no control characters and
no bare carriage return, so those are lost.
"""

from __future__ import annotations

import re
import zipfile
from contextlib import contextmanager
from html import escape
from typing import IO, TYPE_CHECKING, Any

from geo.errors import InputError
from geo.formats.compressed import opened
from geo.formats.record import Record, in_batches
from geo.table import Column
from geo.table.columns import LATITUDE, LONGITUDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow as pa

    from geo.formats.record import Raw, Report

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>incidents</name>\n'
)
_FOOT = "</Document></kml>\n"
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INSIDE = "doc.kml"


def write(batches: Iterable[pa.Table], path: Path) -> None:
    """Write one Placemark an incident; ``.kmz`` is the same, packed."""
    if path.suffix.lower() == ".kmz":
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open(zipfile.ZipInfo(_INSIDE), "w") as file,
        ):
            _fill(batches, file)
        return
    with path.open("wb") as file:
        _fill(batches, file)


def _fill(batches: Iterable[pa.Table], file: IO[bytes]) -> None:
    file.write(_HEAD.encode())
    for batch in batches:
        names = batch.column_names
        rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
        text = "".join(_placemark(dict(zip(names, row, strict=True))) for row in rows)
        file.write(text.encode("utf-8", "replace"))
    file.write(_FOOT.encode())


def _placemark(row: dict[str, Any]) -> str:
    lon, lat = row.pop(LONGITUDE), row.pop(LATITUDE)
    title = ", ".join(str(row[n]) for n in (Column.SUB_EVENT_TYPE, Column.PLACE) if row[n])
    parts = [f"<Placemark><name>{_xml(title or row[Column.ID])}</name>"]
    start, end = row[Column.DATE_START], row[Column.DATE_END]
    if start is not None:
        parts.append(f"<TimeSpan><begin>{start}</begin><end>{end}</end></TimeSpan>")
    data = "".join(
        f'<Data name="{name}"><value>{_xml(value)}</value></Data>'
        for name, value in row.items()
        if value is not None
    )
    parts.append(f"<ExtendedData>{data}</ExtendedData>")
    if lon is not None:
        parts.append(f"<Point><coordinates>{lon},{lat}</coordinates></Point>")
    return "".join(parts) + "</Placemark>\n"


def _xml(value: Any) -> str:
    return escape(_NOT_XML.sub("\ufffd", str(value)), quote=False)


def read(path: Path, report: Report) -> Iterator[Raw]:  # noqa: ARG001  (the one shape of readers)
    """Yield the Placemarks of a file, one at a time, whatever folders they are in."""
    with _document(path) as file:
        yield from in_batches(_placemarks(file, path))


@contextmanager
def _document(path: Path) -> Iterator[IO[bytes]]:
    """Open the XML, also where it is packed: a KMZ holds one ``.kml``."""
    if path.suffix.lower() != ".kmz":
        with opened(path) as file:
            yield file
        return
    try:
        with zipfile.ZipFile(path) as archive:
            inner = next(n for n in archive.namelist() if n.lower().endswith(".kml"))
            with archive.open(inner) as file:
                yield file
    except (zipfile.BadZipFile, StopIteration) as error:
        raise InputError(f"{path} is not a KMZ file with a .kml in it") from error


def _placemarks(file: IO[bytes], path: Path) -> Iterator[Record]:
    from lxml import etree

    # No entity is resolved and nothing is fetched: a file of somebody else's may try.
    elements = etree.iterparse(
        file, tag="{*}Placemark", resolve_entities=False, no_network=True, huge_tree=False
    )
    try:
        for _, element in elements:
            yield Record(feature=_feature(element), line=element.sourceline)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise InputError(f"{path} is not KML: {error}") from error


def _feature(element: Any) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for data in element.iter("{*}Data", "{*}SimpleData"):
        value = data[-1] if len(data) else data  # a Data's value comes after its displayName
        properties[data.get("name")] = value.text or ""
    if Column.ID not in properties:
        properties |= _plain(element)
    return {"type": "Feature", "geometry": _geometry(element), "properties": properties}


def _plain(element: Any) -> dict[str, Any]:
    """Return what every Placemark has, under the names that a guess knows."""
    begun = element.findtext(".//{*}TimeSpan/{*}begin") or element.findtext(
        ".//{*}TimeStamp/{*}when"
    )
    found = {
        "place": element.findtext("{*}name"),
        "description": element.findtext("{*}description"),
        "date": begun,
        "end_date": element.findtext(".//{*}TimeSpan/{*}end"),
    }
    return {name: value for name, value in found.items() if value}


def _geometry(element: Any) -> dict[str, Any] | None:
    text = element.findtext(".//{*}Point/{*}coordinates")
    if text is None:
        shapes = ("LineString", "Polygon")
        other = next((k for k in shapes if element.find(f".//{{*}}{k}") is not None), None)
        return None if other is None else {"type": other}
    return {"type": "Point", "coordinates": text.strip().split(",")[:2]}
