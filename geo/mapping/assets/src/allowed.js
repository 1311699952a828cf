// What a filter lets through, told for every distinct row of the group that its property is in.

import { NONE } from "./unpack.js";

function ofWords(table, name, values) {
  const group = table.groupOf(name);
  const dictionary = table.dictionaries[name];
  const wanted = new Uint8Array(dictionary.length + 1);
  for (const value of values) {
    const place = value === null ? 0 : dictionary.indexOf(value) + 1;
    if (place > 0 || value === null) wanted[place] = 1;
  }
  const codes = group.fields[name];
  if (!(name in table.lists)) return { group, allowed: Uint8Array.from(codes, (code) => wanted[code]) };
  const { ends, names } = table.lists[name];
  const isWanted = (code) => {
    if (code === 0) return wanted[0];
    for (let i = ends[code - 1]; i < ends[code]; i += 1) if (wanted[names[i]]) return 1;
    return 0;
  };
  return { group, allowed: Uint8Array.from(codes, isWanted) };
}

// At least so many killed, by the best figure or else the lowest; what is not known is left out.
function ofTolls(table, [least]) {
  const group = table.groupOf("killed_best");
  const { killed_low: low, killed_best: best } = group.fields;
  const reaches = (figure, i) => Number((figure === NONE ? low[i] : figure) >= least);
  return { group, allowed: Uint8Array.from(best, reaches) };
}

export const KILLED_AT_LEAST = "killed_at_least";

export function allowedBy(table, name, values) {
  if (name === KILLED_AT_LEAST) return ofTolls(table, values.map(Number));
  return ofWords(table, name, values);
}

export const filterNames = (table) => [...Object.keys(table.dictionaries), KILLED_AT_LEAST];
