// Names on the base map: countries, cities, rivers; none over another, none under a symbol.

import { CanvasLayer, worldsIn } from "./canvas.js";
import { mercatorX, mercatorY } from "./shapes.js";
import { FONT } from "./theme.js";

const LEEWAY_PX = 8; // how far a country's name may be moved where it is first named
const FULL_FROM = 8; // from this zoom on every city in store may be named

function prepare(labels) {
  const make = (kind) => ([text, lon, lat, zoom, capital]) => {
    return { kind, text, x: mercatorX(lon), y: mercatorY(lat), zoom, capital: Boolean(capital) };
  };
  return [
    ...labels.countries.map(make("country")),
    ...labels.cities.filter((city) => city[4]).map(make("city")),
    ...labels.cities.filter((city) => !city[4]).map(make("city")),
    ...labels.rivers.map(make("river")),
  ];
}

function styleOf(label, zoom, colors) {
  if (label.kind === "country") {
    const size = Math.min(17, 10.5 + Math.max(0, zoom - 3) * 1.2);
    return { font: `600 ${size}px ${FONT}`, size, color: colors.country, spacing: zoom > 4 ? "1.5px" : "0.4px" };
  }
  if (label.kind === "river") {
    return { font: `italic 10.5px ${FONT}`, size: 10.5, color: colors.riverName, spacing: "0.5px" };
  }
  const size = Math.min(14, (label.capital ? 11.5 : 10.5) + Math.max(0, zoom - label.zoom) * 0.45);
  return { font: `${label.capital ? 600 : 400} ${size}px ${FONT}`, size, color: colors.city, spacing: "0px" };
}

const hits = (boxes, box) => boxes.some((b) => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1]);

// Where a name may stand, the best first, as [left, middle]. A capital, whose dot a ring may cover, is
// named beside the ring. A country's name gives way to symbols up and down, the further the nearer
// the map is, and never out of the country: where it is first named it is about as tall as five lines.
export function triesOf({ kind, capital, zoom }, { x, y, zoom: seen }, { width, half }) {
  if (kind === "city") {
    const gaps = capital ? [6, 18, 30] : [6];
    return gaps.flatMap((gap) => [[x + gap, y], [x - gap - width, y]]);
  }
  const most = kind === "country" ? Math.min(60, LEEWAY_PX * 2 ** (seen - zoom)) : 0;
  const shifts = [0, -2, 2, -4, 4, -6, 6].map((step) => step * half).filter((shift) => Math.abs(shift) <= most);
  return shifts.map((shift) => [x - width / 2, y + shift]);
}

export const LabelLayer = CanvasLayer.extend({
  initialize(labels, colors) {
    CanvasLayer.prototype.initialize.call(this, "gm-labels");
    this.labels = prepare(labels);
    this.colors = colors;
    this.obstacles = null; // boxes of the symbols, once an incident layer draws them
  },

  isWanted(label, zoom) {
    if (label.kind === "country") return zoom >= Math.max(2, label.zoom - 0.4) && zoom <= 8;
    if (label.kind === "river") return zoom >= label.zoom;
    return zoom >= 4 && (zoom >= label.zoom || zoom >= FULL_FROM || label.capital);
  },

  // Lays out all names; the same ones at the same places are not drawn again.
  needsDrawing(view) {
    const { context } = this;
    const taken = this.obstacles ? [...this.obstacles] : [];
    this.placed = [];
    for (const world of worldsIn(view)) {
      for (const label of this.labels) {
        if (!this.isWanted(label, view.zoom)) continue;
        const x = (label.x + world) * view.scale - view.left;
        const y = label.y * view.scale - view.top;
        if (x < -60 || y < -10 || x > view.width + 60 || y > view.height + 10) continue;
        this.place(context, label, { x, y, zoom: view.zoom }, taken);
      }
    }
    const key = `${view.width},${view.height},${this.placed.map(({ label, left, middle }) => `${label.text},${left},${middle}`)}`;
    const same = key === this.key;
    this.key = key;
    return !same;
  },

  forget() {
    this.key = null;
  },

  place(context, label, { x, y, zoom }, taken) {
    const style = styleOf(label, zoom, this.colors);
    const width = this.widthOf(context, label, style);
    const half = style.size * 0.62;
    for (const [left, middle] of triesOf(label, { x, y, zoom }, { width, half })) {
      const box = [left - 3, middle - half, left + width + 3, middle + half];
      if (hits(taken, box)) continue;
      taken.push(box);
      this.placed.push({ label, style, left, x, y, middle });
      return;
    }
  },

  widthOf(context, label, style) {
    const key = `${style.font} ${style.spacing}`;
    if (label.measured !== key) {
      context.font = style.font;
      context.letterSpacing = style.spacing;
      label.width = context.measureText(label.text).width;
      label.measured = key;
    }
    return label.width;
  },

  draw(context) {
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const { label, style, left, x, y, middle } of this.placed) {
      context.font = style.font;
      context.letterSpacing = style.spacing;
      if (label.kind === "city") this.dot(context, x, y, label.capital);
      context.lineWidth = 3;
      context.strokeStyle = this.colors.halo;
      context.strokeText(label.text, left, middle);
      context.fillStyle = style.color;
      context.fillText(label.text, left, middle);
    }
  },

  dot(context, x, y, capital) {
    context.beginPath();
    context.arc(x, y, capital ? 2.6 : 1.8, 0, 2 * Math.PI);
    context.fillStyle = this.colors.city;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = this.colors.halo;
    context.stroke();
  },
});
