// The marks of incidents above the names: symbols, rings, badges; and what the mouse meets.

import { CanvasLayer, worldsIn } from "./canvas.js";
import { drawDots } from "./dots.js";
import { drawHeat } from "./heat.js";
import { drawHexagons } from "./hexagons.js";
import { apart, inView, layOut, layOutUnits, stepAside, symbolRadius } from "./marks.js";
import { widthOf } from "./pen.js";
import { CIRCLE, UNIT, VAGUE } from "./sites.js";
import { drawSymbol, SYMBOLS } from "./symbols.js";
import { FONT } from "./theme.js";
import { sayShortNumber } from "./words.js";

export const WAYS = ["clusters", "points", "heat", "hexagons"];

const NAMED = 30; // marks up to which each is named
const DRAWN = 2500; // places up to which each has its shape; above, a dot of its colour

// A name for the canvas, where no element isolates it: without marks that turn the direction.
const plain = (name) => name.replace(/[\p{Cc}\p{Cf}]/gu, " ").slice(0, 40);

export const SymbolCanvas = CanvasLayer.extend({
  initialize(sites, colors) {
    CanvasLayer.prototype.initialize.call(this, "gm-symbols");
    this.sites = sites;
    this.colors = colors;
    this.marks = [];
    this.selected = -1;
    this.view = "clusters";
    this.ondrawn = () => {};
  },

  setView(view) {
    if (!WAYS.includes(view)) throw new RangeError(`no view ${view}; there are ${WAYS.join(", ")}`);
    this.view = view;
    if (!this._map) return;
    this.layer();
    this.schedule();
  },

  // Heat lies beneath the names, all else above them.
  layer() {
    this._map.getPane("gm-symbols").style.zIndex = this.view === "heat" ? 370 : 450;
  },

  onAdd(map) {
    CanvasLayer.prototype.onAdd.call(this, map);
    this.layer();
  },

  // Draws what is not a mark; returns the marks to be drawn, and what the mouse can meet.
  drawView(context, view, worlds) {
    if (this.view === "heat") {
      drawHeat(context, this.sites, view, worlds);
      return layOutUnits(this.sites, view, worlds);
    }
    if (this.view === "hexagons") {
      const hexagons = drawHexagons(context, this.sites, view, worlds, this.selected);
      return [...hexagons, ...layOutUnits(this.sites, view, worlds)];
    }
    if (this.view === "points") return this.drawPoints(context, view, worlds);
    return layOut(this.sites, view, worlds);
  },

  // One symbol a place, sized by its killed; small ones above large ones.
  drawPoints(context, view, worlds) {
    const found = inView(this.sites, view, worlds);
    if (found.length > DRAWN) {
      drawDots(context, this.sites, found, view, this.colors);
      return layOutUnits(this.sites, view, worlds);
    }
    const marks = apart(found, this.sites, view);
    for (const mark of marks) {
      if (mark.kind === "badge") continue;
      mark.kind = "symbol";
      mark.radius = symbolRadius(mark.killed);
    }
    return stepAside(marks.sort((a, b) => b.radius - a.radius));
  },

  // The mark, or in a view of dots the place itself, under a point of the screen.
  meet(point) {
    const mark = this.markAt(point);
    if (mark || this.view !== "points" || !this.lastView) return mark;
    const found = inView(this.sites, this.lastView, worldsIn(this.lastView), 0);
    let best = null;
    for (let i = 0; i < found.length; i += 1) {
      if (this.sites.kind[found.site[i]] === UNIT) continue;
      const far = (found.x[i] - point.x) ** 2 + (found.y[i] - point.y) ** 2;
      if (far < 49 && (best === null || far < best.far)) best = { far, sites: [found.site[i]], count: this.sites.count[found.site[i]] };
    }
    return best;
  },

  draw(context, view) {
    this.lastView = view;
    this.marks = this.drawView(context, view, worldsIn(view));
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
      const said = mark.site >= 0 && mark.kind !== "hexagon" ? this.sites.name(mark.site) : null;
      if (!said) continue;
      const name = plain(said);
      const half = widthOf(context, name) / 2;
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
    if (this.selected >= 0 && mark.has?.(this.selected)) this.drawSelection(context, mark);
    if (mark.kind === "hexagon") return;
    if (mark.kind === "badge") this.drawBadge(context, mark);
    else if (mark.kind === "ring") this.drawRing(context, mark);
    else {
      const symbol = SYMBOLS[mark.slots.indexOf(Math.max(...mark.slots))];
      const kind = this.sites.kind[mark.site];
      drawSymbol(context, symbol, mark.x, mark.y, mark.radius, { hollow: kind === CIRCLE, vague: kind === VAGUE, ...this.colors });
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
    const wide = widthOf(context, text);
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
