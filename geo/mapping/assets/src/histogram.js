// The histogram of incidents through time, stacked by type, with its axis.

import { dayOfMonth, floorTo, monthOf, MONTHS, shift, yearOf } from "./days.js";
import { SLOTS } from "./sites.js";
import { SYMBOLS } from "./symbols.js";
import { FONT } from "./theme.js";
import { sayIncidents } from "./words.js";

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

// Incidents by bin and slot: those that pass the filters, whatever the chosen period.
export function countBars(engine, slotOf, edges) {
  const { table, mask } = engine;
  const start = table.starts;
  const bars = new Uint32Array((edges.length - 1) * SLOTS);
  for (let row = 0; row < table.count; row += 1) {
    if (mask[row] !== 0 || row < table.undated) continue;
    let low = 0;
    let high = edges.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (edges[middle] <= start[row]) low = middle;
      else high = middle;
    }
    bars[low * SLOTS + slotOf[row]] += 1;
  }
  return bars;
}

function highestOf(bars) {
  let highest = 1;
  for (let at = 0; at < bars.length; at += SLOTS) {
    highest = Math.max(highest, bars.subarray(at, at + SLOTS).reduce((sum, n) => sum + n, 0));
  }
  return highest;
}

function drawBars(context, { bars, edges, x, width, period }) {
  const highest = highestOf(bars);
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const left = Math.max(0, x(edges[i]));
    const right = Math.min(width, x(edges[i + 1]));
    const gap = right - left > 4 ? 1 : 0;
    let top = HEIGHT;
    context.globalAlpha = edges[i] <= period[1] && edges[i + 1] > period[0] ? 1 : 0.3;
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const tall = (bars[i * SLOTS + slot] / highest) * (HEIGHT - 6);
      context.fillStyle = SYMBOLS[slot].color;
      context.fillRect(left + gap / 2, top - tall, Math.max(1, right - left - gap), tall);
      top -= tall;
    }
  }
  context.globalAlpha = 1;
  return highest;
}

function sayTick(day, unit) {
  if (unit === "year") return String(yearOf(day));
  const month = MONTHS[monthOf(day)].slice(0, 3);
  return unit === "day" || unit === "week" ? `${dayOfMonth(day)} ${month}` : `${month} ${yearOf(day)}`;
}

function drawAxis(context, { domain, x, width }) {
  context.beginPath();
  context.moveTo(0, HEIGHT + 0.5);
  context.lineTo(width, HEIGHT + 0.5);
  context.stroke();
  context.font = `11px ${FONT}`;
  context.textBaseline = "top";
  const days = domain[1] - domain[0];
  const unit = UNITS.find((u) => days / DAYS_OF[u] <= width / 74) ?? "year";
  const skip = unit === "year" ? Math.max(1, Math.ceil(days / 365.25 / (width / 44))) : 1;
  let free = -Infinity;
  for (const day of binEdges(domain[0], domain[1] - 1, unit)) {
    if (day < domain[0] || (unit === "year" && yearOf(day) % skip)) continue;
    const label = sayTick(day, unit);
    const at = x(day);
    const wide = context.measureText(label).width;
    if (at < free || at + wide + 3 > width) continue;
    context.fillRect(at, HEIGHT, 1, 4);
    context.fillText(label, at + 3, HEIGHT + 3);
    free = at + wide + 10;
  }
}

// Draws on the canvas of the track; returns what the highest bar stands for, in words.
export function drawHistogram(canvas, engine, sites, { domain, period }) {
  const width = canvas.clientWidth;
  if (!width) return null;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = (HEIGHT + AXIS) * ratio;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const unit = binUnit(domain[1] - domain[0], width);
  const edges = binEdges(domain[0], domain[1] - 1, unit);
  const x = (day) => ((day - domain[0]) / (domain[1] - domain[0])) * width;
  const bars = countBars(engine, sites.slotOf, edges);
  const highest = drawBars(context, { bars, edges, x, width, period });
  const style = getComputedStyle(canvas);
  context.fillStyle = style.getPropertyValue("--gm-soft");
  context.strokeStyle = style.getPropertyValue("--gm-line");
  drawAxis(context, { domain, x, width });
  return `Highest bar: ${sayIncidents(highest)} in one ${unit}`;
}
