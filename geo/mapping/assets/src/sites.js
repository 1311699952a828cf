// Where incidents lie: every distinct place once, as a point, a circle or the area of a unit.

import { decodeLines, mercatorX, mercatorY } from "./shapes.js";
import { TYPES } from "./symbols.js";
import { NONE } from "./table.js";

export const POINT = 0;
export const CIRCLE = 1;
export const UNIT = 2;
export const SLOTS = Object.keys(TYPES).length + 1; // the event types, and what is none of them

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

export class Sites {
  constructor(table, container) {
    this.table = table;
    this.units = decodeUnits(container);
    this.list = []; // {kind, x, y, radius (metres), unit, name}
    this.siteOf = new Int32Array(table.count).fill(-1);
    this.slotOf = new Uint8Array(table.count);
    this.fill();
    this.count = new Uint32Array(this.list.length);
    this.slots = new Uint32Array(this.list.length * SLOTS);
    this.killed = new Uint32Array(this.list.length);
    this.version = 0;
  }

  fill() {
    const { columns, dictionaries, count } = this.table;
    const order = Object.keys(TYPES);
    const slotOfCode = [SLOTS - 1, ...dictionaries.event_type.map((type) => order.indexOf(type))];
    const known = new Map();
    for (let row = 0; row < count; row += 1) {
      const slot = slotOfCode[columns.event_type[row]];
      this.slotOf[row] = slot < 0 ? SLOTS - 1 : slot;
      const site = this.describe(row);
      if (!site) continue;
      const key = site.kind === UNIT ? `u${site.unit}` : `${site.x},${site.y},${site.radius}`;
      let index = known.get(key);
      if (index === undefined) {
        index = this.list.length;
        known.set(key, index);
        this.list.push(site);
      }
      this.siteOf[row] = index;
    }
  }

  describe(row) {
    const unit = this.table.columns.unit[row] - 1;
    if (unit >= 0) {
      const { x, y } = this.units[unit];
      return { kind: UNIT, x, y, radius: 0, unit, name: this.units[unit].name };
    }
    const point = this.table.point(row);
    if (!point) return null;
    const usual = COARSE.get(this.table.word("place_precision", row));
    const coarse = usual !== undefined;
    const radius = coarse ? (this.table.number("radius", row) ?? usual) : 0;
    const name = this.table.word("place", row);
    return { kind: coarse ? CIRCLE : POINT, x: point[0], y: point[1], radius, unit: -1, name };
  }

  // Counts the shown rows of every site anew.
  tally(rows) {
    this.count.fill(0);
    this.slots.fill(0);
    this.killed.fill(0);
    const best = this.table.columns.killed_best;
    for (const row of rows) {
      const site = this.siteOf[row];
      if (site < 0) continue;
      this.count[site] += 1;
      this.slots[site * SLOTS + this.slotOf[row]] += 1;
      if (best[row] !== NONE) this.killed[site] += best[row];
    }
    this.version += 1;
  }

  // The event type that most of a site's shown incidents are of.
  mainSlot(site) {
    let main = 0;
    for (let slot = 1; slot < SLOTS; slot += 1) {
      if (this.slots[site * SLOTS + slot] > this.slots[site * SLOTS + main]) main = slot;
    }
    return main;
  }
}

const EARTH_M = 40075016.686;

// Pixels of a distance in metres at a height of the Mercator square.
export function pixelsOf(metres, y, scale) {
  const lat = Math.atan(Math.sinh(Math.PI * (1 - 2 * y)));
  return (metres / (EARTH_M * Math.cos(lat))) * scale;
}
