// Thousands of places as dots of their type's colour, sized by killed: pixels are set, not drawn.

import { UNIT } from "./sites.js";
import { SYMBOLS } from "./symbols.js";

const pixelOf = (color) => {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return ((235 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
};

// For each size the rows of a disc: how far it reaches to both sides of its middle.
const DISCS = Array.from({ length: 9 }, (_, r) =>
  Array.from({ length: 2 * r + 1 }, (__, i) => Math.floor(Math.sqrt(r * r + 0.8 * r - (i - r) ** 2))));

const sizeOf = (killed) => Math.min(8, 2 + Math.floor(0.55 * Math.sqrt(killed)));

export function drawDots(context, sites, found, view) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const width = Math.ceil(view.width * ratio);
  const height = Math.ceil(view.height * ratio);
  const tile = document.createElement("canvas");
  tile.width = width;
  tile.height = height;
  const pen = tile.getContext("2d");
  const image = pen.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const colors = SYMBOLS.map(({ color }) => pixelOf(color));
  for (let i = 0; i < found.length; i += 1) {
    const site = found.site[i];
    if (sites.kind[site] === UNIT) continue;
    const radius = Math.min(8, Math.round(sizeOf(sites.killed[site]) * ratio));
    const disc = DISCS[radius];
    const [x, y] = [Math.round(found.x[i] * ratio), Math.round(found.y[i] * ratio)];
    if (x < radius || y < radius || x + radius >= width || y + radius >= height) continue;
    const color = colors[sites.mainSlot(site)];
    for (let row = -radius; row <= radius; row += 1) {
      const reach = disc[row + radius];
      const at = (y + row) * width + x;
      pixels.fill(color, at - reach, at + reach + 1);
    }
  }
  pen.putImageData(image, 0, 0);
  context.drawImage(tile, 0, 0, view.width, view.height);
}
