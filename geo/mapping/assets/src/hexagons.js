// Hexagons: the same count on the same ground everywhere. They are fixed to the world, not the screen.

import { inView } from "./marks.js";
import { UNIT } from "./sites.js";
import { FONT } from "./theme.js";
import { sayShortNumber } from "./words.js";

const SIZE = 24; // from the middle to a corner
const WIDE = SIZE * Math.sqrt(3);
const TALL = SIZE * 1.5;
// From few to many: even steps of lightness, the same for every eye.
const SHADES = ["#fde7b0", "#f9c66b", "#ef9a4d", "#d9653f", "#b03a48", "#7a1f4a", "#45123b"];

// The hexagon over a point: its row, and its place in the row.
export function hexagonAt(x, y) {
  const row = Math.round(y / TALL);
  const shifted = (r) => (r & 1 ? WIDE / 2 : 0);
  let best = null;
  for (const r of [row - 1, row, row + 1]) {
    const column = Math.round((x - shifted(r)) / WIDE);
    const [cx, cy] = [column * WIDE + shifted(r), r * TALL];
    const far = (cx - x) ** 2 + (cy - y) ** 2;
    if (best === null || far < best.far) best = { far, key: `${r},${column}`, x: cx, y: cy };
  }
  return best;
}

function bin(sites, view, worlds) {
  const found = inView(sites, view, worlds, 60);
  const hexagons = new Map();
  for (let i = 0; i < found.length; i += 1) {
    const site = found.site[i];
    if (sites.kind[site] === UNIT) continue;
    const { key, x, y } = hexagonAt(found.x[i] + view.left, found.y[i] + view.top);
    let hexagon = hexagons.get(key);
    if (!hexagon) {
      hexagon = { x: x - view.left, y: y - view.top, count: 0, sites: [], radius: SIZE - 4, kind: "hexagon", site: -1 };
      hexagons.set(key, hexagon);
    }
    hexagon.count += sites.count[site];
    hexagon.sites.push(site);
  }
  return [...hexagons.values()];
}

function outline(context, x, y) {
  context.beginPath();
  for (let i = 0; i < 6; i += 1) {
    const angle = Math.PI / 6 + (i * Math.PI) / 3;
    context.lineTo(x + (SIZE - 0.5) * Math.cos(angle), y + (SIZE - 0.5) * Math.sin(angle));
  }
  context.closePath();
}

export function drawHexagons(context, sites, view, worlds, selected) {
  const hexagons = bin(sites, view, worlds);
  const most = hexagons.reduce((highest, { count }) => Math.max(highest, count), 1);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = `600 11px ${FONT}`;
  for (const { x, y, count, sites: own } of hexagons) {
    const step = Math.min(SHADES.length - 1, Math.floor((Math.log(count) / Math.log(most + 1)) * SHADES.length));
    outline(context, x, y);
    context.globalAlpha = 0.88;
    context.fillStyle = SHADES[step];
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = own.includes(selected) ? 3 : 1;
    context.strokeStyle = "#3b1230";
    context.stroke();
    context.fillStyle = step > 2 ? "#ffffff" : "#1c1c1c";
    context.fillText(sayShortNumber(count), x, y + 0.5);
  }
  return hexagons;
}
