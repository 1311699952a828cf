"""From GeoNames dumps to an index, in two readings and bounded memory.

The first reading (:mod:`geo.places.build.survey`) finds the units that others lie in, the second
writes every place. Dumps may add to another index, say the shipped one: a place that both know is
the dump's, with the base's other names and its extent; what the base alone knows (the rest of the
world for a single country's dump, seas, rivers, camps) stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from geo.errors import InputError
from geo.places.build.base import Base
from geo.places.build.folder import whole_folder
from geo.places.build.geonames import DumpKind, kind_of, read_names, read_places
from geo.places.build.merger import Merger
from geo.places.build.survey import Survey
from geo.places.build.writer import IndexWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from geo.errors import Skipped

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """How many places and folded names an index holds, and how many of the dumps' were left out."""

    places: int
    names: int
    left_out: int


class Watch(Protocol):
    """Is told how a build goes."""

    def stage(self, name: str, items: Iterable[Item], /) -> Iterable[Item]:
        """Pass on the items of a stage of the work."""
        ...

    def skip(self, skipped: Skipped, /) -> None:
        """Take note of a broken line."""
        ...


class _Silent:
    def stage(self, name: str, items: Iterable[Item]) -> Iterable[Item]:
        del name
        return items

    def skip(self, skipped: Skipped) -> None:
        del skipped


def build_index(
    files: Sequence[Path],
    folder: Path,
    *,
    add_to: Path | None = None,
    overwrite: bool = False,
    watch: Watch | None = None,
) -> Built:
    """Build an index in ``folder`` from dumps of places and, if given, of alternate names.

    ``add_to`` is the folder of an index whose places and names come along.
    The folder appears whole or not at all. Broken lines are left out, each told to ``watch`` once.
    Kinds of places that ``geo/lexicons/place_features.csv`` does not list (hotels, schools) are
    left out, too. Raises :class:`geo.errors.InputError` if a file is no dump, is damaged, or none
    lists places, and :class:`geo.errors.OutputError` if the folder exists and may not be replaced.
    """
    watch = watch or _Silent()
    kinds = [(path, kind_of(path)) for path in files]
    places = [path for path, kind in kinds if kind is DumpKind.PLACES]
    names = [path for path, kind in kinds if kind is DumpKind.NAMES]
    if not places:
        raise InputError("no dump of places among the files: give allCountries.zip or SY.zip")
    base = Base(add_to)
    with whole_folder(folder, overwrite=overwrite) as fresh:
        survey = Survey(
            place
            for path in places
            for place in watch.stage(f"survey {path.name}", read_places(path, watch.skip))
        )
        with IndexWriter(fresh) as writer:
            merger = Merger(survey, base, writer)
            merger.add_units()
            for path in places:
                # The survey has told of the broken lines.
                for place in watch.stage(f"places {path.name}", read_places(path, _Silent().skip)):
                    merger.add(place)
            merger.add_rest_of_base()
            for path in names:
                for name in watch.stage(f"names {path.name}", read_names(path, watch.skip)):
                    merger.add_name(name)
            if not len(writer):
                raise InputError("the dumps hold no place of a kind that reports name")
            about = {"dumps": [path.name for path in files], "adds_to_another": add_to is not None}
            (kept,) = watch.stage("index", (writer.finish(about) for _ in "1"))
    return Built(places=len(writer), names=kept, left_out=survey.left_out)
