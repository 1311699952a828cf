"""What kind of act: the trigger's own type, refined by weapons, then by who did it to whom.

The contract's order of sub-event types is a hierarchy; within one clause the weapon decides
between the types of remote violence, and the parties decide where no weapon is named.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from geo.model import EVENT_TYPE_OF, ActorKind, EventType, SubEventType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.incidents.acts import Act
    from geo.incidents.scene import Scene

_RANK = {kind: rank for rank, kind in enumerate(SubEventType)}
_WEAPON_ORDER = (
    SubEventType.CHEMICAL,
    SubEventType.SUICIDE_BOMB,
    SubEventType.AIR_STRIKE,
    SubEventType.SHELLING,
    SubEventType.EXPLOSIVE,
    SubEventType.GRENADE,
)
_FROM_AIR = frozenset({SubEventType.EXPLOSIVE, SubEventType.SHELLING})
_OPEN = frozenset({None, SubEventType.ATTACK, *_WEAPON_ORDER})
_STATE_LIKE = frozenset({ActorKind.STATE, ActorKind.EXTERNAL})
_ARMED_KINDS = frozenset(
    {
        ActorKind.STATE,
        ActorKind.REBEL,
        ActorKind.POLITICAL_MILITIA,
        ActorKind.IDENTITY_MILITIA,
        ActorKind.EXTERNAL,
    }
)
_VIOLENT_CROWD = frozenset(
    "riot rioter torch burn stone brick vandalise vandalize clash pelt ransack loot smash rampage "
    "molotov violent turn ablaze hurl throw scuffle storm".split()
)
_CROWD_CONTROL = frozenset(
    "disperse teargas lathicharge lathi baton detain arrest break dispersed detained gas cannon "
    "suppress pepper rubber intervene scuffle block barricade".split()
)
_BRUTAL = frozenset({"violently", "brutally"})
_LETHAL = frozenset("kill shoot die bullet".split())
_CALM = frozenset({"peaceful", "peacefully", "nonviolent"})


LESSER = frozenset(
    {
        SubEventType.ARRESTS,
        SubEventType.CHANGE_TO_GROUP,
        SubEventType.DISRUPTED_WEAPONS,
        SubEventType.LOOTING,
        SubEventType.OTHER,
    }
)
"""Acts that are part of a graver one told right before them."""


class Kind(NamedTuple):
    """A sub-event type; ``said`` when words or weapons name it, not only who met whom."""

    sub_event_type: SubEventType
    said: bool


def kind_of(scene: Scene) -> Kind:
    """Return the sub-event type of one act."""
    own = scene.candidate.trigger.sub_event_type
    crowd = _SPECIAL[own](scene) if own in _SPECIAL else _crowd_kind(scene)
    if crowd is not None:
        return Kind(crowd, said=True)
    if own in _OPEN or scene.candidate.trigger.needs in ("destroyer", "cache_state"):
        weapon = _by_weapon(scene, own)
        if weapon is not None:
            return Kind(weapon, said=True)
    if scene.lemma == "strike" and scene.candidate.trigger.pos == "n":
        return Kind(SubEventType.AIR_STRIKE, said=False)  # what armies call a strike, if no more
    if own in (None, SubEventType.ATTACK):
        kind = _by_parties(scene)
        shot_at = kind is SubEventType.EXCESSIVE_FORCE and scene.lemma in ("fire", "shoot")
        return Kind(kind, said=shot_at or own is SubEventType.ATTACK)
    return Kind(own, said=True)


def _crowd_kind(scene: Scene) -> SubEventType | None:
    """Return the type of what crowds do, or is done to them, where words leave it open."""
    own = scene.candidate.trigger.sub_event_type
    if own is SubEventType.ARMED_CLASH and scene.lemma == "clash":
        return _clash(scene)
    if own is SubEventType.EXPLOSIVE and _by_crowd(scene):
        return SubEventType.VIOLENT_DEMONSTRATION
    if own is SubEventType.LOOTING and _by_mob(scene):
        return SubEventType.MOB_VIOLENCE
    if own is SubEventType.ARRESTS and _crowd_arrested(scene):
        return SubEventType.PROTEST_INTERVENTION
    return None


def _by_mob(scene: Scene) -> bool:
    """Return whether a mob did it, and to people: "set ablaze by an angry mob"."""
    mob = any(p.kind is ActorKind.RIOTERS for p in scene.sides["initiators"])
    return mob and any(p.kind is ActorKind.CIVILIANS for p in scene.sides["targets"])


def _crowd_arrested(scene: Scene) -> bool:
    """Return whether those arrested were demonstrating: "detained at a rally in the capital"."""
    demonstrators = any(p.kind is ActorKind.PROTESTERS for p in scene.sides["targets"])
    return demonstrators or bool(scene.names("protest_word", scene.clause))


def _by_crowd(scene: Scene) -> bool:
    """Return whether a crowd without bombs did it: "strikers sabotaged boats"."""
    crowd = {ActorKind.PROTESTERS, ActorKind.RIOTERS}
    return bool(crowd & {p.kind for p in scene.sides["initiators"]}) and not any(
        w.sub_event_type for w in scene.weapons(scene.sentence)
    )


def main_kind(acts: Iterable[Act]) -> SubEventType:
    """Return the type of an incident told by several acts: the contract's hierarchy decides.

    New words before words that refer back, types that are said before those that only follow
    from who met whom, clear words before faint ones. Types that only follow from who met whom
    are counted: an attack on villagers stays one where a post is attacked on the way.
    """
    told = list(acts)
    for better in (_tells_anew, _says_type, _is_clear):
        told = [a for a in told if better(a)] or told
    if not any(a.said for a in told):
        return Counter(sorted((a.sub_event_type for a in told), key=rank)).most_common(1)[0][0]
    return min((a.sub_event_type for a in told), key=rank)


def _tells_anew(act: Act) -> bool:
    return not act.anaphoric or act.weight >= _UNMISTAKABLE


def _says_type(act: Act) -> bool:
    return act.said


def _is_clear(act: Act) -> bool:
    return act.weight >= _CLEAR


def _by_weapon(scene: Scene, own: SubEventType | None) -> SubEventType | None:
    """Return the type that the weapons of the clause make."""
    weapons = scene.weapons(scene.used)
    kinds = {w.kind for w in weapons}
    named = {w.sub_event_type for w in weapons if w.sub_event_type}
    if not named and "crowd control" in kinds:
        return _demonstration(scene)
    if not named and "riot" in kinds and scene.candidate.trigger.needs == "device":
        return SubEventType.VIOLENT_DEMONSTRATION
    named |= _other_triggers(scene)
    if own in _WEAPON_ORDER and not (named and scene.candidate.trigger.needs):
        named.add(own)
    if SubEventType.AIR_STRIKE in named and SubEventType.GRENADE not in named:
        named -= _FROM_AIR
    if SubEventType.GRENADE in named and not _bomb_named(scene):
        named -= {SubEventType.EXPLOSIVE}  # "a grenade blast"
    return next((kind for kind in _WEAPON_ORDER if kind in named), None)


def _bomb_named(scene: Scene) -> bool:
    lemmas = {scene.words.lemma[at] for at in scene.sentence}
    return bool(lemmas & {"bomb", "mine", "landmine", "ied", "dynamite", "explosive"})


def _other_triggers(scene: Scene) -> set[SubEventType]:
    """Return the weapons' types of the other triggers of the clause: "killed in an air strike"."""
    clause = set(scene.used)
    found = set()
    for other in scene.others:
        kind = other.trigger.sub_event_type
        if kind in _WEAPON_ORDER and other.first in clause and not other.trigger.needs:
            found.add(kind)
    return found


def _by_parties(scene: Scene) -> SubEventType:
    """Return the type by who did it to whom."""
    doers = {p.kind for p in scene.sides["initiators"] if p.kind}
    victims = {p.kind for p in scene.sides["targets"] if p.kind}
    both = {p.kind for p in scene.sides["both"] if p.kind}
    crowd = _by_crowds(scene, doers, victims)
    if crowd is not None:
        return crowd
    if both & _ARMED_KINDS or (doers & _ARMED_KINDS and victims & _ARMED_KINDS):
        return SubEventType.ARMED_CLASH
    if victims & _ARMED_KINDS and ActorKind.CIVILIANS not in victims:
        return SubEventType.ARMED_CLASH
    if doers & (_ARMED_KINDS - _STATE_LIKE) and not victims and _post(scene):
        return SubEventType.ARMED_CLASH
    if _clashing(scene):
        return SubEventType.ARMED_CLASH
    return SubEventType.ATTACK


def _post(scene: Scene) -> bool:
    """Return whether a military post was attacked: those inside bear arms."""
    return scene.heads_in("base", scene.arguments.targets) and not any(
        scene.words.lemma_of(i) in _OF_CIVILIANS for i in scene.arguments.targets
    )


_OF_CIVILIANS = frozenset({"camp", "headquarters", "hq"})


def _by_crowds(scene: Scene, doers: set[ActorKind], victims: set[ActorKind]) -> SubEventType | None:
    if ActorKind.RIOTERS in doers:
        return SubEventType.MOB_VIOLENCE
    if ActorKind.PROTESTERS in doers:
        return SubEventType.VIOLENT_DEMONSTRATION
    if ActorKind.PROTESTERS in victims or _at_protest(scene, doers, victims):
        return SubEventType.EXCESSIVE_FORCE
    if doers and doers <= _STATE_LIKE and (ActorKind.RIOTERS in victims or _into_air(scene)):
        return SubEventType.VIOLENT_DEMONSTRATION
    return None


def _at_protest(scene: Scene, doers: set[ActorKind], victims: set[ActorKind]) -> bool:
    """Return whether police hurt people whom the report told to be a crowd just before."""
    here = scene.token.sent.start
    told = [a.sub_event_type for a in scene.told[-_RECENT:] if a.token >= here or not scene.dated]
    if (doers and not doers & _STATE_LIKE) or victims - {ActorKind.CIVILIANS}:
        return False
    crowd = any(EVENT_TYPE_OF[kind] is EventType.PROTESTS for kind in told)
    if not doers and scene.lemma in _BY_HAND:
        return False
    return crowd if doers else SubEventType.EXCESSIVE_FORCE in told


def _into_air(scene: Scene) -> bool:
    """Return whether police shot over the heads of a crowd that was told to riot."""
    lemma = scene.words.lemma
    over = any(lemma[at - 2 : at + 1] == ("in", "the", "air") for at in scene.clause if at > 1)
    return over and any(EVENT_TYPE_OF[a.sub_event_type] is EventType.RIOTS for a in scene.told)


_BY_HAND = frozenset("burn stab hack lynch behead slaughter massacre rape mob".split())
_RECENT = 6  # acts before this one


def _clashing(scene: Scene) -> bool:
    clause = set(scene.clause)
    return any(
        o.trigger.sub_event_type is SubEventType.ARMED_CLASH and o.first in clause
        for o in scene.others
        if not o.trigger.needs
    )


def _clash(scene: Scene) -> SubEventType:
    """Tell armies that clash from a crowd that clashes with the police or another crowd."""
    kinds = {p.kind for p in (*scene.everybody, *scene.armed_around) if p.kind}
    if scene.names("protest_word") or kinds & {ActorKind.PROTESTERS, ActorKind.RIOTERS}:
        return SubEventType.VIOLENT_DEMONSTRATION
    armed = any(w.sub_event_type for w in scene.weapons(scene.sentence))
    if kinds & _ARMED_KINDS or armed:
        return SubEventType.ARMED_CLASH
    return SubEventType.MOB_VIOLENCE if kinds else SubEventType.ARMED_CLASH


def _taker(scene: Scene) -> SubEventType:
    """Return who gained ground: a state or a coalition regains, anybody else overtakes."""
    own = scene.candidate.trigger.sub_event_type or SubEventType.NON_STATE_OVERTAKES
    kinds = {p.kind for p in scene.sides["initiators"] if p.kind}
    if kinds & _STATE_LIKE:
        return SubEventType.GOVERNMENT_REGAINS
    if kinds & _ARMED_KINDS:
        return SubEventType.NON_STATE_OVERTAKES
    losers = {p.kind for p in scene.sides["targets"] if p.kind} & _ARMED_KINDS
    if losers and not losers & _STATE_LIKE:
        return SubEventType.GOVERNMENT_REGAINS
    return own


def _demonstration(scene: Scene) -> SubEventType:
    """Return how a demonstration went, by what the sentence says of police and crowd."""
    lemmas = _bare_words(scene)
    force = {p.kind for p in scene.armed_around} & _STATE_LIKE
    if lemmas & _VIOLENT_CROWD and not lemmas & _CALM:
        return SubEventType.VIOLENT_DEMONSTRATION
    if force and (lemmas & _LETHAL or _live_fire(scene)):
        return SubEventType.EXCESSIVE_FORCE
    if (force or lemmas & _CROWD_CONTROL) and (lemmas & _BRUTAL or "excessive" in lemmas):
        return SubEventType.EXCESSIVE_FORCE
    if lemmas & _CROWD_CONTROL and (force or "tear" in lemmas):
        return SubEventType.PROTEST_INTERVENTION
    return SubEventType.PEACEFUL_PROTEST


def _bare_words(scene: Scene) -> set[str]:
    """Return the sentence's lemmas, without those that a neighbour makes something else."""
    lemma = scene.words.lemma
    return {
        lemma[at]
        for at in scene.sentence
        if (lemma[at], lemma[at + 1] if at + 1 < len(lemma) else "") not in _RIOT_FORCE
        and (lemma[at - 1] if at else "", lemma[at]) not in _BLUNT
    }


def _live_fire(scene: Scene) -> bool:
    lemma = scene.words.lemma
    return any(lemma[at - 1] == "live" and lemma[at] in _ROUNDS for at in scene.sentence if at)


_ROUNDS = frozenset({"round", "ammunition", "fire", "bullet"})
_RIOT_FORCE = frozenset(("riot", w) for w in "police policeman officer squad gear shield".split())
_BLUNT = frozenset((w, "bullet") for w in "rubber plastic".split())


def _riot(scene: Scene) -> SubEventType:
    """Tell a mob that turns on people from a crowd that turns on police or things."""
    lemmas = {scene.words.lemma[at] for at in scene.sentence}
    if lemmas & {"mob", "lynch", "vigilante", "villager", "thief"}:
        return SubEventType.MOB_VIOLENCE
    return scene.candidate.trigger.sub_event_type or SubEventType.VIOLENT_DEMONSTRATION


_SPECIAL: dict[SubEventType | None, Callable[[Scene], SubEventType]] = {
    SubEventType.GOVERNMENT_REGAINS: _taker,
    SubEventType.NON_STATE_OVERTAKES: _taker,
    SubEventType.PEACEFUL_PROTEST: _demonstration,
    SubEventType.PROTEST_INTERVENTION: _demonstration,
    SubEventType.VIOLENT_DEMONSTRATION: _riot,
    SubEventType.MOB_VIOLENCE: _riot,
}


_UNMISTAKABLE = 0.85  # the weight of a trigger whose type is beyond doubt; "bombing" is not
_CLEAR = 0.6  # the weight of a trigger that needs no second one beside it


def rank(kind: SubEventType) -> int:
    """Return the place in the contract's hierarchy; lower wins."""
    return _RANK[kind]


def family(kind: SubEventType) -> str:
    """Return what acts may be one incident with: "violence", "crowd", or the type itself."""
    event = EVENT_TYPE_OF[kind]
    if event in _VIOLENT:
        return "violence"
    return "crowd" if event in _CROWD else kind


_VIOLENT = frozenset({EventType.BATTLES, EventType.EXPLOSIONS, EventType.VIOLENCE})
_CROWD = frozenset({EventType.PROTESTS, EventType.RIOTS})
