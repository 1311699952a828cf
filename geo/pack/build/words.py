"""Build geo/lexicons/english_words.txt.gz: ordinary English words, for capitals-only text.

    python geo/pack/build/words.py american-english geo/lexicons/english_words.txt.gz

The input is /usr/share/dict/american-english of Debian's wamerican 2020.12.07-2 (SCOWL; Kevin
Atkinson and others, free to use, copy and sell with the notice in geo/pack/NOTICE.md). A word
that stands there only with a capital is a name; one that stands in both forms is written with a
trailing ``*``.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path


def build(source: Path, target: Path) -> int:
    """Write one word a line and return how many."""
    entries = {w for w in source.read_text(encoding="utf-8").split() if "'" not in w}
    ordinary = sorted(w for w in entries if w.islower())
    lines = [f"{w}*" if w.capitalize() in entries else w for w in ordinary]
    with gzip.GzipFile(target, "wb", mtime=0) as file:
        file.write("\n".join(lines).encode())
    return len(lines)


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), Path(sys.argv[2])), "words")
