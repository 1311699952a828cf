"""What evidence is worth: from the evidence of a pair to the probability that it is one event.

A sum of weights is what a Fellegi-Sunter model computes, and what a person can follow line by
line (``geo merge --explain``). The weights ship with the package and do not learn from the tables
that are merged: the answer for two incidents must not hang on what else is in the file, or merging
in parts would differ from merging at once and ids would change far from what is new.

That is why this is not built on Splink 5 (MIT, well kept, on DuckDB). It estimates its weights by
expectation maximisation from the tables it links, and its term frequencies are those of the tables.
Its clusters are connected components of pairs above a threshold, which chain; ours need
constraints. Its blocking is written as equalities in SQL, so that "near in kilometres and days"
would be our own grid of cells in it, and our comparisons its custom SQL. What would remain is the
sum of weights, for 85 MB more to install (DuckDB 69, sqlglot 9, Splink 7) and a second to import.
numpy, which GeoPandas brings anyway, does that sum.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.merge.block import pairs
from geo.merge.compare import contradicts, evidence, in_common_days
from geo.merge.crowd import Crowd
from geo.merge.group import JOIN_ABOVE

if TYPE_CHECKING:
    from geo.merge.columns import Columns
    from geo.merge.sets import Real, Whole
    from geo.places.linear import Linear

DOUBTLESS_NOT = -4.65
"""Log odds below which a pair is no longer worth keeping, and speaks against joining as such."""
_DECIMALS = 4
"""Processors differ in the last digits of a logarithm, which must not decide anything."""


class Weighed(NamedTuple):
    """Pairs of rows (first < second) that may be one event, with their log odds."""

    one: Whole
    two: Whole
    odds: Real


@cache
def weights() -> Linear:
    """Return the shipped weights; ``weights.json`` says what they were fitted on."""
    from geo.places.linear import Linear

    text = (resources.files("geo.merge") / "weights.json").read_text(encoding="utf-8")
    model = json.loads(text)
    return Linear(bias=model["bias"], weights=model["weights"])


def weigh(columns: Columns, model: Linear | None = None) -> Weighed:
    """Return every pair that may be one event and that nothing forbids."""
    found = [(one, two) for one, two in pairs(columns) if len(one)]
    crowd = Crowd.of(columns, found)
    parts = [_weighed(columns, pair, crowd, model or weights()) for pair in found]
    if not parts:
        return Weighed(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    one, two, odds = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((two, one))
    return Weighed(one[order], two[order], odds[order])


def _weighed(
    columns: Columns, pair: tuple[Whole, Whole], crowd: Crowd, model: Linear
) -> tuple[Whole, Whole, Real]:
    possible = ~contradicts(columns, *pair)
    one, two = pair[0][possible], pair[1][possible]
    odds = np.full(len(one), model.bias)
    for name, value in evidence(columns, one, two, crowd):
        odds += model.weights.get(name, 0.0) * value
    odds = np.round(odds, _DECIMALS)
    kept = odds > DOUBTLESS_NOT
    # Days that contradict each other split, whatever third telling lies between the two.
    kept &= in_common_days(columns, one, two) | (odds > JOIN_ABOVE)
    return one[kept], two[kept], odds[kept]
