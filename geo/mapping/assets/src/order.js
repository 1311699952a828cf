// The shown incidents in a chosen order: one number a row, sorted as numbers.

import { NONE } from "./unpack.js";

// Rank of each code of a dictionary by alphabet; "not known" last.
function ranks(words, say, locale) {
  const order = words.map((word, i) => [say(word), i + 1]);
  const collator = new Intl.Collator(locale);
  order.sort((a, b) => collator.compare(a[0], b[0]));
  const rank = new Float64Array(words.length + 1).fill(words.length + 1);
  order.forEach(([, code], at) => { rank[code] = at; });
  return rank;
}

// For every distinct row of the column's group what it is sorted by; NONE where it is not known.
function keysOf(table, column, { say, locale }) {
  if (column === "killed" || column === "injured") {
    const { codes, fields } = table.groupOf(`${column}_best`);
    const low = fields[`${column}_low`];
    return { codes, keys: fields[`${column}_best`].map((best, i) => (best !== NONE ? best : low[i])) };
  }
  const { codes, fields } = table.groupOf(column);
  const rank = ranks(table.dictionaries[column], say, locale);
  return { codes, keys: fields[column].map((code) => (code === 0 ? NONE : rank[code])) };
}

// rows in time order -> rows by a column; equal ones stay in time order, unknown ones come last.
export function sortRows(table, rows, { column, descending, say = (word) => word, locale = "en" }) {
  if (column === "when") {
    if (!descending) return rows;
    const sorted = Uint32Array.from(rows); // those without a date stand last already
    const dated = sorted.findIndex((row) => row < table.undated);
    sorted.subarray(0, dated < 0 ? sorted.length : dated).reverse();
    return sorted;
  }
  const { codes, keys: ofCode } = keysOf(table, column, { say, locale });
  const sign = descending ? -1 : 1;
  const size = rows.length;
  const keys = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    const value = ofCode[codes[rows[i]]];
    keys[i] = (value === NONE ? 0x80000000 : sign * value) * size + i;
  }
  keys.sort();
  const sorted = new Uint32Array(size);
  for (let i = 0; i < size; i += 1) sorted[i] = rows[((keys[i] % size) + size) % size];
  return sorted;
}
