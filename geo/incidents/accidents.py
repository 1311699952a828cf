"""What blew up, fell or burned with nobody behind it: crashes, quakes, fires, blasts at works."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.incidents.scene import Scene

_NATURE = frozenset(
    "earthquake quake tremor flood flooding flash landslide mudslide avalanche hurricane cyclone "
    "typhoon tornado lightning tsunami volcano eruption drought heatwave heat monsoon epidemic "
    "pandemic covid-19 covid coronavirus cholera ebola cancer malaria disease storm rain".split()
)
_BLOWING_UP = frozenset("explosion blast explode fire blaze leak burst".split())


def is_accident(refused: str | None) -> bool:
    """Return whether the trigger was refused for a crash, a fire or a blast at some works.

    Those are kept with crime where that is asked for; what nature did is no incident at all.
    """
    if refused is None or not refused.startswith(("an accident", "an industrial accident")):
        return False
    return not _NATURE & set(refused.split())


def no_accident(scene: Scene) -> str | None:
    """Return the quake, crash or flood of the clause, unless somebody armed did it."""
    armed = any(p.bears == "armed" for p in scene.sides["initiators"])
    if not (armed or scene.weapons(scene.clause)):
        accident = disaster_named(scene.names("accident", scene.clause))
        if accident:
            return accident
    if scene.armed_around:
        return None
    where = scene.sentence if scene.arguments.initiators else scene.around
    return disaster_named(scene.names("accident", where)) or _works_accident(scene)


def _works_accident(scene: Scene) -> str | None:
    """Return the plant, mine or kitchen that blew up, where no bomb is spoken of."""
    lemmas = {scene.words.lemma[at] for at in scene.around}
    if not lemmas & _BLOWING_UP or scene.names("bomb"):
        return None
    works = scene.names("industrial", scene.around)
    return f"an industrial accident: {works[0]}" if works else None


def disaster_named(words: list[str]) -> str | None:
    """Return the reason that words of accident give for refusing, if there are any."""
    return f"an accident or a disaster: {words[0]}" if words else None
