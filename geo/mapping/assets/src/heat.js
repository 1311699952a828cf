// Heat: where many incidents lie, whatever their type. Exact places only count at their spot; what is
// known to a circle is spread over it, what is known to a unit is not heat anywhere.

import { inView } from "./marks.js";
import { UNIT } from "./sites.js";

const SHARE = 4; // pixels of the screen for one of the grid
const LEAST = 1e-3; // what rounding leaves of nothing
const BLUR = 2; // of the grid, three times over
// From few to many, after Crameri's "lajolla" and "batlow": even steps for every eye, and alpha.
const RAMP = [
  [0, [255, 244, 200, 0]], [0.08, [250, 214, 130, 120]], [0.3, [238, 151, 72, 180]],
  [0.6, [203, 76, 60, 205]], [1, [92, 22, 58, 225]],
];

function rampColors() {
  const colors = new Uint32Array(256);
  for (let i = 0; i < 256; i += 1) {
    const share = i / 255;
    const next = Math.max(1, RAMP.findIndex(([at]) => at >= share));
    const [[from, low], [to, high]] = [RAMP[next - 1], RAMP[next]];
    const mix = low.map((value, k) => Math.round(value + ((high[k] - value) * (share - from)) / (to - from)));
    colors[i] = (mix[3] << 24) | (mix[2] << 16) | (mix[1] << 8) | mix[0];
  }
  return colors;
}

let colorsOfHeat = null;

// One pass of a running mean along lines of the grid, from one array into the other.
export function blurLines(from, to, { lines, length, line, step }) {
  const width = 2 * BLUR + 1;
  for (let n = 0; n < lines; n += 1) {
    const begin = n * line;
    let sum = 0;
    for (let i = 0; i < Math.min(BLUR, length); i += 1) sum += from[begin + i * step];
    for (let i = 0; i < length; i += 1) {
      if (i + BLUR < length) sum += from[begin + (i + BLUR) * step];
      if (i > BLUR) sum -= from[begin + (i - BLUR - 1) * step];
      to[begin + i * step] = sum / width;
    }
  }
}

function spread(grid, { columns, rows }, x, y, radius, weight) {
  const reach = Math.max(0, Math.round(radius / SHARE));
  const [left, right] = [Math.max(0, Math.round(x - reach)), Math.min(columns - 1, Math.round(x + reach))];
  const [top, bottom] = [Math.max(0, Math.round(y - reach)), Math.min(rows - 1, Math.round(y + reach))];
  const each = weight / (2 * reach + 1) ** 2;
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) grid[row * columns + column] += each;
  }
}

export function heatGrid(sites, view, worlds) {
  const columns = Math.ceil(view.width / SHARE);
  const rows = Math.ceil(view.height / SHARE);
  const grid = new Float64Array(columns * rows);
  const other = new Float64Array(columns * rows);
  const found = inView(sites, view, worlds, 60);
  for (let i = 0; i < found.length; i += 1) {
    const site = found.site[i];
    if (sites.kind[site] === UNIT) continue;
    const radius = sites.reach[site] * view.scale;
    spread(grid, { columns, rows }, found.x[i] / SHARE, found.y[i] / SHARE, Math.min(radius, 200), sites.count[site]);
  }
  for (let pass = 0; pass < 3; pass += 1) {
    blurLines(grid, other, { lines: rows, length: columns, line: columns, step: 1 });
    blurLines(other, grid, { lines: columns, length: rows, line: 1, step: columns });
  }
  return { grid, columns, rows };
}

export function drawHeat(context, sites, view, worlds) {
  const { grid, columns, rows } = heatGrid(sites, view, worlds);
  let most = 0;
  for (let i = 0; i < grid.length; i += 1) if (grid[i] > most) most = grid[i];
  if (most === 0) return;
  const tile = document.createElement("canvas");
  tile.width = columns;
  tile.height = rows;
  const pen = tile.getContext("2d");
  colorsOfHeat = colorsOfHeat ?? rampColors();
  const image = pen.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  // By the third power's root or so: a hundredfold is four times as hot, and one place alone can be seen.
  const scale = 255 / most ** 0.3;
  for (let i = 0; i < grid.length; i += 1) {
    if (grid[i] > LEAST) pixels[i] = colorsOfHeat[Math.min(255, Math.round(grid[i] ** 0.3 * scale))];
  }
  pen.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.drawImage(tile, 0, 0, columns * SHARE, rows * SHARE);
}
