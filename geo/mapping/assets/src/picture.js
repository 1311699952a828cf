// The map as one picture: heading, period and filters in words, the canvases as they stand, the
// histogram, the legend, the credits. For a file, and for paper.

import { plainText } from "./dom.js";
import { drawSymbol, OTHER, symbolOf } from "./symbols.js";
import { FONT } from "./theme.js";
import { sayWord, WORDS } from "./words.js";

const MARGIN = 18;
const LINE = 20;

// Everything drawn on the map, from the bottom up, where it stands on the screen.
function drawMap(context, container, { left, top, water, skipPictures }) {
  const frame = container.getBoundingClientRect();
  context.save();
  context.beginPath();
  context.rect(left, top, frame.width, frame.height);
  context.clip();
  context.fillStyle = water;
  context.fillRect(left, top, frame.width, frame.height);
  const panes = [...container.querySelectorAll(".leaflet-map-pane > .leaflet-pane")];
  panes.sort((a, b) => Number(getComputedStyle(a).zIndex) - Number(getComputedStyle(b).zIndex));
  for (const pane of panes) {
    for (const drawn of pane.querySelectorAll(skipPictures ? "canvas" : "canvas, img")) {
      const box = drawn.getBoundingClientRect();
      if (box.width === 0 || getComputedStyle(drawn).visibility === "hidden") continue;
      context.drawImage(drawn, left + box.left - frame.left, top + box.top - frame.top, box.width, box.height);
    }
  }
  context.restore();
}

// The scale bar, at the lower start of the map.
function drawScale(context, { width, words }, left, bottom, { ink, ground }) {
  context.save();
  context.font = `11px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.strokeStyle = ground;
  context.fillStyle = ink;
  context.lineWidth = 3;
  context.strokeText(words, left + width / 2, bottom - 6);
  context.fillText(words, left + width / 2, bottom - 6);
  for (const [color, thick] of [[ground, 4], [ink, 1.5]]) {
    context.beginPath();
    context.moveTo(left, bottom - 5);
    context.lineTo(left, bottom);
    context.lineTo(left + width, bottom);
    context.lineTo(left + width, bottom - 5);
    context.strokeStyle = color;
    context.lineWidth = thick;
    context.stroke();
  }
  context.restore();
}

// Words in lines of a width; one that is wider still is cut.
export function linesOf(text, width, measure) {
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
    while (measure(line) > width && line.length > 1) {
      let fits = line.length - 1;
      while (fits > 1 && measure(line.slice(0, fits)) > width) fits -= 1;
      lines.push(line.slice(0, fits));
      line = line.slice(fits);
    }
  }
  if (line) lines.push(line);
  return lines;
}

function layText(context, { text, font, width }) {
  context.font = font;
  return linesOf(plainText(text), width, (words) => context.measureText(words).width);
}

function drawKey(context, kind, x, y, colors) {
  context.save();
  context.strokeStyle = colors.city;
  context.fillStyle = colors.city;
  if (kind === "point") drawSymbol(context, { color: OTHER.color, shape: "circle" }, x, y, 6, colors);
  else if (kind === "vague") drawSymbol(context, { color: OTHER.color, shape: "circle" }, x, y, 6, { ...colors, vague: true });
  else {
    context.lineWidth = kind === "ring" ? 4 : 1.4;
    if (kind !== "ring") context.setLineDash([4, 3]);
    context.beginPath();
    if (kind === "unit") context.rect(x - 8, y - 6, 16, 12);
    else if (kind === "border") context.moveTo(x - 9, y), context.lineTo(x + 9, y);
    else context.arc(x, y, 7, 0, 2 * Math.PI);
    context.stroke();
  }
  context.restore();
}

// Items of the legend side by side, in as many lines as they need; returns the height.
function layLegend(context, { types, theme, left, top, width, ink, isBase, draw }) {
  context.font = `13px ${FONT}`;
  context.fillStyle = ink;
  const items = types.map((type) => ({ label: type === null ? WORDS.noType : sayWord(type), symbol: type === null ? OTHER : symbolOf(type) }));
  for (const kind of ["point", "vague", "circle", "unit", "ring", ...(isBase ? ["border"] : [])]) items.push({ label: WORDS.placed[kind], kind });
  let [x, y] = [left, top];
  for (const { label, symbol, kind } of items) {
    const words = plainText(label);
    const wide = 26 + context.measureText(words).width + 18;
    if (x > left && x + wide > left + width) [x, y] = [left, y + LINE + 2];
    if (draw) {
      if (symbol) drawSymbol(context, symbol, x + 9, y + 9, 6, theme);
      else drawKey(context, kind, x + 9, y + 9, theme);
      context.fillStyle = ink;
      context.fillText(words, x + 24, y + 10);
    }
    x += wide;
  }
  return y + LINE - top;
}

// what: {title, subtitle, totals, notes, period, filters, credits, types, theme, scale, isBase,
// histogram (its canvas or null)}; returns a canvas.
export function makePicture(container, what, { skipPictures = false } = {}) {
  const frame = container.getBoundingClientRect();
  const ratio = Math.max(2, window.devicePixelRatio || 1);
  const inner = frame.width - 2 * MARGIN;
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const style = getComputedStyle(container);
  const colour = (name) => style.getPropertyValue(name).trim();
  const words = (text, font, ink) => (text ? layText(context, { text, font, width: inner }).map((line) => ({ line, font, ink })) : []);
  const [ink, soft] = [colour("--gm-text"), colour("--gm-soft")];
  const head = [
    ...words(what.title, `650 20px ${FONT}`, ink), ...words(what.subtitle, `13px ${FONT}`, soft),
    ...words(`${what.totals} · ${what.period}`, `600 14px ${FONT}`, ink),
    ...words([what.notes, what.filters].filter(Boolean).join(" · "), `13px ${FONT}`, soft),
  ];
  const foot = words(what.credits, `11px ${FONT}`, soft);
  const legend = { types: what.types, theme: what.theme, left: MARGIN, width: inner, ink, isBase: what.isBase };
  const legendHeight = layLegend(context, { ...legend, top: 0, draw: false });
  const bars = what.histogram?.clientWidth ? 80 : 0;
  const top = MARGIN + head.length * (LINE + 4) + 4;
  const height = top + frame.height + 14 + bars + legendHeight + 10 + foot.length * LINE + MARGIN - 6;
  canvas.width = frame.width * ratio;
  canvas.height = height * ratio;
  canvas.style.width = `${frame.width}px`;
  context.scale(ratio, ratio);
  context.fillStyle = colour("--gm-ground");
  context.fillRect(0, 0, frame.width, height);
  const isRtl = WORDS.direction === "rtl";
  context.direction = WORDS.direction;
  context.textBaseline = "middle";
  context.textAlign = isRtl ? "right" : "left";
  const edge = isRtl ? frame.width - MARGIN : MARGIN;
  const write = (lines, at, step) => lines.forEach(({ line, font, ink: color }, i) => {
    context.font = font;
    context.fillStyle = color;
    context.fillText(line, edge, at + i * step + step / 2);
  });
  write(head, MARGIN - 4, LINE + 4);
  drawMap(context, container, { left: 0, top, water: container.style.background || colour("--gm-wash"), skipPictures });
  if (what.scale.width) drawScale(context, what.scale, MARGIN, top + frame.height - 12, { ink, ground: colour("--gm-ground") });
  let y = top + frame.height + 14;
  if (bars) context.drawImage(what.histogram, MARGIN, y, inner, 72);
  y += bars;
  context.direction = "ltr";
  context.textAlign = "left";
  layLegend(context, { ...legend, top: y, draw: true });
  context.direction = WORDS.direction;
  context.textAlign = isRtl ? "right" : "left";
  write(foot, y + legendHeight + 8, LINE);
  return canvas;
}

// A PNG; where online tiles forbid to be read, once more without them: {blob, tainted}.
export async function makePng(container, what) {
  const toBlob = (canvas) => new Promise((done) => canvas.toBlob(done, "image/png"));
  try {
    return { blob: await toBlob(makePicture(container, what)), tainted: false };
  } catch (error) {
    if (error.name !== "SecurityError") throw error;
    return { blob: await toBlob(makePicture(container, what, { skipPictures: true })), tainted: true };
  }
}
