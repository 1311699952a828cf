"""What stands around words of taking: ground and towns, or people carried off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.model import ActorKind

if TYPE_CHECKING:
    from geo.incidents.scene import Scene

_PLACES = frozenset({"GPE", "LOC", "FAC"})
# What the language model takes unknown small towns for.
_PERHAPS_PLACES = frozenset({"ORG", "PRODUCT", ""})
_AGAIN = frozenset({"recapture", "retake"})  # done to places; prisoners have a first name
_STATE_LIKE = frozenset({ActorKind.STATE, ActorKind.EXTERNAL})
_ELSEWHERE = frozenset({"to", "for", "from"})


def territory(scene: Scene) -> str | None:
    """Ask for a place or ground that somebody armed took."""
    if _ground(scene, "territory") or _unknown_towns(scene):
        return _armed(scene)
    return "what was taken is no territory"


def taken_place(scene: Scene) -> str | None:
    """Ask of "take" for more: a named place or a town, taken by somebody armed."""
    armed = any(p.bears == "armed" for p in scene.sides["initiators"])
    if armed and (_ground(scene, "taken_place") or _unknown_towns(scene)):
        return None
    return "no town was taken by force"


def captives(scene: Scene) -> str | None:
    """Ask for people without arms whom somebody armed, and no state, led away."""
    doers = scene.sides["initiators"]
    armed = any(p.bears in ("armed", "private") and p.kind not in _STATE_LIKE for p in doers)
    victims = scene.sides["targets"]
    led = [c for c in scene.token.children if c.dep_ == "prep" and c.lower_ in _ELSEWHERE]
    elsewhere = scene.lemma == "take" and any(not _captivity(c) for c in led if c.lower_ != "from")
    if armed and victims and all(p.bears == "civil" for p in victims) and not elsewhere:
        return None
    return "nobody was taken captive"


def territory_fight(scene: Scene) -> str | None:
    """Ask for ground and two sides: "cleared the area of militants"."""
    sides = len({p.name for p in scene.armed_around})
    return None if sides > 1 and _ground(scene, "territory") else "no side lost ground"


def bastion(scene: Scene) -> str | None:
    """Ask for fighters who leave a place they held."""
    armed = any(p.bears == "armed" for p in scene.sides["initiators"])
    held = scene.names("bastion", scene.clause)
    return None if armed and held and not _on_duty(scene) else "no fighters leave what they held"


def territory_armed(scene: Scene) -> str | None:
    """Ask for somebody armed and ground anywhere in the sentence."""
    ground = _ground(scene, "territory") or scene.names("territory", scene.clause)
    fighting = {p.bears for p in scene.everybody} & {"armed", "mob"}
    held = ground and fighting and not _on_duty(scene)
    return None if held else "no territory that somebody armed held"


def _on_duty(scene: Scene) -> bool:
    """Return whether a state's own unnamed forces go back to barracks: no side gains ground."""
    armed = [p for p in (*scene.everybody, *scene.armed_around) if p.bears == "armed"]
    return all(p.kind is ActorKind.STATE and not p.named for p in armed)


def _armed(scene: Scene) -> str | None:
    if scene.has("armed", "mob") or scene.armed_around:
        return None
    return f"no armed party around {scene.lemma!r}"


def _ground(scene: Scene, name: str) -> bool:
    """Return whether a named place was taken, or what a word of the list heads."""
    doc = scene.words.doc
    taken = [doc[i] for i in scene.arguments.targets]
    described = [c.i for noun in taken for c in noun.children if c.dep_ == "appos"]
    return any(noun.ent_type_ in _PLACES for noun in taken) or scene.heads_in(
        name, [*scene.arguments.targets, *described]
    )


def _unknown_towns(scene: Scene) -> bool:
    """Return whether the object is a bare name that could be a town and is no known party."""
    return any(_unknown_town(scene, scene.words.doc[i]) for i in scene.arguments.targets)


def _unknown_town(scene: Scene, noun: Any) -> bool:
    again = scene.lemma in _AGAIN and noun.ent_type_ in {"PERSON", "NORP"}  # a misread Robotyne
    if noun.pos_ != "PROPN" or not (again or noun.ent_type_ in _PERHAPS_PLACES):
        return False
    bare = not any(c.dep_ in ("det", "amod", "nummod", "poss") for c in noun.children)
    party = scene.parties.at(noun.i)
    return bare and (party is None or party.bears == "civil")


def _captivity(prep: Any) -> bool:
    """Return whether people were led into the unknown: "to the bush", not to a hospital."""
    return any(c.lemma_.lower() in _WILDS for c in prep.children)


_WILDS = frozenset("forest bush mountain hideout jungle camp desert base ransom location".split())
