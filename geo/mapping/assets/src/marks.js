// What to draw in a view: a symbol for one incident, a ring for several, a badge for a unit.
// Too close to tell apart on this screen means drawn as one ring; zooming in takes it apart.

import { SLOTS, UNIT } from "./sites.js";

const MANY = 400; // sites in view above which a grid gathers them first
const CELL = 48;
const FIRM_PX = 70; // a unit this wide keeps a badge of its own

const ringRadius = (count) => 10 + 5.2 * Math.log10(count);
const symbolRadius = (killed) => 6 + Math.min(7, 0.9 * Math.sqrt(killed));

function newMark(x, y) {
  return { x, y, sites: [], count: 0, killed: 0, slots: new Uint32Array(SLOTS), unit: -1, radius: 0 };
}

function addSite(mark, sites, index) {
  mark.sites.push(index);
  mark.count += sites.count[index];
  mark.killed += sites.killed[index];
  for (let slot = 0; slot < SLOTS; slot += 1) mark.slots[slot] += sites.slots[index * SLOTS + slot];
}

function widthOf(sites, site, scale) {
  const { box } = sites.units[site.unit];
  return (box[2] - box[0]) * scale;
}

function settle(mark, sites, scale) {
  const site = sites.list[mark.sites[0]];
  const alone = mark.sites.length === 1;
  mark.site = alone ? site : null;
  if (alone && site.kind === UNIT) mark.kind = "badge";
  else mark.kind = mark.count === 1 ? "symbol" : "ring";
  mark.firm = mark.kind === "badge" && widthOf(sites, site, scale) > FIRM_PX;
  if (mark.kind === "badge") mark.radius = 13;
  else mark.radius = mark.kind === "ring" ? ringRadius(mark.count) : symbolRadius(mark.killed);
  return mark;
}

function inView(sites, view, worlds) {
  const found = [];
  const margin = 40;
  for (const world of worlds) {
    sites.list.forEach((site, index) => {
      if (sites.count[index] === 0) return;
      const x = (site.x + world) * view.scale - view.left;
      const y = site.y * view.scale - view.top;
      if (x > -margin && y > -margin && x < view.width + margin && y < view.height + margin) {
        found.push({ index, x, y, world });
      }
    });
  }
  return found;
}

function gather(found, sites, view) {
  const cells = new Map();
  for (const { index, x, y } of found) {
    const site = sites.list[index];
    const firm = site.kind === UNIT && widthOf(sites, site, view.scale) > FIRM_PX;
    const key = firm ? index : `${Math.floor((x + view.left) / CELL)},${Math.floor((y + view.top) / CELL)}`;
    let mark = cells.get(key);
    if (!mark) {
      mark = newMark(0, 0);
      cells.set(key, mark);
    }
    mark.x += x;
    mark.y += y;
    addSite(mark, sites, index);
  }
  return [...cells.values()].map((mark) => {
    mark.x /= mark.sites.length;
    mark.y /= mark.sites.length;
    return settle(mark, sites, view.scale);
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
    host.sites.push(...mark.sites);
    host.count += mark.count;
    host.killed += mark.killed;
    mark.slots.forEach((n, slot) => { host.slots[slot] += n; });
    settle(host, sites, scale);
  }
  return kept;
}

// A badge says no place within its unit: it steps aside for what does.
const ASIDE = [[0, 0], [0, -28], [0, 28], [-50, 0], [50, 0], [0, -56], [0, 56], [-50, 28], [50, 28]];

function stepAside(marks) {
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

export function layOut(sites, view, worlds) {
  const found = inView(sites, view, worlds);
  if (found.length > MANY) return stepAside(join(gather(found, sites, view), sites, view.scale));
  const marks = found.map(({ index, x, y }) => {
    const mark = newMark(x, y);
    addSite(mark, sites, index);
    return settle(mark, sites, view.scale);
  });
  return stepAside(join(marks, sites, view.scale));
}
