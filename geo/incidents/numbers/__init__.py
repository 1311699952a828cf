"""How many: counts as reports write them, read as low, best and high (CONTRACT section 5)."""

from geo.incidents.numbers.grammar import Quantity, find_quantities, read_quantity
from geo.incidents.numbers.words import NOBODY, ONE, SOME

__all__ = ["NOBODY", "ONE", "SOME", "Quantity", "find_quantities", "read_quantity"]
