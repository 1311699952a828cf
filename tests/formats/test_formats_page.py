"""The page on formats says of each what the code says."""

from pathlib import Path

import pytest

import geo.formats
from geo.formats import FORMATS
from geo.formats.layouts.catalogue import LAYOUTS

PAGE = (Path(geo.formats.__file__).parent / "README.md").read_text(encoding="utf-8")
ROWS = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_every_format_has_its_row_with_what_it_loses(one):
    (row,) = [row for row in ROWS if row[0] == f"| {one.name}" and len(row) == 5]
    assert row[1] == " ".join(f"`{suffix}`" for suffix in one.suffixes)
    assert row[3] == ("yes" if one.write else "no")
    assert row[4].removesuffix(" |") == (one.loses or "nothing")


def test_every_layout_has_its_row():
    named = {row[1].strip("`") for row in ROWS if len(row) == 3}
    assert {layout.name for layout in LAYOUTS} < named
