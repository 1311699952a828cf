"""Our folium elements: the incidents as a layer, the base map, and the map that holds both."""

from __future__ import annotations

import gzip
import html
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from branca.element import Element
from folium import Map
from folium.map import Layer
from jinja2 import Template

from geo.mapping import assets
from geo.mapping.blocks import LEVEL, container, inert
from geo.mapping.columns import encode, ordered
from geo.mapping.tiles import hosts_of, tile_layer
from geo.mapping.units import PACK, find_units

if TYPE_CHECKING:
    import geopandas as gpd
    from branca.element import Figure

Theme = Literal["auto", "light", "dark"]

LEAFLET_LINKS = "https://cdn.jsdelivr.net/npm/leaflet@1.9.4/dist/leaflet"
MAP_OPTIONS = {"minZoom": 2, "maxZoom": 16, "worldCopyJump": True}
_SCRIPT = (Path(__file__).resolve().parent / "assets" / "layer.js.j2").read_text(encoding="utf-8")


class Verbatim(Element):
    """Text that goes into the page as it is: never read as a template, as branca's own would be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text

    def render(self, **_: Any) -> str:
        """Return the text."""
        return self.text


class _PageLayer(Layer):
    """A layer whose code is our script and whose data are inert blocks."""

    _template = Template(_SCRIPT)
    script_class = ""

    def __init__(self, name: str, blocks: list[tuple[str, bytes]], **options: Any) -> None:
        super().__init__(name=name, overlay=True, control=True)
        self._name = self.script_class
        self._blocks = blocks
        self._options = options

    @property
    def script_options(self) -> dict[str, Any]:
        """What the script is told: ids and choices, never a report's text."""
        return {"id": self.get_name(), **self._options}

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]  # as folium's own layers
        """Add script, style and data to the page."""
        figure = cast("Figure", self.get_root())
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        figure.header.add_child(Verbatim(f"<style>{assets.style()}</style>\n"), name="geomap_css")
        figure.header.add_child(Verbatim(f"<script>{assets.script()}</script>\n"), name="geomap_js")
        blocks = (inert(f"{self.get_name()}-{part}", data) for part, data in self._blocks)
        figure.html.add_child(Verbatim("".join(blocks)), name=self.get_name())


class BaseMap(_PageLayer):
    """Land, borders, rivers and names, drawn from the page itself: nothing is fetched."""

    script_class = "BaseMap"

    def __init__(self, *, theme: Theme = "auto", labels: bool = True) -> None:
        data = (PACK / "basemap.gz").read_bytes()
        super().__init__("Base map", [("data", data)], theme=theme, labels=labels)


class IncidentLayer(_PageLayer):
    """Incidents as a layer for any ``folium.Map``, with panel, time slider and card.

    ``gdf`` has the contract's columns, in any CRS; rows without geometry are counted and listed.
    ``theme`` is light, dark, or the reader's own choice. Raises ``DataError`` for a column whose
    values cannot be read.
    """

    script_class = "Incidents"

    def __init__(
        self, gdf: gpd.GeoDataFrame, *, title: str | None = None, theme: Theme = "auto"
    ) -> None:
        table = ordered(gdf)
        units = find_units(table)
        columns = encode(table, units.codes)
        header = {**columns.header, **units.header, "title": title}
        blocks = [("data", container(header, {**columns.blobs, "units": units.outlines}))]
        blocks += [
            (f"texts-{i}", gzip.compress(chunk, LEVEL, mtime=0))
            for i, chunk in enumerate(columns.chunks)
        ]
        super().__init__("Incidents", blocks, theme=theme)


class IncidentMap(Map):
    """A ``folium.Map`` that needs Leaflet only, and shows itself whole in a notebook."""

    default_js = [("leaflet", f"{LEAFLET_LINKS}.js")]  # noqa: RUF012  (folium's own form)
    default_css = [("leaflet_css", f"{LEAFLET_LINKS}.css")]  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hosts: tuple[str, ...] = ()

    def _repr_html_(self, **_: Any) -> str:
        from geo.mapping.page import to_html

        page = html.escape(to_html(self))
        return f'<iframe srcdoc="{page}" style="width:100%;height:640px;border:0"></iframe>'


def incident_map(
    gdf: gpd.GeoDataFrame,
    *,
    title: str | None = None,
    tiles: str | None = None,
    attribution: str | None = None,
    theme: Theme = "auto",
) -> IncidentMap:
    """Return a map of the incidents on the embedded base map, ready for more folium layers.

    ``tiles`` names an online provider or gives an address pattern; without it the page asks
    nobody for anything. Raises ``UsageError`` for tiles nobody knows.
    """
    page = IncidentMap([20, 15], zoom_start=2, tiles=None, **MAP_OPTIONS)
    cast("Figure", page.get_root()).title = html.escape(title or "Incidents")
    BaseMap(theme=theme, labels=tiles is None).add_to(page)
    if tiles is not None:
        layer = tile_layer(tiles, attribution)
        layer.add_to(page)
        page.hosts = tuple(hosts_of(layer))
    IncidentLayer(gdf, title=title, theme=theme).add_to(page)
    return page
