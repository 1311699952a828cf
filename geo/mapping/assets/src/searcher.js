// Searching all texts: a term is looked up in the dictionary once, then runs over codes. This module
// works in a worker, or in the page where there can be none.

import { inflate, parse } from "./container.js";
import { endsOf, unpack } from "./unpack.js";
import { Index } from "./vocabulary.js";

// The words of one chunk: for each searched property which codes, and where each row's end.
function openSaid({ header, blob }) {
  const itemEnds = {};
  for (const [column, how] of Object.entries(header.items)) itemEnds[column] = endsOf(unpack(blob(`${column}#`), how.count, how));
  const streams = Object.entries(header.columns).map(([name, { lengths, codes }]) => {
    const wordEnds = endsOf(unpack(blob(`${name}#`), lengths.count, lengths));
    const items = itemEnds[name.split(".")[0]];
    const ends = items ? Uint32Array.from(items, (item) => wordEnds[item]) : wordEnds;
    return { ends, codes: codesOf(blob(name), codes) };
  });
  return { rows: header.rows, streams };
}

// Two bytes a code, and a third only where a chunk holds rare words.
function codesOf(bytes, how) {
  const { count, width } = how;
  return unpack(bytes, count, how, width <= 2 && how.base < 65536 ? new Uint16Array(count) : new Uint32Array(count));
}

function markRows({ ends, codes }, marks, found, first) {
  let row = 0;
  for (let at = 0; at < codes.length; at += 1) {
    if (marks[codes[at]] === 0) continue;
    while (ends[row + 1] <= at) row += 1;
    found[first + row] = 1;
    at = ends[row + 1] - 1;
  }
}

export class Searcher {
  constructor({ words, size, said, rows }) {
    this.packed = { words, size, said };
    this.rows = rows;
    this.chunks = null;
  }

  async open() {
    const { words, size, said } = this.packed;
    const dictionary = parse(await inflate(words));
    this.index = new Index(dictionary.blob("words"), size);
    this.chunks = [];
    for (const bytes of said) this.chunks.push(openSaid(parse(await inflate(bytes))));
    this.packed = null;
  }

  // For every term one byte a row: 1 where the row's texts hold it.
  async find(terms) {
    if (!this.opening) this.opening = this.open();
    await this.opening;
    return terms.map((term) => {
      const found = new Uint8Array(this.rows);
      const marks = this.index.holding(term);
      if (marks === null) return found;
      let first = 0;
      for (const { rows, streams } of this.chunks) {
        for (const stream of streams) markRows(stream, marks, found, first);
        first += rows;
      }
      return found;
    });
  }
}
