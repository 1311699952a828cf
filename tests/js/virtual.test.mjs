import assert from "node:assert/strict";
import { test } from "node:test";

import { windowOf } from "../../geo/mapping/assets/src/virtual.js";

const view = (count, top) => windowOf({ count, rowHeight: 54, viewHeight: 540, top });

test("only the rows in view and a few beside them are made", () => {
  const { first, last, tall, shift } = view(10_000, 5400);
  assert.equal(tall, 540_000);
  assert.ok(first <= 100 && first >= 90);
  assert.ok(last >= 110 && last <= 120);
  assert.equal(shift, first * 54);
});

test("a short list is all there", () => {
  assert.deepEqual([view(3, 0).first, view(3, 0).last], [0, 3]);
  assert.deepEqual([view(0, 0).first, view(0, 0).last], [0, 0]);
});

test("a list too tall for a browser still reaches its last row", () => {
  const count = 2_000_000;
  const { tall } = view(count, 0);
  assert.ok(tall < 1.7e7);
  const end = view(count, tall - 540);
  assert.equal(end.last, count);
  // The last row ends at the lower edge of what is seen.
  const bottom = end.shift + (end.last - end.first) * 54;
  assert.ok(Math.abs(bottom - tall) < 1, `${bottom} ${tall}`);
});
