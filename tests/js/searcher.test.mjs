// Searching all texts: chunks come one after another, and each row's words are found in it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { Searcher } from "../../geo/mapping/assets/src/searcher.js";

function packed(header, blobs) {
  const where = {};
  let at = 0;
  for (const [name, bytes] of Object.entries(blobs)) {
    where[name] = [at, bytes.length];
    at += bytes.length;
  }
  const head = new TextEncoder().encode(JSON.stringify({ ...header, blobs: where }));
  const size = new Uint8Array(new Uint32Array([head.length]).buffer);
  return new Uint8Array(gzipSync(Buffer.concat([size, head, ...Object.values(blobs)])));
}

const HOW = { base: 0, width: 1, delta: false, nullable: false };
const numbers = (values) => ({ ...HOW, count: values.length });

// Rows of lists of quotes, each a list of codes; beside them one text a row, the place's name.
function chunkOf(rows, places) {
  const quotes = rows.flat();
  const codes = quotes.flat();
  const columns = {
    "evidence.text": { kind: "words", lengths: numbers(quotes), codes: numbers(codes) },
    place_text: { kind: "words", lengths: numbers(places), codes: numbers(places.flat()) },
  };
  return packed({ rows: rows.length, items: { evidence: numbers(rows) }, columns }, {
    "evidence#": Uint8Array.from(rows, (row) => row.length),
    "evidence.text#": Uint8Array.from(quotes, (quote) => quote.length),
    "evidence.text": Uint8Array.from(codes),
    "place_text#": Uint8Array.from(places, (place) => place.length),
    place_text: Uint8Array.from(places.flat()),
  });
}

const WORDS = ["three", "fell", "Kidal", "market", "never"];
const CHUNKS = [
  chunkOf([[[0, 1], [1, 1, 3]], [], [[2]]], [[], [2], []]),
  chunkOf([[[3]], [[0]]], [[], [3]]),
];

function searcher(said) {
  const words = packed({ words: WORDS.length }, { words: new TextEncoder().encode(WORDS.join("\x1e")) });
  return new Searcher({ words, size: WORDS.length, rows: 5, chunks: CHUNKS.length, said });
}

test("a row is found by a part of any of its words, in whichever chunk and property", async () => {
  const asked = [];
  const found = await searcher(async (chunk) => {
    asked.push(chunk);
    return CHUNKS[chunk].slice();
  }).find(["fell", "kid", "mark", "never", "absent"]);
  assert.deepEqual(found.map((rows) => [...rows]), [
    [1, 0, 0, 0, 0], [0, 1, 1, 0, 0], [1, 0, 0, 1, 1], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0],
  ]);
  assert.deepEqual(asked, [0, 1]);
});

test("chunks are opened once for all searches", async () => {
  let opened = 0;
  const all = searcher(async (chunk) => {
    opened += 1;
    return CHUNKS[chunk].slice();
  });
  await all.find(["fell"]);
  await all.find(["market"]);
  assert.equal(opened, 2);
});

test("a chunk that the page does not hold is an error, not an empty answer", async () => {
  await assert.rejects(searcher(() => Promise.reject(new Error("the page holds no block"))).find(["fell"]));
});
