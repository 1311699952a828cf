"""A folium map as one file: nothing fetched, the same bytes each time, a policy that forbids more.

``to_html`` renders the map, puts Leaflet into it, gives every element a stable id, and writes a
content security policy with the digest of each script and style. It fails rather than write a
page that would ask the network for something nobody asked for.
"""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from geo.atomic import write_atomically
from geo.errors import OutputError
from geo.mapping import assets
from geo.mapping.layers import BaseMap, PageLayer, incident_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import geopandas as gpd
    from branca.element import Element, Figure
    from folium import Map

Progress = Callable[[int], None]

LINK = re.compile(
    r'[ \t]*<(?:script src|link rel="stylesheet" href)="(?P<url>[^"]+)"\s*(?:></script>|/?>)\n?'
)
CODE = re.compile(r"<(?P<tag>script|style)>(?P<body>.*?)</(?P=tag)>", re.DOTALL)
VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>')
UNUSED = ("jquery", "bootstrap", "awesome", "glyphicons")
"""What folium.Map links to whether or not anything needs it."""


def to_html(page: Map, *, hosts: Iterable[str] = ()) -> str:
    """Return the map as one self-contained page.

    ``hosts`` may be asked for pictures, beside those that :func:`~geo.mapping.incident_map` was
    told. Raises ``OutputError`` if the map holds something that loads code from the network.
    """
    return "".join(text for _, text in _parts(page, hosts))


def save(
    page: Map,
    path: str | Path,
    *,
    overwrite: bool = True,
    hosts: Iterable[str] = (),
    progress: Progress | None = None,
) -> Sizes:
    """Write the map as one file, whole or not at all; ``-`` is standard output.

    ``progress`` is called with the bytes written so far. Raises ``OutputError`` if the file exists
    and ``overwrite`` is false, if it cannot be written, or if the page would load code from the
    network.
    """
    sizes = Sizes()
    parts = _counted(_parts(page, hosts), sizes, progress)
    if str(path) == "-":
        for part in parts:
            sys.stdout.buffer.write(part)
        sys.stdout.flush()
    else:
        write_atomically(path, lambda made: _fill(made, parts), overwrite=overwrite)
    return sizes


def write_map(
    gdf: gpd.GeoDataFrame,
    path: str | Path,
    *,
    overwrite: bool = True,
    progress: Progress | None = None,
    **choices: Any,
) -> Sizes:
    """Write the incidents of a table as one map page: :func:`incident_map`, then :func:`save`."""
    page = incident_map(gdf, **choices)
    return save(page, path, overwrite=overwrite, progress=progress)


@dataclass(slots=True, kw_only=True)
class Sizes:
    """How many bytes of a page are what: ``page`` is script, styles and markup."""

    page: int = 0
    base_map: int = 0
    incidents: int = 0
    texts: int = 0

    @property
    def total(self) -> int:
        """The bytes of the whole file."""
        return self.page + self.base_map + self.incidents + self.texts


def _parts(page: Map, hosts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the page piece by piece, each with the name of the size it counts to.

    Words of cards come last: the script, which stands before them, draws while they are read.
    """
    figure = cast("Figure", page.get_root())
    layers = [element for element in _elements(figure) if isinstance(element, PageLayer)]
    for layer in layers:
        layer.written_apart = True
    try:
        text = _render(figure)
    finally:
        for layer in layers:
            layer.written_apart = False
    text = LINK.sub(lambda found: _inlined(found, text), text)
    text = VIEWPORT.sub(
        '<meta name="viewport" content="width=device-width, initial-scale=1">', text
    )
    allowed = [*getattr(page, "hosts", ()), *hosts]
    head = f'<html lang="en">\n<head>\n{_policy(text, allowed)}'
    text = text.replace("<html>\n<head>\n", head, 1).replace("\r\n", "\n")
    for layer in layers:
        before, _, text = text.partition(f"<!--data of {layer.get_name()}-->\n")
        yield "page", before
        yield from (
            ("base_map" if isinstance(layer, BaseMap) else "incidents", block)
            for block in layer.early()
        )
    before, end, after = text.rpartition("</html>")
    yield "page", before
    for layer in layers:
        yield from (("texts", block) for block in layer.late())
    yield "page", end + after


def _counted(
    parts: Iterator[tuple[str, str]], sizes: Sizes, progress: Progress | None
) -> Iterator[bytes]:
    for kind, text in parts:
        data = text.encode()
        setattr(sizes, kind, getattr(sizes, kind) + len(data))
        yield data
        if progress is not None:
            progress(sizes.total)


def _render(figure: Figure) -> str:
    """Return the figure's page and leave the figure as it was: branca's rendering adds to it."""
    _settle_ids(figure)
    parts = [figure.header, figure.html, figure.script, *_elements(figure)]
    before = [part._children.copy() for part in parts]  # noqa: SLF001  (branca offers no other way)
    try:
        return str(figure.render())
    finally:
        for part, children in zip(parts, before, strict=True):
            part._children = children  # noqa: SLF001


def _settle_ids(figure: Figure) -> None:
    """Give every element an id by its order, for branca's own are random.

    What an earlier rendering left behind under the old ids goes, or it would be written twice.
    """
    elements = list(_elements(figure))
    old = {element.get_name() for element in elements}
    for part in (figure.header, figure.html, figure.script, *elements):
        for name in [n for n in part._children if n.removesuffix("_add") in old]:  # noqa: SLF001
            if part not in elements or name.endswith("_add"):
                del part._children[name]  # noqa: SLF001
    for number, element in enumerate(_elements(figure)):
        element._id = f"{number:08x}"  # noqa: SLF001


def _elements(element: Element) -> Iterator[Element]:
    for child in element._children.values():  # noqa: SLF001
        yield child
        yield from _elements(child)


def _inlined(found: re.Match[str], text: str) -> str:
    url = found["url"]
    if re.search(r"/leaflet(?:@[\d.]+)?(?:/dist)?/leaflet\.js$", url):
        return f"<script>{assets.leaflet_script()}</script>\n"
    if re.search(r"/leaflet(?:@[\d.]+)?(?:/dist)?/leaflet\.css$", url):
        return f"<style>{assets.leaflet_style()}</style>\n"
    if any(word in url for word in UNUSED) and not _uses_extras(text):
        return ""
    raise OutputError(
        f"the map would load {url}, so it cannot be one file without a network; "
        "leave out the folium markers, popups or plugins that need it"
    )


def _uses_extras(text: str) -> bool:
    own = text.rsplit("<script>", 1)[-1]
    return "$(" in own or "AwesomeMarkers" in own


def _policy(text: str, hosts: list[str]) -> str:
    digests: dict[str, list[str]] = {"script": [], "style": []}
    for found in CODE.finditer(text):
        digest = base64.b64encode(hashlib.sha256(found["body"].encode("utf-8")).digest()).decode()
        digests[found["tag"]].append(f"'sha256-{digest}'")
    rules = [
        "default-src 'none'",
        f"script-src {' '.join(dict.fromkeys(digests['script']))}",
        f"style-src {' '.join(dict.fromkeys(digests['style']))}",
        " ".join(["img-src data: blob:", *hosts]),
        "worker-src blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">\n'
        '<meta name="referrer" content="no-referrer">\n'
    )


def _fill(path: Path, parts: Iterator[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(parts)
