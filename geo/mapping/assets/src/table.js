// The incidents as columns: one typed array a property, words as codes into a dictionary.

import { mercatorX, mercatorY } from "./shapes.js";

export const NONE = -0x80000000; // "not known" in a column of numbers

function unpack(bytes, rows, { base, width, delta, nullable }) {
  const values = new Int32Array(rows);
  let last = 0;
  for (let i = 0; i < rows; i += 1) {
    let stored = 0;
    for (let plane = width - 1; plane >= 0; plane -= 1) stored = stored * 256 + bytes[plane * rows + i];
    if (delta) {
      last += stored;
      stored = last;
    }
    if (nullable) values[i] = stored === 0 ? NONE : base + stored - 1;
    else values[i] = base + stored;
  }
  return values;
}

export class Table {
  constructor({ header, blob }) {
    this.count = header.rows;
    this.header = header;
    this.dictionaries = header.dictionaries;
    this.columns = {};
    for (const [name, how] of Object.entries(header.columns)) {
      this.columns[name] = unpack(blob(name), this.count, how);
    }
    this.ids = JSON.parse(new TextDecoder().decode(blob("ids")));
    this.rowOfId = null;
    this.firstDay = Infinity;
    this.lastDay = -Infinity;
    this.undated = 0;
    const { start, days } = this.columns;
    this.end = new Int32Array(this.count);
    for (let row = 0; row < this.count; row += 1) {
      if (start[row] === NONE) {
        this.undated += 1;
        this.end[row] = NONE;
        continue;
      }
      this.end[row] = start[row] + days[row];
      this.firstDay = Math.min(this.firstDay, start[row]);
      this.lastDay = Math.max(this.lastDay, this.end[row]);
    }
  }

  number(name, row) {
    const value = this.columns[name][row];
    return value === NONE ? null : value;
  }

  // The word of a dictionary column; code 0 is "not known".
  word(name, row) {
    const code = this.columns[name][row];
    return code === 0 ? null : this.dictionaries[name][code - 1];
  }

  toll(name, row) {
    return [
      this.number(`${name}_low`, row),
      this.number(`${name}_best`, row),
      this.number(`${name}_high`, row),
    ];
  }

  start(row) {
    return this.number("start", row);
  }

  lastDayOf(row) {
    return this.end[row] === NONE ? null : this.end[row];
  }

  row(id) {
    if (!this.rowOfId) this.rowOfId = new Map(this.ids.map((known, row) => [known, row]));
    return this.rowOfId.get(String(id)) ?? -1;
  }

  // Where the row is, in Mercator's unit square; null where it is not placed.
  point(row) {
    const { lon, lat } = this.columns;
    if (lon[row] === NONE) return null;
    return [mercatorX(lon[row] / 1e6), mercatorY(lat[row] / 1e6)];
  }

  isPlaced(row) {
    return this.columns.lon[row] !== NONE || this.columns.unit[row] > 0;
  }
}
