"""From raw records of any layout to incidents: which layout it is, and what becomes of its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import DataError, Skipped, UsageError
from geo.formats.json_columns import sure
from geo.formats.layouts.catalogue import LAYOUTS, layout_named, recognise
from geo.formats.layouts.finish import finish
from geo.formats.layouts.mapped import listing, mapped_layout
from geo.formats.layouts.sheet import Flaw, Sheet, key_of
from geo.formats.own import batches_of_raw
from geo.table import from_feature
from geo.table.actors import edits
from geo.table.columns import LATITUDE, LONGITUDE, batches_of, features_of_batch

if TYPE_CHECKING:
    import pyarrow as pa

    from geo.formats.layouts.days import Order
    from geo.formats.layouts.layout import Layout
    from geo.formats.record import Raw, Record, Report
    from geo.model import Incident

OWN = "geo"
"""The layout of the contract itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """What a user may say of a table: its layout, its columns by ours, the order of its dates."""

    layout: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    order: Order | None = None

    def __post_init__(self) -> None:
        """Refuse a layout nobody knows."""
        if self.layout not in {None, OWN, *(layout.name for layout in LAYOUTS)}:
            names = ", ".join((OWN, *(layout.name for layout in LAYOUTS)))
            raise UsageError(f"--layout {self.layout}: no such layout; use one of {names}")


AS_IT_IS = How()
_INDEX = re.compile(r"\[\d+\]")
_VALUES = re.compile(r"(?<=date_start) \d{4}-\d\d-\d\d$|: .* got .*$")
"""What a rule says of the one record, so that rows with one fault in common count as one."""
Tell = Callable[[Flaw, Sheet], None]


def incidents_of(raws: Iterator[Raw], source: str, how: How, report: Report) -> Iterator[Incident]:
    """Yield the incidents of a table in any layout."""
    first = next(raws, None)
    if first is None:
        return
    layout = layout_of(first, source, how, report)
    raws = chain([first], raws)
    if layout is None:
        yield from _own(chain.from_iterable(raw.records() for raw in raws), source, report)
        return
    for batch in _foreign(raws, layout, how, Telling(source, report)):
        yield from map(from_feature, features_of_batch(batch))


def batches_in(raws: Iterator[Raw], source: str, how: How, report: Report) -> Iterator[pa.Table]:
    """Yield a table in any layout as batches."""
    first = next(raws, None)
    if first is None:
        return
    layout = layout_of(first, source, how, report)
    raws = chain([first], raws)
    if layout is None:
        for raw in raws:
            yield from batches_of_raw(raw, lambda some: batches_of(_own(some, source, report)))
    else:
        yield from _foreign(raws, layout, how, Telling(source, report))


def layout_of(first: Raw, source: str, how: How, report: Report) -> Layout | None:
    """Return the layout, None for our own."""
    names = first.names()
    keys = frozenset(map(key_of, names)) - {""}
    has_points = first.points() is not None
    found = recognise(keys)
    if how.columns and not (found and _is_of_another(how.columns, keys, source, report)):
        return mapped_layout(names, how.columns, source, report, has_points=has_points)
    found = how.layout or found
    if found == OWN:
        return None
    if found is None:
        return mapped_layout(names, {}, source, report, has_points=has_points)
    layout = layout_named(found)
    if how.layout is not None:
        return layout
    unused = [name for name in names if key_of(name) and key_of(name) not in layout.uses]
    if unused:
        reason = f"read as {layout.title}; columns not kept: {listing(unused)}"
        report(Skipped(source=source, line=None, reason=reason, note=True))
    return layout


def _is_of_another(
    columns: Mapping[str, str], keys: frozenset[str], source: str, report: Report
) -> bool:
    """Tell whether ``--map`` speaks of another of the tables that are read together, and say so."""
    if not keys.isdisjoint(map(key_of, columns.values())):
        return False
    reason = "--map names none of its columns: read by its own header"
    report(Skipped(source=source, line=None, reason=reason, note=True))
    return True


def _own(records: Iterable[Record], source: str, report: Report) -> Iterator[Incident]:
    for record in records:
        faults: list[tuple[str, object, str]] = []
        try:
            yield from_feature(record.feature, lambda *fault, faults=faults: faults.append(fault))
        except DataError as error:
            report(Skipped(source=source, line=record.line, reason=str(error)))
        else:
            if faults:
                report(_faulty(source, record.line, faults))
            for column, value, rule in edits(record.feature.get("properties") or {}):
                told = f"{column} {value!r:.80} {rule}: read as it stands in the cell"
                same = f"{column} other than actors say: read as it stands in the cell"
                report(Skipped(source=source, line=record.line, reason=told, rule=same, note=True))


def _faulty(source: str, line: int | None, faults: list[tuple[str, object, str]]) -> Skipped:
    """Return what is told of a record that was read without some of its values."""
    told = "; ".join(f"{column} {value!r:.80} ({rule})" for column, value, rule in faults)
    rules = {f"{_INDEX.sub('', column)} {_VALUES.sub('', rule)}" for column, _, rule in faults}
    return Skipped(
        source=source, line=line, reason=f"read without {told}", rule="; ".join(sorted(rules))
    )


@dataclass(slots=True)
class Telling:
    """Tells the flaws of a foreign table to a report, each with its line or row."""

    source: str
    report: Report
    passed_over: Counter[str] = field(default_factory=Counter)

    def flaw(self, flaw: Flaw, sheet: Sheet) -> None:
        """Report every row of a flaw."""
        rule = f"{flaw.column} {flaw.rule}"
        for row, value in zip(flaw.rows.tolist(), flaw.values, strict=True):
            what = f"{flaw.column} {value!r:.80} ({flaw.rule})"
            line = sheet.lines[row] if sheet.lines is not None else None
            where = "" if line is not None else f"row {sheet.numbers[row]}: "
            reason = where + (what if flaw.kept else f"read without {what}")
            self.report(
                Skipped(source=self.source, line=line, reason=reason, rule=rule, note=flaw.kept)
            )

    def finish(self) -> None:
        """Say how many rows were no incidents."""
        for why, count in self.passed_over.items():
            reason = f"{count:,} rows are {why}"
            self.report(Skipped(source=self.source, line=None, reason=reason, note=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A stretch of a foreign table: its sheet with every flaw, and the batch made of it."""

    sheet: Sheet
    batch: pa.Table


def _foreign(raws: Iterable[Raw], layout: Layout, how: How, telling: Telling) -> Iterator[pa.Table]:
    for told in tables_of(raws, layout, how.order, telling):
        for flaw in told.sheet.flaws:
            telling.flaw(flaw, told.sheet)
        yield told.batch
    telling.finish()


def tables_of(
    raws: Iterable[Raw], layout: Layout, order: Order | None, telling: Telling | None = None
) -> Iterator[Told]:
    """Yield a foreign table stretch by stretch; rows that are no incidents are counted."""
    for raw in raws:
        sheet = sheet_of(raw, layout, order)
        if layout.wanted is not None:
            sheet = _only_wanted(sheet, layout, telling)
        if sheet.rows:
            yield Told(sheet=sheet, batch=finish(sheet, layout.read(sheet)))


def sheet_of(raw: Raw, layout: Layout, order: Order | None) -> Sheet:
    """Return the columns that the layout reads, as texts."""
    names = {key_of(name): name for name in reversed(raw.names())}
    columns = {key: raw.texts(name) for key, name in names.items() if key in layout.uses}
    points = None if {LONGITUDE, LATITUDE} <= columns.keys() else raw.points()
    if points is not None:
        columns[LONGITUDE], columns[LATITUDE] = (_text_of(degrees) for degrees in points[:2])
    sheet = Sheet(
        columns=columns,
        rows=raw.rows,
        numbers=range(raw.first_row, raw.first_row + raw.rows),
        lines=raw.lines,
        order=order,
        names=names,
    )
    if points is not None and points[2]:
        rows, shapes = zip(*points[2].items(), strict=True)
        rule = "must be a Point or null"
        sheet.flaws.append(Flaw(rows=np.array(rows), column="geometry", values=shapes, rule=rule))
    return sheet


def _text_of(degrees: pa.Array) -> pa.Array:
    import pyarrow as pa

    return degrees.cast(pa.string())


def _only_wanted(sheet: Sheet, layout: Layout, telling: Telling | None) -> Sheet:
    import pyarrow as pa

    assert layout.wanted is not None
    mask, why = layout.wanted(sheet)
    chosen: list[int] = np.flatnonzero(np.asarray(sure(mask))).tolist()
    if telling is not None and len(chosen) < sheet.rows:
        telling.passed_over[why] += sheet.rows - len(chosen)
    lines = sheet.lines
    rows = pa.array(chosen, pa.int64())
    return Sheet(
        columns={name: column.take(rows) for name, column in sheet.columns.items()},
        rows=len(chosen),
        numbers=[sheet.numbers[row] for row in chosen],
        lines=None if lines is None else [lines[row] for row in chosen],
        order=sheet.order,
        names=sheet.names,
        flaws=sheet.flaws,
    )
