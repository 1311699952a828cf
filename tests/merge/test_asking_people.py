"""People's answers, the questions worth asking, why, and what changed since."""

import csv

import pytest
from merge_cases import days_from_monday, killed, told

from geo.errors import DataError, InputError, UsageError
from geo.merge import Decision, Merging, merge, read_decisions
from geo.merge.changes import changes
from geo.merge.decisions import Verdict, as_cell, as_read
from geo.merge.explain import explain
from geo.merge.review import write_review
from geo.model import Claim, Evidence, Outcome

A, B = told("a"), told("b", "Hill Radio")
DOUBTFUL = told("c", "The Crier", who="River Guard", killed=killed(20, 20, 20), place_text="Tall")


def decided(one, two, word, when=""):
    return Decision(one=one, two=two, verdict=Verdict(word), when=when)


def homes(incidents):
    return {member: i.id for i in incidents for member in (i.members or (i.id,))}


# --- decisions --------------------------------------------------------------------------------


def test_people_join_what_nothing_else_would():
    far = told("z", when=days_from_monday(200))
    (one,) = merge([A, far], [decided("a", "z", "same")])
    assert one.members == ("a", "z")


def test_people_split_what_was_merged_before():
    merged = merge([A, B])
    assert len(merge(merged, [decided("a", "b", "different")])) == 2


def test_a_third_report_does_not_bring_back_together_what_people_told_apart():
    home = homes(merge([A, B, told("c", "The Crier")], [decided("a", "b", "different")]))
    assert home["a"] != home["b"]


def test_of_two_answers_the_later_holds():
    answers = [
        decided("a", "b", "different", "2021-03-05"),
        decided("b", "a", "same", "2021-03-04"),
    ]
    assert len(merge([A, B], answers)) == 2


def test_answers_that_contradict_each_other_are_refused_with_the_ids():
    c = told("c", "The Crier")
    answers = [decided("a", "b", "same"), decided("b", "c", "same"), decided("a", "c", "different")]
    with pytest.raises(DataError, match="a and c"):
        merge([A, B, c], answers)


def test_an_answer_about_nothing_in_the_tables_is_said(caplog):
    merge([A], [decided("a", "nowhere", "same")])
    assert "nowhere" in caplog.text


def test_a_line_that_is_no_answer_is_reported_and_an_open_one_is_not(tmp_path):
    file = tmp_path / "answers.csv"
    file.write_text(
        "id1,id2,decision,who\na,b,same,ann\na,c,perhaps,ann\na,d,,\n", encoding="utf-8"
    )
    skipped = []
    (answer,) = read_decisions(file, skipped.append)
    assert (answer.one, answer.two, answer.verdict, answer.who) == ("a", "b", "same", "ann")
    assert [s.line for s in skipped] == [3]


def test_another_table_is_no_decisions_file(tmp_path):
    file = tmp_path / "table.csv"
    file.write_text("id,date\n", encoding="utf-8")
    with pytest.raises(InputError, match="id1"):
        read_decisions(file, print)


@pytest.mark.parametrize("text", ["=1+1", "'quoted", "plain", "-5", "'=x"])
def test_ids_survive_the_guard_against_formulas(text):
    assert as_read(as_cell(text)) == text


# --- review -----------------------------------------------------------------------------------


def test_doubtful_pairs_are_written_once_for_two_groups_and_answered_by_filling_in(tmp_path):
    file = tmp_path / "doubts.csv"
    merging = Merging([A, B, DOUBTFUL])
    assert write_review(merging, file) == 1
    (row,) = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
    assert {row["id1"], row["id2"]} in ({"a", "c"}, {"b", "c"})
    assert {row["killed1"], row["killed2"]} == {"3", "20"}
    other = "different" if row["now"] == "one" else "same"
    with file.open("w", encoding="utf-8", newline="") as again:
        rows = csv.DictWriter(again, row)
        rows.writeheader()
        rows.writerow(row | {"decision": other})
    answers = read_decisions(file, print)
    home = homes(merge(merging.incidents, answers))
    assert (home[row["id1"]] == home[row["id2"]]) is (other == "same")


def test_what_is_beyond_doubt_or_decided_is_not_asked(tmp_path):
    assert write_review(Merging([A, told("z", when=days_from_monday(50))]), tmp_path / "q.csv") == 0
    answered = Merging([A, DOUBTFUL], [decided("a", "c", "different")])
    assert write_review(answered, tmp_path / "r.csv") == 0


# --- explain ----------------------------------------------------------------------------------


def test_the_lines_of_a_waterfall_add_up_to_the_odds_that_decided():
    merging = Merging([A, B])
    lines = list(explain(merging, "a", "b"))
    last = next(line for line in reversed(lines) if "(" in line and "merged" not in line)
    assert f"{merging.weighed.odds[0]:+.2f}" in last
    assert lines[-1] == "merged into one incident"


def test_a_copied_text_and_a_quoted_publisher_are_lines_of_the_waterfall():
    words = "Shells fell on the market of Qarn early on Monday and three people were killed there"

    def saying(identity, publisher, **changes):
        text = Evidence(document_id=f"doc-{identity}", start=0, end=len(words), text=words)
        return told(identity, publisher, evidence=(text,), **changes)

    quoting = Claim(
        outcome=Outcome.KILLED,
        toll=killed(3, 3, 3),
        text="three people",
        document_id="doc-b",
        start=51,
        end=63,
        claimant="Valley Post",
    )
    copy = saying("b", "Hill Radio", casualties=(quoting,))
    lines = [*explain(Merging([saying("a", "Valley Post"), copy]), "a", "b")]
    for name in ("report.copied", "report.words in common", "report.quoted by the other"):
        assert [line for line in lines if line.startswith(name) and " +" in line], name


def test_what_forbids_is_said():
    lines = list(explain(Merging([A, told("b", document="doc-a")]), "a", "b"))
    assert any("one report" in line for line in lines)
    assert "kept apart" in lines[-1]


def test_an_unknown_id_is_a_usage_error():
    with pytest.raises(UsageError, match="nobody"):
        list(explain(Merging([A]), "a", "nobody"))


# --- changes ----------------------------------------------------------------------------------


def kinds(before, after):
    return [(change.change, change.id) for change in changes(before, after)]


def test_changes_name_what_is_new_changed_joined_and_split():
    old = merge([A, B])
    c, z = told("c", "The Crier"), told("z", when=days_from_monday(50))
    assert kinds(old, merge([*old, c])) == [("changed", "a")]
    assert kinds(old, merge([*old, z])) == [("new", "z")]
    assert kinds([A, B], old) == [("joined", "a")]
    split = merge(old, [decided("a", "b", "different")])
    assert kinds(old, split) == [("split", "a"), ("split", "b")]
    assert kinds(old, [*old]) == []
    assert kinds([A, z], [A]) == [("gone", "z")]
