// Names of the base map give way to symbols, but never out of what they name.

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.L = { Layer: { extend: (members) => ({ ...members, extend: globalThis.L.Layer.extend, prototype: members }) } };
const { triesOf } = await import("../../geo/mapping/assets/src/labels.js");

const SIZE = { width: 80, half: 7 };
const at = (zoom) => ({ x: 100, y: 50, zoom });
const middles = (label, zoom) => triesOf(label, at(zoom), SIZE).map(([, middle]) => middle - 50);

test("a country's name stays where it is while the country is small, and moves up and down near by", () => {
  const country = { kind: "country", zoom: 3 };
  assert.deepEqual(middles(country, 3), [0]);
  assert.deepEqual(middles(country, 4), [0, -14, 14]);
  assert.deepEqual(middles(country, 6), [0, -14, 14, -28, 28, -42, 42]);
  assert.ok(triesOf(country, at(8), SIZE).every(([left]) => left === 60));
});

test("a capital is named beside the ring over it, another city next to its dot or not at all", () => {
  const sides = (capital) => triesOf({ kind: "city", capital }, at(6), SIZE).map(([left]) => left - 100);
  assert.deepEqual(sides(true), [6, -86, 18, -98, 30, -110]);
  assert.deepEqual(sides(false), [6, -86]);
});

test("a river's name stands on the river", () => {
  assert.deepEqual(middles({ kind: "river", zoom: 4 }, 9), [0]);
});
