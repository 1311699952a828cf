"""Fit the weights of merging on hand-coded reports, and say how they do on events they never saw.

    python tests/benchmarks/train_merge.py MAVERICK_CSV            figures on held-out folds
    python tests/benchmarks/train_merge.py MAVERICK_CSV --write    and geo/merge/weights.json anew

A fold holds a fifth of the events (by a digest of the event's id). Weights are fitted on pairs of
the other events; then *all* reports are merged, so that a held-out event lies among as many others
as ever, and only pairs and reports of the held-out events are judged. ``by election`` holds out all
reports of one election at a time: how weights travel to other times and quarrels.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from maverick import Coded, read_coded

from geo.merge.block import pairs
from geo.merge.columns import Columns, columns_of
from geo.merge.compare import contradicts, evidence
from geo.merge.crowd import Crowd
from geo.merge.group import groups
from geo.merge.weigh import Weighed, weigh
from geo.places.linear import Linear

WEIGHTS = Path(__file__).parents[2] / "geo" / "merge" / "weights.json"
FOLDS = 5
PENALTY = 30.0
"""Of the squared weights, evidence being scaled to a spread of one."""
BY_HAND = {
    # The reports state no ACLED type, no unit, no words of their own, nobody they quote.
    "type.same": 0.5,
    "type.other of its kind": -0.95,
    "type.other": -1.4,
    "place.unit that holds it": 0.5,
    "report.copied": 3.7,
    "report.quoted by the other": 0.5,
    # The coders name one force in one way, and nobody by what he is part of.
    "actors.forces of one state": 0.5,
    "actors.part of the other": 0.5,
    "actors.of one movement": 0.25,
    # Seldom coded, and never of one event.
    "actors.in opposite roles": -1.4,
    # Coders date a riot by its report; where armies shell a town daily, Monday is not Tuesday.
    "time.a day apart": -4.7,
    "time.a day apart, in two datasets": 2.8,
    "type.other, by another actor": -2.5,
    # One country's riots in few towns; elsewhere a region holds many strangers.
    "nothing in common but place and time": -1.7,
}
SLOPE, SHIFT = 0.93, -0.74
"""What turns the log odds of a regression into those of held-out pairs: fitted to the odds that
held-out pairs were given (``what is left`` below must say 1 and 0). Weights set by hand and pairs
that hang together make a regression surer than it may be."""
SPEAKS_FOR = {
    "place.same name", "time.same days", "time.days in common", "actors.one in both",
    "actors.same initiator", "actors.same target", "actors.words in common",
    "killed.same number", "killed.same large number", "injured.same number",
    "injured.same large number", "report.words in common",
}  # fmt: skip
SPEAKS_AGAINST = {
    "place.distance", "place.distance by uncertainty", "time.a day apart", "actors.none in both",
    "actors.other initiator", "killed.ratio", "killed.ranges apart", "killed.some and none",
    "nothing in common but place and time", "injured.ratio", "injured.ranges apart",
    "injured.some and none", "publication.days apart", "report.rivals of the one",
    "report.rivals of the other",
}  # fmt: skip
"""A weight whose sign says the opposite of what the evidence means is chance: it is left out."""
WORTH_ASKING = -2.0
"""Log odds below which nobody asks how sure it is that two are two."""
WINDOWS = {"same country, 3 km, 1 day": (3, 1), "same country, 50 km, 1 day": (50, 1)}


class Samples:
    """The pairs of the coded reports, with their evidence and whether they are one event."""

    def __init__(self, coded: Coded) -> None:
        self.columns: Columns = columns_of(coded.incidents)
        found = list(pairs(self.columns))
        crowd = Crowd.of(self.columns, found)
        one = np.concatenate([pair[0] for pair in found])
        two = np.concatenate([pair[1] for pair in found])
        possible = ~contradicts(self.columns, one, two)
        self.one, self.two = one[possible], two[possible]
        told = dict(evidence(self.columns, self.one, self.two, crowd))
        self.names = list(told)
        self.values = np.stack([np.asarray(told[name], float) for name in self.names], axis=1)
        events = np.array(coded.events)
        self.right = events[self.one] == events[self.two]

    def fitted(self, rows: np.ndarray) -> Linear:
        """Return the weights that fit those pairs best and mean what their evidence means."""
        values, right = self.values[rows], self.right[rows].astype(float)
        kept = values.std(axis=0) > 1e-9
        while True:
            weights, bias = _regression(values[:, kept], right)
            named = dict(zip(np.array(self.names)[kept], weights, strict=True))
            odd = {
                n
                for n, w in named.items()
                if (n in SPEAKS_FOR and w < 0) or (n in SPEAKS_AGAINST and w > 0)
            }
            if not odd:
                fitted = {str(n): round(float(w) * SLOPE, 3) for n, w in named.items()}
                return Linear(bias=round(bias * SLOPE + SHIFT, 3), weights=fitted | BY_HAND)
            kept &= ~np.isin(self.names, list(odd))


def _regression(
    values: np.ndarray, right: np.ndarray, *, penalty: float = PENALTY
) -> tuple[np.ndarray, float]:
    """Return weights and bias of a penalised logistic regression, by Newton's method."""
    spread = values.std(axis=0)
    scaled = np.column_stack([values / spread, np.ones(len(values))])
    ridge = np.diag([*np.full(values.shape[1], penalty), 0.0])
    beta = np.zeros(scaled.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ beta, -30, 30)))
        slope = scaled.T @ (right - chance) - ridge @ beta
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + ridge
        beta += np.linalg.solve(curve, slope)
    return beta[:-1] / spread, float(beta[-1])


def held_out(coded: Coded, samples: Samples, fold: np.ndarray) -> dict[str, float]:
    """Return the figures of merging with weights that never saw the events judged."""
    tally: Counter[str] = Counter()
    for number in range(int(fold.max()) + 1):
        known = (fold[samples.one] != number) & (fold[samples.two] != number)
        weighed = weigh(samples.columns, samples.fitted(np.flatnonzero(known)))
        judge(coded, groups(len(coded.events), weighed), fold == number, tally)
    return figures(tally)


def reliability(samples: Samples, fold: np.ndarray) -> Iterator[str]:
    """Yield how often pairs of each tenth of chance were one event, on held-out events."""
    odds, right = [], []
    for number in range(int(fold.max()) + 1):
        asked = (fold[samples.one] == number) | (fold[samples.two] == number)
        model = samples.fitted(np.flatnonzero(~asked))
        weights = np.array([model.weights.get(name, 0.0) for name in samples.names])
        odds.append(samples.values[asked] @ weights + model.bias)
        right.append(samples.right[asked])
    said, was = np.concatenate(odds), np.concatenate(right)
    chance = 1 / (1 + np.exp(-said))
    tenth = np.minimum(9, chance * 10).astype(int)
    for t in range(10):
        pairs_of_it = tenth == t
        said_of_it, was_of_it = chance[pairs_of_it].mean(), was[pairs_of_it].mean()
        yield f"  .{t}  said {said_of_it:.2f}  were {was_of_it:.2f}  of {pairs_of_it.sum()}"
    likely = said > WORTH_ASKING
    left, shift = _regression(said[likely, None], was[likely].astype(float), penalty=0)
    yield f"  what is left: slope {left[0]:.2f}, shift {shift:.2f}"


def judge(coded: Coded, found: list[list[int]], asked: np.ndarray, tally: Counter[str]) -> None:
    """Count right, found and true pairs that touch an asked report, and its B-cubed shares.

    A pair of which one report is asked for counts half: the other fold counts the other half.
    """
    sizes = Counter(coded.events)
    for group in found:
        events = Counter(coded.events[row] for row in group)
        for row in group:
            if not asked[row]:
                continue
            same, event = events[coded.events[row]], coded.events[row]
            tally["right"] += same - 1
            tally["found"] += len(group) - 1
            tally["true"] += sizes[event] - 1
            tally["reports"] += 1
            tally["b3_p"] += same / len(group)
            tally["b3_r"] += same / sizes[event]


def figures(tally: Counter[str]) -> dict[str, float]:
    """Return precision, recall and F1 of pairs, and B-cubed."""
    p, r = tally["right"] / max(1, tally["found"]), tally["right"] / tally["true"]
    bp, br = tally["b3_p"] / tally["reports"], tally["b3_r"] / tally["reports"]
    return {
        "pair_p": p, "pair_r": r, "pair_f1": 2 * p * r / max(p + r, 1e-9),
        "b3_p": bp, "b3_r": br, "b3_f1": 2 * bp * br / (bp + br),
    }  # fmt: skip


def window(coded: Coded, columns: Columns, km: float, days: int) -> list[list[int]]:
    """Return the field's rule: whatever a chain of near pairs connects is one event."""
    from geo.merge.block import kilometres

    rows = np.arange(len(coded.events))
    one, two = (axis.ravel() for axis in np.meshgrid(rows, rows, indexing="ij"))
    one, two = one[one < two], two[one < two]
    near = kilometres(columns, one, two) <= km
    near &= np.abs(columns.start[one] - columns.start[two]) <= days
    near &= columns.country[one] == columns.country[two]
    always = Weighed(one[near], two[near], np.ones(int(near.sum())))
    return connected(len(rows), always)


def connected(size: int, weighed: Weighed) -> list[list[int]]:
    """Return the connected components."""
    from geo.merge.group import by_part, parts

    return by_part(parts(size, weighed.one, weighed.two), np.arange(size))


def pairwise(coded: Coded, columns: Columns, km: float, days: int) -> str:
    """Return how the rule does on pairs alone, without chaining."""
    from geo.merge.block import kilometres

    rows = np.arange(len(coded.events))
    events = np.array(coded.events)
    one, two = (axis.ravel() for axis in np.meshgrid(rows, rows, indexing="ij"))
    one, two = one[one < two], two[one < two]
    near = (kilometres(columns, one, two) <= km) & (
        np.abs(columns.start[one] - columns.start[two]) <= days
    )
    right = int((near & (events[one] == events[two])).sum())
    true = int((events[one] == events[two]).sum())
    return f"P {right / near.sum():.3f} R {right / true:.3f}"


def show(title: str, result: dict[str, float]) -> None:
    """Print one line of figures."""
    print(f"{title:<34}" + "  ".join(f"{name} {value:.3f}" for name, value in result.items()))


def folds_of(texts: list[str]) -> np.ndarray:
    """Return a fold for each text that hangs on nothing but the text."""
    digests = [hashlib.sha256(text.encode()).digest()[0] for text in texts]
    return np.array(digests) % FOLDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    coded = read_coded(asked.table)
    samples = Samples(coded)
    everyone = np.ones(len(coded.events), bool)
    for title, (km, days) in WINDOWS.items():
        tally: Counter[str] = Counter()
        judge(coded, window(coded, samples.columns, km, days), everyone, tally)
        show(title, figures(tally))
        print(f"{'  pairs alone':<34}{pairwise(coded, samples.columns, km, days)}")
    show("held out by event", held_out(coded, samples, folds_of(coded.events)))
    show("held out by election", held_out(coded, samples, elections(coded)))
    print("pairs of held-out events by the chance they were given")
    print("\n".join(reliability(samples, folds_of(coded.events))))
    model = samples.fitted(np.arange(len(samples.right)))
    tally = Counter()
    judge(coded, groups(len(coded.events), weigh(samples.columns, model)), everyone, tally)
    show("fitted on all (not a result)", figures(tally))
    if asked.write:
        note = (
            "Logistic regression of tests/benchmarks/train_merge.py on pairs of hand-coded reports "
            "of electoral violence (Maverick, CC BY 4.0); set by hand: "
            + ", ".join(sorted(BY_HAND))
        )
        content = {"note": note, "bias": model.bias, "weights": dict(model.weights)}
        WEIGHTS.write_text(
            json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )


def elections(coded: Coded) -> np.ndarray:
    """Return the two great elections and all others as three folds."""
    great = [name for name, _ in Counter(coded.elections).most_common(2)]
    return np.array([great.index(e) if e in great else 2 for e in coded.elections])


if __name__ == "__main__":
    main()
