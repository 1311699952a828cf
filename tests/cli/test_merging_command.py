"""``geo merge`` as a user meets it: why, doubts, decisions, what changed, in whatever order."""

from __future__ import annotations

import csv
import json
import random
import re
from dataclasses import replace

import pytest
from merge_cases import days_from_monday, killed, told

from geo.table import to_feature


def table(path, *incidents):
    lines = (json.dumps(to_feature(one)) + "\n" for one in incidents)
    path.write_text("".join(lines), encoding="utf-8")
    return path.name


def members(text):
    rows = [json.loads(line)["properties"] for line in text.splitlines()]
    return sorted(sorted(row.get("members") or [row["id"]]) for row in rows)


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


A, B = told("a"), told("b", "Hill Radio")
LATER = replace(told("z", "Hill Radio"), when=days_from_monday(6))
DOUBTFUL = told("c", "Hill Radio", killed=killed(40, 40, 40), who="River Guard")


def test_explain_adds_up_what_speaks_for_and_against(geo, tmp_path):
    name = table(tmp_path / "t.geojsonl", A, B)
    code, out, _ = geo("merge", name, "--explain", "a", "b")
    assert code == 0
    head, second, names, before, *parts, outcome = out.splitlines()
    assert head.startswith("a: 2021-03-01, Qarn, Shelling")
    assert second.startswith("b: ")
    assert names.split() == ["adds", "sum", "chance"]
    assert before.startswith("before any evidence")
    assert outcome == "merged into one incident"
    added = [float(line[40:47]) for line in (before, *parts)]
    assert sum(added) == pytest.approx(float(parts[-1][47:55]), abs=0.01 * len(added))
    assert any(line.startswith("place.same name") for line in parts)


def test_explain_says_what_forbids_and_which_id_nobody_has(geo, tmp_path):
    name = table(tmp_path / "t.geojsonl", A, LATER)
    _, out, _ = geo("merge", name, "--explain", "a", "z")
    assert "forbidden: their days are more than a day apart" in out
    assert out.splitlines()[-1].startswith("kept apart")
    code, _, err = geo("merge", name, "--explain", "a", "nobody")
    assert code == 2
    assert "no incident of the tables has the id 'nobody'" in err


def test_explain_writes_no_table(geo, tmp_path):
    name = table(tmp_path / "t.geojsonl", A, B)
    geo("merge", name, "-o", "out.geojsonl", "--explain", "a", "b")
    assert not (tmp_path / "out.geojsonl").exists()


def test_review_asks_what_decisions_then_settle(geo, tmp_path):
    name = table(tmp_path / "t.geojsonl", A, DOUBTFUL)
    code, out, err = geo("merge", name, "--review", "doubts.csv")
    before = members(out)
    assert code == 0
    assert "doubts.csv: 1 doubtful pair" in err
    (question,) = rows_of(tmp_path / "doubts.csv")
    assert (question["id1"], question["id2"], question["decision"]) == ("a", "c", "")
    assert question["now"] == ("one" if len(before) == 1 else "two")
    assert (question["killed1"], question["killed2"]) == ("3", "40")
    for word, expected in (("same", [["a", "c"]]), ("different", [["a"], ["c"]])):
        with (tmp_path / "answers.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(question))
            writer.writeheader()
            writer.writerow(question | {"decision": word, "who": "me"})
        assert members(geo("merge", name, "--decisions", "answers.csv")[1]) == expected


def test_decisions_win_over_any_evidence(geo, tmp_path):
    name = table(tmp_path / "t.geojsonl", A, B, LATER)
    (tmp_path / "d.csv").write_text("id1,id2,decision\na,b,different\na,z,same\n", encoding="utf-8")
    assert members(geo("merge", name, "--decisions", "d.csv")[1]) == [["a", "z"], ["b"]]


def test_decisions_that_are_none_are_told_and_those_at_odds_refused(geo, tmp_path):
    name = table(tmp_path / "t.geojsonl", A, B)
    (tmp_path / "odd.csv").write_text("id1,id2,decision\na,b,perhaps\n", encoding="utf-8")
    code, _, err = geo("merge", name, "--decisions", "odd.csv")
    assert code == 3
    assert "odd.csv:2" in err
    text = "id1,id2,decision\na,b,same\nb,c,same\na,c,different\n"
    (tmp_path / "odds.csv").write_text(text, encoding="utf-8")
    three = table(tmp_path / "three.geojsonl", A, B, told("c", "The Crier"))
    code, out, err = geo("merge", three, "--decisions", "odds.csv")
    assert (code, out) == (1, "")
    assert "decided to be different" in err


def test_changes_list_what_is_new_joined_split_and_changed_since(geo, tmp_path):
    far = replace(told("n", "Hill Radio"), when=days_from_monday(20))
    table(tmp_path / "one.geojsonl", A, LATER)
    geo("merge", "one.geojsonl", "-o", "old.parquet")
    table(tmp_path / "new.geojsonl", B, far)
    geo("merge", "old.parquet", "new.geojsonl", "-o", "now.parquet", "--changes", "since.csv")
    found = {row["id"]: row for row in rows_of(tmp_path / "since.csv")}
    assert {name: row["change"] for name, row in found.items()} == {"a": "changed", "n": "new"}
    assert found["a"]["added"] == "b"
    (tmp_path / "d.csv").write_text("id1,id2,decision\na,b,different\n", encoding="utf-8")
    options = ("--decisions", "d.csv", "--changes", "split.csv")
    geo("merge", "now.parquet", "-o", "apart.parquet", *options)
    split = {row["id"]: row["change"] for row in rows_of(tmp_path / "split.csv")}
    assert split == {"a": "split", "b": "split"}
    (tmp_path / "s.csv").write_text("id1,id2,decision\na,z,same\n", encoding="utf-8")
    options = ("--decisions", "s.csv", "--changes", "joined.csv")
    geo("merge", "old.parquet", "-o", "joined.parquet", *options)
    (joined,) = rows_of(tmp_path / "joined.csv")
    assert (joined["change"], joined["was"]) == ("joined", "a|z")


def test_into_a_merged_table_gives_what_merging_all_gives_and_compares_what_is_near(geo, tmp_path):
    war = a_war(40)
    far = [replace(one, id=f"far-{one.id}", when=days_from_monday(200)) for one in war[:6]]
    table(tmp_path / "one.geojsonl", *war[:100], *far)
    geo("merge", "one.geojsonl", "-o", "old.parquet")
    table(tmp_path / "new.geojsonl", *war[100:])
    at_once = geo("merge", "one.geojsonl", "new.geojsonl")[1]
    code, out, err = geo("merge", "old.parquet", "new.geojsonl")
    assert (code, out) == (0, at_once)
    old = len(geo("convert", "old.parquet", "-")[1].splitlines())
    compared = re.search(r"old.parquet is merged: (\d+) of (\d+) are near", err)
    assert int(compared[2]) == old
    assert 0 < int(compared[1]) < old
    code, out, _ = geo("merge", "new.geojsonl", "--into", "old.parquet", "--changes", "since.csv")
    assert (code, out) == (0, at_once)
    changed = {row["id"] for row in rows_of(tmp_path / "since.csv")}
    assert changed
    assert not any(name.startswith("far-") for name in changed)
    explained = ("--explain", "far-000-0", "far-000-1")
    assert geo("merge", "new.geojsonl", "--into", "old.parquet", *explained)[0] == 0


def test_files_that_are_there_are_refused_before_any_work(geo, tmp_path):
    name = table(tmp_path / "t.geojsonl", A)
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    for option in ("--review", "--changes"):
        code, _, err = geo("merge", name, "-o", "out.geojsonl", option, "there.csv")
        assert code == 1
        assert "there.csv" in err
        assert not (tmp_path / "out.geojsonl").exists()
    assert geo("merge", name, "--review", "-")[0] == 2
    assert geo("merge", name, "--review", "x.csv", "--changes", "x.csv")[0] == 2


def a_war(events):
    """Return three tellings of each of many events around a few towns."""
    dice = random.Random(7)
    return [
        replace(
            told(
                f"{event:03}-{n}",
                publisher,
                killed=killed(*[dice.choice([dead, dead, dead + 1])] * 3),
            ),
            when=days_from_monday(event // 3 + (dice.random() < 0.1)),
        )
        for event in range(events)
        for dead in [dice.randint(0, 30)]
        for n, publisher in enumerate(("Valley Post", "Hill Radio", "The Crier"))
    ]


def test_order_and_split_into_files_change_nothing(geo, tmp_path):
    war = a_war(40)
    at_once = geo("merge", table(tmp_path / "all.geojsonl", *war))[1]
    assert len(war) > len(at_once.splitlines()) > 1
    for seed in range(1, 4):
        mixed = war[:]
        random.Random(seed).shuffle(mixed)
        assert geo("merge", table(tmp_path / "mixed.geojsonl", *mixed))[1] == at_once
        files = [table(tmp_path / f"{n}.geojsonl", *mixed[n::10]) for n in range(10)]
        assert geo("merge", *files)[1] == at_once
