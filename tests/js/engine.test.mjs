import assert from "node:assert/strict";
import { test } from "node:test";

import { Engine } from "../../geo/mapping/assets/src/engine.js";
import { tableOf } from "./packed.mjs";

// An undated riot without toll, a battle on day 10, a strike over days 12 to 14 with an open toll.
const RIOT = {};
const BATTLE = { start: 10, event_type: "Battles", country: "ML", admin1: "Kidal", lon: 1, lat: 2, actor1: "Army", actor2: "Rebels", killed_low: 3, killed_best: 4, killed_high: 5 };
const STRIKE = { start: 12, days: 2, event_type: "Explosions", country: "ML", lon: 1, lat: 2, actor1: "Army", killed_low: 100, killed_best: 120 };
const table = () => tableOf([RIOT, BATTLE, STRIKE].map((row) => ({ ...row })));

test("everything is shown at first, and totals leave out what is not known", () => {
  const engine = new Engine(table());
  assert.deepEqual(engine.totals(), { incidents: 3, killed: [103, 124, 125], injured: [null, null, null] });
  assert.equal(engine.sums.killed.open, 1);
  assert.equal(engine.sums.undated, 1);
  assert.equal(engine.sums.unplaced, 1);
});

test("an interval meets a period by any of its days", () => {
  const engine = new Engine(table());
  engine.setTime(14, 20);
  assert.deepEqual([...engine.rows()], [2]);
  engine.setTime(null, 9);
  assert.equal(engine.shownCount, 0);
});

test("undated rows follow the whole period, and the reader's wish in a narrowed one", () => {
  const engine = new Engine(table());
  engine.setTime(1, 20);
  assert.deepEqual([...engine.rows()], [1, 2]);
  engine.setUndated(true);
  engine.setTime(1, 11);
  assert.deepEqual([...engine.rows()], [0, 1]);
  engine.setTime(null, null);
  assert.equal(engine.shownCount, 3);
});

test("filters on several properties must all agree, and each counts without itself", () => {
  const engine = new Engine(table());
  engine.setFilter("event_type", ["Battles"]);
  engine.setFilter("country", ["ML"]);
  assert.deepEqual([...engine.rows()], [1]);
  assert.deepEqual([...engine.counts("event_type")], [0, 1, 1]);
  engine.setFilter("event_type", null);
  assert.deepEqual([...engine.rows()], [1, 2]);
});

test("null stands for what is not known", () => {
  const engine = new Engine(table());
  engine.setFilter("event_type", [null]);
  assert.deepEqual([...engine.rows()], [0]);
});

test("a value nobody has shows nothing, not everything", () => {
  const engine = new Engine(table());
  engine.setFilter("event_type", ["Nothing of the kind"]);
  assert.equal(engine.shownCount, 0);
});

test("a period that ends before it starts is refused", () => {
  assert.throws(() => new Engine(table()).setTime(5, 4), RangeError);
});

test("rows are read through time, those without a date last", () => {
  assert.deepEqual([...new Engine(table()).inTimeOrder()], [1, 2, 0]);
});

test("an actor is found whatever its side, a side only on its own", () => {
  const engine = new Engine(table());
  engine.setFilter("actors", ["Rebels"]);
  assert.deepEqual([...engine.rows()], [1]);
  const counted = engine.counts("actors");
  const of = (name) => counted[engine.table.dictionaries.actors.indexOf(name) + 1];
  assert.deepEqual([of("Army"), of("Rebels"), counted[0]], [2, 1, 1]);
  engine.setFilter("actors", null);
  engine.setFilter("actor1", ["Rebels"]);
  assert.equal(engine.shownCount, 0);
});

test("a country and its province are one word", () => {
  const engine = new Engine(table());
  assert.deepEqual(engine.table.dictionaries.where, ["ML/Kidal", "ML/"]);
  engine.setFilter("where", ["ML/Kidal"]);
  assert.deepEqual([...engine.rows()], [1]);
});

test("at least so many killed leaves out what is less and what is not known", () => {
  const engine = new Engine(table());
  engine.setFilter("killed_at_least", [5]);
  assert.deepEqual([...engine.rows()], [2]);
  engine.setFilter("killed_at_least", []);
  assert.equal(engine.shownCount, 3);
});

test("a text is searched elsewhere, and only the last search counts", async () => {
  const engine = new Engine(table());
  const answers = [];
  engine.search = { find: (query) => new Promise((done) => answers.push([query, done])) };
  const first = engine.setFilter("text", ["kid"]);
  const second = engine.setFilter("text", ["kidal"]);
  answers[1][1](Uint8Array.from([0, 1, 0]));
  answers[0][1](Uint8Array.from([1, 1, 1]));
  await Promise.all([first, second]);
  assert.deepEqual([...engine.rows()], [1]);
  assert.deepEqual([...engine.filters.get("text")], ["kidal"]);
});

test("a property nobody knows is refused by name", () => {
  assert.throws(() => new Engine(table()).setFilter("colour", ["red"]), /colour.*event_type.*text/);
});

// --- whatever the order of steps, the counts are those of counting anew
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

function manyRows(next, count) {
  const rows = Array.from({ length: count }, () => ({
    start: next(10) === 0 ? null : next(400), days: next(4) === 0 ? next(90) : 0,
    event_type: ["Battles", "Riots", null][next(3)], country: ["ML", "SY", null][next(3)],
    lon: next(50), lat: next(50), actor1: `Army ${next(5)}`, actor2: next(2) ? `Front ${next(5)}` : null,
    killed_low: next(3) ? next(9) : null, killed_best: next(3) ? next(9) : null, killed_high: next(3) ? next(9) : null,
  }));
  return rows.map((row) => (row.start === null ? { ...row, days: 0 } : row)).sort((a, b) => (a.start ?? -1) - (b.start ?? -1));
}

test("any walk through periods and filters counts as if begun there", () => {
  const next = random(7);
  const rows = manyRows(next, 600);
  const walked = new Engine(tableOf(rows));
  for (let step = 0; step < 120; step += 1) {
    const deed = next(5);
    const [a, b] = [next(420), next(420)];
    if (deed === 0) walked.setFilter("event_type", [null, ["Battles"], ["Riots", null]][next(3)]);
    else if (deed === 1) walked.setFilter("actors", [null, ["Army 1", "Front 2"]][next(2)]);
    else if (deed === 2) walked.setUndated(next(2) === 0);
    else if (deed === 3) walked.setTime(next(3) ? Math.min(a, b) : null, next(3) ? Math.max(a, b) : null);
    else walked.setTime(a, a + next(60));
    const anew = new Engine(walked.table);
    anew.start = walked.start;
    anew.end = walked.end;
    anew.undated = walked.undated;
    for (let row = 0; row < rows.length; row += 1) anew.inside[row] = Number(anew.inTime(row));
    for (const name of ["event_type", "actors"]) anew.setFilter(name, walked.filters.has(name) ? [...walked.filters.get(name)] : null);
    anew.recount();
    anew.changed();
    assert.deepEqual(walked.rows(), anew.rows());
    assert.deepEqual(walked.totals(), anew.totals());
    for (const name of ["event_type", "country", "actors", "actor2"]) assert.deepEqual(walked.counts(name), anew.counts(name), name);
  }
});
