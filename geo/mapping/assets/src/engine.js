// Which incidents are shown, and what they add up to. One bit a filter: a row is shown when none
// of its bits is set and its days meet the chosen ones.

import { NONE } from "./table.js";

const TOLLS = ["killed", "injured"];

function emptyTotal() {
  return { low: 0, best: 0, high: 0, open: 0, known: 0 };
}

function addToll(total, low, best, high) {
  if (low === NONE && best === NONE && high === NONE) return;
  const least = low === NONE ? (best === NONE ? 0 : best) : low;
  const likely = best === NONE ? least : best;
  total.known += 1;
  total.low += least;
  total.best += likely;
  // An open end adds what is known at least, and says so.
  if (high === NONE) total.open += 1;
  total.high += high === NONE ? Math.max(likely, least) : high;
}

export class Engine {
  constructor(table) {
    this.table = table;
    this.mask = new Uint32Array(table.count);
    this.bits = new Map(); // property -> bit
    this.filters = new Map(); // property -> chosen words
    this.start = null;
    this.end = null;
    this.undated = true;
    this.shown = new Uint32Array(table.count);
    this.shownCount = 0;
    this.onchange = () => {};
    this.refresh();
  }

  get isWholeTime() {
    return this.start === null && this.end === null;
  }

  setTime(start, end) {
    if (start !== null && end !== null && end < start) throw new RangeError("the end lies before the start");
    const was = this.isWholeTime;
    this.start = start;
    this.end = end;
    // A narrowed period leaves out what has no date, until the reader asks for it.
    if (was !== this.isWholeTime) this.undated = this.isWholeTime;
    this.changed();
  }

  setUndated(undated) {
    this.undated = undated;
    this.changed();
  }

  setFilter(name, values) {
    const dictionary = this.table.dictionaries[name];
    if (!dictionary) {
      throw new RangeError(`no property ${name}; filters go by ${Object.keys(this.table.dictionaries).join(", ")}`);
    }
    if (!this.bits.has(name)) this.bits.set(name, 1 << this.bits.size);
    const bit = this.bits.get(name);
    if (values === null) this.filters.delete(name);
    else this.filters.set(name, new Set(values));
    const allowed = new Uint8Array(dictionary.length + 1);
    if (values !== null) {
      for (const value of values) allowed[value === null ? 0 : dictionary.indexOf(value) + 1] = 1;
      if (!values.includes(null)) allowed[0] = 0;
    }
    const codes = this.table.columns[name];
    for (let row = 0; row < this.table.count; row += 1) {
      if (values === null || allowed[codes[row]]) this.mask[row] &= ~bit;
      else this.mask[row] |= bit;
    }
    this.changed();
  }

  changed() {
    this.refresh();
    this.onchange();
  }

  inTime(row) {
    const start = this.table.columns.start[row];
    if (start === NONE) return this.undated;
    if (this.end !== null && start > this.end) return false;
    return this.start === null || this.table.end[row] >= this.start;
  }

  refresh() {
    const { columns, count } = this.table;
    const totals = { killed: emptyTotal(), injured: emptyTotal() };
    let shown = 0;
    let undated = 0;
    let unplaced = 0;
    for (let row = 0; row < count; row += 1) {
      if (this.mask[row] !== 0 || !this.inTime(row)) continue;
      this.shown[shown] = row;
      shown += 1;
      if (columns.start[row] === NONE) undated += 1;
      if (!this.table.isPlaced(row)) unplaced += 1;
      for (const name of TOLLS) {
        addToll(totals[name], columns[`${name}_low`][row], columns[`${name}_best`][row], columns[`${name}_high`][row]);
      }
    }
    this.shownCount = shown;
    this.sums = { ...totals, undated, unplaced };
  }

  rows() {
    return this.shown.subarray(0, this.shownCount);
  }

  // The shown rows as a reader takes them: through time, then those without a date.
  inTimeOrder() {
    const { start } = this.table.columns;
    const rows = [...this.rows()];
    return [...rows.filter((row) => start[row] !== NONE), ...rows.filter((row) => start[row] === NONE)];
  }

  // How many rows each word of a property would add, all other filters as they are.
  counts(name) {
    const codes = this.table.columns[name];
    const own = this.bits.get(name) ?? 0;
    const counts = new Uint32Array(this.table.dictionaries[name].length + 1);
    for (let row = 0; row < this.table.count; row += 1) {
      if ((this.mask[row] & ~own) === 0 && this.inTime(row)) counts[codes[row]] += 1;
    }
    return counts;
  }

  totals() {
    const list = (total) => (total.known ? [total.low, total.best, total.high] : [null, null, null]);
    return {
      incidents: this.shownCount,
      killed: list(this.sums.killed),
      injured: list(this.sums.injured),
    };
  }
}
