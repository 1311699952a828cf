"""What merging starts from: every telling once, whatever was merged before."""

from dataclasses import replace

import pytest
from merge_cases import QARN, days_from_monday, killed, told

from geo.formats import read_incidents
from geo.merge import Decision, merge
from geo.merge.decisions import Verdict
from geo.model import Evidence, Source, Toll
from geo.table import from_feature, to_feature

A, B = told("a"), told("b", "Hill Radio")


def record(identity, dataset, **changes):
    source = Source(
        document_id=identity, source="Coders", dataset=dataset, record=identity[-1], licence="CC BY"
    )
    return replace(told(identity, **changes), sources=(source,))


def test_a_merged_incident_keeps_its_tellings_whole_in_a_file():
    (one,) = merge([A, B])
    again = from_feature(to_feature(one))
    assert again == one
    assert again.tellings == (A, B)


def test_the_id_stays_when_more_reports_come_in():
    (old,) = merge([A, B])
    (now,) = merge([old, told("c", "The Crier")])
    assert now.id == old.id == "a"


def test_a_merger_whose_tellings_were_lost_on_the_way_still_holds_its_members():
    (old,) = merge([A, B])
    bare = replace(old, tellings=())
    (now,) = merge([bare, A, B, told("c", "The Crier")])
    assert now.members == ("a", "b", "c")


def test_two_versions_of_one_record_are_one_incident_with_one_member():
    (one,) = merge([A, replace(A, killed=killed(4, 4, 4))])
    assert (one.id, one.members, len(one.tellings)) == ("a", ("a",), 2)
    assert [d.property for d in one.disagreements] == ["killed_best"]


def test_two_incidents_that_bear_one_id_by_chance_are_told_apart_and_said(caplog):
    far = replace(A, place=replace(QARN, lon=10.0, lat=10.0), when=days_from_monday(300))
    merged = merge([A, far])
    assert len({i.id for i in merged}) == 2
    assert all(i.id.startswith("a~") for i in merged)
    assert "2 different incidents bear the id a" in caplog.text
    assert merge(merged) == merged


def test_records_of_one_dataset_never_merge_and_those_of_two_do():
    assert len(merge([record("x1", "Count 1.0"), record("x2", "Count 1.0")])) == 2
    (one,) = merge([record("x1", "Count 1.0"), record("y7", "Other 3")])
    stated = {(s.dataset, s.record, s.licence) for s in one.sources}
    assert stated == {("Count 1.0", "1", "CC BY"), ("Other 3", "7", "CC BY")}


def test_what_people_edited_in_a_merged_table_stays_and_is_told(caplog):
    (old,) = merge([A, B])
    moved = replace(old.place, lon=40.01)
    edited = replace(old, killed=Toll(low=2, best=2, high=2), place=moved)
    (again,) = merge([edited, told("c", "The Crier")])
    assert again.members == ("a", "b", "c")
    assert (again.killed, again.place) == (edited.killed, moved)
    assert "a was edited by hand: its place, killed stays" in caplog.text
    assert merge([again]) == [again]


def test_an_edited_incident_that_is_split_is_told_as_well(caplog):
    (old,) = merge([A, B])
    edited = replace(old, killed=Toll(low=2, best=2, high=2))
    apart = Decision(one="a", two="b", verdict=Verdict.DIFFERENT)
    assert merge([edited], [apart]) == [A, B]
    assert "a was edited by hand (killed) and is split now" in caplog.text


def test_a_merged_table_that_nobody_edited_is_silent(caplog):
    merge([*merge([A, B]), told("c", "The Crier")])
    assert caplog.text == ""


def row(identity, publisher="Ministry", **changes):
    """A row of somebody's table: a document of its own, of which only the publisher is known."""
    words = changes.pop("words", identity)
    evidence = Evidence(document_id=identity, start=0, end=len(words), text=words)
    return replace(
        told(identity, **changes),
        evidence=(evidence,),
        sources=(Source(document_id=identity, source=publisher),),
    )


def test_two_rows_of_one_publishers_table_are_two_and_those_of_two_publishers_one():
    assert len(merge([row("x1"), row("x2")])) == 2
    assert len(merge([row("x1"), row("x2", "Observatory")])) == 1


def test_a_row_that_was_entered_twice_is_one():
    words = "Four shells fell on the market of Qarn at noon and killed three people"
    assert len(merge([row("x1", words=words), row("x2", words=words)])) == 1
    later = replace(row("x2", words=words), when=days_from_monday(1))
    assert len(merge([row("x1", words=words), later])) == 2


@pytest.mark.parametrize("lost", [Toll(), killed(3, 3, 3)])
def test_what_was_known_of_a_record_is_in_the_written_feature(lost):
    one = record("x1", "Count 1.0", killed=lost)
    assert from_feature(to_feature(one)) == one


def test_two_rows_of_a_coded_dataset_stay_two_and_say_what_they_are_records_of(tmp_path):
    file = tmp_path / "ged.csv"
    file.write_text(
        "id,year,month,day,country,type_of_violence,side_a,side_b,latitude,longitude,"
        "low_death,best_death,high_death\n"
        "11,2019,3,2,Mali,1,Hill Brigade,River Guard,14.5,-4.2,3,3,3\n"
        "12,2019,3,2,Mali,1,Hill Brigade,River Guard,14.5,-4.2,3,3,3\n",
        encoding="utf-8",
    )
    merged = merge(read_incidents(file, print))
    assert [i.id for i in merged] == ["ucdp:11", "ucdp:12"]
    stated = {(s.dataset, s.record, s.licence) for i in merged for s in i.sources}
    assert stated == {("UCDP GED", "11", "CC BY 4.0"), ("UCDP GED", "12", "CC BY 4.0")}
