"""Import and export of a large UCDP table, beside a plain pandas/geopandas script in the same run.

    python tests/benchmarks/tables_bench.py ged_1989_global.csv.gz
    python tests/benchmarks/tables_bench.py ged_1989_global.csv.gz --suffixes .gpkg .csv --rows 2000000

Each line is a process of its own: processor seconds (user and system, start included) and peak
memory of ``geo convert`` and of ``tables_plain.py``. ``--rows`` then converts a generated CSV of
so many rows to GeoParquet. The file is UCDP GED's 14-column subset; it is not part of this project.
"""

import argparse
import csv
import gzip
import os
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

PLAIN = Path(__file__).with_name("tables_plain.py")
SUFFIXES = (".parquet", ".gpkg", ".csv", ".geojson", ".geojsonl", ".fgb", ".shp", ".kml")
GEO = "import sys; from geo.cli import run; sys.argv[0] = 'geo'; run()"


def run(*command):
    """Return processor seconds and peak memory in MB of one process."""
    process = subprocess.Popen([sys.executable, *map(str, command)], stderr=subprocess.PIPE)
    complaint = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command}: {complaint}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(what, ours, plain):
    (seconds, memory), (plain_seconds, plain_memory) = run(*ours), run(*plain)
    print(
        f"{what:<22}{seconds:7.1f} s {memory:6.0f} MB   plain {plain_seconds:7.1f} s "
        f"{plain_memory:6.0f} MB   x{seconds / plain_seconds:.2f} time "
        f"x{memory / plain_memory:.2f} memory",
        flush=True,
    )


def generate(source, path, rows):
    """Write so many rows: those of the source again and again, each with an id of its own."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        header, *given = csv.reader(file)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number, row in enumerate(islice(cycle(given), rows)):
            writer.writerow([number, *row[1:]])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ged", type=Path)
    parser.add_argument("--suffixes", nargs="*", default=SUFFIXES)
    parser.add_argument("--rows", type=int, default=0)
    given = parser.parse_args()
    if not given.ged.is_file():
        sys.exit(f"{given.ged} is missing: nothing measured")
    convert = ("-c", GEO, "convert", "-q", "--overwrite")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in given.suffixes:
            ours, plain = (Path(folder) / f"{who}{suffix}" for who in ("ours", "plain"))
            compare(
                f"export {suffix}", (*convert, given.ged, ours), (PLAIN, "export", given.ged, plain)
            )
            back = Path(folder) / "back.parquet"
            for verb in ("import", "import-typed") if suffix == ".csv" else ("import",):
                compare(f"{verb} {suffix}", (*convert, ours, back), (PLAIN, verb, ours, back))
        if given.rows:
            many = Path(folder) / "many.csv"
            generate(given.ged, many, given.rows)
            seconds, memory = run(*convert, many, Path(folder) / "many.parquet")
            size = many.stat().st_size / 1e6
            print(
                f"{given.rows:,} rows ({size:.0f} MB) to GeoParquet: {seconds:.1f} s {memory:.0f} MB"
            )


if __name__ == "__main__":
    main()
