"""Real tables imported completely: counts, deaths and extents against pandas alone.

    python tests/benchmarks/tables_real.py FOLDER

FOLDER holds ged_syria_2016_2019.csv.gz, ged_1989_global.csv.gz, icews_2018.sample.tab,
VIINA_2022_REBUILD.csv, VIINA_2023_REBUILD.csv or gdelt1_export_4rows.tsv; what is missing is
passed over. They are not part of this project.
"""

import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa

from geo.formats import read_batches

ROOTS = ("14", "18", "19", "20")
DEATHS = {
    "best": "killed_best",
    "best_death": "killed_best",
    "low": "killed_low",
    "high": "killed_high",
}


def cameo(table, column):
    return table[table[column].str[:2].isin(ROOTS)]


def by_pandas(path):
    """Return the rows that are incidents, as pandas alone reads them."""
    if path.name.startswith("gdelt"):
        rows = pd.read_csv(path, sep="\t", header=None, dtype=str, quoting=3)
        return cameo(rows, 26).rename(columns={53: "latitude", 54: "longitude"})
    if path.suffix == ".tab":
        rows = pd.read_csv(path, sep="\t", dtype={"CAMEO Code": str}, quoting=3)
        return cameo(rows, "CAMEO Code").rename(columns=str.lower)
    return pd.read_csv(path)


def compare(path):
    told = []
    ours = pa.concat_tables(list(read_batches(path, told.append)) or [pa.table({})]).to_pandas()
    theirs = by_pandas(path)
    skipped = [one for one in told if not one.note]
    checks = {"rows": (len(ours), len(theirs))}
    for column, name in DEATHS.items():
        if column in theirs and len(ours):
            checks[column] = (int(ours[name].sum()), int(theirs[column].sum()))
    for axis in ("longitude", "latitude"):
        if len(ours):
            for end in ("min", "max"):
                pair = (getattr(ours[axis], end)(), getattr(theirs[axis].astype(float), end)())
                checks[f"{axis} {end}"] = tuple(round(float(degree), 6) for degree in pair)
    wrong = {name: pair for name, pair in checks.items() if pair[0] != pair[1]}
    shown = ", ".join(f"{name} {pair[0]}" for name, pair in checks.items())
    print(
        f"{path.name}: {'equal' if not wrong else f'DIFFERS {wrong}'}: {shown}; {len(skipped)} values unread"
    )
    return not wrong


if __name__ == "__main__":
    known = ("ged_", "icews_", "VIINA_", "gdelt1_")
    files = [p for p in sorted(Path(sys.argv[1]).iterdir()) if p.name.startswith(known)]
    sys.exit(0 if min([compare(path) for path in files], default=False) else 1)
