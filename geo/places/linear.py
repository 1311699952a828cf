"""A linear model over named features: how evidence becomes a score that can be explained."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Weights by feature name; a feature without a weight counts nothing."""

    bias: float
    weights: Mapping[str, float]

    def score(self, features: Features) -> float:
        """Return the weighted sum, in log odds."""
        weights = self.weights
        known = [weights[name] * value for name, value in features.items() if name in weights]
        return self.bias + sum(known)

    def strongest(self, features: Features, *, count: int = 3) -> tuple[str, ...]:
        """Return the names of the features that speak loudest for the score, loudest first."""
        parts = ((self.weights.get(name, 0.0) * value, name) for name, value in features.items())
        return tuple(name for part, name in sorted(parts, reverse=True)[:count] if part > 0)


def probability(log_odds: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def shares(scores: list[float]) -> list[float]:
    """Return probabilities that sum to one (softmax); an empty list gives an empty list."""
    top = max(scores, default=0.0)
    raised = [math.exp(score - top) for score in scores]
    total = sum(raised)
    return [part / total for part in raised]


@cache
def weights(name: str) -> Linear:
    """Return the model ``name`` of the shipped weights (``weights.json`` says where from)."""
    text = (resources.files("geo.places") / "weights.json").read_text(encoding="utf-8")
    model = json.loads(text)[name]
    return Linear(bias=model["bias"], weights=model["weights"])
