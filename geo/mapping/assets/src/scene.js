// The incidents on the map: areas beneath the names, symbols above them, and what the mouse meets.

/* global L */

import { CanvasLayer, worldsIn } from "./canvas.js";
import { layOut } from "./marks.js";
import { overlaps, tracePath } from "./shapes.js";
import { CIRCLE, pixelsOf, UNIT } from "./sites.js";
import { drawSymbol, OTHER, TYPES } from "./symbols.js";
import { FONT } from "./theme.js";
import { sayShortNumber } from "./words.js";

const SYMBOLS = [...Object.values(TYPES), OTHER];
const BUSY = 60; // areas above which they are drawn without hatching
const NAMED = 30; // marks up to which each is named

// A name for the canvas, where no element isolates it: without marks that turn the direction.
const plain = (name) => name.replace(/[\p{Cc}\p{Cf}]/gu, " ").slice(0, 40);

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
    const shown = this.sites.list
      .map((site, index) => ({ site, index }))
      .filter(({ index }) => this.sites.count[index] > 0);
    this.paths = [];
    for (const world of worldsIn(view)) {
      this.drawUnits(context, view, world, shown.filter(({ site }) => site.kind === UNIT));
      this.drawCircles(context, view, world, shown.filter(({ site }) => site.kind === CIRCLE));
    }
  },

  drawUnits(context, view, world, shown) {
    const left = view.left - world * view.scale;
    const box = [left / view.scale, view.top / view.scale, (left + view.width) / view.scale, (view.top + view.height) / view.scale];
    const near = shown.filter(({ site }) => overlaps(this.sites.units[site.unit].box, box));
    const busy = near.length > BUSY;
    for (const { site, index } of near) {
      const unit = this.sites.units[site.unit];
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
    for (const { site, index } of shown) {
      const x = (site.x + world) * view.scale - view.left;
      const y = site.y * view.scale - view.top;
      const radius = pixelsOf(site.radius, site.y, view.scale);
      const outside = x + radius < 0 || y + radius < 0 || x - radius > view.width || y - radius > view.height;
      if (radius < 7 || outside) continue;
      const slot = this.sites.mainSlot(index);
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

export const SymbolCanvas = CanvasLayer.extend({
  initialize(sites, colors) {
    CanvasLayer.prototype.initialize.call(this, "gm-symbols");
    this.sites = sites;
    this.colors = colors;
    this.marks = [];
    this.selected = -1;
    this.ondrawn = () => {};
  },

  draw(context, view) {
    this.marks = layOut(this.sites, view, worldsIn(view));
    context.textAlign = "center";
    context.textBaseline = "middle";
    const boxes = [];
    // Largest first, so that single symbols stay on top.
    for (const mark of this.marks) {
      this.drawMark(context, mark);
      const r = mark.radius + 2;
      boxes.push([mark.x - (mark.half ?? r), mark.y - r, mark.x + (mark.half ?? r), mark.y + r]);
    }
    if (this.marks.length <= NAMED) this.drawNames(context, boxes);
    this.ondrawn(boxes);
  },

  drawNames(context, boxes) {
    context.font = `600 11.5px ${FONT}`;
    context.lineJoin = "round";
    for (const mark of this.marks) {
      if (!mark.site?.name) continue;
      const name = plain(mark.site.name);
      const half = context.measureText(name).width / 2;
      const y = mark.y + mark.radius + 11;
      const box = [mark.x - half, y - 7, mark.x + half, y + 7];
      const clear = boxes.every((b) => b[0] > box[2] || b[2] < box[0] || b[1] > box[3] || b[3] < box[1]);
      if (!clear) continue;
      boxes.push(box);
      context.lineWidth = 3.5;
      context.strokeStyle = this.colors.halo;
      context.strokeText(name, mark.x, y);
      context.fillStyle = this.colors.city;
      context.fillText(name, mark.x, y);
    }
  },

  drawMark(context, mark) {
    if (mark.sites.includes(this.selected)) this.drawSelection(context, mark);
    if (mark.kind === "badge") this.drawBadge(context, mark);
    else if (mark.kind === "ring") this.drawRing(context, mark);
    else {
      const symbol = SYMBOLS[mark.slots.findIndex((n) => n > 0)];
      drawSymbol(context, symbol, mark.x, mark.y, mark.radius, { hollow: mark.site?.kind === CIRCLE, ...this.colors });
    }
  },

  drawSelection(context, mark) {
    context.beginPath();
    context.arc(mark.x, mark.y, (mark.half ?? mark.radius) + 6, 0, 2 * Math.PI);
    context.lineWidth = 3;
    context.strokeStyle = this.colors.accent;
    context.stroke();
  },

  drawRing(context, mark) {
    this.drawDonut(context, mark, mark.x, mark.y, mark.radius);
    this.drawCount(context, mark.count, mark.x, mark.y, mark.radius < 14 ? 10.5 : 12);
  },

  drawDonut(context, mark, x, y, radius) {
    const inner = radius * 0.64;
    context.beginPath();
    context.arc(x, y, radius + 1, 0, 2 * Math.PI);
    context.fillStyle = this.colors.ink;
    context.fill();
    let turn = -Math.PI / 2;
    mark.slots.forEach((n, slot) => {
      if (!n) return;
      const next = turn + (2 * Math.PI * n) / mark.count;
      context.beginPath();
      context.arc(x, y, radius, turn, next);
      context.arc(x, y, inner, next, turn, true);
      context.closePath();
      context.fillStyle = SYMBOLS[slot].color;
      context.fill();
      turn = next;
    });
    context.beginPath();
    context.arc(x, y, inner, 0, 2 * Math.PI);
    context.fillStyle = this.colors.paper;
    context.fill();
  },

  drawCount(context, count, x, y, size) {
    context.font = `700 ${size}px ${FONT}`;
    context.fillStyle = this.colors.ink;
    context.fillText(sayShortNumber(count), x, y + 0.5);
  },

  // A count on the area itself: no pin pretends to know the spot.
  drawBadge(context, mark) {
    const { x, y } = mark;
    const text = sayShortNumber(mark.count);
    context.font = `700 12px ${FONT}`;
    const wide = context.measureText(text).width;
    const width = wide + 32;
    mark.half = width / 2 + 2;
    context.beginPath();
    context.roundRect(x - width / 2, y - 11, width, 22, 11);
    context.fillStyle = this.colors.paper;
    context.fill();
    context.lineWidth = 1.4;
    context.strokeStyle = this.colors.ink;
    context.setLineDash([4, 3]);
    context.stroke();
    context.setLineDash([]);
    const used = SYMBOLS.filter((_, slot) => mark.slots[slot] > 0);
    const at = x - width / 2 + 13;
    if (used.length === 1) drawSymbol(context, used[0], at, y, 5, { ...this.colors, edge: this.colors.ink });
    else this.drawDonut(context, mark, at, y, 7);
    this.drawCount(context, mark.count, x + width / 2 - 9 - wide / 2, y, 12);
  },

  markAt(point) {
    for (let i = this.marks.length - 1; i >= 0; i -= 1) {
      const { x, y, radius, half } = this.marks[i];
      const reachX = (half ?? radius) + 4;
      if (Math.abs(point.x - x) <= reachX && Math.abs(point.y - y) <= radius + 4) return this.marks[i];
    }
    return null;
  },
});

export function boundsOf(sites, indices) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const index of indices) {
    const site = sites.list[index];
    const unit = site.kind === UNIT ? sites.units[site.unit].box : null;
    const pad = site.radius ? pixelsOf(site.radius, site.y, 1) : 0;
    box[0] = Math.min(box[0], unit ? unit[0] : site.x - pad);
    box[1] = Math.min(box[1], unit ? unit[1] : site.y - pad);
    box[2] = Math.max(box[2], unit ? unit[2] : site.x + pad);
    box[3] = Math.max(box[3], unit ? unit[3] : site.y + pad);
  }
  const lat = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  const lon = (x) => (x - 0.5) * 360;
  return L.latLngBounds([lat(box[3]), lon(box[0])], [lat(box[1]), lon(box[2])]);
}
