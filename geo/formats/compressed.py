"""Compressed tables (.gz, .zip, .zst) as streams, and the name of what is inside."""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from geo.errors import InputError

COMPRESSED = (".gz", ".zip", ".zst")
INSIDE = frozenset(
    ".geojson .json .geojsonl .geojsons .ndjson .jsonl .csv .tsv .tab .txt .gpkg .parquet .fgb "
    ".shp .kml .kmz .xlsx .ods .xls".split()
)
"""What an archive may hold that is a table."""
_BUFFER = 65_536


def inner_name(path: str | Path) -> str:
    """Return the name of what a file holds: without ``.gz``, or the one table of a ``.zip``.

    Raises ``InputError`` for an archive that holds none or several.
    """
    name = Path(path).name
    suffix = Path(name).suffix.lower()
    if suffix in {".gz", ".zst"}:
        return Path(name).stem
    if suffix == ".zip" and Path(path).is_file():
        return PurePosixPath(_member(Path(path))).name
    return Path(name).stem if suffix == ".zip" else name


def _member(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [i.filename for i in archive.infolist() if not i.is_dir()]
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError(f"cannot read {path}: {error}") from error
    tables = [n for n in names if PurePosixPath(n).suffix.lower() in INSIDE and "__MACOSX" not in n]
    if len(tables) != 1:
        held = ", ".join(tables[:5]) if tables else "no table"
        raise InputError(f"{path} must hold one table, it holds {held}; unpack it")
    return tables[0]


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading bytes, unpacked on the way. Raises ``InputError`` if it is broken."""
    suffix = path.suffix.lower()
    try:
        if suffix == ".gz":
            with gzip.open(path) as file:
                yield io.BufferedReader(file, _BUFFER)
        elif suffix == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(_member(path)) as file:
                yield io.BufferedReader(file, _BUFFER)  # type: ignore[type-var]
        elif suffix == ".zst":
            import pyarrow as pa

            with pa.input_stream(str(path), compression="zstd") as file:
                yield io.BufferedReader(file, _BUFFER)
        else:
            with path.open("rb", buffering=_BUFFER) as file:
                yield file
    except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise InputError(f"{path} is cut off or broken: {error}") from error


@contextmanager
def as_file(path: Path) -> Iterator[Path]:
    """Give a path that libraries can open: the file itself, or an unpacked copy."""
    if path.suffix.lower() not in COMPRESSED:
        yield path
        return
    path.stat()
    with tempfile.TemporaryDirectory(prefix="geo-") as folder:
        inner = inner_name(path)
        if inner.lower().endswith(".shp"):
            yield _all_parts(path, _member(path), Path(folder))
            return
        made = Path(folder) / inner
        with opened(path) as packed, made.open("wb") as file:
            shutil.copyfileobj(packed, file)
        yield made


def _all_parts(path: Path, member: str, folder: Path) -> Path:
    """Unpack the files of a shapefile: one name, several extensions."""
    stem = str(PurePosixPath(member).with_suffix(""))
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if str(PurePosixPath(name).with_suffix("")) == stem or name.startswith(f"{stem}.shp"):
                with (
                    archive.open(name) as part,
                    (folder / PurePosixPath(name).name).open("wb") as out,
                ):
                    shutil.copyfileobj(part, out)
    return folder / PurePosixPath(member).name


def peek(path: Path, size: int) -> bytes:
    """Return the first bytes of a file, unpacked."""
    with opened(path) as file:
        reader: Any = file
        return bytes(reader.read(size))
