// Where an incident may lie when its place is coarse: outlines of units, circles; beneath names.

import { CanvasLayer, worldsIn } from "./canvas.js";
import { overlaps, tracePath } from "./shapes.js";
import { CIRCLE, UNIT } from "./sites.js";
import { SYMBOLS } from "./symbols.js";

const BUSY = 60; // areas above which they are drawn without hatching and dashes
const SEEN_PX = 14; // a unit narrower than this is part of a ring and has no area to be seen
const LEAST_PX = 7; // and a circle smaller than this neither
const VIEW = 7; // numbers that tell the view, and how many sites are seen
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
    this.outlines = new Map(); // of units in this view
    this.drawn = new Int32Array(2 * sites.size + VIEW); // what was drawn: the view, then sites and colours
    this.told = new Int32Array(this.drawn.length);
    this.shown = new Int32Array(sites.size);
    this.selected = -1;
  },

  // What would be drawn, as numbers: the same as before is not drawn again.
  needsDrawing(view) {
    const { sites, shown, told } = this;
    told.set([view.zoom * 1e6, view.left, view.top, view.width, view.height, this.selected].map(Math.round));
    if ([0, 1, 2].some((i) => told[i] !== this.drawn[i])) this.outlines.clear();
    let count = 0;
    let at = VIEW;
    for (let site = 0; site < sites.size; site += 1) {
      if (sites.count[site] === 0 || !this.isSeen(site, view)) continue;
      shown[count++] = site;
      told[at++] = site;
      told[at++] = sites.mainSlot(site);
    }
    told[VIEW - 1] = count;
    this.seen = shown.subarray(0, count);
    const { drawn } = this;
    let same = 0;
    while (same < at && told[same] === drawn[same]) same += 1;
    [this.drawn, this.told] = [told, drawn];
    return same < at;
  },

  forget() {
    this.drawn.fill(-1);
  },

  isSeen(site, view) {
    const { kind, unit, units, reach } = this.sites;
    if (kind[site] === CIRCLE) return reach[site] * view.scale >= LEAST_PX;
    if (kind[site] !== UNIT) return false;
    const { box } = units[unit[site]];
    return (box[2] - box[0]) * view.scale > SEEN_PX;
  },

  draw(context, view) {
    this.paths = [];
    const { kind } = this.sites;
    const units = this.seen.filter((site) => kind[site] === UNIT);
    for (const world of worldsIn(view)) {
      this.drawUnits(context, view, world, units);
      this.drawCircles(context, view, world);
    }
  },

  // A path costs more to make than to draw: it is kept while the map stands still.
  outlineOf(index, world, view, left) {
    const key = `${world}/${index}`;
    if (!this.outlines.has(key)) {
      const path = new Path2D();
      for (const line of this.sites.units[index].lines) {
        tracePath(path, line.points, view.scale, left, view.top);
        path.closePath();
      }
      this.outlines.set(key, path);
    }
    return this.outlines.get(key);
  },

  drawUnits(context, view, world, shown) {
    const left = view.left - world * view.scale;
    const box = [left / view.scale, view.top / view.scale, (left + view.width) / view.scale, (view.top + view.height) / view.scale];
    const near = shown.filter((site) => overlaps(this.sites.units[this.sites.unit[site]].box, box));
    const busy = near.length > BUSY;
    for (const index of near) {
      const unit = this.sites.units[this.sites.unit[index]];
      const path = this.outlineOf(this.sites.unit[index], world, view, left);
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
  drawCircles(context, view, world) {
    const { sites } = this;
    SYMBOLS.forEach(({ color }, slot) => {
      context.beginPath();
      let any = false;
      for (const site of this.seen) {
        if (sites.kind[site] !== CIRCLE || sites.mainSlot(site) !== slot) continue;
        const x = (sites.x[site] + world) * view.scale - view.left;
        const y = sites.y[site] * view.scale - view.top;
        const radius = sites.reach[site] * view.scale;
        if (x + radius < 0 || y + radius < 0 || x - radius > view.width || y - radius > view.height) continue;
        context.moveTo(x + radius, y);
        context.arc(x, y, radius, 0, 2 * Math.PI);
        any = true;
      }
      if (!any) return;
      context.fillStyle = color;
      context.globalAlpha = 0.13;
      context.fill();
      context.globalAlpha = 0.85;
      context.strokeStyle = color;
      context.lineWidth = 1.3;
      context.setLineDash([5, 4]);
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
    });
  },

  // The smallest unit under a point of the view, or -1.
  unitAt(point) {
    const ratio = window.devicePixelRatio || 1;
    const under = this.paths.filter(({ path }) => this.context.isPointInPath(path, point.x * ratio, point.y * ratio, "evenodd"));
    under.sort((a, b) => a.size - b.size);
    return under.length ? under[0].index : -1;
  },
});
