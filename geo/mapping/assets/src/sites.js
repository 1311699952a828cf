// Where incidents lie: every distinct place once, as a point, a circle or the area of a unit, and
// what of the shown incidents lies there.

import { decodeLines, mercatorX, mercatorY } from "./shapes.js";
import { TYPES } from "./symbols.js";
import { endsOf, NONE } from "./unpack.js";

export const POINT = 0;
export const CIRCLE = 1;
export const UNIT = 2;
export const NOWHERE = 3;
export const VAGUE = 4; // a spot, and nobody says how far around it
export const SLOTS = Object.keys(TYPES).length + 1; // the event types, and what is none of them

const SPOTS = ["exact", "settlement"]; // what a symbol may stand for
// Metres to draw a coarse place with whose own radius is not known (after UCDP's where_prec): a
// bare symbol would pretend to a spot. The card says nothing of it.
const COARSE = new Map([
  ["near", 25e3], ["district", 40e3], ["area", 60e3], ["region", 90e3], ["country", 300e3],
]);

function decodeUnits({ header, blob }) {
  const bytes = blob("units");
  return header.units.map(([name, level, lon, lat, offset, length]) => {
    const lines = decodeLines(bytes.subarray(offset, offset + length), header.unit_quantum);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const line of lines) {
      box[0] = Math.min(box[0], line.box[0]);
      box[1] = Math.min(box[1], line.box[1]);
      box[2] = Math.max(box[2], line.box[2]);
      box[3] = Math.max(box[3], line.box[3]);
    }
    return { name, level, x: mercatorX(lon), y: mercatorY(lat), lines, box };
  });
}

// The slot of every code of the group of types: its place in the order of types, or the last.
export function slotsOfKinds(table) {
  const order = Object.keys(TYPES);
  const slotOfWord = [SLOTS - 1, ...table.dictionaries.event_type.map((type) => order.indexOf(type))];
  const words = table.groupOf("event_type").fields.event_type;
  return Uint8Array.from(words, (word) => (slotOfWord[word] < 0 ? SLOTS - 1 : slotOfWord[word]));
}

export class Sites {
  constructor(table, container) {
    this.table = table;
    this.units = decodeUnits(container);
    this.group = table.groupOf("lon");
    this.size = this.group.size;
    this.x = new Float64Array(this.size);
    this.y = new Float64Array(this.size);
    this.radius = new Float64Array(this.size); // metres, 0 where a symbol may stand
    this.reach = new Float32Array(this.size); // the same in Mercator's unit
    this.kind = new Uint8Array(this.size);
    this.unit = this.group.fields.unit.map((unit) => unit - 1);
    this.describe();
    this.first = this.sameSpots(); // places of one spot and radius are one site: the first of them
    this.kinds = table.groupOf("event_type");
    this.slotOfKind = slotsOfKinds(table);
    this.tolls = table.groupOf("killed_best");
    this.count = new Uint32Array(this.size);
    this.slots = new Uint32Array(this.size * SLOTS);
    this.killed = new Uint32Array(this.size);
    this.version = 0;
  }

  describe() {
    const { lon, lat, radius, place_precision: precision } = this.group.fields;
    const words = [null, ...this.table.dictionaries.place_precision];
    const usual = words.map((word) => (SPOTS.includes(word) ? 0 : COARSE.get(word)));
    for (let site = 0; site < this.size; site += 1) {
      if (this.unit[site] >= 0) {
        const { x, y } = this.units[this.unit[site]];
        this.x[site] = x;
        this.y[site] = y;
        this.kind[site] = UNIT;
      } else if (lon[site] === NONE) {
        this.kind[site] = NOWHERE;
      } else {
        this.x[site] = mercatorX(lon[site] / 1e6);
        this.y[site] = mercatorY(lat[site] / 1e6);
        const coarse = usual[precision[site]];
        const known = radius[site] === NONE ? coarse ?? 0 : radius[site];
        // A precision that is not stated, or that nobody knows the word for, is no exact one.
        if (coarse === undefined) this.kind[site] = known > 0 ? CIRCLE : VAGUE;
        else this.kind[site] = coarse === 0 ? POINT : CIRCLE;
        this.radius[site] = coarse === 0 ? 0 : known;
        this.reach[site] = pixelsOf(this.radius[site], this.y[site], 1);
      }
    }
  }

  sameSpots() {
    const first = new Int32Array(this.size);
    const bits = 32 - Math.clz32(this.size * 2 + 1);
    const buckets = new Int32Array(2 ** bits).fill(-1);
    const { lon, lat } = this.group.fields;
    for (let site = 0; site < this.size; site += 1) {
      const unit = this.unit[site];
      const key = unit >= 0 ? unit * 40503 : lon[site] * 31 + lat[site];
      let at = Math.imul(key, 0x9e3779b1) >>> (32 - bits);
      while (buckets[at] >= 0 && !this.sameSpot(buckets[at], site)) at = (at + 1) & (buckets.length - 1);
      if (buckets[at] < 0) buckets[at] = site;
      first[site] = buckets[at];
    }
    return first;
  }

  sameSpot(a, b) {
    if (this.unit[a] >= 0 || this.unit[b] >= 0) return this.unit[a] === this.unit[b];
    return this.x[a] === this.x[b] && this.y[a] === this.y[b] && this.kind[a] === this.kind[b] && this.radius[a] === this.radius[b];
  }

  // --- what the engine tells
  clear() {
    this.count.fill(0);
    this.slots.fill(0);
    this.killed.fill(0);
  }

  add(rows, sign) {
    const { first, slotOfKind, count, slots, killed } = this;
    const places = this.group.codes;
    const kinds = this.kinds.codes;
    const tolls = this.tolls.codes;
    const best = this.tolls.fields.killed_best;
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i];
      const site = first[places[row]];
      count[site] += sign;
      slots[site * SLOTS + slotOfKind[kinds[row]]] += sign;
      const toll = best[tolls[row]];
      if (toll > 0) killed[site] += sign * toll;
    }
    this.version += 1;
  }

  // --- what is drawn
  // The row's site, or -1.
  siteOf(row) {
    const site = this.first[this.group.codes[row]];
    return this.kind[site] === NOWHERE ? -1 : site;
  }

  // For every row the slot of its event type.
  get slotOf() {
    const { codes } = this.kinds;
    const value = new Uint8Array(codes.length);
    for (let row = 0; row < codes.length; row += 1) value[row] = this.slotOfKind[codes[row]];
    Object.defineProperty(this, "slotOf", { value });
    return value;
  }

  all() {
    return Array.from({ length: this.size }, (_, site) => site);
  }

  name(site) {
    if (this.kind[site] === UNIT) return this.units[this.unit[site]].name;
    const code = this.group.fields.place[site];
    return code === 0 ? null : this.table.dictionaries.place[code - 1];
  }

  // The event type that most of a site's shown incidents are of.
  mainSlot(site) {
    let main = 0;
    for (let slot = 1; slot < SLOTS; slot += 1) {
      if (this.slots[site * SLOTS + slot] > this.slots[site * SLOTS + main]) main = slot;
    }
    return main;
  }

  // All rows of some sites, whether shown or not, in the table's order.
  rowsAt(sites) {
    if (!this.rowEnds) this.sortRows();
    const found = [];
    for (const site of sites) found.push(...this.rowsBySite.subarray(this.rowEnds[site], this.rowEnds[site + 1]));
    return Uint32Array.from(found).sort();
  }

  sortRows() {
    const lengths = new Int32Array(this.size);
    const { codes } = this.group;
    for (let row = 0; row < codes.length; row += 1) lengths[this.first[codes[row]]] += 1;
    this.rowEnds = endsOf(lengths);
    const next = this.rowEnds.slice();
    this.rowsBySite = new Uint32Array(codes.length);
    for (let row = 0; row < codes.length; row += 1) {
      const site = this.first[codes[row]];
      this.rowsBySite[next[site]] = row;
      next[site] += 1;
    }
  }
}

const EARTH_M = 40075016.686;

// Pixels of a distance in metres at a height of the Mercator square.
export function pixelsOf(metres, y, scale) {
  const lat = Math.atan(Math.sinh(Math.PI * (1 - 2 * y)));
  return (metres / (EARTH_M * Math.cos(lat))) * scale;
}
