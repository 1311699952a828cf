"""How a user meets the commands: in an empty folder, with an exit code and two streams."""

from __future__ import annotations

import io
import sys

import pytest

from geo import cli


@pytest.fixture
def geo(monkeypatch, capfd, tmp_path):
    """Run the command line in this process, in an empty folder; return code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "argv", ["geo", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin))))
        code = cli._run()
        out, err = capfd.readouterr()
        return code, out, err

    return run
