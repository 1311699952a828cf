"""The ids of incidents, in the fewest bytes: digests as bytes, counted ones as numbers."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.mapping.blocks import as_json
from geo.mapping.packing import whole_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

COUNTED = re.compile(r"(?:(?:0|[1-9]\d{0,8})(?:\n|\Z))+\Z")
MANY = 2
"""Ids below which nothing is saved."""


def pack_ids(ids: Sequence[str], days: NDArray[np.int64]) -> tuple[bytes, dict[str, Any]]:
    """Return the ids' bytes and how ``assets/src/ids.js`` reads them.

    ``days`` tells each incident's first day: within a day, where ids rise, steps are kept.
    """
    if len(ids) >= MANY:
        return _digests(ids) or _counted(ids, days) or _as_they_are(ids)
    return _as_they_are(ids)


def _digests(ids: Sequence[str]) -> tuple[bytes, dict[str, Any]] | None:
    length = len(ids[0])
    joined = "".join(ids)
    if length % 2 or not length or not re.fullmatch(r"[0-9a-f]+", joined):
        return None
    if any(len(value) != length for value in ids):
        return None
    return bytes.fromhex(joined), {"kind": "digest", "size": length // 2}


def _counted(ids: Sequence[str], days: NDArray[np.int64]) -> tuple[bytes, dict[str, Any]] | None:
    ends = zip(min(ids), max(ids), strict=False)  # what these share, all ids between them share
    prefix = "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    prefix = prefix.rstrip("0123456789")
    tails = [value[len(prefix) :] for value in ids]
    if "" in tails or not COUNTED.match("\n".join(tails)):
        return None
    numbers = np.array([int(tail) for tail in tails], np.int64)
    steps = numbers - np.concatenate(([0], numbers[:-1]))
    data, how = whole_numbers(np.where(_same_day(days), steps, numbers))
    return data, {"kind": "counted", "prefix": prefix, "how": how}


def _same_day(days: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell of each row whether the one before it has the same first day."""
    return np.concatenate(([False], days[1:] == days[:-1]))


def _as_they_are(ids: Sequence[str]) -> tuple[bytes, dict[str, Any]]:
    return as_json(list(ids)), {"kind": "list"}
