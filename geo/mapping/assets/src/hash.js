// What the reader sees, in the address: the view, the period, the filters, the open card.
// After "#", so it is never sent to a server.

import { dayOf, isoOf } from "./days.js";

const VIEWS = ["clusters", "points", "heat", "hexagons"];

export function write({ map, start, end, undated, filters, id, view, measure, mode, language }) {
  const parts = [];
  if (map) parts.push(`m=${Number(map.zoom.toFixed(2))}/${map.lat.toFixed(3)}/${map.lng.toFixed(3)}`);
  if (start !== null || end !== null) {
    parts.push(`t=${start === null ? "" : isoOf(start)}..${end === null ? "" : isoOf(end)}`);
    if (undated) parts.push("u=1");
  } else if (!undated) parts.push("u=0");
  for (const [name, values] of filters) {
    const words = [...values].map((value) => (value === null ? "~" : encodeURIComponent(value).replaceAll("~", "%7E")));
    parts.push(`f.${name}=${words.join("|")}`);
  }
  // Only what differs from how every page opens.
  if (view && view !== "clusters") parts.push(`v=${view}`);
  if (measure && measure !== "incidents") parts.push(`c=${measure}`);
  if (mode && mode !== "window") parts.push(`w=${mode}`);
  if (language) parts.push(`l=${language}`);
  if (id) parts.push(`i=${encodeURIComponent(id)}`);
  return parts.join("&");
}

const readers = {
  m(state, value) {
    const [zoom, lat, lng] = value.split("/").map(Number);
    if ([zoom, lat, lng].every(Number.isFinite)) state.map = { zoom, lat, lng };
  },
  t(state, value) {
    const [start, end] = value.split("..").map((iso) => (iso ? dayOf(iso) : null));
    if (start !== null && end !== null && end < start) throw new RangeError("backward");
    Object.assign(state, { start, end: end ?? null });
  },
  u(state, value) {
    state.undated = value === "1";
  },
  v(state, value) {
    if (VIEWS.includes(value)) state.view = value;
  },
  c(state, value) {
    state.measure = value;
  },
  w(state, value) {
    state.mode = value;
  },
  l(state, value) {
    state.language = value;
  },
  i(state, value) {
    state.id = decodeURIComponent(value);
  },
};

function readFilter(name, value) {
  const words = value === "" ? [] : value.split("|").map((word) => (word === "~" ? null : decodeURIComponent(word)));
  if (name !== "killed_at_least") return words;
  const least = Number(words[0]);
  if (!Number.isFinite(least)) throw new RangeError("no number");
  return [least];
}

// Reads what it can: a part that makes no sense is passed over, the rest holds.
export function read(hash) {
  const state = { map: null, start: null, end: null, undated: null, filters: new Map(), id: null, view: null, measure: null, mode: null, language: null };
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [name, value = ""] = [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)];
    try {
      if (name.startsWith("f.")) state.filters.set(name.slice(2), readFilter(name.slice(2), value));
      else if (Object.hasOwn(readers, name)) readers[name](state, value);
    } catch {
      continue;
    }
  }
  return state;
}
