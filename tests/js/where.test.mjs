import assert from "node:assert/strict";
import { test } from "node:test";

import { finerThan, levelOf, sayFilter } from "../../geo/mapping/assets/src/filterpanel.js";
import { linesOf } from "../../geo/mapping/assets/src/picture.js";
import { spellOut, sumUp } from "../../geo/mapping/assets/src/where.js";

const PLACES = ["ML/Kidal", "ML/", "ML/Gao", "SY/Homs", "SY/Gao"];

test("a country stands for all its provinces, and provinces of one name stay apart", () => {
  assert.deepEqual(spellOut(PLACES, ["ML"]).sort(), ["ML/", "ML/Gao", "ML/Kidal"]);
  assert.deepEqual(spellOut(PLACES, ["SY/Gao", null]), ["SY/Gao", null]);
});

test("a choice is written in the fewest words, and read back the same", () => {
  const chosen = new Set(spellOut(PLACES, ["ML", "SY/Gao"]));
  assert.deepEqual(sumUp(PLACES, chosen), ["ML", "SY/Gao"]);
  assert.deepEqual(new Set(spellOut(PLACES, sumUp(PLACES, chosen))), chosen);
});

test("hiding what is coarser than a level keeps the finer ones", () => {
  assert.deepEqual(finerThan("near"), ["exact", "settlement", "near"]);
  assert.equal(finerThan(""), null);
  assert.equal(levelOf(new Set(finerThan("district"))), "district");
  assert.equal(levelOf(new Set(["country"])), "");
  assert.equal(levelOf(undefined), "");
});

test("a filter in use is said in words", () => {
  const types = ["Battles", "Riots", "Protests"];
  assert.equal(sayFilter("event_type", new Set(["Riots"]), types), "type: Riots");
  assert.equal(sayFilter("event_type", new Set(["Riots", "Battles"]), types), "type: all but Protests");
  assert.equal(sayFilter("event_type", new Set(), types), "type: none");
  assert.equal(sayFilter("killed_at_least", new Set([5])), "killed at least 5");
  assert.equal(sayFilter("text", new Set(["market"])), "words “market”");
  assert.equal(sayFilter("actors", new Set(["Army", "Rebels", "A", "B"]), Array(20).fill("x")), "actor: Army, Rebels +2");
  assert.equal(sayFilter("where", new Set(spellOut(PLACES, ["ML"])), PLACES), "place: Mali");
  assert.equal(sayFilter("place_precision", new Set(finerThan("district")), []), "precision: district or finer");
});

test("words are set in lines, and one that is too long is cut", () => {
  const measure = (text) => text.length;
  assert.deepEqual(linesOf("one two three", 7, measure), ["one two", "three"]);
  assert.deepEqual(linesOf("abcdefghij k", 4, measure), ["abcd", "efgh", "ij k"]);
  assert.deepEqual(linesOf("", 4, measure), []);
});
