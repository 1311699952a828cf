import assert from "node:assert/strict";
import { test } from "node:test";

import { Engine } from "../../geo/mapping/assets/src/engine.js";
import { NONE } from "../../geo/mapping/assets/src/table.js";

// Rows: undated riot without toll, a battle on day 10, a strike over days 12 to 14 with an open toll.
function table() {
  const column = (...values) => Int32Array.from(values, (value) => value ?? NONE);
  const toll = (name, low, best, high) => ({ [`${name}_low`]: low, [`${name}_best`]: best, [`${name}_high`]: high });
  return {
    count: 3,
    dictionaries: { event_type: ["Battles", "Explosions"], country: ["ML"] },
    columns: {
      event_type: column(0, 1, 2),
      country: column(1, 1, 0),
      start: column(null, 10, 12),
      ...toll("killed", column(null, 3, 100), column(null, 4, 120), column(null, 5, null)),
      ...toll("injured", column(null, null, null), column(null, null, null), column(null, null, null)),
    },
    end: column(null, 10, 14),
    isPlaced: (row) => row > 0,
  };
}

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
  assert.deepEqual([...engine.counts("event_type")], [1, 1, 0]);
  engine.setFilter("event_type", null);
  assert.deepEqual([...engine.rows()], [0, 1]);
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
  assert.deepEqual(new Engine(table()).inTimeOrder(), [1, 2, 0]);
});
