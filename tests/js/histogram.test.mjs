import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, isoOf } from "../../geo/mapping/assets/src/days.js";
import { binAt, binEdges, binUnit, countBars, heights } from "../../geo/mapping/assets/src/histogram.js";
import { SLOTS } from "../../geo/mapping/assets/src/sites.js";

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

const NONE = -0x80000000;

// Rows as [first day, last day, killed or null, passes the filters], undated ones first.
function engineOf(rows) {
  const starts = rows.map(([first]) => (first ? dayOf(first) : NONE));
  const killed = rows.map((row) => row[2] ?? NONE);
  return {
    mask: rows.map((row) => (row[3] === false ? 1 : 0)),
    table: {
      count: rows.length,
      undated: rows.filter(([day]) => !day).length,
      starts,
      groupOf: () => ({ codes: rows.map((_, i) => i), fields: { killed_best: killed, killed_low: killed } }),
      end: rows.map(([, last]) => (last ? dayOf(last) : NONE)),
    },
  };
}

const EDGES = binEdges(dayOf("2024-01-01"), dayOf("2024-03-31"), "month");
const bars = (rows, measure) => countBars(engineOf(rows), rows.map(() => 0), EDGES, measure);
const first = (values) => [0, 1, 2].map((bin) => values[bin * SLOTS]);

test("an incident that lies in several bars counts in each of them, apart from the others", () => {
  const counted = bars([[null, null], ["2024-01-05", "2024-01-06"], ["2024-01-20", "2024-03-02"], ["2024-02-01", "2024-02-01", 1, false]]);
  assert.deepEqual(first(counted.solid), [1, 0, 0]);
  assert.deepEqual(first(counted.spread), [1, 1, 1]);
  assert.deepEqual([...heights(counted)], [2, 1, 1]);
});

test("a month known to the month fits the bar of its month", () => {
  assert.deepEqual(first(bars([["2024-02-01", "2024-02-29"]]).solid), [0, 1, 0]);
});

test("bars of the killed add the best figure, and nothing where none is known", () => {
  const counted = bars([["2024-01-05", "2024-01-05", 7], ["2024-01-06", "2024-01-06", null], ["2024-03-06", "2024-03-06", 0]], "killed");
  assert.deepEqual([...heights(counted)], [7, 0, 0]);
});

test("a day has the bar whose days hold it", () => {
  assert.equal(binAt(EDGES, dayOf("2024-02-29")), 1);
  assert.equal(binAt(EDGES, dayOf("2024-01-01")), 0);
});
