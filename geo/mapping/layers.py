"""Our folium elements: the incidents as a layer, the base map, and the map that holds both."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from branca.element import Element
from folium import Map
from folium.map import Layer
from jinja2 import Template

from geo.mapping import assets
from geo.mapping.blocks import container, inert
from geo.mapping.choices import Choices, Theme
from geo.mapping.columns import encode, ordered
from geo.mapping.gathering import gather
from geo.mapping.tiles import hosts_of, tile_layer
from geo.mapping.units import PACK, find_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    from branca.element import Figure

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


class Data(Verbatim):
    """The inert blocks of a layer, or a mark where :mod:`.page` writes them in their turn."""

    def __init__(self, layer: PageLayer) -> None:
        super().__init__(f"<!--data of {layer.get_name()}-->\n")
        self.layer = layer

    def render(self, **_: Any) -> str:
        """Return the blocks' markup, or the mark while our own page is being written."""
        if self.layer.written_apart:
            return self.text
        return "".join([*self.layer.early(), *self.layer.late()])


class PageLayer(Layer):
    """A layer whose code is our script and whose data are inert blocks."""

    _template = Template(_SCRIPT)
    script_class = ""

    def __init__(self, name: str, data: bytes, **options: Any) -> None:
        super().__init__(name=name, overlay=True, control=True)
        self._name = self.script_class
        self._data = data
        self._options = options
        self.written_apart = False

    @property
    def script_options(self) -> dict[str, Any]:
        """What the script is told: ids and choices, never a report's text."""
        return {"id": self.get_name(), **self._options}

    def early(self) -> Iterator[str]:
        """Yield the markup of what the page needs at once."""
        yield inert(f"{self.get_name()}-data", self._data)

    def late(self) -> Iterator[str]:
        """Yield the markup of what the page opens when asked: it may follow the script."""
        yield from ()

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]  # as folium's own layers
        """Add script, style and data to the page."""
        figure = cast("Figure", self.get_root())
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        figure.header.add_child(Verbatim(f"<style>{assets.style()}</style>\n"), name="geomap_css")
        figure.header.add_child(Verbatim(f"<script>{assets.script()}</script>\n"), name="geomap_js")
        figure.html.add_child(Data(self), name=self.get_name())


class BaseMap(PageLayer):
    """Land, borders, rivers and names, drawn from the page itself: nothing is fetched."""

    script_class = "BaseMap"

    def __init__(self, *, theme: Theme = "auto", labels: bool = True) -> None:
        data = (PACK / "basemap.gz").read_bytes()
        super().__init__("Base map", data, theme=theme, labels=labels)


class IncidentLayer(PageLayer):
    """Incidents as a layer for any ``folium.Map``, with panel, time slider and card.

    ``gdf`` has the contract's columns, in any CRS; rows without geometry are counted and listed.
    ``choices`` are those of :class:`~geo.mapping.choices.Choices`, by name. Raises ``DataError``
    for a column whose values cannot be read, ``UsageError`` for a choice there is not.
    """

    script_class = "Incidents"

    def __init__(self, gdf: gpd.GeoDataFrame, **choices: Any) -> None:
        chosen = Choices(**choices)
        rows = ordered(gdf)
        units = find_units(rows.flat)
        self.texts = gather(rows, quoting=not chosen.no_text, most_quotes=chosen.max_quotes)
        packed = encode(rows, units.codes, self.texts.names)
        header = {
            **packed.header,
            **units.header,
            "texts": self.texts.header,
            "title": chosen.title,
            "subtitle": chosen.subtitle,
        }
        data = container(header, {**packed.blobs, "units": units.outlines})
        super().__init__("Incidents", data, **chosen.for_script())

    def late(self) -> Iterator[str]:
        """Yield the words of the cards, chunk by chunk."""
        for name, data in self.texts.chunks():
            yield inert(f"{self.get_name()}-{name}", data)


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
    tiles: str | None = None,
    attribution: str | None = None,
    **choices: Any,
) -> IncidentMap:
    """Return a map of the incidents on the embedded base map, ready for more folium layers.

    ``tiles`` names an online provider or gives an address pattern; without it the page asks
    nobody for anything. ``choices`` are those of :class:`~geo.mapping.choices.Choices`. Raises
    ``UsageError`` for tiles nobody knows.
    """
    chosen = Choices(**choices)
    page = IncidentMap([20, 15], zoom_start=2, tiles=None, **MAP_OPTIONS)
    cast("Figure", page.get_root()).title = html.escape(chosen.title or "Incidents")
    BaseMap(theme=chosen.theme, labels=tiles is None).add_to(page)
    if tiles is not None:
        layer = tile_layer(tiles, attribution)
        layer.add_to(page)
        page.hosts = tuple(hosts_of(layer))
    IncidentLayer(gdf, **choices).add_to(page)
    return page
