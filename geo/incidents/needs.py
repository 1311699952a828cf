"""What must stand around a trigger before it counts: "fire" needs a rocket, "strike" an army.

A need is a name in the ``needs`` column of ``acts.csv`` and a function here that returns None
when it is met, or the reason why the trigger tells no act.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.incidents import crowds, taking
from geo.incidents.accidents import disaster_named, no_accident
from geo.incidents.noun_roles import REACHES, carrier_of, relation_to
from geo.incidents.traps import trapped
from geo.incidents.weapons import instruments
from geo.incidents.words import rows
from geo.model import ActorKind, SubEventType

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.incidents.scene import Scene

    Need = Callable[[Scene], str | None]


def unmet(scene: Scene) -> str | None:
    """Return why the trigger tells no act, or None."""
    return trapped(scene) or _NEEDS[scene.candidate.trigger.needs](scene)


# --- needs -------------------------------------------------------------------------------------


def _nothing(scene: Scene) -> str | None:  # noqa: ARG001  (one shape for all needs)
    return None


def _armed(scene: Scene) -> str | None:
    if scene.has("armed", "mob") or scene.armed_around:
        return None
    return f"no armed party around {scene.lemma!r}"


def _twoarmed(scene: Scene) -> str | None:
    names = {p.name for p in scene.everybody if p.bears == "armed"}
    around = {p.name for p in scene.armed_around}
    if len(names) > 1 or (names and len(around) > 1 and scene.token.pos_ != "VERB"):
        return None
    return f"{scene.lemma!r} without two armed sides"


def _violence(scene: Scene) -> str | None:
    if scene.recalls or scene.has("armed", "mob") or scene.names("military"):
        return None
    if scene.weapons(scene.sentence) or _armed_noun(scene):
        return None
    return f"nothing violent around {scene.lemma!r}"


def _armed_noun(scene: Scene) -> bool:
    """Return whether the noun itself names an army's doing: "an American strike"."""
    noun = scene.token
    party = scene.parties.at(noun.i) if noun.pos_ == "NOUN" else None
    return party is not None and party.bears == "armed"


def _bombed(scene: Scene) -> str | None:
    """Ask for somebody armed or for what was bombed: an album or a joke bombs as well."""
    others = tuple(at for at in scene.sentence if at != scene.candidate.first)
    root = scene.token.sent.root.i  # a verbless "The comedy bombed" has lost its verb to a misparse
    if set(scene.arguments.targets) - {root} or scene.armed_around or scene.weapons(others):
        return None
    return f"nothing that {scene.lemma!r} hit"


def _hurt(scene: Scene) -> str | None:
    if any(c.dep_ == "det" for c in scene.token.children):
        return f"the {scene.token.lower_}: people, no act"
    accident = no_accident(scene) or (
        None if scene.armed_around else disaster_named(scene.names("accident", scene.around))
    )
    return accident or _violence(scene)


def _military(scene: Scene) -> str | None:
    if scene.recalls:
        return None
    if scene.names("labour") and not scene.weapons(scene.sentence):
        return "a labour strike"
    return _violence(scene)


def _weapon(scene: Scene) -> str | None:
    return None if scene.weapons(scene.clause) else f"no weapon with {scene.lemma!r}"


def _striker(scene: Scene) -> str | None:
    """Ask for somebody or something that strikes."""
    disaster = disaster_named(scene.names("accident"))
    if disaster and not scene.armed_around:
        return disaster
    if scene.lemma == "strike" and scene.names("labour") and not scene.weapons(scene.clause):
        return "a labour strike"
    doers = [*scene.arguments.initiators, *scene.arguments.instruments]
    weapon = any(instruments().get(scene.words.lemma_of(i)) for i in doers)
    armed = any(p.bears == "armed" for p in scene.sides["initiators"])
    if weapon or armed or scene.names("strike_event", _positions(scene, doers)):
        return None
    return f"nobody armed does {scene.lemma!r}"


def _strike_weapon(scene: Scene) -> str | None:
    """Ask for what strikes: police who target a house only search it."""
    if scene.weapons(scene.used) or scene.names("strike_event", scene.clause):
        return None
    return f"nothing strikes, {scene.lemma!r} is a search or an aim"


def _positions(scene: Scene, tokens: list[int]) -> tuple[int, ...]:
    return tuple(scene.words.position[i] for i in tokens if i in scene.words.position)


def _destroyer(scene: Scene) -> str | None:
    weapons = scene.weapons(scene.clause)
    disaster = disaster_named(scene.names("accident"))
    if disaster and not scene.armed_around:
        return disaster
    if not weapons and not scene.heads_in("property", scene.arguments.targets):
        return f"no property to {scene.lemma!r}"
    armed = any(p.bears in ("armed", "mob") for p in scene.sides["initiators"])
    return None if armed or weapons else f"nobody violent does {scene.lemma!r}"


def _victim(scene: Scene) -> str | None:
    """Ask for somebody killed, and no quake, crash or flood that did it."""
    accident = no_accident(scene)
    if accident:
        return accident
    if scene.everybody or _counted(scene) or _shot_dead(scene):
        return None
    return f"nobody to {scene.lemma!r}"


def _shot_dead(scene: Scene) -> bool:
    """Return whether words say that somebody died, whoever he was: "the preacher was shot dead"."""
    after = {t.lower_ for t in scene.words.doc[scene.token.i + 1 : scene.token.i + 4]}
    died = bool(after & {"dead", "killed"}) or {"to", "death"} <= after
    return died and any(
        scene.words.doc[i].pos_ in ("NOUN", "PROPN") for i in scene.arguments.targets
    )


def _counted(scene: Scene) -> bool:
    """Return whether a bare number stands for the victims: "killed 12", "dozens were killed"."""
    doc = scene.words.doc
    return any(
        doc[i].pos_ == "NUM" or doc[i].lemma_ in ("dozen", "score", "hundred", "other", "one")
        for i in scene.arguments.targets
    )


def _combat(scene: Scene) -> str | None:
    return None if scene.has("armed") else f"no armed party with {scene.lemma!r}"


def _killing(scene: Scene) -> str | None:
    disaster = disaster_named(scene.names("accident"))
    if disaster and not scene.armed_around:
        return disaster
    if scene.everybody or scene.weapons(scene.sentence):
        return None
    return f"neither doer nor victim of {scene.lemma!r}"


def _event(scene: Scene) -> str | None:
    """Ask that a device goes off, hits or is used: to have one is no act."""
    if scene.token.dep_ == "pobj" and scene.token.head.head.lemma_.lower() in _LOADED:
        return f"a {scene.lemma!r}, but only carried"
    carrier = carrier_of(scene.token)
    verbs = [carrier] if carrier is not None else []
    verbs += [c for c in scene.token.children if c.dep_ in ("acl", "relcl")]
    for verb in verbs:
        lemma = scene.words.lemma_of(verb.i)
        suffers = verb == carrier and relation_to(verb, scene.token) in ("dobj", "nsubjpass")
        if lemma in _events() and not (suffers and lemma in REACHES):
            return None
    return f"a {scene.lemma!r}, but nothing it did"


_LOADED = frozenset("laden load pack fill rig strap stuff full cram loaded packed filled".split())


@cache
def _events() -> frozenset[str]:
    return frozenset(row["term"] for row in rows("acts_contexts") if row["list"] == "event")


def _bomb(scene: Scene) -> str | None:
    if scene.names("accident"):
        return "an accident"
    bombs = scene.names("bomb")
    if scene.lemma == "go" and not bombs:
        return "what went off is no bomb"
    if scene.names("industrial", scene.around) and not (bombs or scene.armed_around):
        return "an industrial accident"
    if bombs or scene.has("armed") or scene.parties.armed():
        return None
    if _WAR_DEAD & set(scene.words.lemma):
        return None
    return f"{scene.lemma!r} without bomb, doer or victim"


# Whoever writes so of the dead of an explosion does not write of an accident.
_WAR_DEAD = frozenset({"martyr", "martyrdom", "shaheed", "shahid"})


def _object_in(name: str) -> Need:
    def need(scene: Scene) -> str | None:
        heads = [*scene.arguments.targets, *_passive_object(scene)]
        if scene.heads_in(name, heads):
            return None
        return f"the object of {scene.lemma!r} is no {name}"

    return need


def _passive_object(scene: Scene) -> list[int]:
    return (
        [c.i for c in scene.token.children if c.dep_ in ("nsubj", "pobj")]
        if (scene.candidate.last > scene.candidate.first)
        else []
    )


def _projectile(scene: Scene) -> str | None:
    heads = scene.arguments.initiators
    return None if scene.heads_in("munition", heads) else "nothing was fired"


def _burner(scene: Scene) -> str | None:
    if scene.names("accident"):
        return "an accidental fire"
    if scene.has("armed", "mob") or scene.armed_around:
        return None
    if scene.arguments.targets and scene.names("property", scene.clause):
        return None
    return "nobody set it on fire"


def _targeted(scene: Scene) -> str | None:
    """Ask for "was the target of armed men": an aim alone is no act."""
    armed = any(p.bears == "armed" for p in scene.sides["initiators"])
    if armed and scene.token.dep_ == "attr" and scene.token.head.tag_ not in ("VBZ", "VBP"):
        return None
    return f"{scene.lemma!r}: an aim, not an act"


def _gassed(scene: Scene) -> str | None:
    """Ask for poison near people who choke, and for no accident."""
    chemical = any(
        w.sub_event_type is SubEventType.CHEMICAL and w.kind == "device"
        for w in scene.weapons(scene.around)
    )
    if chemical and not scene.names("accident", scene.around):
        return None
    return f"no poison gas around {scene.lemma!r}"


def _crowd_control(scene: Scene) -> str | None:
    """Ask that it was used: police and crowd are there, or it did something."""
    return None if crowds.met(scene) else _event(scene)


def _sides(scene: Scene) -> str | None:
    """Ask for somebody on a side of a clash: soldiers, protesters, two communities."""
    if scene.everybody or scene.armed_around:
        return None
    return f"nobody takes part in {scene.lemma!r}"


def _cache_state(scene: Scene) -> str | None:
    """Ask for weapons destroyed by those who fight the owners, not by their use."""
    kinds = {p.kind for p in scene.sides["initiators"]}
    if kinds & {ActorKind.STATE, ActorKind.EXTERNAL}:
        return _object_in("cache")(scene)
    return "no state force did it"


def _women(scene: Scene) -> str | None:
    victims = {scene.words.lemma_of(i) for i in scene.arguments.targets}
    return None if victims & {"woman", "girl"} else "not said of women"


def _prisoners(scene: Scene) -> str | None:
    swapped = {scene.words.lemma_of(i) for i in scene.arguments.targets}
    return None if swapped & {"prisoner", "detainee", "hostage", "body"} else "no prisoners"


def _corpse(scene: Scene) -> str | None:
    """Ask that a body was found, with signs of violence."""
    carrier = carrier_of(scene.token)
    found = carrier is not None and carrier.lemma_ in ("find", "discover", "recover", "dump")
    signs = {scene.words.lemma[at] for at in scene.sentence} & _SIGNS
    return None if found and signs else "no body of a victim was found"


_SIGNS = frozenset(
    "shot wound bullet torture riddle decapitate behead murder kill stab mutilate tie shoot "
    "gunshot execute headless strangle bind kidnap abduct massacre".split()
)


def _organised(scene: Scene) -> str | None:
    doers = {p.name for p in scene.sides["initiators"]}
    others = any(p.name not in doers for p in scene.armed_around)
    if scene.has("armed") and (scene.names("organised") or others):
        return None
    return None if scene.names("organised", scene.clause) else "an arrest of no organised party"


def _fighters(scene: Scene) -> str | None:
    armed = any(p.bears == "armed" for p in scene.sides["targets"])
    return None if armed else "no fighter was captured"


def _carried_by(name: str) -> Need:
    def need(scene: Scene) -> str | None:
        carrier = carrier_of(scene.token)
        verbs = frozenset(row["term"] for row in rows("acts_contexts") if row["list"] == name)
        if carrier is not None and scene.words.lemma_of(carrier.i) in verbs:
            return None
        return f"{scene.lemma!r} was not {name}"

    return need


def _aircraft(scene: Scene) -> str | None:
    return _object_in("vehicle")(scene) and _projectile(scene)


_NEEDS: dict[str, Need] = {
    "": _nothing,
    "armed": _armed,
    "twoarmed": _twoarmed,
    "violence": _violence,
    "military": _military,
    "weapon": _weapon,
    "hurt": _hurt,
    "bombed": _bombed,
    "sides": _sides,
    "cache_state": _cache_state,
    "women": _women,
    "prisoners": _prisoners,
    "protest_road": crowds.protest_road,
    "corpse": _corpse,
    "striker": _striker,
    "strike_weapon": _strike_weapon,
    "destroyer": _destroyer,
    "victim": _victim,
    "combat": _combat,
    "killing": _killing,
    "event": _event,
    "bomb": _bomb,
    "munition": _object_in("munition"),
    "missile": _object_in("munition"),
    "device": _object_in("device"),
    "cache": _object_in("cache"),
    "base": _object_in("base"),
    "aircraft": _aircraft,
    "projectile": _projectile,
    "burner": _burner,
    "territory": taking.territory,
    "territory_armed": taking.territory_armed,
    "bastion": taking.bastion,
    "territory_fight": taking.territory_fight,
    "taken_place": taking.taken_place,
    "captives": taking.captives,
    "crowd_control": _crowd_control,
    "targeted": _targeted,
    "gassed": _gassed,
    "protest": crowds.protest,
    "protesters": crowds.protesters,
    "organised": _organised,
    "fighters": _fighters,
    "armedobject": _fighters,
    "concluded": _carried_by("concluded"),
    "found": _carried_by("found"),
}
