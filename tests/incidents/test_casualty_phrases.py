"""How many were killed and injured, phrase by phrase, over the styles that reporters write in.

``casualty_phrases.csv`` holds the phrases, in our own words, and what each says: ``12`` exactly,
``10-15`` from a range, ``12+`` with an open end, ``<20`` at most, ``2/3/8`` low, best and high
where voices disagree, nothing where the phrase does not say. ``others`` names further outcomes,
and ``civilians`` for the civilians among the killed.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo.incidents.casualties import find_casualties
from geo.incidents.tolls import civilian_toll, principal_claims, toll_of
from geo.language import Reader
from geo.model import Document, Outcome, Toll

PHRASES = Path(__file__).with_name("casualty_phrases.csv")


def rows():
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def toll(words):
    """Return what a cell of the table stands for."""
    if not words:
        return Toll()
    if "/" in words:
        low, best, high = (None if n == "-" else int(n) for n in words.split("/"))
        return Toll(low=low, best=best, high=high)
    if words.startswith("<"):
        return Toll(low=0, best=int(words[1:]), high=int(words[1:]))
    if words.endswith("+"):
        return Toll(low=int(words[:-1]), best=int(words[:-1]))
    low, _, high = words.partition("-")
    return Toll(low=int(low), best=int(low), high=int(high or low))


def expected(row):
    others = dict(pair.split("=") for pair in row["others"].split(";") if pair)
    cells = {"killed": row["killed"], "injured": row["injured"], **others}
    return {outcome: toll(cells.get(outcome, "")) for outcome in Outcome}, others.get("civilians")


@pytest.fixture(scope="module")
def reader():
    return Reader()


@pytest.mark.model
@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['style']}: {row['phrase']}")
def test_a_phrase_says_how_many_in_every_style(reader, row):
    mentions = find_casualties(reader.read(Document(id="d", text=row["phrase"])))
    claims = principal_claims(mentions, mentions)
    tolls, civilians = expected(row)
    assert {outcome: toll_of(claims, outcome) for outcome in Outcome} == tolls
    if civilians is not None:
        assert civilian_toll(mentions, mentions) == toll(civilians)


def test_the_phrases_are_many_and_each_is_told_once():
    phrases = [row["phrase"] for row in rows()]
    assert len(phrases) == len(set(phrases)) >= 300
