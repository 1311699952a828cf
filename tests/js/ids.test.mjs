import assert from "node:assert/strict";
import { test } from "node:test";

import { openIds } from "../../geo/mapping/assets/src/ids.js";

const STARTS = Int32Array.from([5, 5, 6]);

test("digests are bytes, found by their letters", () => {
  const ids = openIds(Uint8Array.from([0x0a, 0x1b, 0xff, 0xff, 0, 1]), { kind: "digest", size: 2 }, STARTS);
  assert.deepEqual([0, 1, 2].map((row) => ids.at(row)), ["0a1b", "ffff", "0001"]);
  assert.equal(ids.find("ffff"), 1);
  for (const none of ["FFFF", "0a", "zzzz", "", "0b0a1b"]) assert.equal(ids.find(none), -1, none);
});

test("counted ids are steps within a day and whole at its start", () => {
  const how = { base: 2, width: 1, delta: false, nullable: false };
  const ids = openIds(Uint8Array.from([5, 1, 0]), { kind: "counted", prefix: "ged-", how }, STARTS);
  assert.deepEqual([0, 1, 2].map((row) => ids.at(row)), ["ged-7", "ged-10", "ged-2"]);
  assert.equal(ids.find("ged-10"), 1);
  for (const none of ["10", "ged-010", "ged-", "ged-1e1", "ged-99"]) assert.equal(ids.find(none), -1, none);
});

test("any other ids are as they are", () => {
  const ids = openIds(new TextEncoder().encode('["a|b","</script>",""]'), { kind: "list" }, STARTS);
  assert.equal(ids.find("</script>"), 1);
  assert.equal(ids.at(0), "a|b");
});
