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
    this.sites = [];
    this.count = 0;
    this.killed = 0;
    this.slots = new Uint32Array(SLOTS);
    this.radius = 0;
    this.kind = "symbol";
    this.firm = false;
    this.site = -1; // the one site it stands for, or -1
  }

  take(sites, site) {
    this.sites.push(site);
    this.count += sites.count[site];
    this.killed += sites.killed[site];
    for (let slot = 0; slot < SLOTS; slot += 1) this.slots[slot] += sites.slots[site * SLOTS + slot];
  }

  settle(sites, scale) {
    this.site = this.sites.length === 1 ? this.sites[0] : -1;
    const isUnit = this.site >= 0 && sites.kind[this.site] === UNIT;
    if (isUnit) this.kind = "badge";
    else this.kind = this.count === 1 ? "symbol" : "ring";
    this.firm = isUnit && widthOf(sites, this.site, scale) > FIRM_PX;
    if (isUnit) this.radius = 13;
    else this.radius = this.kind === "ring" ? ringRadius(this.count) : symbolRadius(this.killed);
    return this;
  }
}

export function widthOf(sites, site, scale) {
  const { box } = sites.units[sites.unit[site]];
  return (box[2] - box[0]) * scale;
}

// The sites in view that have anything shown: which, and where on the screen.
export function inView(sites, view, worlds, margin = AROUND) {
  const { size, count, kind } = sites;
  const found = { site: new Uint32Array(size), x: new Float32Array(size), y: new Float32Array(size), length: 0 };
  if (worlds.length > 1) for (const key of ["site", "x", "y"]) found[key] = new found[key].constructor(size * worlds.length);
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
  const columns = Math.ceil((view.width + 2 * AROUND) / CELL) + 2;
  const left = Math.floor((view.left - AROUND) / CELL);
  const top = Math.floor((view.top - AROUND) / CELL);
  const cells = new Map();
  for (let i = 0; i < found.length; i += 1) {
    const site = found.site[i];
    const firm = sites.kind[site] === UNIT && widthOf(sites, site, view.scale) > FIRM_PX;
    const column = Math.floor((found.x[i] + view.left) / CELL) - left;
    const row = Math.floor((found.y[i] + view.top) / CELL) - top;
    const key = firm ? -1 - site : row * columns + column;
    let mark = cells.get(key);
    if (!mark) {
      mark = new Mark(0, 0);
      cells.set(key, mark);
    }
    const weight = sites.count[site];
    mark.x += found.x[i] * weight;
    mark.y += found.y[i] * weight;
    mark.take(sites, site);
  }
  return [...cells.values()].map((mark) => {
    mark.x /= mark.count;
    mark.y /= mark.count;
    return mark.settle(sites, view.scale);
  });
}

// Joins marks that overlap, the larger taking in the smaller; the order is always the same.
function join(marks, sites, scale) {
  marks.sort((a, b) => b.count - a.count || a.sites[0] - b.sites[0]);
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
    for (const site of mark.sites) host.sites.push(site);
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
  return Array.from({ length: found.length }, (_, i) => {
    const mark = new Mark(found.x[i], found.y[i]);
    mark.take(sites, found.site[i]);
    return mark.settle(sites, view.scale);
  });
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
