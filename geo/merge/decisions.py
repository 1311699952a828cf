"""What people decided about pairs of incidents: it always wins.

A decisions file is CSV with the columns ``id1, id2, decision, who, when, why``; ``decision`` is
``same`` or ``different``; an empty one is a question still open. Other columns are left alone, so
that the file of ``geo merge --review`` becomes a decisions file by filling it in.
"""

from __future__ import annotations

import csv
import logging
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import DataError, InputError, Skipped
from geo.merge.group import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geo.model import Incident

    Pair = tuple[int, int]

log = logging.getLogger(__name__)

DECISION_COLUMNS = ("id1", "id2", "decision", "who", "when", "why")
FORMULA = tuple("=+-@\t\r")
"""A cell that begins with one of these is a formula to a spreadsheet."""


class Verdict(StrEnum):
    """What somebody decided about two incidents."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided about two incidents, or two tellings of them."""

    one: str
    two: str
    verdict: Verdict
    who: str = ""
    when: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """Pairs of rows that people joined and told apart, smaller row first."""

    same: set[tuple[int, int]]
    different: set[tuple[int, int]]


def read_decisions(path: str | Path, report: Callable[[Skipped], None]) -> list[Decision]:
    """Return the decisions of a file; a line that says neither word is reported and left out."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            return list(_decisions(csv.DictReader(file), str(path), report))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the decisions of {path}: {error}") from error


def _decisions(
    rows: csv.DictReader[str], path: str, report: Callable[[Skipped], None]
) -> Iterable[Decision]:
    missing = [name for name in DECISION_COLUMNS[:3] if name not in (rows.fieldnames or ())]
    if missing:
        raise InputError(f"{path} is no decisions file: it has no column {', '.join(missing)}")
    for row in rows:
        word = (row["decision"] or "").strip().lower()
        ids = [as_read(row[name] or "") for name in ("id1", "id2")]
        if not word:
            continue
        if word not in set(Verdict) or not all(ids) or ids[0] == ids[1]:
            reason = f"a decision is two ids and same or different, got {ids} {word!r}"
            report(Skipped(source=path, line=rows.line_num, reason=reason))
            continue
        rest = {name: (row.get(name) or "").strip() for name in DECISION_COLUMNS[3:]}
        yield Decision(one=ids[0], two=ids[1], verdict=Verdict(word), **rest)


def as_cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def as_read(cell: str) -> str:
    """Return the text that :func:`as_cell` made a cell of."""
    bare = cell.strip()
    guarded = bare.startswith("'") and bare.lstrip("'").startswith(FORMULA)
    return bare[1:] if guarded else bare


def bound_rows(tellings: Sequence[Incident], decisions: Sequence[Decision]) -> Decided:
    """Return the pairs of rows that the decisions speak of; the later of two on a pair holds.

    A decision may name a telling or a merged incident, whose id is that of its first telling.
    """
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, incident in enumerate(tellings):
        for identity in {incident.id, *incident.members}:
            rows[identity].append(row)
    latest: dict[tuple[str, str], Decision] = {}
    for decision in sorted(decisions, key=lambda d: (d.when, d.verdict, d.who, d.why)):
        latest[min(decision.one, decision.two), max(decision.one, decision.two)] = decision
    for identity in sorted({name for pair in latest for name in pair} - rows.keys()):
        log.warning("a decision names %s, which is in none of the tables", identity)
    decided = Decided(set(), set())
    for decision in latest.values():
        pairs = decided.same if decision.verdict is Verdict.SAME else decided.different
        pairs |= {
            (min(a, b), max(a, b)) for a in rows[decision.one] for b in rows[decision.two] if a != b
        }
    return decided


def settle(tellings: Sequence[Incident], musts: Sequence[Pair], decided: Decided) -> None:
    """Raise ``DataError`` if what must be one holds two that people told apart."""
    bound = np.array(musts, dtype=np.int64).reshape(-1, 2)
    part = parts(len(tellings), bound[:, 0], bound[:, 1])
    for one, two in sorted(decided.different):
        if part[one] == part[two]:
            ids = f"{tellings[one].id} and {tellings[two].id}"
            message = f"decided to be different, yet by other decisions the same: {ids}"
            raise DataError(message)
