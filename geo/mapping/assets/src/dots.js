// Thousands of places as dots of their type's colour, sized by killed, small ones above large ones:
// pixels are set, not drawn.

import { POINT, UNIT } from "./sites.js";
import { SYMBOLS } from "./symbols.js";

const pixelOf = (color) => {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return ((235 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
};

const LARGEST = 18; // of the screen's own pixels
// For each size the rows of a disc: how far it reaches to both sides of its middle.
const DISCS = Array.from({ length: LARGEST + 1 }, (_, r) =>
  Array.from({ length: 2 * r + 1 }, (__, i) => Math.floor(Math.sqrt(r * r + 0.8 * r - (i - r) ** 2))));

const sizeOf = (killed, ratio) => Math.min(LARGEST, Math.round(ratio * Math.min(9, 3 + 0.5 * Math.sqrt(killed))));

function disc(pixels, width, { x, y, radius, color }) {
  const reaches = DISCS[radius];
  for (let row = -radius; row <= radius; row += 1) {
    const at = (y + row) * width + x;
    pixels.fill(color, at - reaches[row + radius], at + reaches[row + radius] + 1);
  }
}

export function drawDots(context, sites, found, view, theme) {
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
  const hole = pixelOf(theme.land);
  const rim = pixelOf(theme.ink);
  const bySize = Array.from({ length: LARGEST + 1 }, () => []);
  for (let i = 0; i < found.length; i += 1) {
    if (sites.kind[found.site[i]] !== UNIT) bySize[sizeOf(sites.killed[found.site[i]], ratio)].push(i);
  }
  for (let radius = LARGEST; radius >= 0; radius -= 1) {
    for (const i of bySize[radius]) {
      const [x, y] = [Math.round(found.x[i] * ratio), Math.round(found.y[i] * ratio)];
      if (x < radius || y < radius || x + radius >= width || y + radius >= height) continue;
      disc(pixels, width, { x, y, radius, color: rim });
      disc(pixels, width, { x, y, radius: radius - 1, color: colors[sites.mainSlot(found.site[i])] });
      // Hollow where the spot is not known.
      if (sites.kind[found.site[i]] !== POINT) disc(pixels, width, { x, y, radius: Math.floor((radius - 1) / 2), color: hole });
    }
  }
  pen.putImageData(image, 0, 0);
  context.drawImage(tile, 0, 0, view.width, view.height);
}
