import assert from "node:assert/strict";
import { test } from "node:test";

import { disagreements, joined, spansIn } from "../../geo/mapping/assets/src/quotes.js";

const QUOTE = { document_id: "a", start: 100, end: 140, text: "😀 In Kidal three died, said a medic." };

test("claims are marked by their offsets, which count code points", () => {
  const claim = { document_id: "a", start: 111, end: 121 };
  const [[from, to]] = spansIn(QUOTE, { casualties: [claim] });
  assert.equal([...QUOTE.text].slice(from, to).join(""), "three died");
});

test("a claim of another report marks nothing here", () => {
  assert.deepEqual(spansIn(QUOTE, { casualties: [{ document_id: "b", start: 111, end: 121 }] }), []);
});

test("places and actors are marked where the quote names them", () => {
  const spans = spansIn(QUOTE, { place_text: "Kidal", actors: [{ text: "medic" }, { text: "" }] });
  assert.deepEqual(spans.map(([from, to]) => [...QUOTE.text].slice(from, to).join("")), ["Kidal", "medic"]);
});

test("overlapping marks become one and none leaves the text", () => {
  assert.deepEqual(joined([[5, 9], [-3, 2], [8, 40], [2, 3]], 20), [[0, 3], [5, 20]]);
});

const claim = (low, high, more = {}) => ({ outcome: "killed", low, best: low, high, group: "unknown", stance: "reported", ...more });

test("claims that cannot both be true disagree", () => {
  assert.equal(disagreements({ casualties: [claim(3, 3), claim(12, 12)] }).length, 1);
  assert.equal(disagreements({ casualties: [claim(3, 5), claim(5, 9)] }).length, 0);
  assert.equal(disagreements({ casualties: [claim(3, null), claim(12, 12)] }).length, 0);
});

test("a denial is a disagreement, a second group of victims is none", () => {
  assert.equal(disagreements({ casualties: [claim(3, 3), claim(3, 3, { stance: "denied" })] }).length, 1);
  assert.equal(disagreements({ casualties: [claim(3, 3, { group: "civilians" }), claim(12, 12, { group: "combatants" })] }).length, 0);
  assert.equal(disagreements({ casualties: [claim(3, 3)] }).length, 0);
  assert.equal(disagreements({}).length, 0);
});
