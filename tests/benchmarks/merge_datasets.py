"""Merging datasets: recognised across releases, wrongly merged within one, whole GED with a copy.

    python tests/benchmarks/merge_datasets.py FOLDER releases|within|copy [--blind] [--limit N]

FOLDER holds merge/ged_release_pairs.csv, tables/ged_syria_2016_2019.csv.gz and
tables/ged_1989_global.csv.gz. ``--blind``: the rows do not say that they are records of a dataset,
so that nothing but what they tell keeps two records of one release apart.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import time
from itertools import combinations
from pathlib import Path

import numpy as np
from ged import jittered, read_ged

from geo.merge import Merging
from geo.merge.block import kilometres
from geo.merge.columns import columns_of

NEAR_KM = 5


def releases(folder: Path, *, dataset: bool) -> None:
    """Say how many events of one release are found in the other, by what is told of them alone."""
    with (folder / "merge" / "ged_release_pairs.csv").open(encoding="utf-8") as file:
        pairs = list(csv.DictReader(file))
    known = {row["id"] for row in pairs}
    tables = folder / "tables"
    one = read_ged(tables / "ged_syria_2016_2019.csv.gz", release="R1", dataset=dataset)
    two = read_ged(tables / "ged_1989_global.csv.gz", release="R2", dataset=dataset)
    told = [i for i in [*one, *two] if i.id.partition(":")[2] in known]
    home = _homes(Merging(told))
    same = {row["id"]: home[f"R1:{row['id']}"] == home[f"R2:{row['id']}"] for row in pairs}
    changed = [
        r["id"]
        for r in pairs
        if "True" in (r["coord_changed"], r["deaths_changed"], r["date_changed"])
    ]
    print(f"recognised {np.mean(list(same.values())):.4f} of {len(pairs)}")
    print(f"of those changed {np.mean([same[i] for i in changed]):.4f} of {len(changed)}")
    revised = [*one, *(_as_id(i) for i in two)]
    home = _homes(Merging([_as_id(i) for i in revised if i.id.partition(":")[2] in known]))
    print(f"under its own id: {sum(identity in home for identity in known)} of {len(known)} kept")


def _as_id(incident):
    from dataclasses import replace

    return replace(incident, id=incident.id.partition(":")[2])


def within(folder: Path, *, dataset: bool) -> None:
    """Say how many pairs of different events of one day within 5 km were merged."""
    path = folder / "tables" / "ged_syria_2016_2019.csv.gz"
    told = sorted(read_ged(path, release="R1", dataset=dataset), key=lambda i: i.id)
    home = _homes(Merging(told))
    columns = columns_of(told)
    by_day: dict[object, list[int]] = {}
    for row, incident in enumerate(told):
        by_day.setdefault((incident.when.start, incident.when.end), []).append(row)
    pairs = np.array([p for rows in by_day.values() for p in combinations(rows, 2)])
    near = pairs[kilometres(columns, pairs[:, 0], pairs[:, 1]) <= NEAR_KM]
    merged = [home[told[a].id] == home[told[b].id] for a, b in near]
    print(
        f"wrongly merged {np.mean(merged):.4f} of {len(near)} pairs of one day within {NEAR_KM} km"
    )


def copy(folder: Path, *, dataset: bool, limit: int | None) -> None:
    """Merge the whole of GED with a jittered copy of itself."""
    path = folder / "tables" / "ged_1989_global.csv.gz"
    one = read_ged(path, release="R1", dataset=dataset)[:limit]
    dice = random.Random(7)
    two = [jittered(incident, "R2", dice, dataset=dataset) for incident in one]
    started = time.perf_counter()
    merging = Merging([*one, *two])
    grouped = time.perf_counter() - started
    incidents = merging.incidents
    seconds = time.perf_counter() - started
    home = _homes(merging)
    sizes = np.bincount(merging.group_of)
    found = int((sizes * (sizes - 1) // 2).sum())
    right = sum(home[i.id] == home[i.id.replace("R1:", "R2:")] for i in one)
    print(f"rows {len(one)} x 2 -> {len(incidents)}, weighed {len(merging.weighed.one)}")
    print(f"recall {right / len(one):.4f} precision {right / found:.4f}")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"grouped {grouped:.1f} s, in all {seconds:.1f} s, peak {megabytes:.0f} MB")


def _homes(merging: Merging) -> dict[str, int]:
    return {t.id: home for t, home in zip(merging.tellings, merging.group_of, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("what", choices=["releases", "within", "copy"])
    parser.add_argument("--blind", action="store_true")
    parser.add_argument("--limit", type=int)
    asked = parser.parse_args()
    if asked.what == "releases":
        releases(asked.folder, dataset=not asked.blind)
    elif asked.what == "within":
        within(asked.folder, dataset=not asked.blind)
    else:
        copy(asked.folder, dataset=not asked.blind, limit=asked.limit)


if __name__ == "__main__":
    main()
