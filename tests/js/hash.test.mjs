import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf } from "../../geo/mapping/assets/src/days.js";
import { read, write } from "../../geo/mapping/assets/src/hash.js";

const STATE = {
  view: { zoom: 7, lat: 33.5, lng: 36.3 },
  start: dayOf("2012-01-01"),
  end: null,
  undated: true,
  filters: new Map([["event_type", new Set(["Explosions/Remote violence", "a|b & c=d", null])]]),
  id: "f&=#|1",
};

test("what was written is read back", () => {
  const back = read(`#${write(STATE)}`);
  assert.deepEqual(back.view, STATE.view);
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
  assert.equal(back.view, null);
  assert.equal(back.start, null);
  assert.equal(back.id, null);
  assert.deepEqual(back.filters.get("country"), ["ML"]);
});
