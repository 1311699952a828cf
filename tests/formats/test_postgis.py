"""Incidents in a real PostgreSQL with PostGIS, started here: loopback, a data folder of its own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incident_strategies import incidents

from geo.errors import InputError, OutputError, UsageError
from geo.formats import loses, read_incidents, write_incidents
from geo.model import Evidence, Incident, Place, Precision, Toll, When

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed (extra: postgis)")

BOOM = Evidence(document_id="d", start=0, end=4, text='Bo"om\\')
HERE = Place(name="Qarn", lon=40.123456, lat=35.5, precision=Precision.SETTLEMENT)
DAY = When.day(date(2018, 2, 7))


def binaries():
    """Return the folder of the newest PostgreSQL that has PostGIS beside it."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        version = folder.parent.name
        extension = Path("/usr/share/postgresql", version, "extension", "postgis.control")
        if (folder / "initdb").exists() and extension.exists():
            return folder
    return None


def as_server(command, cwd):
    """Run as a user that PostgreSQL accepts: it refuses root."""
    user = "postgres" if os.geteuid() == 0 else None
    done = subprocess.run(command, capture_output=True, text=True, user=user, cwd=cwd, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture(scope="module")
def server():
    found = binaries()
    if found is None:
        pytest.skip("no PostgreSQL with PostGIS (Debian: postgresql-postgis) is installed")
    # Not below pytest's own folder, which the server's user may not enter.
    home = Path(tempfile.mkdtemp(prefix="geo-postgres-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(home, owner.pw_uid, owner.pw_gid)
    data, port = home / "data", free_port()
    as_server([found / "initdb", "-D", data, "-U", "geo", "-A", "trust", "-E", "UTF8", "-N"], home)
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off"
    start = [found / "pg_ctl", "-D", data, "-o", options, "-l", home / "log", "-w", "start"]
    as_server(start, home)
    try:
        yield f"postgresql://geo@127.0.0.1:{port}/postgres"
    finally:
        as_server([found / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], home)
        shutil.rmtree(home)


def read(address):
    told = []
    found = list(read_incidents(address, told.append))
    assert told == []
    return found


def ask(server, query):
    with psycopg.connect(server) as connection:
        return connection.execute(query).fetchall()


def test_a_table_is_made_with_types_a_key_and_an_index_by_place(server):
    address = f"{server}?table=made"
    one = Incident(id="a", when=DAY, place=HERE, killed=Toll(low=3, best=3), evidence=(BOOM,))
    other = Incident(id="b", evidence=(BOOM,))
    write_incidents([one, other], address)
    assert ask(
        server, "SELECT id, date_start, killed_low, ST_AsText(geom) FROM made ORDER BY id"
    ) == [
        ("a", date(2018, 2, 7), 3, "POINT(40.123456 35.5)"),
        ("b", None, None, None),
    ]
    assert ask(server, "SELECT evidence->0->>'text' FROM made WHERE id = 'a'") == [(BOOM.text,)]
    indexes = ask(server, "SELECT indexdef FROM pg_indexes WHERE tablename = 'made'")
    assert any("USING gist (geom)" in line for (line,) in indexes)
    assert any("UNIQUE" in line for (line,) in indexes)
    assert read(address) == [one, other]


def test_writing_again_replaces_by_id_and_keeps_the_others(server):
    address = f"{server}?table=again"
    first = [Incident(id=i, evidence=(BOOM,)) for i in "ab"]
    changed = Incident(id="b", when=DAY, place=HERE, evidence=(BOOM,))
    write_incidents(first, address)
    write_incidents([changed, changed], address)
    assert sorted(read(address), key=lambda i: i.id) == [first[0], changed]


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(some=st.lists(incidents, max_size=3, unique_by=lambda incident: incident.id))
def test_a_database_gives_back_the_same_incidents(server, some):
    with psycopg.connect(server) as connection:
        connection.execute("DROP TABLE IF EXISTS same")
    write_incidents(some, f"{server}?table=same")
    assert sorted(read(f"{server}?table=same"), key=lambda i: i.id) == sorted(
        some, key=lambda i: i.id
    )


def test_an_input_that_breaks_off_changes_nothing(server):
    def breaking():
        yield Incident(id="x", evidence=(BOOM,))
        message = "the model fell over"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="fell over"):
        write_incidents(breaking(), f"{server}?table=broken")
    assert ask(server, "SELECT to_regclass('broken')") == [(None,)]


def test_what_cannot_be_reached_or_named_is_one_line(server):
    nowhere = f"postgresql://geo:secret@127.0.0.1:{free_port()}/x"
    with pytest.raises(OutputError, match=r"PostgreSQL at 127\.0\.0\.1") as caught:
        write_incidents([], nowhere)
    assert "secret" not in str(caught.value)
    with pytest.raises(InputError, match="PostgreSQL at"):
        read(f"{server}?table=absent")
    with pytest.raises(UsageError, match="table=a;b"):
        write_incidents([], f"{server}?table=a;b")


def test_a_database_loses_nothing():
    assert loses("postgresql://h/db") == ""
