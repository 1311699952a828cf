// The histogram through time, stacked by type: what each bar would show if it were chosen.

import { floorTo, shift, yearOf } from "./days.js";
import { sizeCanvas, widthOf } from "./pen.js";
import { SLOTS } from "./sites.js";
import { SYMBOLS } from "./symbols.js";
import { FONT } from "./theme.js";
import { NONE } from "./unpack.js";
import { sayTick } from "./words.js";

const HEIGHT = 56;
const AXIS = 16;
const UNITS = ["day", "week", "month", "quarter", "year"];
export const DAYS_OF = { day: 1, week: 7, month: 30.4, quarter: 91.3, year: 365.25 };

export function binUnit(days, width) {
  return UNITS.find((unit) => days / DAYS_OF[unit] <= Math.max(24, width / 5)) ?? "year";
}

// The first days of all bins over the domain, and the day after the last one.
export function binEdges(first, last, unit) {
  const edges = [floorTo(first, unit)];
  while (edges.at(-1) <= last) edges.push(shift(edges.at(-1), unit, 1));
  return edges;
}

function binsByDay(edges) {
  const bins = new Int32Array(edges.at(-1) - edges[0]);
  for (let bin = 0; bin + 1 < edges.length; bin += 1) bins.fill(bin, edges[bin] - edges[0], edges[bin + 1] - edges[0]);
  return bins;
}

// What a row adds to its bars: 1, or its best-supported toll; nothing where no toll is known.
function weigher(table, measure) {
  if (measure === "incidents") return () => 1;
  const { codes, fields } = table.groupOf(`${measure}_best`);
  const weights = fields[`${measure}_best`].map((best, i) => (best !== NONE ? best : Math.max(0, fields[`${measure}_low`][i])));
  return (row) => weights[codes[row]];
}

// Bars of the rows that pass the filters, whatever the chosen period, by bin and slot: `solid` of
// those within one bar, `spread` of those that lie in several and count in each of them.
export function countBars(engine, slotOf, edges, measure = "incidents") {
  const { table, mask } = engine;
  const { starts, end, undated } = table;
  const bins = edges.length - 1;
  const binOf = binsByDay(edges);
  const weigh = weigher(table, measure);
  const solid = new Float64Array(bins * SLOTS);
  const spread = new Float64Array((bins + 1) * SLOTS);
  for (let row = undated; row < table.count; row += 1) {
    if (mask[row] !== 0) continue;
    const from = binOf[starts[row] - edges[0]];
    const to = binOf[end[row] - edges[0]];
    const weight = weigh(row);
    if (from === to) solid[from * SLOTS + slotOf[row]] += weight;
    else {
      spread[from * SLOTS + slotOf[row]] += weight;
      spread[(to + 1) * SLOTS + slotOf[row]] -= weight;
    }
  }
  for (let i = SLOTS; i < spread.length; i += 1) spread[i] += spread[i - SLOTS];
  return { solid, spread: spread.subarray(0, bins * SLOTS) };
}

// The sum of each bar.
export function heights({ solid, spread }) {
  const sums = new Float64Array(solid.length / SLOTS);
  for (let i = 0; i < solid.length; i += 1) sums[Math.floor(i / SLOTS)] += solid[i] + spread[i];
  return sums;
}

export const binAt = (edges, day) => edges.findLastIndex((edge) => edge <= day);

let hatches = { ground: null, pattern: null };

function hatching(context, ground) {
  if (hatches.ground === ground) return hatches.pattern;
  const tile = document.createElement("canvas");
  tile.width = 6;
  tile.height = 6;
  const pen = tile.getContext("2d");
  pen.strokeStyle = ground;
  pen.lineWidth = 1.6;
  pen.beginPath();
  for (const by of [-6, 0, 6]) {
    pen.moveTo(by, 6);
    pen.lineTo(by + 6, 0);
  }
  pen.stroke();
  hatches = { ground, pattern: context.createPattern(tile, "repeat") };
  return hatches.pattern;
}

function drawBars(context, { bars, highest, edges, x, width, period, ground }) {
  const hatch = hatching(context, ground);
  for (let bin = 0; bin + 1 < edges.length; bin += 1) {
    const left = Math.max(0, x(edges[bin]));
    const wide = Math.min(width, x(edges[bin + 1])) - left;
    const gap = wide > 4 ? 1 : 0;
    let top = HEIGHT;
    const stack = (values, pattern) => {
      for (let slot = 0; slot < SLOTS; slot += 1) {
        const tall = (values[bin * SLOTS + slot] / highest) * (HEIGHT - 6);
        if (tall <= 0) continue;
        context.fillStyle = SYMBOLS[slot].color;
        context.fillRect(left + gap / 2, top - tall, Math.max(1, wide - gap), tall);
        if (pattern) {
          context.fillStyle = pattern;
          context.fillRect(left + gap / 2, top - tall, Math.max(1, wide - gap), tall);
        }
        top -= tall;
      }
    };
    context.globalAlpha = edges[bin] <= period[1] && edges[bin + 1] > period[0] ? 1 : 0.3;
    stack(bars.solid, null);
    stack(bars.spread, hatch);
  }
  context.globalAlpha = 1;
}

function drawAxis(context, { domain, x, width }) {
  context.beginPath();
  context.moveTo(0, HEIGHT + 0.5);
  context.lineTo(width, HEIGHT + 0.5);
  context.stroke();
  context.font = `11px ${FONT}`;
  context.textBaseline = "top";
  context.direction = "ltr";
  context.textAlign = "left";
  const days = domain[1] - domain[0];
  const unit = UNITS.find((u) => days / DAYS_OF[u] <= width / 74) ?? "year";
  const skip = unit === "year" ? Math.max(1, Math.ceil(days / 365.25 / (width / 44))) : 1;
  let free = -Infinity;
  for (const day of binEdges(domain[0], domain[1] - 1, unit)) {
    if (day < domain[0] || (unit === "year" && yearOf(day) % skip)) continue;
    const label = sayTick(day, unit);
    const at = x(day);
    const wide = widthOf(context, label);
    if (at < free || at + wide + 3 > width) continue;
    context.fillRect(at, HEIGHT, 1, 4);
    context.fillText(label, at + 3, HEIGHT + 3);
    free = at + wide + 10;
  }
}

// Draws bars and axis on the canvas of the track.
export function drawHistogram(canvas, { bars, highest, edges, domain, period }) {
  const width = canvas.clientWidth;
  const ratio = window.devicePixelRatio || 1;
  const context = canvas.getContext("2d");
  sizeCanvas(canvas, width, HEIGHT + AXIS);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, HEIGHT + AXIS);
  const x = (day) => ((day - domain[0]) / (domain[1] - domain[0])) * width;
  const style = getComputedStyle(canvas);
  drawBars(context, { bars, highest, edges, x, width, period, ground: style.getPropertyValue("--gm-ground") });
  context.fillStyle = style.getPropertyValue("--gm-soft");
  context.strokeStyle = style.getPropertyValue("--gm-line");
  drawAxis(context, { domain, x, width });
}
