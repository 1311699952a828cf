import assert from "node:assert/strict";
import { test } from "node:test";

import { movedEnd } from "../../geo/mapping/assets/src/brush.js";
import { dayOf, isoOf } from "../../geo/mapping/assets/src/days.js";
import { Player, stepped } from "../../geo/mapping/assets/src/player.js";

const FIRST = dayOf("2023-01-10");
const LAST = dayOf("2024-12-20");

function step(start, end, unit, { mode = "window", direction = 1, whole = false } = {}) {
  const now = { start: dayOf(start), end: dayOf(end), whole, unit, first: FIRST, last: LAST };
  const next = stepped(now, mode, direction);
  return next && [next.start === null ? null : isoOf(next.start), isoOf(next.end)];
}

test("the first step of all time is the first unit of the calendar, backwards the last", () => {
  assert.deepEqual(step("2023-01-01", "2025-01-01", "month", { whole: true }), ["2023-01-01", "2023-01-31"]);
  assert.deepEqual(step("2023-01-01", "2025-01-01", "year", { whole: true, direction: -1 }), ["2024-01-01", "2024-12-31"]);
});

test("a window of one unit stays one unit, whatever its days", () => {
  assert.deepEqual(step("2024-01-01", "2024-01-31", "month"), ["2024-02-01", "2024-02-29"]);
  assert.deepEqual(step("2024-02-01", "2024-02-29", "month"), ["2024-03-01", "2024-03-31"]);
});

test("a window of another length keeps its length", () => {
  assert.deepEqual(step("2024-01-10", "2024-01-19", "week"), ["2024-01-17", "2024-01-26"]);
});

test("steps end where the data end", () => {
  assert.equal(step("2024-12-01", "2024-12-31", "month"), null);
  assert.equal(step("2023-01-01", "2023-01-31", "month", { direction: -1 }), null);
});

test("cumulative steps keep the beginning open and move the end to the end of a unit", () => {
  const mode = "cumulative";
  assert.deepEqual(step("2023-01-01", "2025-01-01", "month", { mode, whole: true }), [null, "2023-01-31"]);
  assert.deepEqual(step("2023-01-01", "2023-01-31", "month", { mode }), [null, "2023-02-28"]);
  assert.deepEqual(step("2023-01-01", "2023-02-14", "month", { mode }), [null, "2023-02-28"]);
  assert.deepEqual(step("2023-01-01", "2023-03-31", "month", { mode, direction: -1 }), [null, "2023-02-28"]);
  assert.equal(step("2023-01-01", "2024-12-31", "month", { mode }), null);
});

test("the player goes on at its speed until there is no step left", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let left = 3;
  const heard = [];
  const player = new Player(() => { left -= 1; return left >= 0; }, (playing) => heard.push(playing));
  player.speed = 2;
  player.play();
  assert.equal(left, 2);
  t.mock.timers.tick(350);
  assert.equal(left, 1);
  t.mock.timers.tick(350);
  t.mock.timers.tick(350);
  assert.equal(player.playing, false);
  assert.deepEqual(heard, [true, false]);
});

const moved = (key, side, { shiftKey = false, unit = "month" } = {}) => {
  const state = { period: [dayOf("2024-02-01"), dayOf("2024-03-31")], domain: [dayOf("2023-01-01"), dayOf("2025-01-01")], unit };
  return movedEnd({ key, shiftKey }, side, state)?.map(isoOf) ?? null;
};

test("arrows move an end by a step, Page by a year, Home and End to the limits", () => {
  assert.deepEqual(moved("ArrowLeft", "start"), ["2024-01-01", "2024-03-31"]);
  assert.deepEqual(moved("ArrowRight", "end"), ["2024-02-01", "2024-04-30"]);
  assert.deepEqual(moved("ArrowLeft", "start", { unit: "day", shiftKey: true }), ["2024-01-22", "2024-03-31"]);
  assert.deepEqual(moved("PageDown", "start"), ["2023-02-01", "2024-03-31"]);
  assert.deepEqual(moved("End", "end"), ["2024-02-01", "2024-12-31"]);
  assert.deepEqual(moved("Home", "start"), ["2023-01-01", "2024-03-31"]);
  assert.equal(moved("x", "start"), null);
});

test("no end passes the other or leaves the data", () => {
  assert.deepEqual(moved("PageUp", "start"), ["2024-03-31", "2024-03-31"]);
  assert.deepEqual(moved("PageUp", "end"), ["2024-02-01", "2024-12-31"]);
  assert.deepEqual(moved("PageDown", "end"), ["2024-02-01", "2024-02-01"]);
});
