"""Files appear whole or not at all."""

import io
import json
import resource
import sys
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from geo.atomic import check_target, write_atomically
from geo.errors import OutputError, UsageError
from geo.formats import suffixes, write_incidents
from geo.model import Evidence, Incident

ONE = Incident(id="a", evidence=(Evidence(document_id="d", start=0, end=4, text="Boom"),))


def listing(folder):
    return sorted(path.name for path in folder.rglob("*"))


def test_an_existing_file_is_refused_without_overwrite(tmp_path):
    path = tmp_path / "t.geojsonl"
    path.write_text("mine")
    with pytest.raises(OutputError, match=r"t\.geojsonl exists; use --overwrite"):
        write_incidents([ONE], path)
    assert path.read_text() == "mine"
    write_incidents([ONE], path, overwrite=True)
    assert json.loads(path.read_text())["properties"]["id"] == "a"


def test_a_folder_is_no_file_even_with_overwrite(tmp_path):
    with pytest.raises(OutputError, match="is a folder"):
        check_target(tmp_path, overwrite=True)


def test_a_device_is_never_replaced():
    with pytest.raises(OutputError, match="no ordinary file"):
        check_target("/dev/null", overwrite=True)


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.csv").touch()
    (tmp_path / "link.csv").symlink_to("real.csv")
    write_incidents([ONE], tmp_path / "link.csv", overwrite=True)
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("id,")


def test_missing_folders_are_made(tmp_path):
    path = tmp_path / "new" / "deep" / "t.geojson"
    write_incidents([ONE], path)
    assert listing(path.parent) == ["t.geojson"]


@pytest.mark.parametrize("suffix", suffixes())
def test_an_input_that_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path, suffix):
    def breaking():
        yield ONE
        message = "the model fell over"
        raise RuntimeError(message)

    path = tmp_path / f"t{suffix}"
    path.write_text("old")
    with pytest.raises(RuntimeError, match="fell over"):
        write_incidents(breaking(), path, overwrite=True)
    assert path.read_text() == "old"
    assert listing(tmp_path) == [path.name]


@contextmanager
def disk_of_2000_bytes():
    """Let no file grow beyond 2,000 bytes, as if the disk were full.

    No fixture: pytest writes its own output to a file while a fixture still holds.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("suffix", suffixes())
def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path, suffix):
    path = tmp_path / f"t{suffix}"
    many = [Incident(id=f"id-{n}", evidence=ONE.evidence) for n in range(500)]
    with disk_of_2000_bytes(), pytest.raises(OutputError, match="cannot write") as caught:
        write_incidents(many, path)
    assert "\n" not in str(caught.value)
    assert listing(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"cannot write .*t\.geojson: "):
        write_incidents([ONE], tmp_path / "file" / "t.geojson")


def test_a_read_only_folder_is_one_line(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("geo.atomic.tempfile.mkdtemp", refuse)
    with pytest.raises(OutputError, match=r"cannot write .*t\.csv: Permission denied"):
        write_incidents([ONE], tmp_path / "t.csv")


def test_an_unknown_extension_is_wrong_usage_before_anything_is_made(tmp_path):
    with pytest.raises(UsageError, match="no format of incident tables"):
        write_incidents([ONE], tmp_path / "new" / "t.docx")
    assert listing(tmp_path) == []


def test_the_dash_streams_features_to_standard_output(monkeypatch):
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out))
    write_incidents([ONE, ONE], "-")
    assert [json.loads(line)["type"] for line in out.getvalue().splitlines()] == ["Feature"] * 2


def test_a_standard_output_without_room_is_one_line(monkeypatch):
    def full(_data):
        raise OSError(28, "No space left on device")

    out = SimpleNamespace(buffer=SimpleNamespace(write=full))
    monkeypatch.setattr(sys, "stdout", out)
    with pytest.raises(OutputError, match="cannot write standard output: No space left"):
        write_incidents([ONE], "-")


def test_any_writer_can_be_made_atomic(tmp_path):
    path = tmp_path / "page.html"
    write_atomically(path, lambda made: made.write_text("whole"))
    assert path.read_text() == "whole"
    assert listing(tmp_path) == ["page.html"]
