"""Places: which names a text holds, which places they mean, what the words around them add."""

from geo.places.relative import denoted, refine
from geo.places.resolve import locate

__all__ = ["denoted", "locate", "refine"]
