"""What stands around words of protest: a crowd, no labour dispute, police who meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model import EVENT_TYPE_OF, ActorKind, EventType

if TYPE_CHECKING:
    from geo.incidents.scene import Scene

_OF_CROWDS = frozenset({EventType.PROTESTS, EventType.RIOTS})
_FORCES = frozenset({ActorKind.STATE, ActorKind.EXTERNAL})
_PARADES = frozenset({"march", "rally", "procession", "flag"})
_ROADS = frozenset({"road", "street", "highway", "traffic", "bridge", "railway"})


def protest(scene: Scene) -> str | None:
    """Ask for a crowd nearby, and no strike of workers."""
    noun = scene.candidate.trigger.pos == "n"
    doers = {p.kind for p in scene.sides["initiators"]}
    doers = doers or {p.kind for p in scene.armed_around}
    crowd = scene.names("protest_word", scene.clause) or ActorKind.PROTESTERS in doers
    if scene.lemma in _PARADES and doers and doers <= _FORCES and not crowd:
        return "a parade of forces"
    if noun and scene.lemma == "strike" and scene.names("labour", scene.clause):
        return "a labour strike"
    return None if scene.names("protest", scene.around) else f"no crowd around {scene.lemma!r}"


def protesters(scene: Scene) -> str | None:
    """Ask for a crowd in the sentence, and that it is no armed unit that is put down."""
    if any(p.bears == "armed" for p in scene.sides["targets"]):
        return "no crowd: an armed unit"
    return None if scene.names("protest") or scene.has("mob") else "no crowd"


def protest_road(scene: Scene) -> str | None:
    """Ask for a road that a crowd blocked."""
    blocked = {scene.words.lemma_of(i) for i in scene.arguments.targets}
    return protest(scene) if blocked & _ROADS else "no road was blocked"


def met(scene: Scene) -> bool:
    """Return whether police and a crowd meet: both named here, or the crowd told just before."""
    before = EVENT_TYPE_OF[scene.told[-1].sub_event_type] if scene.told else None
    crowd = scene.names("protest_word") or before in _OF_CROWDS
    return bool(crowd) and any(p.kind is ActorKind.STATE for p in scene.armed_around)
