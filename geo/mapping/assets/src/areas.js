// Where an incident may lie when its place is coarse: outlines of units, circles; beneath names.

import { CanvasLayer, worldsIn } from "./canvas.js";
import { overlaps, tracePath } from "./shapes.js";
import { CIRCLE, pixelsOf, UNIT } from "./sites.js";
import { SYMBOLS } from "./symbols.js";

const BUSY = 60; // areas above which they are drawn without hatching and dashes
const SEEN_PX = 14; // a unit narrower than this is part of a ring and has no area to be seen
const LEAST_PX = 7; // and a circle smaller than this neither
const HATCHES = new Map();

function hatch(context, color) {
  if (HATCHES.has(color)) return HATCHES.get(color);
  const tile = document.createElement("canvas");
  tile.width = 8;
  tile.height = 8;
  const pen = tile.getContext("2d");
  pen.strokeStyle = color;
  pen.lineWidth = 1.1;
  pen.beginPath();
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8);
    pen.lineTo(shift + 8, 0);
  }
  pen.stroke();
  HATCHES.set(color, context.createPattern(tile, "repeat"));
  return HATCHES.get(color);
}

export const AreaCanvas = CanvasLayer.extend({
  initialize(sites, colors) {
    CanvasLayer.prototype.initialize.call(this, "gm-areas");
    this.sites = sites;
    this.colors = colors;
    this.paths = [];
    this.selected = -1;
  },

  // Told where and in which colours areas would be drawn: the same as before is not drawn again.
  isDrawn(view, sites) {
    const parts = [view.scale, view.left, view.top, view.width, view.height, this.selected];
    for (const site of sites) parts.push(site, this.sites.mainSlot(site));
    const key = parts.join();
    const same = key === this.key;
    this.key = key;
    return same;
  },

  needsDrawing(view) {
    const { sites } = this;
    this.shown = [];
    for (let site = 0; site < sites.size; site += 1) {
      if (sites.count[site] && (sites.kind[site] === UNIT || sites.kind[site] === CIRCLE)) this.shown.push(site);
    }
    return !this.isDrawn(view, this.shown.filter((site) => this.isSeen(site, view)));
  },

  isSeen(site, view) {
    const { sites } = this;
    if (sites.kind[site] === CIRCLE) return pixelsOf(sites.radius[site], sites.y[site], view.scale) >= LEAST_PX;
    const { box } = sites.units[sites.unit[site]];
    return (box[2] - box[0]) * view.scale > SEEN_PX;
  },

  draw(context, view) {
    this.paths = [];
    const { sites } = this;
    const seen = this.shown.filter((site) => this.isSeen(site, view));
    const units = seen.filter((site) => sites.kind[site] === UNIT);
    const circles = seen.filter((site) => sites.kind[site] === CIRCLE);
    for (const world of worldsIn(view)) {
      this.drawUnits(context, view, world, units);
      this.drawCircles(context, view, world, circles);
    }
  },

  drawUnits(context, view, world, shown) {
    const left = view.left - world * view.scale;
    const box = [left / view.scale, view.top / view.scale, (left + view.width) / view.scale, (view.top + view.height) / view.scale];
    const near = shown.filter((site) => overlaps(this.sites.units[this.sites.unit[site]].box, box));
    const busy = near.length > BUSY;
    for (const index of near) {
      const unit = this.sites.units[this.sites.unit[index]];
      const path = new Path2D();
      for (const line of unit.lines) {
        tracePath(path, line.points, view.scale, left, view.top);
        path.closePath();
      }
      const { color } = SYMBOLS[this.sites.mainSlot(index)];
      context.globalAlpha = unit.level === 0 ? 0.07 : 0.16;
      context.fillStyle = color;
      context.fill(path, "evenodd");
      if (!busy) {
        context.globalAlpha = unit.level === 0 ? 0.12 : 0.3;
        context.fillStyle = hatch(context, color);
        context.fill(path, "evenodd");
      }
      context.globalAlpha = busy ? 0.45 : 0.95;
      context.lineWidth = index === this.selected ? 3 : busy ? 0.8 : 1.6;
      context.strokeStyle = index === this.selected ? this.colors.accent : color;
      if (!busy) context.setLineDash([6, 4]);
      context.stroke(path);
      context.setLineDash([]);
      context.globalAlpha = 1;
      this.paths.push({ path, index, size: (unit.box[2] - unit.box[0]) * view.scale });
    }
  },

  // One fill for all circles of a colour: where they overlap, nothing grows darker.
  drawCircles(context, view, world, shown) {
    const bySlot = new Map();
    const { sites } = this;
    for (const site of shown) {
      const x = (sites.x[site] + world) * view.scale - view.left;
      if (x < -view.width || x > 2 * view.width) continue;
      const y = sites.y[site] * view.scale - view.top;
      const radius = pixelsOf(sites.radius[site], sites.y[site], view.scale);
      const outside = x + radius < 0 || y + radius < 0 || x - radius > view.width || y - radius > view.height;
      if (outside) continue;
      const slot = sites.mainSlot(site);
      if (!bySlot.has(slot)) bySlot.set(slot, new Path2D());
      bySlot.get(slot).moveTo(x + radius, y);
      bySlot.get(slot).arc(x, y, radius, 0, 2 * Math.PI);
    }
    for (const [slot, path] of bySlot) {
      context.fillStyle = SYMBOLS[slot].color;
      context.globalAlpha = 0.13;
      context.fill(path);
      context.globalAlpha = 0.85;
      context.strokeStyle = SYMBOLS[slot].color;
      context.lineWidth = 1.3;
      context.setLineDash([5, 4]);
      context.stroke(path);
      context.setLineDash([]);
      context.globalAlpha = 1;
    }
  },

  // The smallest unit under a point of the view, or -1.
  unitAt(point) {
    const ratio = window.devicePixelRatio || 1;
    const under = this.paths.filter(({ path }) => this.context.isPointInPath(path, point.x * ratio, point.y * ratio, "evenodd"));
    under.sort((a, b) => a.size - b.size);
    return under.length ? under[0].index : -1;
  },
});
