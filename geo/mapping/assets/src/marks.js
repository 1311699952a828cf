// What to draw in a view: a symbol for one incident, a ring for several, a badge for a unit.
// Too close to tell apart on this screen means drawn as one ring; zooming in takes it apart. Cells of
// the grid are fixed to the world, so that rings stay where they are while time or the map moves.

import { NOWHERE, SLOTS, UNIT } from "./sites.js";

const MANY = 400; // sites in view above which a grid gathers them first
const CELL = 48;
const FIRM_PX = 70; // a unit this wide keeps a badge of its own
const AROUND = 40;

const ringRadius = (count) => 10 + 5.2 * Math.log10(count);
export const symbolRadius = (killed) => 6 + Math.min(7, 0.9 * Math.sqrt(killed));

class Mark {
  constructor(x, y) {
    this.x = x;
    this.y = y;
    this.parts = []; // lists of sites
    this.count = 0;
    this.size = 0; // of the sites it gathers
    this.killed = 0;
    this.slots = new Uint32Array(SLOTS);
    this.radius = 0;
    this.kind = "symbol";
    this.firm = false;
    this.site = -1; // the one site it stands for, or -1
  }

  get sites() {
    return this.parts.flatMap((part) => [...part]);
  }

  has(site) {
    return this.parts.some((part) => part.includes(site));
  }

  settle(sites, scale) {
    this.site = this.parts.length === 1 && this.parts[0].length === 1 ? this.parts[0][0] : -1;
    const isUnit = this.site >= 0 && sites.kind[this.site] === UNIT;
    if (isUnit) this.kind = "badge";
    else this.kind = this.count === 1 ? "symbol" : "ring";
    this.firm = isUnit && unitWidth(sites, this.site, scale) > FIRM_PX;
    if (isUnit) this.radius = 13;
    else this.radius = this.kind === "ring" ? ringRadius(this.count) : symbolRadius(this.killed);
    return this;
  }
}

function markOf(sites, site, x, y) {
  const mark = new Mark(x, y);
  mark.parts.push([site]);
  mark.count = sites.count[site];
  mark.killed = sites.killed[site];
  mark.slots.set(sites.slots.subarray(site * SLOTS, (site + 1) * SLOTS));
  return mark;
}

function unitWidth(sites, site, scale) {
  const { box } = sites.units[sites.unit[site]];
  return (box[2] - box[0]) * scale;
}

const scratchOf = (room) => ({
  site: new Uint32Array(room), x: new Float32Array(room), y: new Float32Array(room), mark: new Int32Array(room),
});
let scratch = scratchOf(0);

// The sites in view that have anything shown: which, and where on the screen.
export function inView(sites, view, worlds, margin = AROUND) {
  const { size, count, kind } = sites;
  const room = size * worlds.length;
  // One set of arrays for all calls: a step draws at once what it finds.
  if (scratch.site.length < room) {
    scratch = scratchOf(room);
  }
  const found = { ...scratch, length: 0 };
  let at = 0;
  for (const world of worlds) {
    for (let site = 0; site < size; site += 1) {
      if (count[site] === 0 || kind[site] === NOWHERE) continue;
      const x = (sites.x[site] + world) * view.scale - view.left;
      if (x < -margin || x > view.width + margin) continue;
      const y = sites.y[site] * view.scale - view.top;
      if (y < -margin || y > view.height + margin) continue;
      found.site[at] = site;
      found.x[at] = x;
      found.y[at] = y;
      at += 1;
    }
  }
  found.length = at;
  return found;
}

function gather(found, sites, view) {
  const left = Math.floor((view.left - AROUND) / CELL);
  const top = Math.floor((view.top - AROUND) / CELL);
  const columns = Math.floor((view.left + view.width + AROUND) / CELL) - left + 1;
  const rows = Math.floor((view.top + view.height + AROUND) / CELL) - top + 1;
  const markIn = new Int32Array(columns * rows).fill(-1);
  const marks = [];
  for (let i = 0; i < found.length; i += 1) {
    const site = found.site[i];
    found.mark[i] = -1;
    if (sites.kind[site] === UNIT && unitWidth(sites, site, view.scale) > FIRM_PX) continue;
    const cell = (Math.floor((found.y[i] + view.top) / CELL) - top) * columns + Math.floor((found.x[i] + view.left) / CELL) - left;
    if (markIn[cell] < 0) markIn[cell] = marks.push(new Mark(0, 0)) - 1;
    const mark = marks[markIn[cell]];
    const weight = sites.count[site];
    found.mark[i] = markIn[cell];
    mark.x += found.x[i] * weight;
    mark.y += found.y[i] * weight;
    mark.count += weight;
    mark.killed += sites.killed[site];
    mark.size += 1;
    for (let slot = 0, at = site * SLOTS; slot < SLOTS; slot += 1, at += 1) mark.slots[slot] += sites.slots[at];
  }
  for (const mark of marks) {
    mark.x /= mark.count;
    mark.y /= mark.count;
  }
  share(found, sites, marks);
  for (let i = 0; i < found.length; i += 1) if (found.mark[i] < 0) marks.push(markOf(sites, found.site[i], found.x[i], found.y[i]));
  return marks.map((mark) => mark.settle(sites, view.scale));
}

// Gives each mark its sites, a stretch of one array that every drawing of these sites fills anew.
function share(found, sites, marks) {
  if (!(sites.gathered?.length >= found.length)) sites.gathered = new Uint32Array(found.length);
  let end = 0;
  for (const mark of marks) {
    mark.parts.push(sites.gathered.subarray(end, end + mark.size));
    end += mark.size;
    mark.size = 0;
  }
  for (let i = 0; i < found.length; i += 1) {
    const mark = marks[found.mark[i]];
    if (mark) mark.parts[0][mark.size++] = found.site[i];
  }
}

// Joins marks that overlap, the larger taking in the smaller; the order is always the same.
function join(marks, sites, scale) {
  marks.sort((a, b) => b.count - a.count || a.parts[0][0] - b.parts[0][0]);
  const kept = [];
  for (const mark of marks) {
    const host = kept.find((other) => {
      const reach = 0.86 * (other.radius + mark.radius);
      return !other.firm && !mark.firm && (other.x - mark.x) ** 2 + (other.y - mark.y) ** 2 < reach * reach;
    });
    if (!host) {
      kept.push(mark);
      continue;
    }
    host.parts.push(...mark.parts);
    host.count += mark.count;
    host.killed += mark.killed;
    mark.slots.forEach((n, slot) => { host.slots[slot] += n; });
    host.settle(sites, scale);
  }
  return kept;
}

// A badge says no place within its unit: it steps aside for what does.
const ASIDE = [[0, 0], [0, -28], [0, 28], [-50, 0], [50, 0], [0, -56], [0, 56], [-50, 28], [50, 28]];

export function stepAside(marks) {
  const placed = marks.filter((mark) => !mark.firm);
  const isFree = (x, y) => placed.every((m) => Math.abs(m.x - x) > m.radius + 24 || Math.abs(m.y - y) > m.radius + 13);
  for (const mark of marks.filter(({ firm }) => firm)) {
    const [dx, dy] = ASIDE.find(([sx, sy]) => isFree(mark.x + sx, mark.y + sy)) ?? ASIDE[0];
    mark.x += dx;
    mark.y += dy;
    placed.push(mark);
  }
  return placed;
}

// Every site of its own.
export function apart(found, sites, view) {
  return Array.from({ length: found.length }, (_, i) =>
    markOf(sites, found.site[i], found.x[i], found.y[i]).settle(sites, view.scale));
}

export function layOut(sites, view, worlds) {
  const found = inView(sites, view, worlds);
  const marks = found.length > MANY ? gather(found, sites, view) : apart(found, sites, view);
  return stepAside(join(marks, sites, view.scale));
}

// Only what is known to its region or country: for views that draw all else in another way.
export function layOutUnits(sites, view, worlds) {
  const found = inView(sites, view, worlds);
  const units = { site: [], x: [], y: [], length: 0 };
  for (let i = 0; i < found.length; i += 1) {
    if (sites.kind[found.site[i]] !== UNIT) continue;
    for (const key of ["site", "x", "y"]) units[key].push(found[key][i]);
    units.length += 1;
  }
  return stepAside(join(apart(units, sites, view), sites, view.scale));
}
