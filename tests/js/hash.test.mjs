import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf } from "../../geo/mapping/assets/src/days.js";
import { read, write } from "../../geo/mapping/assets/src/hash.js";

const STATE = {
  map: { zoom: 7, lat: 33.5, lng: 36.3 },
  start: dayOf("2012-01-01"),
  end: null,
  undated: true,
  filters: new Map([["event_type", new Set(["Explosions/Remote violence", "a|b & c=d", "~", null])]]),
  id: "f&=#|1",
};

test("what was written is read back", () => {
  const back = read(`#${write(STATE)}`);
  assert.deepEqual(back.map, STATE.map);
  assert.equal(back.start, STATE.start);
  assert.equal(back.end, null);
  assert.equal(back.undated, true);
  assert.deepEqual(back.filters.get("event_type"), [...STATE.filters.get("event_type")]);
  assert.equal(back.id, STATE.id);
});

test("an empty filter, which shows nothing, is not lost", () => {
  const back = read(write({ ...STATE, filters: new Map([["country", new Set()]]) }));
  assert.deepEqual(back.filters.get("country"), []);
});

test("nonsense is passed over and the rest holds", () => {
  const back = read("#m=a/b/c&t=never..&i=%E0%A4%A&=&__proto__=1&constructor=2&f.country=ML");
  assert.equal(back.map, null);
  assert.equal(back.start, null);
  assert.equal(back.id, null);
  assert.deepEqual(back.filters.get("country"), ["ML"]);
});

test("view, bars, steps and language are kept where they differ from how a page opens", () => {
  const usual = { ...STATE, view: "clusters", measure: "incidents", mode: "window", language: null };
  assert.equal(write(usual), write(STATE));
  const back = read(write({ ...usual, view: "heat", measure: "killed", mode: "cumulative", language: "fr" }));
  assert.deepEqual([back.view, back.measure, back.mode, back.language], ["heat", "killed", "cumulative", "fr"]);
  assert.equal(read("v=globe").view, null);
});

test("a least number of killed is a number again, and nonsense is passed over", () => {
  assert.deepEqual(read("f.killed_at_least=5").filters.get("killed_at_least"), [5]);
  assert.equal(read("f.killed_at_least=many").filters.size, 0);
});

test("a period that ends before it begins is no period", () => {
  const back = read("t=2020-02-01..2020-01-01");
  assert.deepEqual([back.start, back.end], [null, null]);
});
