"""Every fault of a table in a file, whatever its layout: row, column, value, rule.

A table of another layout is checked in its own columns, for those are what its maker can mend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geo.formats.intake import AS_IT_IS, How, Told, layout_of, tables_of
from geo.formats.layouts.geography import TOLERANCE_KM, kilometres_outside, outline
from geo.formats.registry import raw_records
from geo.table import Column, Duplicates, Fault, faults_of_rows
from geo.table.columns import features_of_batch

if TYPE_CHECKING:
    from geo.formats.record import Raw, Report
    from geo.model import Claim, Evidence, Incident

Documents = Mapping[str, str]


def check_file(
    path: str | Path, report: Report, how: How = AS_IT_IS, documents: Documents | None = None
) -> Iterator[Fault]:
    """Yield every fault of a table; ``documents`` are the texts that evidence points into."""
    raws = raw_records(path, report, how)
    first = next(raws, None)
    if first is None:
        return
    layout = layout_of(first, str(path), how, report)
    raws = chain([first], raws)
    if layout is None:
        yield from _own(raws, documents)
        return
    seen = Duplicates()
    for told in tables_of(raws, layout, how.order):
        yield from _foreign(told, seen)


def _foreign(told: Told, seen: Duplicates) -> Iterator[Fault]:
    sheet = told.sheet
    faults = [
        Fault(row=sheet.numbers[row], column=flaw.column, value=value, rule=flaw.rule)
        for flaw in sheet.flaws
        for row, value in zip(flaw.rows.tolist(), flaw.values, strict=True)
    ]
    for row, feature in zip(sheet.numbers, features_of_batch(told.batch), strict=True):
        faults.extend(seen.faults(row, feature))
    yield from sorted(faults, key=lambda fault: fault.row)


def _own(raws: Iterable[Raw], documents: Documents | None) -> Iterator[Fault]:
    features = (record.feature for raw in raws for record in raw.records())

    def also(row: int, incident: Incident) -> Iterator[Fault]:
        yield from _country_faults(row, incident)
        if documents is not None:
            yield from _evidence_faults(row, incident, documents)

    yield from faults_of_rows(enumerate(features, start=1), also)


def _country_faults(row: int, incident: Incident) -> Iterator[Fault]:
    place = incident.place
    shape = outline(place.country) if place and place.country else None
    if place is None or shape is None:
        return
    away = kilometres_outside(shape, np.array([place.lon]), np.array([place.lat]))[0]
    if away > TOLERANCE_KM:
        rule = f"the point {place.lat}, {place.lon} lies about {away:.0f} km outside"
        yield Fault(row=row, column=Column.COUNTRY, value=place.country, rule=rule)


def _evidence_faults(row: int, incident: Incident, documents: Documents) -> Iterator[Fault]:
    """Compare the words of evidence and claims with the documents they point into."""
    spans: list[tuple[str, Evidence | Claim]] = [
        *((f"{Column.EVIDENCE}[{n}]", one) for n, one in enumerate(incident.evidence)),
        *((f"{Column.CASUALTIES}[{n}]", one) for n, one in enumerate(incident.casualties)),
    ]
    for where, span in spans:
        text = documents.get(span.document_id)
        if text is None:
            rule = "names a document that is not among those given"
            yield Fault(row=row, column=where, value=span.document_id, rule=rule)
        elif text[span.start : span.end] != span.text:
            rule = f"is not what {span.document_id} says from {span.start} to {span.end}"
            yield Fault(row=row, column=where, value=span.text, rule=rule)
