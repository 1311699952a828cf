"""Reading a folder's worth of reports in one call."""

from __future__ import annotations

import pytest

from geo.documents import read_documents


@pytest.fixture
def read():
    """Return a reader that gives the documents and the reasons for what was skipped."""

    def read_all(*inputs, **options):
        skipped = []
        documents = list(read_documents([str(i) for i in inputs], report=skipped.append, **options))
        return documents, skipped

    return read_all
