// The base map: land, water and lines drawn in squares, so that panning never draws anything twice.

import { CanvasLayer } from "./canvas.js";
import { decodeLines, overlaps, tracePath, traceShore } from "./shapes.js";

const TILE = 512;
const ADMIN1_FROM = 5;
const RIVERS_FROM = 4;

function strokeAll(context, lines, view, trace = tracePath) {
  context.beginPath();
  for (const { points, box } of lines) {
    if (overlaps(box, view.box)) trace(context, points, view.scale, view.left, view.top);
  }
  context.stroke();
}

function drawLand(context, layers, view, colors) {
  context.fillStyle = colors.land;
  context.strokeStyle = colors.shore;
  context.lineWidth = view.zoom < 5 ? 0.6 : 0.9;
  context.beginPath();
  for (const { points, box } of layers.land) {
    if (overlaps(box, view.box)) tracePath(context, points, view.scale, view.left, view.top);
  }
  context.fill("evenodd");
  strokeAll(context, layers.land, view, traceShore);
}

function drawLakes(context, layers, view, colors) {
  context.fillStyle = colors.water;
  context.lineWidth = 0.6;
  context.beginPath();
  for (const { points, box } of layers.lakes) {
    const size = (box[2] - box[0]) * view.scale;
    if (size > 2 && overlaps(box, view.box)) tracePath(context, points, view.scale, view.left, view.top);
  }
  context.fill("evenodd");
  context.stroke();
}

export function drawBase(context, layers, view, colors) {
  context.fillStyle = colors.water;
  context.fillRect(0, 0, TILE, TILE);
  context.lineJoin = "round";
  drawLand(context, layers, view, colors);
  if (view.zoom >= RIVERS_FROM) {
    context.strokeStyle = colors.river;
    context.lineWidth = view.zoom < 7 ? 0.8 : 1.4;
    strokeAll(context, layers.rivers, view);
  }
  context.strokeStyle = colors.shore;
  drawLakes(context, layers, view, colors);
  if (view.zoom >= ADMIN1_FROM) {
    context.strokeStyle = colors.admin1;
    context.lineWidth = view.zoom < 7 ? 0.8 : 1.1;
    strokeAll(context, layers.admin1, view);
  }
  context.strokeStyle = colors.border;
  context.lineWidth = view.zoom < 5 ? 0.8 : 1.3;
  strokeAll(context, layers.borders, view);
  context.setLineDash([4, 3]);
  context.strokeStyle = colors.disputed;
  strokeAll(context, layers.disputed, view);
  context.setLineDash([]);
}

// Each layer's lines, decoded when first drawn: many are drawn only near by.
export function decodeBase({ header, blob }) {
  const layers = {};
  for (const name of Object.keys(header.blobs)) {
    const packed = blob(name).slice();
    let lines = null;
    Object.defineProperty(layers, name, { get: () => (lines ??= decodeLines(packed, header.quantum)) });
  }
  return layers;
}

// One canvas, laid out of drawn squares that are kept as pictures: an element for each of them would
// keep every pixel twice.
export const BaseCanvas = CanvasLayer.extend({
  initialize(layers, colors) {
    CanvasLayer.prototype.initialize.call(this, "gm-base");
    this.layers = layers;
    this.colors = colors;
    this.tiles = new Map();
  },

  onAdd(map) {
    CanvasLayer.prototype.onAdd.call(this, map);
    this.canvas.classList.add("gm-land");
  },

  // At once, not on the next frame: no edge of the view stays empty while the map is dragged.
  getEvents() {
    return { ...CanvasLayer.prototype.getEvents.call(this), move: this.reset };
  },

  draw(context, view) {
    const zoom = Math.round(view.zoom);
    const worlds = (256 * 2 ** zoom) / TILE; // squares a world is wide
    const size = (view.scale / (256 * 2 ** zoom)) * TILE; // of one on this screen
    const ratio = window.devicePixelRatio || 1;
    const sharp = (at) => Math.round(at * ratio) / ratio;
    const kept = new Map();
    const last = [Math.floor((view.left + view.width) / size), Math.floor((view.top + view.height) / size)];
    for (let row = Math.max(0, Math.floor(view.top / size)); row <= Math.min(last[1], Math.ceil(worlds) - 1); row += 1) {
      for (let column = Math.floor(view.left / size); column <= last[0]; column += 1) {
        // A world narrower than a square shares it with its neighbours.
        const own = worlds >= 1 ? ((column % worlds) + worlds) % worlds : column;
        const key = `${ratio}/${zoom}/${own}/${row}`;
        const tile = this.tiles.get(key) ?? this.makeTile(own, row, zoom, ratio);
        kept.set(key, tile);
        const [left, top] = [sharp(column * size - view.left), sharp(row * size - view.top)];
        context.drawImage(tile, left, top, sharp((column + 1) * size - view.left) - left, sharp((row + 1) * size - view.top) - top);
      }
    }
    this.keep(kept);
  },

  // The squares just drawn, and as many of those before: a map is often moved back.
  keep(drawn) {
    const room = 2 * drawn.size;
    for (const [key, tile] of this.tiles) {
      if (drawn.has(key)) continue;
      if (drawn.size < room && key.split("/")[1] === drawn.keys().next().value?.split("/")[1]) drawn.set(key, tile);
      else tile.close();
    }
    this.tiles = drawn;
  },

  forget() {
    for (const tile of this.tiles.values()) tile.close();
    this.tiles.clear();
  },

  makeTile(column, row, zoom, ratio) {
    const side = Math.ceil(TILE * Math.min(2, ratio));
    this.pen ??= new OffscreenCanvas(side, side);
    Object.assign(this.pen, { width: side, height: side });
    const scale = 256 * 2 ** zoom;
    const pad = 3 / scale;
    const view = { scale, left: column * TILE, top: row * TILE, zoom };
    view.box = [
      view.left / scale - pad, view.top / scale - pad,
      (view.left + TILE) / scale + pad, (view.top + TILE) / scale + pad,
    ];
    const context = this.pen.getContext("2d");
    context.scale(side / TILE, side / TILE);
    drawBase(context, this.layers, view, this.colors);
    return this.pen.transferToImageBitmap();
  },
});
