// Searching all texts: a term is looked up in the dictionary once, then runs over codes. This module
// works in a worker, or in the page where there can be none.

import { inflate, parse, release } from "./container.js";
import { codesFor, endsOf, unpack } from "./unpack.js";
import { Index } from "./vocabulary.js";

// What is made of numbers that nobody needs afterwards.
function spentOn(make, numbers) {
  const made = make(numbers);
  release(numbers);
  return made;
}

// Every searched property of one chunk: the codes of its words, and where each row's end.
function streamsOf({ header, blob }) {
  const itemEnds = {};
  for (const [column, how] of Object.entries(header.items)) itemEnds[column] = spentOn(endsOf, unpack(blob(`${column}#`), how.count, how));
  return Object.entries(header.columns).map(([name, { lengths, codes }]) => {
    const wordEnds = spentOn(endsOf, unpack(blob(`${name}#`), lengths.count, lengths));
    const items = itemEnds[name.split(".")[0]];
    const ends = items ? spentOn((all) => items.map((item) => all[item]), wordEnds) : wordEnds;
    return { ends, codes: unpack(blob(name), codes.count, codes) };
  });
}

// The words of chunks as a search wants them: each once a row, by their place among the words of
// the chunk, of which there are few enough for two bytes.
class Digest {
  constructor(size) {
    this.placeOf = new Int32Array(size).fill(-1);
    this.lastRow = new Int32Array(size);
  }

  of(container) {
    const { placeOf, lastRow } = this;
    const { rows } = container.header;
    const streams = streamsOf(container);
    const places = new Uint32Array(streams.reduce((sum, { codes }) => sum + codes.length, 0));
    const ends = new Uint32Array(rows + 1);
    const words = [];
    let count = 0;
    for (let row = 0; row < rows; row += 1) {
      for (const { ends: wordEnds, codes } of streams) {
        for (let at = wordEnds[row]; at < wordEnds[row + 1]; at += 1) {
          const code = codes[at];
          if (placeOf[code] < 0) placeOf[code] = words.push(code) - 1;
          else if (lastRow[code] === row) continue;
          lastRow[code] = row;
          places[count] = placeOf[code];
          count += 1;
        }
      }
      ends[row + 1] = count;
    }
    for (const code of words) placeOf[code] = -1;
    const kept = codesFor(count, words.length);
    kept.set(places.subarray(0, count));
    for (const numbers of [places, ...streams.flatMap(({ ends: wordEnds, codes }) => [wordEnds, codes])]) release(numbers);
    return { rows, ends, places: kept, words: Uint32Array.from(words) };
  }
}

function markRows({ rows, ends, places, words }, marks, found, first) {
  const wanted = new Uint8Array(words.length);
  let any = 0;
  for (let place = 0; place < words.length; place += 1) any |= wanted[place] = marks[words[place]];
  if (any === 0) return;
  for (let row = 0; row < rows; row += 1) {
    for (let at = ends[row]; at < ends[row + 1]; at += 1) {
      if (wanted[places[at]] === 0) continue;
      found[first + row] = 1;
      break;
    }
  }
}

export class Searcher {
  // words: the dictionary, packed, of so many words (size); said(chunk): a promise of a chunk, packed
  constructor({ words, size, rows, chunks, said }) {
    Object.assign(this, { words, size, rows, said });
    this.chunks = new Array(chunks);
  }

  async open() {
    const { size, said, chunks } = this;
    const dictionary = parse(await inflate(this.words));
    this.words = null;
    this.index = new Index(dictionary.blob("words"), size);
    dictionary.close();
    const digest = new Digest(size);
    let next = chunks.length ? said(0) : null;
    for (let chunk = 0; chunk < chunks.length; chunk += 1) {
      const bytes = await next;
      next = chunk + 1 < chunks.length ? said(chunk + 1) : null; // on its way while this one is read
      const container = parse(await inflate(bytes));
      chunks[chunk] = digest.of(container);
      container.close();
    }
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
      for (const chunk of this.chunks) {
        markRows(chunk, marks, found, first);
        first += chunk.rows;
      }
      return found;
    });
  }
}
