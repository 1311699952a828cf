import assert from "node:assert/strict";
import { test } from "node:test";

import { layOut } from "../../geo/mapping/assets/src/marks.js";
import { POINT, SLOTS, UNIT } from "../../geo/mapping/assets/src/sites.js";

const VIEW = { scale: 1000, left: 0, top: 0, width: 1000, height: 1000 };

function sitesAt(...places) {
  const size = places.length;
  const slots = new Uint32Array(size * SLOTS);
  for (let i = 0; i < size; i += 1) slots[i * SLOTS + (i % SLOTS)] = 1;
  return {
    size,
    slots,
    x: Float64Array.from(places, ([x]) => x),
    y: Float64Array.from(places, ([, y]) => y),
    kind: Uint8Array.from(places, ([, , kind = POINT]) => kind),
    unit: Int32Array.from(places, ([, , kind = POINT]) => (kind === UNIT ? 0 : -1)),
    units: [{ box: [0.1, 0.1, 0.6, 0.6] }],
    count: new Uint32Array(size).fill(1),
    killed: new Uint32Array(size),
  };
}

const kinds = (sites) => layOut(sites, VIEW, [0]).map((mark) => `${mark.kind} ${mark.count}`).sort();

test("places apart are symbols, places too close to tell apart are one ring", () => {
  assert.deepEqual(kinds(sitesAt([0.2, 0.2], [0.8, 0.8])), ["symbol 1", "symbol 1"]);
  assert.deepEqual(kinds(sitesAt([0.5, 0.5], [0.503, 0.5])), ["ring 2"]);
});

test("several incidents at one place are a ring, never a pile", () => {
  const sites = sitesAt([0.5, 0.5]);
  sites.count[0] = 7;
  assert.deepEqual(kinds(sites), ["ring 7"]);
});

test("a unit is a badge, never a symbol, and keeps clear of a town within it", () => {
  const marks = layOut(sitesAt([0.4, 0.4, UNIT], [0.4, 0.4]), VIEW, [0]);
  assert.deepEqual(marks.map((mark) => mark.kind).sort(), ["badge", "symbol"]);
  const [a, b] = marks;
  assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > 20);
});

test("what is not shown or not in view is not drawn", () => {
  const sites = sitesAt([0.5, 0.5], [3, 3]);
  assert.deepEqual(kinds(sites), ["symbol 1"]);
  sites.count[0] = 0;
  assert.deepEqual(kinds(sites), []);
});

test("many places are gathered, and none is lost or counted twice", () => {
  const places = Array.from({ length: 3000 }, (_, i) => [((i * 7919) % 1000) / 1000, ((i * 104729) % 997) / 997]);
  const marks = layOut(sitesAt(...places), VIEW, [0]);
  assert.ok(marks.length < 600);
  assert.equal(marks.reduce((sum, mark) => sum + mark.count, 0), 3000);
});

test("the same places give the same marks", () => {
  const places = Array.from({ length: 200 }, (_, i) => [((i * 37) % 100) / 100, ((i * 61) % 100) / 100]);
  assert.deepEqual(layOut(sitesAt(...places), VIEW, [0]), layOut(sitesAt(...places), VIEW, [0]));
});
