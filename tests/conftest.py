"""What several test files share."""

from __future__ import annotations

import logging
import socket

import pytest
from hypothesis import settings

# A law holds or not; how long an example takes on a busy machine says nothing.
settings.register_profile("lawful", deadline=None)
settings.load_profile("lawful")


@pytest.fixture(scope="session")
def reader():
    """Return the parser with its model, loaded once for the whole run."""
    from geo.language import Reader

    return Reader()


@pytest.fixture(autouse=True)
def _own_log_level():
    """Undo what a command run in this process sets by -v and -q."""
    logger = logging.getLogger("geo")
    before = logger.level
    yield
    logger.setLevel(before)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch, request):
    """Refuse every connection that leaves this machine."""
    real = socket.socket.connect

    def connect(self, address):
        host = address[0] if isinstance(address, tuple) else "local"
        if host not in {"127.0.0.1", "::1", "localhost", "local"}:
            message = f"a test tried to reach {address!r}"
            raise RuntimeError(message)
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
