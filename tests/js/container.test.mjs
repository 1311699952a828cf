import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { inflate, piecesOf } from "../../geo/mapping/assets/src/container.js";

const TEXT = "Three fell in Kidal. ".repeat(5000);
const PACKED = gzipSync(TEXT);

test("base64 is decoded a piece at a time, to the same bytes", () => {
  const letters = PACKED.toString("base64");
  const pieces = [...piecesOf([letters], 64)];
  assert.equal(pieces.length, Math.ceil(letters.length / 64));
  assert.deepEqual(Buffer.concat(pieces), PACKED);
});

test("base64 that the page holds in several texts is decoded whole, wherever they part", () => {
  const letters = PACKED.toString("base64");
  for (const at of [1, 2, 3, 4, 30, letters.length - 1]) {
    const texts = [letters.slice(0, at), letters.slice(at, at + 5), letters.slice(at + 5)];
    assert.deepEqual(Buffer.concat([...piecesOf(texts, 64)]), PACKED);
  }
});

test("a block is inflated whole", async () => {
  assert.equal(new TextDecoder().decode(await inflate(new Uint8Array(PACKED))), TEXT);
});

test("a block that was cut short is an error, never half a table", async () => {
  await assert.rejects(inflate(new Uint8Array(PACKED.subarray(0, PACKED.length - 40))));
});
