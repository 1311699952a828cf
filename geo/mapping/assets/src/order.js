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

function keyOf(table, column, { say, locale }) {
  if (column === "killed" || column === "injured") {
    const best = table.columns[`${column}_best`];
    const low = table.columns[`${column}_low`];
    return (row) => (best[row] !== NONE ? best[row] : low[row]);
  }
  const codes = table.columns[column];
  const rank = ranks(table.dictionaries[column], say, locale);
  return (row) => (codes[row] === 0 ? NONE : rank[codes[row]]);
}

// rows in time order -> rows by a column; equal ones stay in time order, unknown ones come last.
export function sortRows(table, rows, { column, descending, say = (word) => word, locale = "en" }) {
  if (column === "when") {
    if (!descending) return rows;
    const dated = rows.filter((row) => table.start(row) !== null).reverse();
    const undated = rows.filter((row) => table.start(row) === null);
    return Uint32Array.from([...dated, ...undated]);
  }
  const key = keyOf(table, column, { say, locale });
  const sign = descending ? -1 : 1;
  const size = rows.length;
  const keys = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    const value = key(rows[i]);
    keys[i] = (value === NONE ? 0x80000000 : sign * value) * size + i;
  }
  keys.sort();
  const sorted = new Uint32Array(size);
  for (let i = 0; i < size; i += 1) sorted[i] = rows[((keys[i] % size) + size) % size];
  return sorted;
}
