// One colour and one shape an event type, so that neither alone has to be told apart.
// Colours: Okabe and Ito's, which stay apart for every kind of colour blindness.

import { FONT } from "./theme.js";

export const TYPES = {
  "Battles": { color: "#0072b2", shape: "circle" },
  "Explosions/Remote violence": { color: "#d55e00", shape: "triangle" },
  "Violence against civilians": { color: "#cc79a7", shape: "square" },
  "Protests": { color: "#e69f00", shape: "diamond" },
  "Riots": { color: "#009e73", shape: "plus" },
  "Strategic developments": { color: "#56b4e9", shape: "hexagon" },
};
export const OTHER = { color: "#6b6b6b", shape: "cross" };

// By slot: the types in their order, then what is none of them.
export const SYMBOLS = [...Object.values(TYPES), OTHER];

export const symbolOf = (type) => TYPES[type] ?? OTHER;

function polygon(context, x, y, radius, corners, turn) {
  for (let i = 0; i < corners; i += 1) {
    const angle = turn + (2 * Math.PI * i) / corners;
    context.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  context.closePath();
}

function arms(context, x, y, radius, turn) {
  const half = radius * 0.36;
  const corners = [
    [-half, -radius], [half, -radius], [half, -half], [radius, -half], [radius, half], [half, half],
    [half, radius], [-half, radius], [-half, half], [-radius, half], [-radius, -half], [-half, -half],
  ];
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  for (const [dx, dy] of corners) context.lineTo(x + dx * cos - dy * sin, y + dx * sin + dy * cos);
  context.closePath();
}

const SHAPES = {
  circle: (c, x, y, r) => c.arc(x, y, r, 0, 2 * Math.PI),
  triangle: (c, x, y, r) => polygon(c, x, y + r * 0.18, r * 1.25, 3, -Math.PI / 2),
  square: (c, x, y, r) => polygon(c, x, y, r * 1.25, 4, Math.PI / 4),
  diamond: (c, x, y, r) => polygon(c, x, y, r * 1.25, 4, 0),
  plus: (c, x, y, r) => arms(c, x, y, r * 1.1, 0),
  hexagon: (c, x, y, r) => polygon(c, x, y, r * 1.12, 6, 0),
  cross: (c, x, y, r) => arms(c, x, y, r * 1.1, Math.PI / 4),
};

// hollow: somewhere around here; vague: how far around nobody says.
export function drawSymbol(context, { color, shape }, x, y, radius, { hollow = false, vague = false, edge, land }) {
  context.beginPath();
  SHAPES[shape](context, x, y, radius);
  context.lineJoin = "round";
  if (hollow || vague) {
    context.fillStyle = land;
    context.fill();
    context.lineWidth = 4;
    context.strokeStyle = edge;
    context.stroke();
    context.lineWidth = 2.4;
    context.strokeStyle = color;
    context.stroke();
    if (vague) drawDoubt(context, x, y, radius, edge);
    return;
  }
  context.fillStyle = color;
  context.fill();
  context.lineWidth = 1.1;
  context.strokeStyle = edge;
  context.stroke();
}

function drawDoubt(context, x, y, radius, ink) {
  context.font = `700 ${Math.round(radius * 1.35)}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = ink;
  context.fillText("?", x, y + 0.5);
}

const PICTURES = new Map();

function pictureOf(symbol, theme, size) {
  const canvas = document.createElement("canvas");
  const ratio = Math.max(2, Math.ceil(window.devicePixelRatio || 1));
  canvas.width = size * ratio;
  canvas.height = size * ratio;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  drawSymbol(context, symbol, size / 2, size / 2, size * 0.33, { ...theme, vague: symbol.vague });
  return canvas.toDataURL().split(",")[1];
}

// A small picture of a symbol, for legends and lists: drawn once, however many rows show it.
export function symbolImage(symbol, theme, { size = 18 } = {}) {
  const key = [symbol.color, symbol.shape, symbol.vague, size, theme.edge, theme.land].join();
  if (!PICTURES.has(key)) PICTURES.set(key, pictureOf(symbol, theme, size));
  const image = document.createElement("span");
  image.className = "gm-symbol";
  image.setAttribute("aria-hidden", "true");
  Object.assign(image.style, { width: `${size}px`, height: `${size}px`, backgroundImage: `url(data:image/png;base64,${PICTURES.get(key)})` });
  return image;
}
