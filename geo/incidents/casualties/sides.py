"""Whose side victims and speakers are on: the state's, the rebels', or civilians."""

from __future__ import annotations

import re
from enum import StrEnum

from geo.model import VictimGroup

_STATE = re.compile(
    r"\b(?:army|armies|military|armed|defen[cs]e|forces|command(?:er|ers)?|general|colonel|police"
    r"|troops|ministry)\b",
    re.IGNORECASE,
)
_REBELS = re.compile(
    r"\b(?:rebels?|militants?|guerrillas?|insurgents?|front|taliban|separatists?|group|brigades?)\b",
    re.IGNORECASE,
)
_OF_STATE = re.compile(
    r"\b(?:soldiers?|troops|police\w*|officers?|service\w*|personnel|peacekeepers?|recruits?"
    r"|marines?|guards?|jawans?|cadets?|conscripts?)\b",
    re.IGNORECASE,
)


class Side(StrEnum):
    """One of those that victims of one incident may be divided into."""

    CIVILIANS = "civilians"
    STATE = "state"
    REBELS = "rebels"


def side_of(victims: str | None, group: VictimGroup) -> Side | None:
    """Return whose dead they are; None for people in general, or of several sides."""
    if group is VictimGroup.CIVILIANS:
        return Side.CIVILIANS
    if group is not VictimGroup.COMBATANTS or victims is None:
        return None
    return Side.STATE if _OF_STATE.search(victims) else Side.REBELS


def speaks_for(claimant: str | None, side: Side) -> bool:
    """Whether a claimant is of a side."""
    words = {Side.STATE: _STATE, Side.REBELS: _REBELS}.get(side)
    return words is not None and bool(words.search(claimant or ""))
