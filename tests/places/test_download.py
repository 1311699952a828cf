"""Fetching files from a server that breaks off, changes its mind, or lies."""

from __future__ import annotations

import base64
import hashlib
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from geo.errors import InputError, OutputError
from geo.places.download import fetch

CONTENT = bytes(range(256)) * 4000


class Server(ThreadingHTTPServer):
    """Serves one file; counts requests; breaks off where told."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = CONTENT
        self.etag = '"one"'
        self.stop_after = []  # bytes to send before the connection is cut, a request each
        self.extra = {}
        self.statuses = []  # answers given before the file, a request each
        self.requests = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/dump/SY.zip"


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        """Keep the test's output clean."""

    def do_GET(self):
        server = self.server
        server.requests.append(dict(self.headers))
        if server.statuses:
            self._answer(server.statuses.pop(0), b"")
        elif server.etag and self.headers["If-None-Match"] == server.etag:
            self._answer(304, None)
        else:
            self._send_file()

    def _send_file(self):
        server = self.server
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers["Range"] or "")
        same = server.etag and self.headers["If-Range"] == server.etag
        start = int(asked[1]) if asked and same else 0
        headers = {"ETag": server.etag, **server.extra} if server.etag else dict(server.extra)
        if start:
            end, size = len(server.content) - 1, len(server.content)
            headers["Content-Range"] = f"bytes {start}-{end}/{size}"
        stop = server.stop_after.pop(0) if server.stop_after else None
        self._answer(206 if start else 200, server.content[start:], headers, stop)

    def _answer(self, status, body, headers=None, stop=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write((body or b"")[:stop])


@pytest.fixture
def server():
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_arrives_whole_and_progress_is_told(server, tmp_path):
    seen = []
    path = fetch(server.url, tmp_path, watch=lambda done, total: seen.append((done, total)))
    assert path == tmp_path / "SY.zip"
    assert path.read_bytes() == CONTENT
    assert seen[0] == (0, len(CONTENT))
    assert seen[-1] == (len(CONTENT), len(CONTENT))


def test_a_broken_connection_is_taken_up_where_it_stopped(server, tmp_path):
    server.stop_after = [300_000, 200_000]
    assert fetch(server.url, tmp_path, pause=0).read_bytes() == CONTENT
    assert [r.get("Range") for r in server.requests] == [None, "bytes=300000-", "bytes=500000-"]


def test_a_later_run_goes_on_from_the_part_of_an_earlier_one(server, tmp_path):
    server.stop_after = [300_000, 0, 0, 0, 0]
    with pytest.raises(InputError, match="broke off at byte 300000 of 1024000; try again"):
        fetch(server.url, tmp_path, pause=0)
    assert "SY.zip" not in names(tmp_path)
    server.requests.clear()
    assert fetch(server.url, tmp_path, pause=0).read_bytes() == CONTENT
    assert [r.get("Range") for r in server.requests] == ["bytes=300000-"]
    assert names(tmp_path) == ["SY.zip", "SY.zip.source"]


def test_a_part_of_another_version_is_never_continued(server, tmp_path):
    server.stop_after = [300_000, 0, 0, 0, 0]
    with pytest.raises(InputError):
        fetch(server.url, tmp_path, pause=0)
    server.content, server.etag = CONTENT[::-1], '"two"'
    assert fetch(server.url, tmp_path, pause=0).read_bytes() == CONTENT[::-1]


def test_without_anything_that_proves_sameness_a_break_starts_anew(server, tmp_path):
    server.etag, server.stop_after = None, [300_000]
    assert fetch(server.url, tmp_path, pause=0).read_bytes() == CONTENT
    assert [r.get("Range") for r in server.requests] == [None, None]


def test_an_unchanged_file_is_not_fetched_again_and_a_changed_one_is(server, tmp_path):
    fetch(server.url, tmp_path)
    fetch(server.url, tmp_path)
    assert server.requests[1]["If-None-Match"] == '"one"'
    server.content, server.etag = b"newer", '"two"'
    assert fetch(server.url, tmp_path).read_bytes() == b"newer"


@pytest.mark.parametrize(
    "stated",
    [
        ("Repr-Digest", "sha256", "sha-256=:{}:"),
        ("Digest", "sha256", "sha-256={}"),
        ("Content-MD5", "md5", "{}"),
    ],
)
def test_a_checksum_that_the_server_gives_must_agree(server, tmp_path, stated):
    header, algorithm, form = stated
    right = base64.b64encode(hashlib.new(algorithm, CONTENT).digest()).decode()
    server.extra = {header: form.format(right)}
    fetch(server.url, tmp_path / "right")
    wrong = base64.b64encode(hashlib.new(algorithm, b"else").digest()).decode()
    server.extra = {header: form.format(wrong)}
    with pytest.raises(InputError, match=r"came damaged .* checksum is another"):
        fetch(server.url, tmp_path / "wrong")
    assert names(tmp_path / "wrong") == []


def test_a_busy_server_is_asked_again_and_a_missing_file_is_not(server, tmp_path):
    server.statuses = [503, 429]
    assert fetch(server.url, tmp_path, pause=0).read_bytes() == CONTENT
    server.requests.clear()
    server.statuses = [404]
    with pytest.raises(InputError, match="the server says 404"):
        fetch(server.url, tmp_path / "other", pause=0)
    assert len(server.requests) == 1


def test_a_part_that_is_longer_than_the_file_is_thrown_away(server, tmp_path):
    server.stop_after = [300_000, 0, 0, 0, 0]
    with pytest.raises(InputError):
        fetch(server.url, tmp_path, pause=0)
    server.statuses = [416]
    assert fetch(server.url, tmp_path, pause=0).read_bytes() == CONTENT


def test_a_server_that_is_not_there_is_one_line(server, tmp_path):
    url = server.url
    server.server_close()
    with pytest.raises(InputError, match="cannot fetch http"):
        fetch(url, tmp_path, pause=0)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/SY.zip", "http://x/", "SY.zip"])
def test_only_web_addresses_of_files_are_fetched(url, tmp_path):
    with pytest.raises(InputError, match="no web address of a file"):
        fetch(url, tmp_path)


def test_a_folder_that_cannot_be_made_is_one_line(server, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write into"):
        fetch(server.url, tmp_path / "file")
