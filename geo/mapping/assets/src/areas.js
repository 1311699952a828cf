// Where an incident may lie when its place is coarse: outlines of units, circles; beneath names.

import { CanvasLayer, worldsIn } from "./canvas.js";
import { overlaps, tracePath } from "./shapes.js";
import { CIRCLE, pixelsOf, UNIT } from "./sites.js";
import { SYMBOLS } from "./symbols.js";

const BUSY = 60; // areas above which they are drawn without hatching

function hatch(context, color) {
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
  return context.createPattern(tile, "repeat");
}

export const AreaCanvas = CanvasLayer.extend({
  initialize(sites, colors) {
    CanvasLayer.prototype.initialize.call(this, "gm-areas");
    this.sites = sites;
    this.colors = colors;
    this.paths = [];
    this.selected = -1;
  },

  draw(context, view) {
    this.paths = [];
    const { sites } = this;
    const shown = [];
    const circles = [];
    for (let site = 0; site < sites.size; site += 1) {
      if (sites.count[site] === 0) continue;
      if (sites.kind[site] === UNIT) shown.push(site);
      else if (sites.kind[site] === CIRCLE) circles.push(site);
    }
    for (const world of worldsIn(view)) {
      this.drawUnits(context, view, world, shown);
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
      context.globalAlpha = busy ? 0.5 : 0.95;
      context.lineWidth = index === this.selected ? 3 : 1.6;
      context.strokeStyle = index === this.selected ? this.colors.accent : color;
      context.setLineDash([6, 4]);
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
      if (radius < 7 || outside) continue;
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
