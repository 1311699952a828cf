"""Which airfields are worth a name, and what they are called besides."""

from __future__ import annotations

from collections.abc import Iterator

# Countries most of whose fields without an airline code are private strips.
PRIVATE_STRIPS = {"US", "BR", "AU", "CA"}
MILITARY = ("air base", "airbase", "air force", "military", "naval", " afb ", "air station")


def airfield_names(name: str) -> Iterator[str]:
    """Yield the names by which reports call an airfield instead of its full one."""
    for long, short in (
        (" International Airport", " Airport"),
        (" International Airport", " International"),
        (" Military Air Base", " Air Base"),
        (" Air Base", " Airbase"),
        (" Air Base", " Military Airport"),
        (" Airport", " Airfield"),
    ):
        if name.endswith(long):
            yield name.replace(long, short)
            if long == " International Airport":
                yield name.replace(long, " Airfield")
