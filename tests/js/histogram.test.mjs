import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, isoOf } from "../../geo/mapping/assets/src/days.js";
import { binEdges, binUnit } from "../../geo/mapping/assets/src/histogram.js";

test("bars grow with the period, so that each can be seen", () => {
  assert.equal(binUnit(22, 1000), "day");
  assert.equal(binUnit(1000, 1000), "week");
  assert.equal(binUnit(3650, 1000), "month");
  assert.equal(binUnit(36500, 300), "year");
});

test("bars follow the calendar and cover the whole period", () => {
  const edges = binEdges(dayOf("2019-12-15"), dayOf("2020-03-01"), "month").map(isoOf);
  assert.deepEqual(edges, ["2019-12-01", "2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01"]);
});
