import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, floorTo, isoOf, shift } from "../../geo/mapping/assets/src/days.js";

test("a date and its day are the same, before 1970 and before the year 100 too", () => {
  for (const iso of ["2018-02-27", "1969-12-31", "1970-01-01", "0099-03-01", "2000-02-29"]) {
    assert.equal(isoOf(dayOf(iso)), iso);
  }
});

test("a date that is none is refused by what it was", () => {
  assert.throws(() => dayOf("yesterday"), /yesterday/);
});

test("a day's week begins on Monday, its month, quarter and year on their first day", () => {
  const day = dayOf("2018-02-28"); // a Wednesday
  assert.equal(isoOf(floorTo(day, "week")), "2018-02-26");
  assert.equal(isoOf(floorTo(day, "month")), "2018-02-01");
  assert.equal(isoOf(floorTo(day, "quarter")), "2018-01-01");
  assert.equal(isoOf(floorTo(day, "year")), "2018-01-01");
  assert.equal(isoOf(floorTo(dayOf("1969-12-31"), "week")), "1969-12-29");
});

test("steps follow the calendar, across years", () => {
  assert.equal(isoOf(shift(dayOf("2019-12-01"), "month", 1)), "2020-01-01");
  assert.equal(isoOf(shift(dayOf("2020-01-01"), "quarter", -1)), "2019-10-01");
});

test("a step of months ends on the last day where the month is shorter", () => {
  assert.equal(isoOf(shift(dayOf("2024-01-31"), "month", 1)), "2024-02-29");
  assert.equal(isoOf(shift(dayOf("2024-02-29"), "year", 1)), "2025-02-28");
});

test("a day the calendar does not have is refused", () => {
  assert.throws(() => dayOf("2023-02-29"), /2023-02-29/);
  assert.throws(() => dayOf("2023-13-01"), /2023-13-01/);
});
