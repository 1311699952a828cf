"""How time grows with the number of incidents: generated tellings, twenty of each event.

    python tests/benchmarks/merge_growth.py [--sizes 100000 1000000]

The events lie strewn over a country's breadth and ten years; each telling misplaces it within its
radius, one in ten counts other dead. Each size runs in a process of its own, for its memory.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import random
import resource
import time
from datetime import date, timedelta

from geo.merge import Merging
from geo.model import (
    Actor,
    EventType,
    Evidence,
    Incident,
    Place,
    Precision,
    Role,
    Source,
    SubEventType,
    Toll,
    When,
)
from geo.sphere import moved

TELLINGS = 20
PARTIES = tuple(
    Actor(name=f"Brigade {n}", text=f"Brigade {n}", role=Role.INITIATOR) for n in range(40)
)
FIRST = date(2011, 1, 1)


def generated(events: int) -> list[Incident]:
    """Return the tellings of that many events."""
    dice = random.Random(events)
    return [telling for event in range(events) for telling in _tellings(event, dice)]


def _tellings(event: int, dice: random.Random) -> list[Incident]:
    lon, lat = dice.uniform(20, 40), dice.uniform(0, 20)
    when = When.day(FIRST + timedelta(days=dice.randrange(3650)))
    who, dead = dice.choice(PARTIES), dice.randint(0, 30)
    return [
        _telling(f"{event:06}-{n:02}", when, who, (lon, lat, dead), dice) for n in range(TELLINGS)
    ]


def _telling(
    identity: str, when: When, who: Actor, what: tuple[float, float, int], dice: random.Random
) -> Incident:
    lon, lat = moved(what[0], what[1], 2 * dice.random(), bearing=dice.uniform(0, 360))
    dead = max(0, what[2] + (dice.randint(-3, 3) if dice.random() < 0.1 else 0))
    return Incident(
        id=identity,
        when=when,
        event_type=EventType.EXPLOSIONS,
        sub_event_type=SubEventType.SHELLING,
        place=Place(
            name=identity[:6], lon=lon, lat=lat, precision=Precision.SETTLEMENT, country="XA"
        ),
        killed=Toll(low=dead, best=dead, high=dead),
        actors=(who,),
        evidence=(Evidence(document_id=identity, start=0, end=9, text="shells fell"),),
        sources=(Source(document_id=identity, source=f"Paper {dice.randrange(200)}"),),
    )


def measured(size: int) -> None:
    """Print seconds and memory of one size."""
    gc.disable()  # as the command does: nothing here makes cycles
    told = generated(size // TELLINGS)
    started, begun = time.perf_counter(), time.process_time()
    merging = Merging(told)
    grouped = time.perf_counter() - started
    made = len(merging.incidents)
    seconds = time.perf_counter() - started
    busy = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>9} incidents of {size // TELLINGS} events -> {made}: "
        f"grouped {grouped:.1f} s, in all {seconds:.1f} s ({busy:.1f} s of processor), peak {peak:.0f} MB",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    for size in parser.parse_args().sizes:
        process = multiprocessing.get_context("spawn").Process(target=measured, args=(size,))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
