"""The page's script is joined from modules that stay plain ES modules."""

from __future__ import annotations

import hashlib
import json
import re

from geo.mapping import assets

TOP_LEVEL = re.compile(
    r"^(?:export )?(?:async )?(?:function|class|const|let|var) (\w+)", re.MULTILINE
)
SOURCES = sorted((assets.ASSETS / "src").glob("*.js"))


def test_no_two_modules_use_the_same_name_at_top_level():
    """One function holds them all, and a second function of a name would silently replace it."""
    names = [name for path in SOURCES for name in TOP_LEVEL.findall(path.read_text("utf-8"))]
    assert sorted(set(names)) == sorted(names)


def test_every_module_is_in_the_page_and_follows_what_it_imports():
    orders = [assets.module_order(), assets.module_order("search_worker.js")]
    assert sorted({name for order in orders for name in order}) == [path.name for path in SOURCES]
    for order in orders:
        for name in order:
            text = (assets.ASSETS / "src" / name).read_text("utf-8")
            for found in assets.IMPORT.finditer(text):
                assert order.index(found["name"]) < order.index(name)


def test_the_workers_script_is_a_text_of_the_pages():
    worker = json.dumps(assets.joined("search_worker.js"))
    assert f"const SEARCH_WORKER = {worker};" in assets.script()


def test_nothing_of_module_syntax_is_left_in_the_script():
    assert not re.search(r"^\s*(?:import|export)\b", assets.script(), re.MULTILINE)


def test_imports_rename_nothing():
    for path in SOURCES:
        for found in assets.IMPORT.finditer(path.read_text("utf-8")):
            assert " as " not in found[0], path.name


def test_code_of_the_page_cannot_end_its_own_element():
    for text in (assets.script(), assets.leaflet_script()):
        assert "</script" not in text.lower()
    for text in (assets.style(), assets.leaflet_style()):
        assert "</style" not in text.lower()


def test_our_script_never_makes_markup_or_code_of_text():
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setContent"
    )
    assert not re.search(forbidden, assets.script())


def test_vendored_leaflet_is_the_one_of_the_registry():
    sums = (assets.LEAFLET / "SHA256SUMS").read_text("utf-8").split("\n")
    for line in filter(None, sums):
        digest, name = line.split()
        assert hashlib.sha256((assets.LEAFLET / name).read_bytes()).hexdigest() == digest, name


def test_no_style_names_a_file_or_host():
    for text in (assets.style(), assets.leaflet_style()):
        assert not re.search(r"url\((?!data:|#)", text)
