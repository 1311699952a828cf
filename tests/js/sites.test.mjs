import assert from "node:assert/strict";
import { test } from "node:test";

import { CIRCLE, NOWHERE, POINT, Sites, VAGUE } from "../../geo/mapping/assets/src/sites.js";
import { containerOf } from "./packed.mjs";
import { Table } from "../../geo/mapping/assets/src/table.js";

// The sites of incidents, one a degree, in the order of the rows.
function kindsOf(...rows) {
  const container = containerOf(rows.map((row, i) => ({ event_type: "Battles", lon: (i + 1) * 1e6, lat: 10e6, ...row })));
  const table = new Table(container);
  const sites = new Sites(table, container);
  return rows.map((_, row) => [sites.kind[table.groupOf("lon").codes[row]], sites.radius[table.groupOf("lon").codes[row]]]);
}

test("only what is known to its site or town is a spot", () => {
  assert.deepEqual(kindsOf({ place_precision: "exact" }, { place_precision: "settlement", radius: 4000 }), [[POINT, 0], [POINT, 0]]);
  assert.deepEqual(kindsOf({ place_precision: "near", radius: 9000 }), [[CIRCLE, 9000]]);
  assert.deepEqual(kindsOf({ place_precision: "district" }), [[CIRCLE, 40000]]);
});

test("a precision that is not stated, or that nobody has a word for, is never drawn as a spot", () => {
  assert.deepEqual(kindsOf({}, { place_precision: "geocoded" }), [[VAGUE, 0], [VAGUE, 0]]);
  assert.deepEqual(kindsOf({ radius: 7000 }), [[CIRCLE, 7000]]);
  assert.deepEqual(kindsOf({ lon: null, lat: null }), [[NOWHERE, 0]]);
});
