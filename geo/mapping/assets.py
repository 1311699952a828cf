"""The page's script and styles, read from ``assets`` and joined; Leaflet, vendored.

Our modules are plain ES modules, so that node and editors read them as they are. In the page they
become one script: imports and ``export`` are dropped, each module follows those it imports, and
one function holds them all. That needs no bundler, as long as no two modules use the same
top-level name and no import renames one; ``tests/mapping/test_assets.py`` sees to both.
"""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).resolve().parent / "assets"
LEAFLET = ASSETS / "vendor" / "leaflet"

IMPORT = re.compile(r'^import\s+\{[^}]*\}\s+from\s+"\./(?P<name>[\w-]+\.js)";\n', re.MULTILINE)
COMMENT = re.compile(r"^[ ]*//[^\n]*\n", re.MULTILINE)
INDENT = re.compile(r"^[ ]+|\n(?=\n)", re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\b)", re.MULTILINE)


def module_order(main: str = "main.js") -> list[str]:
    """Return the names of all modules that ``main`` needs, each after those it imports."""
    order: list[str] = []

    def visit(name: str) -> None:
        if name in order:
            return
        for found in IMPORT.finditer(_source(name)):
            visit(found["name"])
        order.append(name)

    visit(main)
    return order


@cache
def script() -> str:
    """Return our whole script. The worker's is a text in it: it can come from nowhere else."""
    worker = json.dumps(joined("search_worker.js"))
    return joined("main.js", f"const SEARCH_WORKER = {worker};\n")


def joined(main: str, before: str = "") -> str:
    """Return ``main`` and all modules it needs as one script, without comments and indentation."""
    bodies = (EXPORT.sub("", IMPORT.sub("", _source(name))) for name in module_order(main))
    text = COMMENT.sub("", before + "\n".join(bodies))
    return f'(() => {{\n"use strict";\n{INDENT.sub("", text)}}})();\n'


@cache
def style() -> str:
    """Return our style sheet."""
    return (ASSETS / "page.css").read_text(encoding="utf-8")


@cache
def leaflet_script() -> str:
    """Return Leaflet, without the line that names its source map."""
    text = (LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=\S+\s*$", "", text)


@cache
def leaflet_style() -> str:
    """Return Leaflet's style sheet with its pictures inside."""
    text = (LEAFLET / "leaflet.css").read_text(encoding="utf-8")
    return re.sub(r"url\((images/[\w-]+\.png)\)", _picture, text)


def _picture(found: re.Match[str]) -> str:
    path = LEAFLET / found[1]
    if not path.exists():  # the default marker's picture, which only a stock folium.Marker shows
        return "none"
    return f"url(data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()})"


def _source(name: str) -> str:
    return (ASSETS / "src" / name).read_text(encoding="utf-8")
