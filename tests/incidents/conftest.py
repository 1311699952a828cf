"""What tests of whole reports share."""

from __future__ import annotations

from datetime import date

import pytest

from geo.incidents import ActorLexicon, Knowledge, compose
from geo.model import Document
from geo.places import locate
from geo.places.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def knowledge():
    return Knowledge(gazetteer=Gazetteer.open(), actors=ActorLexicon.load())


@pytest.fixture
def read(reader, knowledge, request):
    """Return the incidents of a text, published on the module's PUBLISHED day."""
    day = getattr(request.module, "PUBLISHED", date(2019, 5, 8))

    def incidents(text, *, published=day, **options):
        parsed = reader.read(Document(id="d", text=text, published=published))
        mentions = locate(parsed, knowledge.gazetteer, doubtful=True)
        return compose(parsed, mentions, knowledge, **options)

    return incidents
