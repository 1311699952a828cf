// A container as the page finds it, made of plain rows: what geo/mapping/columns.py does, in small.

import { Table } from "../../geo/mapping/assets/src/table.js";

const WORDS = ["event_type", "sub_event_type", "country", "admin1", "admin2", "place", "place_precision", "actor1", "actor2", "date_precision", "grade"];
const TOLLS = ["killed", "injured", "civilians_killed"].map((name) => ["low", "best", "high"].map((part) => `${name}_${part}`));
const GROUPS = {
  site: ["country", "admin1", "admin2", "place", "place_precision", "lon", "lat", "radius", "unit"],
  parties: ["actor1", "actor2", "actors"],
  kind: ["event_type", "sub_event_type"],
  killed: TOLLS[0],
  injured: TOLLS[1],
  civilians_killed: TOLLS[2],
  span: ["date_precision", "days"],
  voices: ["grade", "sources", "confidence", "n_sources", "n_reports"],
};

const four = (values) => {
  const bytes = new Uint8Array(values.length * 4);
  values.forEach((value, i) => { for (let p = 0; p < 4; p += 1) bytes[p * values.length + i] = (value >>> (8 * p)) & 255; });
  return bytes;
};
const NULLABLE = { base: -200_000_000, width: 4, delta: false, nullable: true };
const CODES = { base: 0, width: 4, delta: false, nullable: false };
const pack = (values) => four(values.map((value) => (value === null || value === undefined ? 0 : value + 200_000_001)));

export function containerOf(rows, extra = {}) {
  const blobs = {};
  const header = { rows: rows.length, groups: {}, dictionaries: {}, lists: {}, start: NULLABLE, units: [], unit_quantum: 1000, ids: { kind: "list" }, texts: { any: false, said: [], rows: 2048 }, ...extra };
  header.undated = rows.filter(({ start }) => start === null || start === undefined).length;
  blobs.start = pack(rows.map(({ start }) => start));
  blobs.ids = new TextEncoder().encode(JSON.stringify(rows.map(({ id }, i) => id ?? `id-${i}`)));
  blobs.units = extra.outlines ?? new Uint8Array(0);
  const words = {};
  const keep = (name, list) => {
    words[name] = list;
    blobs[`words:${name}`] = new TextEncoder().encode(JSON.stringify(list));
    header.dictionaries[name] = { words: name, count: list.length };
  };
  for (const name of WORDS) keep(name, [...new Set(rows.map((row) => row[name]).filter((word) => word !== null && word !== undefined))]);
  const lists = {};
  for (const name of ["actors", "sources"]) {
    const all = rows.map((row) => row[name] ?? (name === "actors" ? [row.actor1, row.actor2].filter(Boolean) : []));
    lists[name] = [...new Set(all.filter((list) => list.length).map((list) => JSON.stringify(list)))];
    keep(name, [...new Set(all.flat())]);
    const names = lists[name].flatMap((text) => JSON.parse(text).map((word) => words[name].indexOf(word) + 1));
    blobs[`lists:${name}:lengths`] = four(lists[name].map((text) => JSON.parse(text).length));
    blobs[`lists:${name}:names`] = four(names);
    header.lists[name] = { size: lists[name].length, items: names.length, lengths: CODES, names: CODES };
    rows.forEach((row, i) => { row[`${name}_list`] = all[i].length ? lists[name].indexOf(JSON.stringify(all[i])) + 1 : 0; });
  }
  const valueOf = (row, field) => {
    if (field in lists) return row[`${field}_list`];
    if (WORDS.includes(field)) return row[field] === undefined || row[field] === null ? 0 : words[field].indexOf(row[field]) + 1;
    if (field === "unit" || field === "days") return row[field] ?? 0;
    return row[field] ?? null;
  };
  for (const [name, fields] of Object.entries(GROUPS)) {
    const distinct = [...new Set(rows.map((row) => JSON.stringify(fields.map((field) => valueOf(row, field)))))];
    blobs[name] = four(rows.map((row) => distinct.indexOf(JSON.stringify(fields.map((field) => valueOf(row, field))))));
    fields.forEach((field, i) => { blobs[`${name}.${field}`] = pack(distinct.map((text) => JSON.parse(text)[i])); });
    header.groups[name] = { size: distinct.length, codes: CODES, fields: Object.fromEntries(fields.map((field) => [field, NULLABLE])) };
  }
  return { header, blob: (name) => blobs[name] };
}

export const tableOf = (rows, extra) => new Table(containerOf(rows, extra));
