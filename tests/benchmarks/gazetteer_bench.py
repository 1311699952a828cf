"""How fast and how large the gazetteer is, and what building one of a million places takes.

    python tests/benchmarks/gazetteer_bench.py lookups [FOLDER]
    python tests/benchmarks/gazetteer_bench.py build [ROWS]

``lookups`` measures the shipped index, or one of ``geo gazetteer build``; ``build`` writes made-up
dumps of places and of alternate names in GeoNames' format and builds an index from them alone. One
core; times are CPU seconds, so that other programs count less. Memory is the process's own:
mapped pages of the index that were touched, and the heap.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from geo.places.build import build_index
from geo.places.gazetteer import Gazetteer

SYLLABLES = "al bar dar el far ghan har iz jab kaf lam mar nab or qas rum sab tal ur wad yar zor"
CONSONANTS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
PEOPLE = (0, 0, 0, 900, 30_000)
NAMES = 20_000
WARM = 2_000
COUNTRIES = ("SY", "IQ", "YE", "SD", "AF")


def main() -> None:
    """Run the benchmark that the first argument names."""
    what, *rest = sys.argv[1:] or ["lookups"]
    if what == "build":
        bench_build(int(rest[0]) if rest else 1_000_000)
    else:
        bench_lookups(Path(rest[0]) if rest else None)


# --- look-ups --------------------------------------------------------------------------------


def bench_lookups(folder: Path | None) -> None:
    """Print rates of look-ups and what the open index takes."""
    before = memory()
    start = time.perf_counter()
    gazetteer = Gazetteer.open(folder)
    opened = time.perf_counter() - start
    draw = random.Random(1)
    own = [gazetteer.entry(draw.randrange(len(gazetteer))).name for _ in range(NAMES)]
    warm = own[:WARM]
    misspelt = [altered(name) for name in own]
    entries = (gazetteer.entry(index) for index in range(len(gazetteer)))
    inside = [(altered(e.name), e.country) for e in entries if e.country in COUNTRIES]
    draw.shuffle(inside)
    print(f"{len(gazetteer):,} places, opened in {1000 * opened:.1f} ms")
    rate("is_known", gazetteer.is_known, own)
    rate("exact, every name new", gazetteer.candidates, own)
    rate("exact, warm", gazetteer.candidates, warm * 10)
    rate("whole cascade, unknown names", gazetteer.candidates, misspelt)
    for country in COUNTRIES:
        gazetteer.candidates("Qxqxqxqx", country=country)
    rate(
        f"whole cascade to its end, misspelt names in {' '.join(COUNTRIES)}",
        lambda pair: gazetteer.candidates(pair[0], country=pair[1]),
        inside,
    )
    rate("longest", lambda n: gazetteer.longest(n.casefold().split()), own)
    after = memory()
    print("memory taken, MB: " + ", ".join(f"{k} {after[k] - before[k]:.0f}" for k in after))


def altered(name: str) -> str:
    """Return a name with a letter that it does not have."""
    middle = len(name) // 2
    return f"{name[:middle]}x{name[middle:]}"


def rate(what: str, do: Callable[[Any], object], items: Sequence[Any]) -> None:
    """Print how many items a CPU second are done."""
    start = time.process_time()
    for item in items:
        do(item)
    print(f"{len(items) / (time.process_time() - start):12,.0f} /s  {what}")


def memory() -> dict[str, float]:
    """Return the process's resident MB: its own, and mapped from files."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return {
        name: int(status[key].split()[0]) / 1000
        for name, key in (("heap", "RssAnon"), ("mapped files", "RssFile"))
    }


# --- building --------------------------------------------------------------------------------


def bench_build(rows: int) -> None:
    """Print time and peak memory of a build from made-up dumps; the build is its own process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = [folder / "places.txt", folder / "names.txt"]
        write(made[0], places(rows))
        write(made[1], names(rows))
        size = sum(path.stat().st_size for path in made) / 1e6
        print(f"dumps of {rows:,} places and as many alternate names, {size:.0f} MB")
        subprocess.run([sys.executable, __file__, "build-one", *made, folder / "index"], check=True)


def build_one(files: Sequence[Path], folder: Path) -> None:
    """Build and print what it took."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    start, cpu = time.perf_counter(), time.process_time()
    built = build_index(files, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    print(
        f"{built.places:,} places, {built.names:,} names: {time.perf_counter() - start:.0f} s "
        f"({time.process_time() - cpu:.0f} s CPU), peak memory {peak:.0f} MB ({before:.0f} MB of "
        f"it before the start), index {size:.0f} MB"
    )


def write(path: Path, lines: Iterator[str]) -> None:
    """Write the lines of a dump."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(lines)


def places(rows: int) -> Iterator[str]:
    """Yield a dump of places: 20 countries of 20 provinces of 20 districts, then settlements."""
    draw = random.Random(2)
    units = [
        *((f"Q{c}", "00", "", "PCLI") for c in "ABCDEFGHIJKLMNOPQRST"),
        *((f"Q{c}", f"{a:02}", "", "ADM1") for c in "ABCDEFGHIJKLMNOPQRST" for a in range(1, 21)),
    ]
    units += [
        (c, a, f"{a}{d:02}", "ADM2") for c, a, _, f in units if f == "ADM1" for d in range(20)
    ]
    for number in range(1, rows + 1):
        if number <= len(units):
            country, admin1, admin2, feature = units[number - 1]
        else:
            country, admin1, admin2, _ = draw.choice(units[420:])
            feature = draw.choice(["PPL"] * 8 + ["PPLX", "HLL", "STM", "CMP"])
        latin, arabic = word(draw), "".join(draw.choices(CONSONANTS, k=draw.randint(4, 8)))
        point = f"{draw.uniform(-60, 70):.5f}\t{draw.uniform(-180, 180):.5f}"
        yield (
            f"{number}\t{latin}\t{latin}\t{word(draw)},{arabic}\t{point}\tP\t{feature}\t{country}\t"
            f"\t{admin1}\t{admin2}\t\t\t{draw.choice(PEOPLE)}\t\t5\tUTC\t2024-01-01\n"
        )


def names(rows: int) -> Iterator[str]:
    """Yield a dump of alternate names, one a place."""
    draw = random.Random(3)
    for number in range(1, rows + 1):
        yield f"{number}\t{draw.randint(1, rows)}\ten\t{word(draw)}\t\t\t\t\t\t\n"


def word(draw: random.Random) -> str:
    """Return a made-up name of one or two words; one in a few is borne by several places."""
    syllables = draw.choices(SYLLABLES.split(), k=draw.randint(2, 5))
    middle = len(syllables) // 2
    first, second = "".join(syllables[:middle]).title(), "".join(syllables[middle:]).title()
    return f"{first} {second}" if draw.random() < 0.5 else first + second.lower()


if __name__ == "__main__":
    if sys.argv[1:2] == ["build-one"]:
        *made, target = map(Path, sys.argv[2:])
        build_one(made, target)
    else:
        main()
