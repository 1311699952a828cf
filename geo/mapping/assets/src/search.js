// Finds the incidents that hold all words of a query, each anywhere: in the names of place, province,
// actors and publishers, which are columns, or in titles and quotes, which a worker reads.

/* global SEARCH_WORKER */

import { packedOf } from "./container.js";
import { Searcher } from "./searcher.js";
import { folded } from "./vocabulary.js";

const IDLE_MS = 20_000; // after the last search: the opened texts then give back their memory
const NAMES_IN = ["place", "admin1", "admin2", "actors", "sources"];

// One byte a row of the group: 1 where the word of one of its columns holds the term.
function markGroup(table, field, term) {
  const words = table.dictionaries[field].map((word) => Number(folded(word).includes(term)));
  const group = table.groupOf(field);
  const codes = group.fields[field];
  const list = table.lists[field];
  if (!list) return { group, marks: Uint8Array.from(codes, (code) => (code === 0 ? 0 : words[code - 1])) };
  const holds = (code) => code > 0 && list.names.subarray(list.ends[code - 1], list.ends[code]).some((name) => words[name - 1]);
  return { group, marks: Uint8Array.from(codes, (code) => Number(holds(code))) };
}

export function findNamed(table, term, found) {
  for (const field of NAMES_IN) {
    const { group, marks } = markGroup(table, field, term);
    if (!marks.includes(1)) continue;
    const { codes } = group;
    for (let row = 0; row < codes.length; row += 1) if (marks[codes[row]]) found[row] = 1;
  }
}

export const termsOf = (query) => folded(query).split(/\s+/).filter(Boolean);

export class Search {
  constructor(prefix, table) {
    this.prefix = prefix;
    this.table = table;
    this.texts = table.header.texts;
    this.waiting = new Map();
    this.asked = 0;
  }

  // One byte a row: 1 where the row holds every word of the query.
  async find(query) {
    const terms = termsOf(query);
    const inTexts = this.texts.said.length ? await this.ask(terms) : terms.map(() => new Uint8Array(this.table.count));
    const all = new Uint8Array(this.table.count).fill(1);
    terms.forEach((term, i) => {
      findNamed(this.table, term, inTexts[i]);
      for (let row = 0; row < all.length; row += 1) all[row] &= inTexts[i][row];
    });
    return all;
  }

  async ask(terms) {
    if (!this.opening) this.opening = this.open();
    await this.opening;
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.close(), IDLE_MS);
    if (!this.worker) return this.searcher.find(terms);
    this.asked += 1;
    const id = this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, terms });
    });
  }

  async open() {
    const words = await packedOf(`${this.prefix}words`);
    const packed = { words, size: this.texts.words, rows: this.table.count, chunks: Math.ceil(this.table.count / this.texts.rows) };
    this.worker = await this.startWorker();
    if (this.worker) this.worker.postMessage({ open: packed }, [words.buffer]);
    else this.searcher = new Searcher({ ...packed, said: (chunk) => this.said(chunk) });
  }

  said(chunk) {
    return packedOf(`${this.prefix}said-${chunk}`);
  }

  // The worker gets one chunk after another: all of them at once would be most of the page again.
  async give(chunk) {
    try {
      const said = await this.said(chunk);
      this.worker?.postMessage({ chunk, said }, [said.buffer]);
    } catch (error) {
      this.worker?.postMessage({ chunk, error: String(error) });
    }
  }

  close() {
    if (this.waiting.size > 0) return;
    this.worker?.terminate();
    Object.assign(this, { worker: null, searcher: null, opening: null });
  }

  // A frame without rights of its own may not start a worker: then null.
  startWorker() {
    return new Promise((resolve) => {
      try {
        const address = URL.createObjectURL(new Blob([SEARCH_WORKER], { type: "text/javascript" }));
        const worker = new Worker(address);
        worker.onmessage = ({ data }) => this.answered(data);
        worker.onerror = () => resolve(null);
        resolve(worker);
      } catch {
        resolve(null);
      }
    });
  }

  answered({ id, found, error, wanted }) {
    if (wanted !== undefined) {
      this.give(wanted);
      return;
    }
    const { resolve, reject } = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(found);
  }
}
