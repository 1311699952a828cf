// Which incidents are shown, and what they add up to. One bit a filter: a row passes when none of its
// bits is set. Rows are sorted by their first day, so that a period is a run of rows. What is counted
// is kept by the distinct rows of every group, and a step through time adds and takes away only the
// rows that enter and leave.

import { allowedBy, filterNames, KILLED_AT_LEAST } from "./allowed.js";
import { NONE } from "./unpack.js";

const TOLLS = ["killed", "injured"];
const TEXT = "text";

// A total over a group of low, best, high. An open end adds what is known at least, and says so.
function addUp(fields, name, tally) {
  const [lows, bests, highs] = ["low", "best", "high"].map((part) => fields[`${name}_${part}`]);
  let lowest = 0;
  let likeliest = 0;
  let highest = 0;
  let open = 0;
  let known = 0;
  for (let i = 0; i < tally.length; i += 1) {
    const times = tally[i];
    const low = lows[i];
    const best = bests[i];
    const high = highs[i];
    if (times === 0 || (low === NONE && best === NONE && high === NONE)) continue;
    const least = low === NONE ? (best === NONE ? 0 : best) : low;
    const likely = best === NONE ? least : best;
    known += times;
    lowest += times * least;
    likeliest += times * likely;
    if (high === NONE) open += times;
    highest += times * (high === NONE ? Math.max(likely, least) : high);
  }
  return { low: lowest, best: likeliest, high: highest, open, known };
}

function firstAtLeast(days, low, high, day) {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle] < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

function addTo(tally, codes, rows, sign) {
  if (tally.length === 1) tally[0] += sign * rows.length;
  else for (let i = 0; i < rows.length; i += 1) tally[codes[rows[i]]] += sign;
}

export class Engine {
  // `bySite` is told which rows come to be shown (+1) or are no longer (-1).
  constructor(table, bySite = null) {
    this.table = table;
    this.bySite = bySite;
    this.mask = new Uint32Array(table.count);
    this.bits = new Map(); // filter -> bit
    this.filters = new Map(); // filter -> chosen values
    this.lone = []; // by number of the bit: rows that this filter alone keeps out, by group
    this.inside = new Uint8Array(table.count).fill(1);
    this.tallies = new Map(); // of the groups that were asked for since all was counted
    this.moved = new Uint32Array(table.count); // scratch
    this.start = null;
    this.end = null;
    this.undated = true;
    this.version = 0;
    this.filterVersion = 0;
    this.read = {};
    this.search = null; // finds a text; given by the page
    this.onchange = () => {};
    this.recount();
  }

  get isWholeTime() {
    return this.start === null && this.end === null;
  }

  // --- the period
  setTime(start, end) {
    if (start !== null && end !== null && end < start) throw new RangeError("the end lies before the start");
    const was = this.isWholeTime;
    const before = [this.start, this.end];
    this.start = start;
    this.end = end;
    // A narrowed period leaves out what has no date, until the reader asks for it.
    const undated = was === this.isWholeTime ? this.undated : this.isWholeTime;
    this.moveTime(before, undated);
    this.changed();
  }

  setUndated(undated) {
    this.moveTime([this.start, this.end], undated);
    this.changed();
  }

  inTime(row) {
    if (row < this.table.undated) return this.undated;
    if (this.end !== null && this.table.starts[row] > this.end) return false;
    return this.start === null || this.table.end[row] >= this.start;
  }

  // The run of rows whose first day lies in the period; longer ones may begin before it.
  runOf(start, end) {
    const { starts, undated, count } = this.table;
    return [
      start === null ? undated : firstAtLeast(starts, undated, count, start),
      end === null ? count : firstAtLeast(starts, undated, count, end + 1),
    ];
  }

  moveTime(before, undated) {
    const [oldFrom, oldTo] = this.runOf(...before);
    const [from, to] = this.runOf(this.start, this.end);
    const dated = this.table.undated;
    // Rows that enter stand at the front of the scratch, rows that leave at its back.
    const { moved, inside } = this;
    let entered = 0;
    let left = moved.length;
    const consider = (row) => {
      if (Number(this.inTime(row)) === inside[row]) return;
      inside[row] ^= 1;
      if (inside[row]) moved[entered++] = row;
      else moved[--left] = row;
    };
    const run = (a, b) => {
      for (let row = Math.min(a, b); row < Math.max(a, b); row += 1) consider(row);
    };
    if (undated !== this.undated) {
      this.undated = undated;
      run(0, dated);
    }
    run(oldFrom, from);
    run(oldTo, to);
    const last = Math.max(oldFrom, from);
    for (const row of this.table.longRows) {
      if (row >= last) break;
      consider(row);
    }
    if (entered + moved.length - left > this.table.count / 3) this.recount();
    else {
      this.add(moved.subarray(0, entered), 1);
      this.add(moved.subarray(left).reverse(), -1);
    }
  }

  // --- filters
  setFilter(name, values) {
    if (name === TEXT) return this.setText(values);
    if (!filterNames(this.table).includes(name)) {
      throw new RangeError(`no property ${name}; filters go by ${[...filterNames(this.table), TEXT].join(", ")}`);
    }
    const chosen = name === KILLED_AT_LEAST && values?.length === 0 ? null : values;
    const { group, allowed } = chosen === null ? { group: null, allowed: null } : allowedBy(this.table, name, chosen);
    this.mark(name, chosen, group?.codes, allowed);
    return null;
  }

  // Rows that hold all words of a text anywhere; a promise, for the texts are packed.
  async setText(values) {
    const query = values === null ? "" : values.join(" ").trim();
    const asked = (this.asked = query);
    const found = query === "" ? null : await this.search.find(query);
    if (asked !== this.asked) return; // a later search has begun
    this.mark(TEXT, query === "" ? null : [query], null, found);
  }

  mark(name, values, codes, allowed) {
    const { mask } = this;
    if (values === null && !this.filters.has(name)) return;
    if (!this.bits.has(name)) this.bits.set(name, this.bits.size);
    const bit = 1 << this.bits.get(name);
    if (values === null) this.filters.delete(name);
    else this.filters.set(name, new Set(values));
    // Only rows that come to pass, or no longer do, are counted.
    const { moved, inside } = this;
    let first = 0;
    let last = mask.length;
    for (let row = 0; row < mask.length; row += 1) {
      const old = mask[row];
      const passes = allowed === null || allowed[codes ? codes[row] : row] === 1;
      const bits = passes ? old & ~bit : old | bit;
      if (bits === old) continue;
      mask[row] = bits;
      if (!inside[row]) continue;
      if (bits === 0) moved[first++] = row;
      else if (old === 0) moved[--last] = row;
    }
    this.filterVersion += 1;
    this.read = {};
    this.show(moved.subarray(0, first), 1);
    this.show(moved.subarray(last).reverse(), -1);
    this.countLone();
    this.changed();
  }

  changed() {
    this.version += 1;
    this.read = {};
    this.onchange();
  }

  // --- counting
  recount() {
    this.tallies.clear();
    this.read = {};
    this.shownCount = 0;
    this.undatedShown = 0;
    this.bySite?.clear();
    let count = 0;
    const { inside, moved } = this;
    for (let row = 0; row < inside.length; row += 1) {
      if (inside[row]) moved[count++] = row;
    }
    this.emptyLone();
    this.add(moved.subarray(0, count), 1);
  }

  emptyLone() {
    for (const [name, bit] of this.bits) {
      const group = this.table.groupOf(name) ?? this.table.groupOf("killed_best");
      if (this.lone[bit]) this.lone[bit].tally.fill(0);
      else this.lone[bit] = { group, tally: new Uint32Array(group.size) };
    }
  }

  countLone() {
    this.emptyLone();
    const { inside, mask } = this;
    for (let row = 0; row < mask.length; row += 1) if (inside[row] && mask[row] !== 0) this.addLone(row, 1);
  }

  // A row that one filter alone keeps out counts among what that filter could let in.
  addLone(row, sign) {
    const bits = this.mask[row];
    if ((bits & (bits - 1)) !== 0) return;
    const { group, tally } = this.lone[31 - Math.clz32(bits)];
    tally[group.codes[row]] += sign;
  }

  // Rows of the scratch, those without a date first, that entered the period or left it.
  add(rows, sign) {
    let passing = 0;
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i];
      if (this.mask[row] === 0) rows[passing++] = row;
      else this.addLone(row, sign);
    }
    this.show(rows.subarray(0, passing), sign);
  }

  show(rows, sign) {
    for (const [name, tally] of this.tallies) addTo(tally, this.table.groups.get(name).codes, rows, sign);
    this.bySite?.add(rows, sign);
    this.shownCount += sign * rows.length;
    for (let i = 0; i < rows.length && rows[i] < this.table.undated; i += 1) this.undatedShown += sign;
  }

  // How many shown rows each distinct row of a group has: counted when first asked for, then kept.
  tallyOf(group) {
    if (!this.tallies.has(group.name)) {
      const tally = new Uint32Array(group.size);
      const { codes } = group;
      for (let row = 0; row < codes.length; row += 1) if (this.isShown(row)) tally[codes[row]] += 1;
      this.tallies.set(group.name, tally);
    }
    return this.tallies.get(group.name);
  }

  // --- what is asked for, worked out once for each state
  once(name, make) {
    if (!(name in this.read)) this.read[name] = make();
    return this.read[name];
  }

  isShown(row) {
    return this.mask[row] === 0 && this.inside[row] === 1;
  }

  rows() {
    return this.once("rows", () => {
      const rows = new Uint32Array(this.shownCount);
      let count = 0;
      for (let row = 0; row < this.mask.length; row += 1) {
        if (this.isShown(row)) rows[count++] = row;
      }
      return rows;
    });
  }

  // The shown rows as a reader takes them: through time, then those without a date.
  inTimeOrder() {
    return this.once("ordered", () => {
      const rows = this.rows();
      const undated = this.undatedShown;
      if (undated === 0) return rows;
      const ordered = new Uint32Array(rows.length);
      ordered.set(rows.subarray(undated));
      ordered.set(rows.subarray(0, undated), rows.length - undated);
      return ordered;
    });
  }

  // The shown rows of some sites, through time.
  rowsAtSites(sites) {
    const rows = this.bySite.rowsAt(sites).filter((row) => this.isShown(row));
    const dated = rows.filter((row) => row >= this.table.undated);
    const ordered = new Uint32Array(rows.length);
    ordered.set(dated);
    ordered.set(rows.subarray(0, rows.length - dated.length), dated.length);
    return ordered;
  }

  // How many rows each word of a property would add, all other filters as they are.
  counts(name) {
    return this.once(`counts of ${name}`, () => {
      const group = this.table.groupOf(name);
      const tally = this.tallyOf(group);
      const lone = this.filters.has(name) ? this.lone[this.bits.get(name)].tally : null;
      const counts = new Uint32Array(this.table.sizes[name] + 1);
      const codes = group.fields[name];
      const list = name in this.table.lists ? this.table.lists[name] : null;
      for (let i = 0; i < tally.length; i += 1) {
        const times = tally[i] + (lone ? lone[i] : 0);
        if (times === 0) continue;
        const code = codes[i];
        if (list === null || code === 0) counts[code] += times;
        else for (let at = list.ends[code - 1]; at < list.ends[code]; at += 1) counts[list.names[at]] += times;
      }
      return counts;
    });
  }

  get sums() {
    return this.once("sums", () => {
      const sums = { undated: this.undatedShown, unplaced: 0 };
      for (const name of TOLLS) {
        const group = this.table.groupOf(`${name}_low`);
        sums[name] = addUp(group.fields, name, this.tallyOf(group));
      }
      const site = this.table.groupOf("lon");
      const { lon, unit } = site.fields;
      const tally = this.tallyOf(site);
      for (let i = 0; i < tally.length; i += 1) if (tally[i] && lon[i] === NONE && unit[i] === 0) sums.unplaced += tally[i];
      return sums;
    });
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
