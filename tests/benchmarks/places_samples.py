"""From marked reports to the rows that the models of geo/places learn from."""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING
from unittest import mock

from fitting import Choice, Row

from geo.model import Span
from geo.places import resolve
from geo.places.company import Company, Hints, own_evidence, trust_evidence
from geo.places.evidence import evidence
from geo.places.gazetteer import PlaceClass
from geo.places.linear import shares
from geo.places.page import Page
from geo.places.recognise import given
from geo.places.relative import distance_km
from geo.places.senses import senses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from places_corpora import Marked, Point

    from geo.places.gazetteer import Candidate, Gazetteer
    from geo.places.linear import Linear
    from geo.places.senses import Sense

Judged = tuple[tuple[int, int], tuple[int, int], Row]

NEAR_KM = 25.0
NEWS_KM = 161.0
# Rivers, seas and regions are where their corpora's authors put the pin: any point of them will do.
WIDE_KM = 1500.0
WIDE = {PlaceClass.WATER, PlaceClass.REGION}
MADE_WEIGHT = 0.25


class Case:
    """The senses of one report, the points of their names, and the candidates at the start."""

    def __init__(self, marked: Marked, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.hidden = marked.hidden
        self.weight = MADE_WEIGHT if marked.right_km < NEWS_KM else 1.0
        self.right_km = marked.right_km
        page = Page(marked.parsed, gazetteer)
        names = given(page, [Span(start=s, end=e) for s, e in marked.names])
        self.senses = senses_of(marked.parsed.document.text, names, gazetteer)
        self.hints = Hints.of(page)
        self.points: list[list[Point]] = [
            [p for n in sense.names if (p := marked.names[n.start, n.end])] for sense in self.senses
        ]
        self.hide()
        self.first = [sense.candidates for sense in self.senses]

    def hide(self) -> None:
        """Take away the places that the gazetteer shall not know in this report."""
        for sense in self.senses:
            sense.candidates = tuple(c for c in sense.candidates if c.entry.id not in self.hidden)

    def weigh_alone(self, alone: Linear) -> None:
        """Set the shares that the first weighing gives, on the candidates of the start."""
        for sense, candidates in zip(self.senses, self.first, strict=True):
            sense.candidates = candidates
            sense.shares = shares([alone.score(f) for f in own_evidence(sense, self.hints)])
        with mock.patch.object(resolve, "weights", return_value=alone):
            resolve.widen(self.senses, self.hints, self.gazetteer)
            self.hide()
        for sense in self.senses:
            sense.shares = shares([alone.score(f) for f in own_evidence(sense, self.hints)])

    def in_company(self) -> list[list[dict[str, float]]]:
        """Return the evidence of the second weighing, after the first."""
        company = Company(self.senses, self.hints)
        return [resolve.in_company(sense, self.hints, company) for sense in self.senses]


class Samples:
    """A corpus as rows; the reports' senses are found once."""

    def __init__(self, documents: list[Marked], gazetteer: Gazetteer) -> None:
        self.documents = documents
        self.gazetteer = gazetteer

    @cached_property
    def cases(self) -> list[Case]:
        """Return the reports that have names with points."""
        return [Case(d, self.gazetteer) for d in self.documents if any(d.names.values())]

    @cached_property
    def judged(self) -> list[list[Judged]]:
        """Return for each report (tokens, offsets, row) of every stretch that is not left open."""
        return [list(_judged(d, page)) for d, page in zip(self.documents, self.pages, strict=True)]

    @cached_property
    def pages(self) -> list[Page]:
        """Return the reports as the recogniser sees them."""
        return [Page(d.parsed, self.gazetteer) for d in self.documents]

    def stretches(self) -> list[Row]:
        """Return the rows of the recogniser."""
        return [row for report in self.judged for _, _, row in report if row.weight]

    def alone(self) -> list[Choice]:
        """Return the choices of the first weighing."""
        choices = []
        for case in self.cases:
            for sense, points, candidates in zip(case.senses, case.points, case.first, strict=True):
                sense.candidates = candidates
                choices.append(_choice(case, sense, points, own_evidence(sense, case.hints)))
        return choices

    def together(self, alone: Linear) -> list[Choice]:
        """Return the choices of the second weighing."""
        choices = []
        for case in self.cases:
            case.weigh_alone(alone)
            found = zip(case.senses, case.points, case.in_company(), strict=True)
            choices += [_choice(case, sense, points, rows) for sense, points, rows in found]
        return choices

    def trusts(self, alone: Linear, together: Linear) -> list[Row]:
        """Return whether the likeliest place of each name is right, and what speaks for it."""
        return [row for _, row in self.chosen(alone, together)]

    def chosen(self, alone: Linear, together: Linear) -> Iterator[tuple[Sense, Row]]:
        """Yield each sense of each report, weighed, with a row for each of its names."""
        for case in self.cases:
            case.weigh_alone(alone)
            found = list(zip(case.senses, case.points, case.in_company(), strict=True))
            for sense, points, rows in found:
                sense.shares = shares([together.score(f) for f in rows])
                if not rows:
                    continue
                best = sense.best()
                features = trust_evidence(sense, best, rows[best])
                for point in points:
                    right = is_right(sense.candidates[best], point, case.right_km)
                    yield sense, Row(features=features, right=right, weight=case.weight)


def is_right(candidate: Candidate, point: Point, right_km: float = NEWS_KM) -> bool:
    """Whether a candidate is the place at a point."""
    entry = candidate.entry
    if point.id and point.id == entry.id:
        return True
    allowed = WIDE_KM if entry.place_class in WIDE else right_km
    return _km(candidate, point) <= allowed


def _km(candidate: Candidate, point: Point) -> float:
    return distance_km((candidate.entry.lon, candidate.entry.lat), (point.lon, point.lat))


def _choice(case: Case, sense: Sense, points: list[Point], rows: list[dict[str, float]]) -> Choice:
    right = [
        sum(_degree(candidate, point, case.right_km) for point in points) / len(points)
        for candidate in sense.candidates
    ]
    return Choice(features=rows, right=right, weight=case.weight * len(points))


def _degree(candidate: Candidate, point: Point, right_km: float) -> float:
    """Return 1 for the very place, less for one that is as good or nearly so."""
    if point.id and candidate.entry.id == point.id:
        return 1.0
    distance = _km(candidate, point)
    return 0.8 if distance <= NEAR_KM else 0.3 if distance <= right_km else 0.0


def _judged(marked: Marked, page: Page) -> Iterator[Judged]:
    for first, last in page.stretches:
        at = page.at(first, last)
        right = at in marked.names
        left_open = not right and any(at[0] < e and s < at[1] for s, e in marked.open)
        # A people's name marked as a place tells nothing: we keep peoples apart.
        left_open |= right and page.labels.get((first, last)) == "NORP"
        if not marked.known_wrong and not right:
            left_open = page.labels.get((first, last)) not in {"PERSON", "ORG", "DATE", "CARDINAL"}
            left_open |= any(at[0] < e and s < at[1] for s, e in marked.names)
        light = marked.right_km < NEWS_KM or not marked.known_wrong
        weight = 0.0 if left_open else MADE_WEIGHT if light else 1.0
        yield (
            (first, last),
            at,
            Row(features=evidence(page, first, last), right=right, weight=weight),
        )


@contextmanager
def weights_of(models: dict[str, Linear]) -> Iterator[None]:
    """Let geo.places use other weights for a while."""
    from geo.places import recognise

    def other(name: str) -> Linear:
        return models[name]

    with (
        mock.patch.object(resolve, "weights", other),
        mock.patch.object(recognise, "weights", other),
    ):
        yield


def load(path: str) -> dict[str, Linear]:
    """Return the models of a weights file."""
    from pathlib import Path

    from geo.places.linear import Linear

    held = json.loads(Path(path).read_text(encoding="utf-8"))
    return {
        name: Linear(bias=m["bias"], weights=m["weights"])
        for name, m in held.items()
        if name != "about"
    }
