"""Sorting more lines than fit into memory."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A million lines of some 25 bytes take about 80 MB while they are sorted.
LINES_IN_MEMORY = 1_000_000
_READ_AT_ONCE = 1 << 18


class SortedLines:
    """Lines of bytes, given in any order and got back sorted, each once, as often as wanted.

    The order is that of the lines with their line ends.
    """

    def __init__(self, folder: Path, stem: str, *, in_memory: int = LINES_IN_MEMORY) -> None:
        """Keep sorted runs as files of ``folder`` whose names begin with ``stem``."""
        self._folder = folder
        self._stem = stem
        self._in_memory = in_memory
        self._waiting: list[bytes] = []
        self._runs: list[Path] = []

    def add(self, line: bytes) -> None:
        """Take a line without its line end."""
        self._waiting.append(line + b"\n")
        if len(self._waiting) >= self._in_memory:
            self._write_run()

    def merge(self) -> None:
        """Make one run of all; call it once, after the last line."""
        self._write_run()
        if len(self._runs) < 2:  # noqa: PLR2004  (one run is sorted)
            return
        files = [run.open("rb", buffering=_READ_AT_ONCE) for run in self._runs]
        merged = self._folder / f"{self._stem}.merged"
        with merged.open("wb", buffering=_READ_AT_ONCE) as target:
            last = None
            for line in heapq.merge(*files):
                if line != last:
                    target.write(line)
                last = line
        for file in files:
            file.close()
        self.remove()
        self._runs = [merged]

    def __iter__(self) -> Iterator[bytes]:
        for run in self._runs:
            with run.open("rb", buffering=_READ_AT_ONCE) as file:
                for line in file:
                    yield line[:-1]

    def remove(self) -> None:
        """Delete the files."""
        for run in self._runs:
            run.unlink()
        self._runs = []

    def _write_run(self) -> None:
        lines = sorted(set(self._waiting))
        self._waiting = []
        if lines:
            run = self._folder / f"{self._stem}.{len(self._runs)}"
            with run.open("wb", buffering=_READ_AT_ONCE) as file:
                file.writelines(lines)
            self._runs.append(run)
