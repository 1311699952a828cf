// What the reader sees, in the address: the view, the period, the filters, the open card.
// After "#", so it is never sent to a server.

import { dayOf, isoOf } from "./days.js";

export function write({ view, start, end, undated, filters, id }) {
  const parts = [];
  if (view) parts.push(`m=${view.zoom}/${view.lat.toFixed(3)}/${view.lng.toFixed(3)}`);
  if (start !== null || end !== null) {
    parts.push(`t=${start === null ? "" : isoOf(start)}..${end === null ? "" : isoOf(end)}`);
    if (undated) parts.push("u=1");
  } else if (!undated) parts.push("u=0");
  for (const [name, values] of filters) {
    const words = [...values].map((value) => (value === null ? "~" : encodeURIComponent(value)));
    parts.push(`f.${name}=${words.join("|")}`);
  }
  if (id) parts.push(`i=${encodeURIComponent(id)}`);
  return parts.join("&");
}

const readers = {
  m(state, value) {
    const [zoom, lat, lng] = value.split("/").map(Number);
    if ([zoom, lat, lng].every(Number.isFinite)) state.view = { zoom, lat, lng };
  },
  t(state, value) {
    const [start, end] = value.split("..");
    state.start = start ? dayOf(start) : null;
    state.end = end ? dayOf(end) : null;
  },
  u(state, value) {
    state.undated = value === "1";
  },
  i(state, value) {
    state.id = decodeURIComponent(value);
  },
};

// Reads what it can: a part that makes no sense is passed over, the rest holds.
export function read(hash) {
  const state = { view: null, start: null, end: null, undated: null, filters: new Map(), id: null };
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [name, value = ""] = [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)];
    try {
      if (name.startsWith("f.")) {
        const words = value === "" ? [] : value.split("|").map((word) => (word === "~" ? null : decodeURIComponent(word)));
        state.filters.set(name.slice(2), words);
      } else readers[name]?.(state, value);
    } catch {
      continue;
    }
  }
  return state;
}
