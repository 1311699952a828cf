"""The same incidents drawn by folium's own plugins, and their libraries without a network."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import folium.plugins

if TYPE_CHECKING:
    import geopandas as gpd

PLUGINS = ("FastMarkerCluster", "Timeline", "TimestampedGeoJson")
LIBRARIES = (
    "leaflet@1.9.3",
    "jquery@3.7.1",
    "bootstrap@5.2.2",
    "leaflet.markercluster@1.1.0",
    "leaflet.timeline@1.6.0",
    "leaflet-timedimension@1.1.1",
    "iso8601-js-period@0.2.1",
    "moment@2.18.1",
    "jquery-ui-dist@1.13.2",
)
ELSEWHERE = (
    (r"code\.jquery\.com/jquery-|/jquery/[\d.]+/", "jquery/dist/jquery.min.js"),
    (r"/jqueryui/", "jquery-ui-dist/jquery-ui.min.js"),
    (r"/moment\.js/", "moment/min/moment.min.js"),
    (r"/leaflet\.markercluster/[\d.]+/(.+)", r"leaflet.markercluster/dist/\1"),
    (r"/npm/((?:@[^/]+/)?[^@/]+)@[\d.]+/(.+)", r"\1/\2"),
)
AS_YEARS = 13 * 365.25 * 86_400_000
"""TimestampedGeoJson loses all steps but one where times cross 2001-09-09: it sorts them as text."""


def write_plugin(plugin: str, gdf: gpd.GeoDataFrame, page: str) -> None:
    """Write the page as a user of folium would."""
    made = folium.Map([15, 30], zoom_start=3, tiles=None)
    rows = gdf.to_dict("records")
    places = list(zip(gdf.geometry.x, gdf.geometry.y, strict=True))
    if plugin == "FastMarkerCluster":
        data = [[lat, lon, _popup(row)] for row, (lon, lat) in zip(rows, places, strict=True)]
        callback = "(r) => L.circleMarker([r[0], r[1]]).bindPopup(r[2])"
        folium.plugins.FastMarkerCluster(data, callback=f"({callback})").add_to(made)
    else:
        features = [
            _feature(row, place, stamped=plugin == "TimestampedGeoJson")
            for row, place in zip(rows, places, strict=True)
        ]
        collection = {"type": "FeatureCollection", "features": features}
        if plugin == "Timeline":
            line = folium.plugins.Timeline(collection).add_to(made)
            folium.plugins.TimelineSlider().add_timelines(line).add_to(made)
        else:
            folium.plugins.TimestampedGeoJson(
                collection, period="P1M", duration="P1M", auto_play=False
            ).add_to(made)
    made.save(page)


def _popup(row: dict[str, Any]) -> str:
    source = json.loads(row["sources"])[0]
    quote = json.loads(row["evidence"])[0]["text"]
    said = (row["actor1"], row["place"], row["killed_best"], source["title"], quote, source["url"])
    return "<br>".join(html.escape(str(part)) for part in said)


def _feature(row: dict[str, Any], place: tuple[float, float], *, stamped: bool) -> dict[str, Any]:
    start = row["date_start"].timestamp() * 1000
    when = (
        {"times": [start + AS_YEARS]}
        if stamped
        else {"start": start, "end": start + 30 * 86_400_000}
    )
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": list(place)},
        "properties": {**when, "popup": _popup(row), "icon": "circle"},
    }


def serve_libraries(page: Any, folder: Path) -> None:
    """Answer every request for a library from a folder of npm packages, all others with nothing."""

    def answer(route: Any) -> None:
        url = route.request.url
        if url.startswith("file:"):
            route.continue_()
            return
        for pattern, path in ELSEWHERE:
            found = re.search(pattern, url)
            file = folder / "node_modules" / found.expand(path) if found else None
            if file is not None and file.is_file():
                kind = "text/css" if file.suffix == ".css" else "text/javascript"
                route.fulfill(path=file, content_type=kind)
                return
        route.fulfill(status=200, body="", content_type="text/css")

    page.route("**/*", answer)
