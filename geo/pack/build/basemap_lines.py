"""Lines as bytes: how many points, then the steps between them, each as few bytes as it needs.

A number is written base 128, lowest digits first, the sign in its lowest bit (zigzag). Coordinates
are whole units of 1/QUANTUM degree; each line starts with the step from the end of the one before.
`geo/mapping/assets/src/shapes.js` reads them back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

QUANTUM = 1000  # 0.001 degree, 111 m: a pixel at zoom 10
CONTINUED = 128  # this bit says that another byte follows
SHORTEST = 2  # points of a line


def _append(number: int, out: bytearray) -> None:
    number = (number << 1) ^ (number >> 63)
    while number >= CONTINUED:
        out.append(number & (CONTINUED - 1) | CONTINUED)
        number >>= 7
    out.append(number)


def encode_lines(lines: Iterable[np.ndarray]) -> bytes:
    """Return lines of (lon, lat) in degrees as bytes, nearby lines beside each other."""
    out = bytearray()
    x0 = y0 = 0
    for line in sorted(lines, key=lambda p: (round(p[0][0] / 5), p[0][1], len(p))):
        points = np.round(np.asarray(line)[:, :2] * QUANTUM).astype(int)
        moved = np.any(np.diff(points, axis=0), axis=1)
        points = points[np.concatenate([[True], moved])]
        if len(points) < SHORTEST:
            continue
        _append(len(points), out)
        for x, y in points.tolist():
            _append(x - x0, out)
            _append(y - y0, out)
            x0, y0 = x, y
    return bytes(out)
