"""Whether a table holds nothing to merge: then nobody has to take its rows apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geo.table import Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa


class Settled:
    """Batches of a table, as long as they are the records of one dataset, each told once.

    Records of one dataset are different incidents (:mod:`geo.merge.compare`), so that merging
    would leave every one as it is.
    """

    def __init__(self) -> None:
        self._dataset: str | None = None
        self._ids: set[str] = set()
        self._records: set[str] = set()

    def holds(self, batch: pa.Table) -> bool:
        """Tell whether that is still so with one more batch."""
        if any(batch[column].null_count < batch.num_rows for column in _OF_MERGED):
            return False
        ids = batch[Column.ID].to_pylist()
        self._ids.update(ids)
        before = len(self._records)
        datasets = set(self._named(batch[Column.SOURCES].to_pylist()))
        if self._dataset is None and len(datasets) == 1:
            (self._dataset,) = datasets
        once = len(self._records) - before == len(ids) and len(self._ids) == len(self._records)
        return once and self._dataset is not None and datasets <= {self._dataset}

    def _named(self, sources: Iterable[str | None]) -> Iterable[str | None]:
        """Yield the dataset of each row, None where it is not one; keep the records."""
        for text in sources:
            told = json.loads(text) if text else []
            named = {(source.get("dataset"), source.get("record")) for source in told}
            dataset, record = named.pop() if len(named) == 1 else (None, None)
            if record is not None:
                self._records.add(record)
            yield dataset


_OF_MERGED = (Column.MEMBERS, Column.SUMS, Column.DISAGREEMENTS, Column.TELLINGS)
