"""Raw values of a record, read as what their column should hold, with every fault named."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from enum import StrEnum

    Word = TypeVar("Word", bound=StrEnum)

Thing = TypeVar("Thing")
Complain = Callable[[str, object, str], None]
"""Takes a fault: the column, the value as found, and the rule it breaks."""


def is_absent(value: object) -> bool:
    """Tell whether a raw value means "unknown": None, an empty text, or not a number."""
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


class Cells:
    """The values of one record by name; an unreadable one is complained of and reads as None."""

    def __init__(self, raw: Mapping[str, Any], complain: Complain, prefix: str = "") -> None:
        self._raw = raw
        self._complain = complain
        self._prefix = prefix

    def fault(self, name: str, rule: str) -> None:
        """Complain of the value under ``name``."""
        self._complain(self._prefix + name, self._raw.get(name), rule)

    def text(self, name: str) -> str | None:
        """Return the text; a number is spelled out, a list is a fault."""
        value = self._raw.get(name)
        if isinstance(value, str):
            return value or None
        if is_absent(value):
            return None
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        self.fault(name, "must be a text")
        return None

    def word(self, name: str, vocabulary: type[Word]) -> Word | None:
        """Return the word of a closed vocabulary, spelled exactly."""
        value = self._raw.get(name)
        if is_absent(value):
            return None
        try:
            return vocabulary(str(value))
        except ValueError:
            self.fault(name, f"must be one of: {', '.join(vocabulary)}")
            return None

    def date(self, name: str) -> date | None:
        """Return the day of an ISO date or datetime."""
        value = self._raw.get(name)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if is_absent(value):
            return None
        try:
            return datetime.fromisoformat(str(value).strip()).date()
        except ValueError:
            self.fault(name, "must be an ISO date such as 2018-02-27")
            return None

    def number(self, name: str) -> float | None:
        """Return the finite number, also one spelled as text."""
        value: Any = self._raw.get(name)
        if is_absent(value):
            return None
        try:
            number = math.nan if isinstance(value, bool) else float(value)
        except (TypeError, ValueError):
            number = math.nan
        if math.isfinite(number):
            return number
        self.fault(name, "must be a number")
        return None

    def share(self, name: str) -> float | None:
        """Return a number in 0..1."""
        number = self.number(name)
        if number is not None and not 0 <= number <= 1:
            self.fault(name, "must lie in 0..1")
            return None
        return number

    def count(self, name: str) -> int | None:
        """Return a whole number that is not negative."""
        value = self._raw.get(name)
        if value is None or (type(value) is int and value >= 0):
            return value  # by far the commonest, and tables are long
        number = self.number(name)
        if number is None:
            return None
        if number < 0 or number != int(number):
            self.fault(name, "must be a whole number, not negative")
            return None
        return int(number)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(str(item) for item in self.items(name) if not is_absent(item))

    def each(self, name: str, build: Callable[[Cells], Thing]) -> tuple[Thing, ...]:
        """Build something of each element of a list; one that cannot be built is complained of."""
        things = []
        for index, item in enumerate(self.items(name)):
            where = f"{self._prefix}{name}[{index}]"
            if not isinstance(item, Mapping):
                self._complain(where, item, "must be an object")
                continue
            try:
                things.append(build(Cells(item, self._complain, f"{where}.")))
            except ValueError as error:
                self._complain(where, dict(item), str(error))
        return tuple(things)

    def items(self, name: str) -> Iterable[Any]:
        """Return the raw elements of a list, also one held as JSON or as an array."""
        value = self._raw.get(name)
        if is_absent(value):
            return ()
        if isinstance(value, str):
            value = _parsed(value)
        if value is not None and hasattr(
            value, "tolist"
        ):  # a list column of a Parquet file arrives as a numpy array
            value = value.tolist()
        if isinstance(value, (list, tuple)):
            return value
        self.fault(name, "must be a list (as JSON where the format holds text only)")
        return ()


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def needed(value: Thing | None, name: str) -> Thing:
    """Return a value without which a nested element means nothing, or raise ``ValueError``."""
    if value is None:
        message = f"{name} is missing or unreadable"
        raise ValueError(message)
    return value
