"""Fit the two kinds of linear model that :mod:`geo.places.linear` holds, with numpy alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from geo.places.linear import Linear

Features = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Features of one thing that is right or wrong, and how much it counts."""

    features: Features
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Features of each candidate, how right each is (0 to 1), and how much the choice counts."""

    features: list[Features]
    right: list[float]
    weight: float = 1.0


def logistic(rows: Sequence[Row], *, penalty: float, least: int) -> Linear:
    """Return the logistic regression of ``right`` on the features seen at least ``least`` times."""
    table = _Table([row.features for row in rows], least=least)
    right = np.array([row.right for row in rows], float)
    weight = np.array([row.weight for row in rows], float)

    def gradient(beta: np.ndarray) -> np.ndarray:
        chance = 1 / (1 + np.exp(-(table.scores(beta[:-1]) + beta[-1])))
        off = (chance - right) * weight
        slope = np.append(table.sums(off) + penalty * beta[:-1], off.sum())
        return np.asarray(slope / weight.sum())

    beta = _descend(gradient, len(table.names) + 1)
    return table.model(beta[:-1], bias=float(beta[-1]))


def choice(choices: Sequence[Choice], *, penalty: float, least: int) -> Linear:
    """Return the conditional logit under which right candidates win against the others."""
    open_ones = [c for c in choices if len(c.features) > 1 and max(c.right) > 0]
    table = _Table([f for c in open_ones for f in c.features], least=least)
    right = np.array([r for c in open_ones for r in c.right], float)
    sizes = np.array([len(c.features) for c in open_ones])
    group = np.repeat(np.arange(len(open_ones)), sizes)
    starts = np.cumsum(sizes) - sizes
    weight = np.array([c.weight for c in open_ones], float)

    def gradient(beta: np.ndarray) -> np.ndarray:
        scores = table.scores(beta)
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        chance = raised / np.add.reduceat(raised, starts)[group]
        hit = chance * right
        target = hit / np.maximum(np.add.reduceat(hit, starts)[group], 1e-12)
        off = (chance - target) * weight[group]
        return np.asarray((table.sums(off) + penalty * beta) / weight.sum())

    return table.model(_descend(gradient, len(table.names)), bias=0.0)


class _Table:
    """Sparse rows of named features."""

    def __init__(self, rows: Sequence[Features], *, least: int) -> None:
        counts = Counter(name for row in rows for name in row)
        self.names = sorted(name for name, count in counts.items() if count >= least)
        number = {name: i for i, name in enumerate(self.names)}
        cells = [
            (i, number[name], value)
            for i, row in enumerate(rows)
            for name, value in row.items()
            if name in number
        ]
        self._rows = np.array([cell[0] for cell in cells])
        self._columns = np.array([cell[1] for cell in cells])
        self._values = np.array([cell[2] for cell in cells], float)
        self._height = len(rows)

    def scores(self, beta: np.ndarray) -> np.ndarray:
        return np.bincount(self._rows, self._values * beta[self._columns], self._height)

    def sums(self, off: np.ndarray) -> np.ndarray:
        return np.bincount(self._columns, self._values * off[self._rows], len(self.names))

    def model(self, beta: np.ndarray, *, bias: float) -> Linear:
        weights = {n: round(float(b), 3) for n, b in zip(self.names, beta, strict=True)}
        return Linear(bias=round(bias, 3), weights={n: w for n, w in weights.items() if w})


def _descend(gradient: Callable[[np.ndarray], np.ndarray], size: int) -> np.ndarray:
    """Return where Adam comes to rest; deterministic, from zero."""
    beta, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, 401):
        slope = gradient(beta)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        beta -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return beta
