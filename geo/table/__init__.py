"""The one schema of the incident table, and an incident's two outer forms.

A GeoJSON Feature (lossless) and a row of a GeoDataFrame (EPSG:4326). No other module spells a
column's name: they say ``Column.KILLED_BEST``, which is the string ``"killed_best"``.
"""

from geo.table.cells import Complain
from geo.table.decode import content_id, from_feature
from geo.table.encode import to_feature
from geo.table.faults import Duplicates, Fault, check_table, faults_of_rows
from geo.table.frames import (
    conform,
    encodable,
    features_of,
    from_table,
    in_wgs84,
    json_text,
    list_of,
    to_table,
    to_text_columns,
)
from geo.table.schema import (
    CRS,
    DECIMALS,
    FLAT,
    NESTED,
    SCHEMA,
    Column,
    ColumnSpec,
    ColumnType,
    schema_rows,
)

__all__ = [
    "CRS",
    "DECIMALS",
    "FLAT",
    "NESTED",
    "SCHEMA",
    "Column",
    "ColumnSpec",
    "ColumnType",
    "Complain",
    "Duplicates",
    "Fault",
    "check_table",
    "conform",
    "content_id",
    "encodable",
    "faults_of_rows",
    "features_of",
    "from_feature",
    "from_table",
    "in_wgs84",
    "json_text",
    "list_of",
    "schema_rows",
    "to_feature",
    "to_table",
    "to_text_columns",
]
