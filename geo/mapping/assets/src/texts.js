// What a card says beyond the columns: in chunks that stay packed until one is asked for.

import { openContainer } from "./container.js";
import { endsOf, NONE, unpack, valueAt } from "./unpack.js";
import { Vocabulary } from "./vocabulary.js";

const KEPT = 4;
const LISTS = ["actors", "casualties", "evidence", "mentioned_places", "sources", "disagreements"];
const MICRO = new Set(["mentioned_places.lon", "mentioned_places.lat"]);
// Lists that are kept as one text, and what stands between their names.
const SPLIT = new Map([["evidence.fields", " "], ["disagreements.sources", "\x1f"], ["disagreements.members", "\x1f"]]);
// What only an export holds, as JSON text (geo/mapping/texts.py).
const TOLD = ["members", "sums", "tellings"];

const parted = (name, text) => (SPLIT.has(name) ? text.split(SPLIT.get(name)) : text);

// The texts of the rows of one chunk; of which words is told beside.
class Chunk {
  constructor(said, rest, vocabulary) {
    this.vocabulary = vocabulary;
    this.columns = new Map();
    this.items = {};
    for (const part of [said, rest]) this.open(part);
  }

  open({ header, blob }) {
    for (const [column, how] of Object.entries(header.items)) {
      this.items[column] = this.items[column] ?? endsOf(unpack(blob(`${column}#`), how.count, how));
    }
    for (const [name, how] of Object.entries(header.columns)) this.columns.set(name, this.reader(name, how, blob));
  }

  reader(name, how, blob) {
    if (how.kind === "numbers") {
      const { values } = how;
      const bytes = blob(name);
      const scale = MICRO.has(name) ? 1e6 : 1;
      return (item) => {
        const value = valueAt(bytes, values.count, values, item);
        return value === NONE ? null : value / scale;
      };
    }
    const lengths = unpack(blob(`${name}#`), how.lengths.count, how.lengths);
    const ends = endsOf(lengths);
    const bytes = blob(name);
    if (how.kind === "plain") {
      const decoder = new TextDecoder();
      return (item) => (lengths[item] === NONE ? null : parted(name, decoder.decode(bytes.subarray(ends[item], ends[item + 1]))));
    }
    return (item) => {
      if (lengths[item] === 0) return null;
      const codes = Array.from({ length: lengths[item] }, (_, i) => valueAt(bytes, how.codes.count, how.codes, ends[item] + i));
      return parted(name, this.vocabulary.text(codes));
    };
  }

  row(place) {
    const row = {};
    for (const column of LISTS) row[column] = this.list(column, place);
    row.disagreements = byProperty(row.disagreements);
    for (const [name, read] of this.columns) if (!name.includes(".")) row[name] = read(place);
    return row;
  }

  list(column, place) {
    const ends = this.items[column];
    if (!ends) return [];
    const fields = [...this.columns].filter(([name]) => name.startsWith(`${column}.`));
    return Array.from({ length: ends[place + 1] - ends[place] }, (_, i) =>
      Object.fromEntries(fields.map(([name, read]) => [name.slice(column.length + 1), read(ends[place] + i)])));
  }
}

// Answers, each with its property, as the contract has them: each property with its answers.
function byProperty(items) {
  const found = new Map();
  for (const { property, value, members, sources } of items) {
    if (!found.has(property)) found.set(property, { property, answers: [] });
    found.get(property).answers.push({ value, members: members ?? [], sources: sources ?? [] });
  }
  return [...found.values()];
}

const EMPTY = { header: { items: {}, columns: {} }, blob: () => new Uint8Array(0) };

export class Texts {
  constructor(prefix, table) {
    this.prefix = prefix;
    this.table = table;
    this.how = table.header.texts;
    this.chunks = new Map();
    this.told = new Map();
  }

  // What a chunk was opened as; only the last few are kept.
  opened(kept, chunk, open) {
    if (!kept.has(chunk)) {
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value);
      kept.set(chunk, open(chunk));
    }
    return kept.get(chunk);
  }

  // All that the page holds of a row: what `of` gives, and from what it was merged.
  async whole(row) {
    const details = await this.of(row);
    const chunk = this.how.told ? await this.opened(this.told, Math.floor(row / this.how.rows), (at) => this.openTold(at)) : null;
    for (const name of TOLD) {
      const text = chunk?.columns.get(name)?.(row % this.how.rows) ?? null;
      details[name] = text === null ? [] : JSON.parse(text);
    }
    return details;
  }

  async openTold(chunk) {
    return new Chunk(await openContainer(`${this.prefix}told-${chunk}`), EMPTY, null);
  }

  async of(row) {
    const opened = await this.opened(this.chunks, Math.floor(row / this.how.rows), (chunk) => this.open(chunk));
    const confidence = this.table.number("confidence", row);
    return {
      ...opened.row(row % this.how.rows),
      confidence: confidence === null ? null : confidence / 1000,
      n_sources: this.table.number("n_sources", row),
      n_reports: this.table.number("n_reports", row),
    };
  }

  async open(chunk) {
    if (!this.how.any) return new Chunk(EMPTY, EMPTY, null);
    this.vocabulary = this.vocabulary ?? this.openWords();
    const [said, rest, vocabulary] = await Promise.all([
      openContainer(`${this.prefix}said-${chunk}`), openContainer(`${this.prefix}rest-${chunk}`), this.vocabulary,
    ]);
    return new Chunk(said, rest, vocabulary);
  }

  async openWords() {
    const { blob } = await openContainer(`${this.prefix}words`);
    return new Vocabulary(blob("words"), this.how.words);
  }
}
