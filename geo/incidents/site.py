"""Which of the places a sentence names is THE place of an act.

A logistic regression over the parse, in two rounds: the first judges each place alone
(:mod:`geo.incidents.site_features`), the second against the others of its sentence and of its row.
After Halterman, "Linking Events and Locations in Political Text" (2019), on whose annotated
sentences (MIT) ``tests/benchmarks/train_site.py`` trains it; the weights are ``site_weights.json``.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from geo.incidents.site_features import features
from geo.incidents.site_grammar import governor_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.incidents.nested import Named

_MOST = 5


def chances(doc: Any, act: int, names: Sequence[Named]) -> tuple[float, ...]:
    """Return for each name of the act's sentence the probability that the act happened there."""
    trained = weights()
    first = [_logit(features(doc, act, n, _without(names, n)), trained["first"]) for n in names]
    rows = rows_of(doc, names)
    found = [compared(first, rows, n) for n in range(len(names))]
    return tuple(1 / (1 + math.exp(-_logit(f, trained["second"]))) for f in found)


def rows_of(doc: Any, names: Sequence[Named]) -> list[int]:
    """Return a number for each name, the same for names joined into one row: "Homs and Hama"."""
    tops = (governor_of(doc[n.first : n.last + 1].root).top for n in names)
    return [int(top.i) for top in tops]


def compared(logits: Sequence[float], rows: Sequence[int], one: int) -> dict[str, float]:
    """Return how the first round's log odds of one place stand to those of the others."""
    own = logits[one]
    rest = [v for n, v in enumerate(logits) if n != one]
    joined = [v for n, v in enumerate(logits) if n != one and rows[n] == rows[one]]
    apart = [v for n, v in enumerate(logits) if n != one and rows[n] != rows[one]]
    return {
        "bias": 1.0,
        "own": own,
        "alone": float(not rest),
        "best other": max(rest, default=0.0),
        "lead": own - max(rest, default=own),
        "lead over other rows": own - max(apart, default=own),
        "joined": float(bool(joined)),
        "best joined": max(joined, default=0.0),
        "ahead": min(float(sum(v > own for v in rest)), _MOST),
        "mass of others": math.log(0.01 + sum(math.exp(v) for v in rest)),
    }


@cache
def weights() -> dict[str, dict[str, float]]:
    """Return the trained weights of both rounds; a feature without one counts nothing."""
    path = resources.files("geo") / "incidents" / "site_weights.json"
    loaded: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return loaded


def _logit(found: Mapping[str, float], trained: Mapping[str, float]) -> float:
    return sum(trained.get(k, 0.0) * v for k, v in found.items())


def _without(names: Sequence[Named], name: Named) -> list[Named]:
    return [n for n in names if n is not name]
