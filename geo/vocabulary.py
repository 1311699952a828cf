"""The contract's vocabularies: what the fields of incidents may say."""

from __future__ import annotations

from enum import StrEnum


class Precision(StrEnum):
    """How finely a place is known (CONTRACT section 2; after UCDP's where_prec), finest first."""

    EXACT = "exact"
    SETTLEMENT = "settlement"
    NEAR = "near"
    DISTRICT = "district"
    REGION = "region"
    AREA = "area"
    COUNTRY = "country"


class DatePrecision(StrEnum):
    """How finely a date is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class EventType(StrEnum):
    """ACLED's event types, highest in its hierarchy first (ACLED Codebook)."""

    BATTLES = "Battles"
    EXPLOSIONS = "Explosions/Remote violence"
    VIOLENCE = "Violence against civilians"
    PROTESTS = "Protests"
    RIOTS = "Riots"
    STRATEGIC = "Strategic developments"


class SubEventType(StrEnum):
    """ACLED's sub-event types; ``EVENT_TYPE_OF`` gives the type of each."""

    GOVERNMENT_REGAINS = "Government regains territory"
    NON_STATE_OVERTAKES = "Non-state actor overtakes territory"
    ARMED_CLASH = "Armed clash"
    CHEMICAL = "Chemical weapon"
    AIR_STRIKE = "Air/drone strike"
    SUICIDE_BOMB = "Suicide bomb"
    SHELLING = "Shelling/artillery/missile attack"
    EXPLOSIVE = "Remote explosive/landmine/IED"
    GRENADE = "Grenade"
    SEXUAL_VIOLENCE = "Sexual violence"
    ATTACK = "Attack"
    ABDUCTION = "Abduction/forced disappearance"
    EXCESSIVE_FORCE = "Excessive force against protesters"
    PROTEST_INTERVENTION = "Protest with intervention"
    PEACEFUL_PROTEST = "Peaceful protest"
    VIOLENT_DEMONSTRATION = "Violent demonstration"
    MOB_VIOLENCE = "Mob violence"
    AGREEMENT = "Agreement"
    ARRESTS = "Arrests"
    CHANGE_TO_GROUP = "Change to group/activity"
    DISRUPTED_WEAPONS = "Disrupted weapons use"
    BASE_ESTABLISHED = "Headquarters or base established"
    LOOTING = "Looting/property destruction"
    TERRITORY_TRANSFER = "Non-violent transfer of territory"
    OTHER = "Other"


_FIRST_OF_TYPE = {
    SubEventType.GOVERNMENT_REGAINS: EventType.BATTLES,
    SubEventType.CHEMICAL: EventType.EXPLOSIONS,
    SubEventType.SEXUAL_VIOLENCE: EventType.VIOLENCE,
    SubEventType.EXCESSIVE_FORCE: EventType.PROTESTS,
    SubEventType.VIOLENT_DEMONSTRATION: EventType.RIOTS,
    SubEventType.AGREEMENT: EventType.STRATEGIC,
}


def _types_by_order() -> dict[SubEventType, EventType]:
    current = EventType.BATTLES
    types = {}
    for sub in SubEventType:
        current = _FIRST_OF_TYPE.get(sub, current)
        types[sub] = current
    return types


EVENT_TYPE_OF: dict[SubEventType, EventType] = _types_by_order()


class ActorKind(StrEnum):
    """ACLED's kinds of actor."""

    STATE = "State forces"
    REBEL = "Rebel group"
    POLITICAL_MILITIA = "Political militia"
    IDENTITY_MILITIA = "Identity militia"
    RIOTERS = "Rioters"
    PROTESTERS = "Protesters"
    CIVILIANS = "Civilians"
    EXTERNAL = "External/Other forces"


class Role(StrEnum):
    """What an actor did in an incident."""

    INITIATOR = "initiator"
    TARGET = "target"
    INVOLVED = "involved"


class Outcome(StrEnum):
    """What became of the victims a claim counts."""

    KILLED = "killed"
    INJURED = "injured"
    CAPTURED = "captured"
    MISSING = "missing"
    DISPLACED = "displaced"


class VictimGroup(StrEnum):
    """Whether the victims of a claim bore arms."""

    CIVILIANS = "civilians"
    COMBATANTS = "combatants"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """How the report stands to a claim."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    UNCONFIRMED = "unconfirmed"
    DENIED = "denied"


class Grade(StrEnum):
    """How many independent sources stand behind an incident, and whether they agree."""

    SINGLE = "single"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
