// The base map: land, water and lines drawn into tiles, so that panning never draws anything twice.

/* global L */

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

export function decodeBase({ header, blob }) {
  const layers = {};
  for (const name of Object.keys(header.blobs)) layers[name] = decodeLines(blob(name), header.quantum);
  return layers;
}

export const BaseTiles = L.GridLayer.extend({
  initialize(layers, colors) {
    L.setOptions(this, { tileSize: TILE, pane: "gm-base", updateWhenZooming: false, keepBuffer: 1, className: "gm-tiles" });
    this.layers = layers;
    this.colors = colors;
  },

  createTile(coords) {
    const tile = document.createElement("canvas");
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    tile.width = TILE * ratio;
    tile.height = TILE * ratio;
    tile.setAttribute("aria-hidden", "true");
    const scale = 256 * 2 ** coords.z;
    const worlds = scale / TILE; // tiles a world is wide; below 1 at zoom 0
    const column = worlds >= 1 ? ((coords.x % worlds) + worlds) % worlds : coords.x;
    const view = { scale, left: column * TILE, top: coords.y * TILE, zoom: coords.z };
    const pad = 3 / scale;
    view.box = [
      view.left / scale - pad,
      view.top / scale - pad,
      (view.left + TILE) / scale + pad,
      (view.top + TILE) / scale + pad,
    ];
    const context = tile.getContext("2d");
    context.scale(ratio, ratio);
    drawBase(context, this.layers, view, this.colors);
    return tile;
  },
});
