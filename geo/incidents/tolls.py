"""What many claims come to: the summary tolls of one incident (CONTRACT section 5).

Claims are different voices on one toll, or on a part of it: only victims that a report itself puts
on top of others ("two more") are added.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.incidents.casualties.sides import Side, side_of, speaks_for
from geo.incidents.numbers import NOBODY, SOME
from geo.model import UNKNOWN_TOLL, Claim, Outcome, Stance, Toll, VictimGroup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.incidents.casualties import CasualtyMention

_SUPPORT = {Stance.REPORTED: 2, Stance.CLAIMED: 1, Stance.UNCONFIRMED: 0}


def toll_of(claims: Sequence[Claim], outcome: Outcome) -> Toll:
    """Return low, best and high of one outcome over claims on the same victims.

    Low is the lowest and high the highest claim that is not denied; best is the best supported:
    the firmest stance first, then most voices, then the latest in the order given. High stays
    open when a claim that reaches highest leaves it open.
    """
    standing = [
        c for c in claims if c.outcome is outcome and c.stance is not Stance.DENIED and c.toll.known
    ]
    if not standing:
        return UNKNOWN_TOLL
    lows = [c.toll.low for c in standing if c.toll.low is not None]
    best = _best(standing)
    return Toll(low=min(lows, default=None), best=best, high=_high(standing))


def _best(claims: Sequence[Claim]) -> int | None:
    voices: dict[int, list[tuple[float, int]]] = {}
    for order, claim in enumerate(claims):
        if claim.toll.best is not None:
            voices.setdefault(claim.toll.best, []).append((_support(claim), order))
    if not voices:
        return None
    return max(voices, key=lambda n: (max(s for s, _ in voices[n]), len(voices[n]), max(voices[n])))


def _support(claim: Claim) -> float:
    """Return how firm a claim is; what one side says of the other's dead is worth less."""
    return _SUPPORT[claim.stance] - (0.5 if _boasts(claim) else 0.0)


def _boasts(claim: Claim) -> bool:
    side = side_of(claim.victims, claim.group)
    enemy = {Side.STATE: Side.REBELS, Side.REBELS: Side.STATE}.get(side) if side else None
    return claim.stance is Stance.CLAIMED and bool(enemy and speaks_for(claim.claimant, enemy))


def _high(claims: Sequence[Claim]) -> int | None:
    """Return the highest high; None where a claim with an open end starts above the others."""
    closed = max((c.toll.high for c in claims if c.toll.high is not None), default=None)
    open_ends = [c.toll.low or 0 for c in claims if c.toll.high is None]
    if closed is None or (open_ends and max(open_ends) > closed):
        return None
    return closed


def civilian_toll(casualties: Sequence[CasualtyMention], report: Sequence[CasualtyMention]) -> Toll:
    """Return the toll of civilians killed over the claims that count civilians.

    A part of civilians ("seven civilians, among them four women") says nothing of all of them.
    """
    told = [
        m.claim
        for m in casualties
        if m.claim.group is VictimGroup.CIVILIANS and not m.total and not _of_civilians(m, report)
    ]
    return toll_of(_counted(told), Outcome.KILLED)


def _of_civilians(mention: CasualtyMention, report: Sequence[CasualtyMention]) -> bool:
    whole = None if mention.part_of is None else report[mention.part_of].claim
    return whole is not None and whole.group is VictimGroup.CIVILIANS


_ANYBODY = frozenset(
    {"", "people", "persons", "victims", "others", "dead", "individuals", "bodies"}
)


def principal_claims(
    casualties: Sequence[CasualtyMention], report: Sequence[CasualtyMention]
) -> list[Claim]:
    """Return the claims that count everybody, leaving out those that count a part or a period.

    ``report`` holds all mentions of the report, which ``adds_to`` points into: further victims
    ("the driver was also killed") raise the toll that they come on top of. Claims on other victims
    than the main ones ("several dozen Russians" beside "hundreds of fighters") are taken for
    parts: they stay in the incident, but neither add to its toll nor lower it. The main victims
    of an outcome are those of its firmest, then largest claim. "Only two soldiers" speaks of all.
    """
    whole = _with_additions(casualties, report)
    kept: list[Claim] = []
    for outcome in Outcome:
        claims = [c for c in whole if c.outcome is outcome and c.stance is not Stance.DENIED]
        claims = _without_bodies(_counted(claims))
        if claims:
            main = max(claims, key=lambda c: (_SUPPORT[c.stance], c.toll.best or 0, -c.start))
            anybody = _generic(claims)
            same = {victim_key(main.victims), _who(main, anybody), ""}
            kept += [c for c in claims if _who(c, anybody) in same or _no_more(c)]
    return kept


def _generic(claims: Sequence[Claim]) -> bool:
    """Whether civilians are all that are counted, so that they are people in general."""
    return not any(c.group is VictimGroup.COMBATANTS for c in claims)


def _who(claim: Claim, anybody: bool) -> str:  # noqa: FBT001  (a fact on the side, no option)
    key = victim_key(claim.victims)
    return "" if anybody and key == "civilian" and claim.toll != NOBODY else key


def _counted(claims: list[Claim]) -> list[Claim]:
    """Leave out vague words ("executed inhabitants") beside a count that is not below them."""
    counted = [c for c in claims if c.toll != SOME]
    fits = any((c.toll.best or 0) >= (SOME.low or 0) for c in counted)
    return counted if fits else claims


def _without_bodies(claims: list[Claim]) -> list[Claim]:
    """Leave out bodies beside people killed: "24 were killed, and 212 bodies were buried"."""
    people = [c for c in claims if not c.text.casefold().endswith(("bodies", "body"))]
    told = max((c.toll.best or 0 for c in people), default=0)
    return [c for c in claims if c in people or (c.toll.best or 0) <= 2 * told] if told else claims


def _no_more(claim: Claim) -> bool:
    """Whether a claim says that these were all: "only two soldiers had died"."""
    return claim.text.casefold().startswith(("only ", "just ", "no more than "))


def _with_additions(
    casualties: Sequence[CasualtyMention], report: Sequence[CasualtyMention]
) -> list[Claim]:
    own = [m for m in casualties if m.part_of is None and not m.total]
    tolls = {report.index(m): m.claim.toll for m in own}
    for mention in own:
        base = mention.adds_to
        if base in tolls:
            tolls[base] = _sum(tolls[base], mention.claim.toll)
            del tolls[report.index(mention)]
    return [replace(report[n].claim, toll=toll) for n, toll in sorted(tolls.items())]


def _sum(one: Toll, two: Toll) -> Toll:
    def add(a: int | None, b: int | None) -> int | None:
        return None if a is None or b is None else a + b

    return Toll(
        low=add(one.low, two.low), best=add(one.best, two.best), high=add(one.high, two.high)
    )


def victim_key(victims: str | None) -> str:
    """Return "fighter" for "pro-regime fighters", "" for people in general or several sorts."""
    words = (victims or "").casefold().split()
    if not words or words[-1] in _ANYBODY or "and" in words:
        return ""
    return words[-1].removesuffix("s")
