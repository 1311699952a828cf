"""Places: which names a text holds, which places they mean, and what the words around make of them."""

from geo.places.relative import refine
from geo.places.resolve import locate

__all__ = ["locate", "refine"]
