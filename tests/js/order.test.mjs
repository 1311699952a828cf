import assert from "node:assert/strict";
import { test } from "node:test";

import { sortRows } from "../../geo/mapping/assets/src/order.js";
import { tableOf } from "./packed.mjs";

const TABLE = tableOf([
  { place: "Ábel", killed_best: 5, killed_low: 5 },
  { start: 1, place: "Zoran" },
  { start: 2, killed_best: 0, killed_low: 0 },
  { start: 3, place: "Bela", killed_best: 5, killed_low: 5 },
]);
const sort = (rows, how) => [...sortRows(TABLE, Uint32Array.from(rows), how)];

test("numbers sort by size, equal ones stay in time order, unknown ones come last", () => {
  const rows = [1, 2, 3, 0];
  assert.deepEqual(sort(rows, { column: "killed", descending: true }), [3, 0, 2, 1]);
  assert.deepEqual(sort(rows, { column: "killed", descending: false }), [2, 3, 0, 1]);
});

test("words sort by the language's alphabet", () => {
  assert.deepEqual(sort([0, 1, 2, 3], { column: "place", descending: false }), [0, 3, 1, 2]);
  assert.deepEqual(sort([0, 1, 2, 3], { column: "place", descending: true }), [1, 3, 0, 2]);
});

test("the latest first still has the undated last", () => {
  assert.deepEqual(sort([1, 2, 3, 0], { column: "when", descending: true }), [3, 2, 1, 0]);
});
