// What a card says beyond the columns: in chunks that stay packed until one is asked for.

import { openJson } from "./container.js";

const KEPT = 8;

export class Texts {
  constructor(prefix, chunkRows) {
    this.prefix = prefix;
    this.chunkRows = chunkRows;
    this.chunks = new Map();
  }

  async of(row) {
    const chunk = Math.floor(row / this.chunkRows);
    if (!this.chunks.has(chunk)) {
      if (this.chunks.size >= KEPT) this.chunks.delete(this.chunks.keys().next().value);
      this.chunks.set(chunk, openJson(`${this.prefix}${chunk}`));
    }
    const rows = await this.chunks.get(chunk);
    return rows[row % this.chunkRows];
  }
}
