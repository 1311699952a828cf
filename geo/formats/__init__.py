"""Incident tables in files: one module a format, reader and writer side by side.

A new format is a module with a ``read`` and a ``write`` and a line in ``registry.FORMATS``.
"""

from geo.formats.checking import check_file
from geo.formats.intake import How
from geo.formats.mentions import write_mentions
from geo.formats.registry import (
    FORMATS,
    STANDARD_STREAM,
    Format,
    format_of,
    loses,
    read_batches,
    read_features,
    read_incidents,
    sniff,
    suffixes,
    write_batches,
    write_incidents,
)
from geo.formats.sniffing import Kind

__all__ = [
    "FORMATS",
    "STANDARD_STREAM",
    "Format",
    "How",
    "Kind",
    "check_file",
    "format_of",
    "loses",
    "read_batches",
    "read_features",
    "read_incidents",
    "sniff",
    "suffixes",
    "write_batches",
    "write_incidents",
    "write_mentions",
]
