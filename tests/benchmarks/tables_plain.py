"""The plain pandas and geopandas script that a careful user would write: the yardstick.

    python tests/benchmarks/tables_plain.py export ged.csv.gz out.gpkg
    python tests/benchmarks/tables_plain.py import out.gpkg out.parquet

The export makes the same columns of UCDP GED's 14-column subset that ``geo convert`` makes, and
checks nothing; the import reads a file and writes GeoParquet. ``import-typed`` tells pandas what a
CSV's columns hold, as the table's own schema does: else columns that happen to be empty come back
as numbers, and counts with a gap as fractions.
"""

import csv
import json
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd

COUNTRIES = Path(__file__).parents[2] / "geo" / "formats" / "layouts" / "countries.csv"
TYPES = {
    "State-based violence": "Battles",
    "Non-state violence": "Battles",
    "One-sided violence": "Violence against civilians",
}
COUNTS = [
    f"{w}_{e}" for w in ("killed", "injured", "civilians_killed") for e in ("low", "best", "high")
]


def country_codes():
    with COUNTRIES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = {row["name"]: row["iso2"] for row in rows}
    for row in rows:
        names.update(dict.fromkeys(row["aliases"].split("|"), row["iso2"]))
    return names


def read_ged(path):
    ged = pd.read_csv(path)
    codes = country_codes()
    day = pd.to_datetime(ged[["year", "month", "day"]])
    ids = "ucdp:" + ged["id"].astype(str)
    one_sided = ged["type_of_violence"] == "One-sided violence"
    roles = [("initiator", "target") if one else ("involved", "involved") for one in one_sided]
    table = pd.DataFrame(
        {
            "id": ids,
            "date_start": day,
            "date_end": day,
            "date_precision": "day",
            "event_type": ged["type_of_violence"].map(TYPES),
            "sub_event_type": None,
            "place": ged["latitude"].map("{:.4f}".format)
            + ", "
            + ged["longitude"].map("{:.4f}".format),
            "place_text": None,
            "place_id": None,
            "country": ged["country"].map(
                lambda name: codes.get(name, codes.get(name.split(" (")[0]))
            ),
            "admin1": None,
            "admin2": None,
            "place_precision": "settlement",
            "uncertainty_km": float("nan"),
            "place_reason": None,
            "actor1": ged["side_a"],
            "actor2": ged["side_b"],
            **{name: pd.Series(pd.NA, ged.index, dtype="Int64") for name in COUNTS},
            "confidence": 1.0,
            "grade": "single",
            "n_sources": 1,
            "n_reports": 1,
            "actors": [
                json.dumps(
                    [
                        {"name": a, "text": a, "role": x, "kind": None, "country": None},
                        {"name": b, "text": b, "role": y, "kind": None, "country": None},
                    ],
                    ensure_ascii=False,
                )
                for a, b, (x, y) in zip(ged["side_a"], ged["side_b"], roles, strict=True)
            ],
            "casualties": None,
            "evidence": [
                json.dumps([{"document_id": i, "start": 0, "end": len(i), "text": i, "fields": []}])
                for i in ids
            ],
            "mentioned_places": None,
            "sources": [
                json.dumps(
                    [
                        {
                            "document_id": i,
                            "title": None,
                            "source": "UCDP GED",
                            "url": None,
                            "published": None,
                            "dataset": "UCDP GED",
                            "record": i.removeprefix("ucdp:"),
                            "licence": "CC BY 4.0",
                        }
                    ]
                )
                for i in ids
            ],
            "members": None,
        }
    )
    for ours, theirs in (("low", "low_death"), ("best", "best_death"), ("high", "high_death")):
        table[f"killed_{ours}"] = ged[theirs].astype("Int64")
    points = gpd.points_from_xy(ged["longitude"], ged["latitude"], crs="EPSG:4326")
    return gpd.GeoDataFrame(table, geometry=points)


def write(table, path):
    if path.suffix == ".parquet":
        table.to_parquet(path)
    elif path.suffix == ".csv":
        flat = pd.DataFrame(table.drop(columns="geometry"))
        flat["longitude"], flat["latitude"] = table.geometry.x, table.geometry.y
        flat.to_csv(path, index=False)
    elif path.suffix == ".xlsx":
        pd.DataFrame(table.drop(columns="geometry")).to_excel(
            path, index=False, engine="xlsxwriter"
        )
    elif path.suffix == ".shp":
        kept = table.drop(
            columns=["actors", "casualties", "evidence", "mentioned_places", "sources", "members"]
        )
        kept.rename(
            columns=lambda name: name if name == "geometry" else name[:6] + name[-4:]
        ).to_file(path)
    else:
        drivers = {".geojsonl": "GeoJSONSeq", ".kml": "KML", ".fgb": "FlatGeobuf"}
        options = {"driver": drivers[path.suffix]} if path.suffix in drivers else {}
        table.to_file(path, **options)


def types_of(path):
    given = {*COUNTS, "n_sources", "n_reports"}
    other = {"date_start", "date_end", "uncertainty_km", "confidence", "longitude", "latitude"}
    names = pd.read_csv(path, nrows=0).columns
    return {name: "Int64" if name in given else "str" for name in names if name not in other}


def read(path, *, typed=False):
    if path.suffix == ".parquet":
        return gpd.read_parquet(path)
    if path.suffix == ".csv":
        types = types_of(path) if typed else None
        flat = pd.read_csv(path, parse_dates=["date_start", "date_end"], dtype=types)
        points = gpd.points_from_xy(flat.pop("longitude"), flat.pop("latitude"), crs="EPSG:4326")
        return gpd.GeoDataFrame(flat, geometry=points)
    if path.suffix == ".xlsx":
        return gpd.GeoDataFrame(pd.read_excel(path, engine="calamine"))
    return gpd.read_file(path)


if __name__ == "__main__":
    verb, source, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    write(
        read_ged(source) if verb == "export" else read(source, typed=verb == "import-typed"), target
    )
