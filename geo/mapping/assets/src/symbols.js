// One colour and one shape an event type, so that neither alone has to be told apart.
// Colours: Okabe and Ito's, which stay apart for every kind of colour blindness.

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

export function drawSymbol(context, { color, shape }, x, y, radius, { hollow = false, edge, land }) {
  context.beginPath();
  SHAPES[shape](context, x, y, radius);
  context.lineJoin = "round";
  if (hollow) {
    context.fillStyle = land;
    context.fill();
    context.lineWidth = 4;
    context.strokeStyle = edge;
    context.stroke();
    context.lineWidth = 2.4;
    context.strokeStyle = color;
    context.stroke();
    return;
  }
  context.fillStyle = color;
  context.fill();
  context.lineWidth = 1.1;
  context.strokeStyle = edge;
  context.stroke();
}

// A small canvas that shows one symbol, for legends and lists.
export function symbolCanvas(symbol, theme, { size = 18, hollow = false } = {}) {
  const canvas = document.createElement("canvas");
  const ratio = Math.max(2, Math.ceil(window.devicePixelRatio || 1));
  canvas.width = size * ratio;
  canvas.height = size * ratio;
  canvas.className = "gm-symbol";
  canvas.style.width = `${size}px`;
  canvas.style.height = `${size}px`;
  canvas.setAttribute("aria-hidden", "true");
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  drawSymbol(context, symbol, size / 2, size / 2, size * 0.33, { hollow, ...theme });
  return canvas;
}
