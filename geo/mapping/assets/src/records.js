// Incidents as GeoJSON Features and as rows of CSV, as the program itself writes them.

import { isoOf } from "./days.js";

const WORD_COLUMNS = new Set(["date_precision", "event_type", "sub_event_type", "place", "country", "admin1", "admin2", "place_precision", "actor1", "actor2", "grade"]);
const PROPERTIES = [
  "id", "date_start", "date_end", "date_precision", "event_type", "sub_event_type", "place", "place_text", "place_id",
  "country", "admin1", "admin2", "place_precision", "uncertainty_km", "place_reason", "actor1", "actor2",
  "killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high",
  "civilians_killed_low", "civilians_killed_best", "civilians_killed_high",
  "confidence", "grade", "n_sources", "n_reports", "actors", "casualties", "evidence", "mentioned_places", "sources",
  "members", "sums", "disagreements", "tellings",
];

const iso = (day) => (day === null ? null : isoOf(day));
const round6 = (degrees) => Math.round(degrees * 1e6) / 1e6;

function valueOf(table, row, name, details) {
  if (name === "id") return table.idOf(row);
  if (name === "date_start") return iso(table.start(row));
  if (name === "date_end") return iso(table.lastDayOf(row));
  if (WORD_COLUMNS.has(name)) return table.word(name, row);
  if (name === "uncertainty_km") {
    const metres = table.number("radius", row);
    return metres === null ? null : metres / 1000;
  }
  const toll = /^(.+)_(low|best|high)$/.exec(name);
  if (toll) return table.toll(toll[1], row)[["low", "best", "high"].indexOf(toll[2])];
  return details[name] ?? null;
}

// [longitude, latitude] or null.
function degreesOf(table, row) {
  const point = table.point(row);
  if (!point) return null;
  const [x, y] = point;
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return [round6((x - 0.5) * 360), round6(lat)];
}

export function featureOf(table, row, details) {
  const degrees = degreesOf(table, row);
  return {
    type: "Feature",
    geometry: degrees && { type: "Point", coordinates: degrees },
    properties: Object.fromEntries(PROPERTIES.map((name) => [name, valueOf(table, row, name, details)])),
  };
}

// A cell of report text that a spreadsheet would take for a formula gets an apostrophe before it,
// and so does one that begins with an apostrophe before such a text: the program takes one away.
export function cellOf(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const inert = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

export const csvHead = () => `${[...PROPERTIES, "longitude", "latitude"].join(",")}\r\n`;

export function csvRow({ geometry, properties }) {
  const [lon, lat] = geometry?.coordinates ?? [null, null];
  return `${[...Object.values(properties), lon, lat].map(cellOf).join(",")}\r\n`;
}

// The parts of a file of many incidents, made piece by piece; onprogress(share) lets the page live.
export async function fileParts(kind, { table, texts, rows, onprogress = () => {} }) {
  const parts = [kind === "csv" ? csvHead() : '{"type":"FeatureCollection","features":[\n'];
  let piece = [];
  for (let i = 0; i < rows.length; i += 1) {
    const feature = featureOf(table, rows[i], await texts.whole(rows[i]));
    piece.push(kind === "csv" ? csvRow(feature) : (i ? ",\n" : "") + JSON.stringify(feature));
    if (piece.length < 2000) continue;
    parts.push(piece.join(""));
    piece = [];
    onprogress(i / rows.length);
    await new Promise((done) => setTimeout(done));
  }
  parts.push(piece.join(""), kind === "csv" ? "" : "\n]}\n");
  return parts;
}
