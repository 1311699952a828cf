"""Generated incidents: every shape the model allows, for the laws that hold for all of them."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from geo.model import (
    Actor,
    ActorKind,
    Claim,
    DatePrecision,
    Disagreement,
    EventType,
    Evidence,
    Grade,
    Incident,
    MentionedPlace,
    Outcome,
    Place,
    Precision,
    Role,
    Said,
    Source,
    Stance,
    SubEventType,
    Toll,
    VictimGroup,
    When,
)

# Neither lone surrogates, which no file in UTF-8 can hold, nor NUL, which ends a C string.
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12
) | st.sampled_from(
    ['say "no", and\nleave\r\n', "دير الزور", "=1+1", "NA", "null", "007", "\ufeffx"]
)
maybe_text = st.none() | texts
counts = st.none() | st.integers(0, 10**12)
tolls = st.builds(Toll, low=counts, best=counts, high=counts)
days = st.dates(date(1500, 1, 1), date(2200, 1, 1))
dates_precise = st.sampled_from([p for p in DatePrecision if p is not DatePrecision.UNKNOWN])


def degrees(limit):
    """Return degrees as written: six decimals."""
    return st.integers(-limit * 10**6, limit * 10**6).map(lambda n: n / 10**6)


@st.composite
def whens(draw):
    if draw(st.booleans()):
        return When()
    start = draw(days)
    end = start + timedelta(days=draw(st.integers(0, 400)))
    return When(start=start, end=end, precision=draw(dates_precise))


points = st.tuples(degrees(180), degrees(90)).filter(lambda p: p != (0, 0))
places = points.flatmap(
    lambda p: st.builds(
        Place,
        name=texts,
        lon=st.just(p[0]),
        lat=st.just(p[1]),
        precision=st.sampled_from(Precision),
        uncertainty_km=st.none() | st.floats(0, 20_000),
        id=maybe_text,
        country=maybe_text,
        admin1=maybe_text,
        admin2=maybe_text,
    )
)
actors = st.builds(
    Actor,
    name=texts,
    text=texts,
    role=st.sampled_from(Role),
    kind=st.none() | st.sampled_from(ActorKind),
    country=maybe_text,
)
spans = st.tuples(st.integers(0, 1000), st.integers(1, 1000)).map(lambda s: (s[0], s[0] + s[1]))
claims = spans.flatmap(
    lambda s: st.builds(
        Claim,
        outcome=st.sampled_from(Outcome),
        toll=tolls,
        text=texts,
        document_id=texts,
        start=st.just(s[0]),
        end=st.just(s[1]),
        victims=maybe_text,
        group=st.sampled_from(VictimGroup),
        claimant=maybe_text,
        stance=st.sampled_from(Stance),
    )
)
evidences = spans.flatmap(
    lambda s: st.builds(
        Evidence,
        document_id=texts,
        start=st.just(s[0]),
        end=st.just(s[1]),
        text=texts,
        fields=st.lists(texts, max_size=2).map(tuple),
    )
)
mentioned = st.builds(
    MentionedPlace,
    text=texts,
    place=maybe_text,
    place_id=maybe_text,
    lon=st.none() | degrees(180),
    lat=st.none() | degrees(90),
    reason=st.just("") | texts,
)
sources = st.builds(
    Source,
    document_id=texts,
    title=maybe_text,
    source=maybe_text,
    url=maybe_text,
    published=st.none() | days,
    dataset=maybe_text,
    record=maybe_text,
    licence=maybe_text,
)
disagreements = st.builds(
    Disagreement,
    property=texts,
    answers=st.lists(
        st.builds(
            Said,
            value=texts,
            members=st.lists(texts, max_size=2).map(tuple),
            sources=st.lists(texts, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)


def few(things, least=0):
    return st.lists(things, min_size=least, max_size=2).map(tuple)


incidents = st.builds(
    Incident,
    id=texts,
    when=whens(),
    event_type=st.none() | st.sampled_from(EventType),
    sub_event_type=st.none() | st.sampled_from(SubEventType),
    place=st.none() | places,
    place_text=maybe_text,
    place_reason=maybe_text,
    killed=tolls,
    injured=tolls,
    civilians_killed=tolls,
    confidence=st.floats(0, 1),
    grade=st.sampled_from(Grade),
    n_sources=st.integers(0, 9),
    n_reports=st.integers(0, 9),
    actors=few(actors),
    casualties=few(claims),
    evidence=few(evidences, least=1),
    mentioned_places=few(mentioned),
    sources=few(sources),
    members=few(texts),
    sums=few(texts),
    disagreements=few(disagreements),
)


def _with_tellings(whole, told):
    """Return an incident that holds what its tellings hold, or some of it."""
    evidence = tuple(dict.fromkeys([*whole.evidence, *(e for t in told for e in t.evidence)]))
    return replace(whole, tellings=told, evidence=evidence)


single_incidents = incidents
incidents = single_incidents | st.builds(_with_tellings, single_incidents, few(single_incidents))
