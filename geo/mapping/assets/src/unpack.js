// Whole numbers from byte planes: all low bytes, then all next ones (geo/mapping/packing.py).

export const NONE = -0x80000000; // "not known" in a column of numbers

// The value at one place of a column that is not made of steps.
export function valueAt(bytes, count, { base, width, nullable }, place) {
  let stored = 0;
  for (let plane = width - 1; plane >= 0; plane -= 1) stored = stored * 256 + bytes[plane * count + place];
  if (nullable) return stored === 0 ? NONE : base + stored - 1;
  return base + stored;
}

export function unpack(bytes, count, how, values = new Int32Array(count)) {
  const { base, width, delta, nullable } = how;
  for (let plane = 0; plane < width; plane += 1) {
    const at = plane * count;
    const unit = 2 ** (8 * plane);
    if (plane === 0) values.set(bytes.subarray(0, count));
    else for (let i = 0; i < count; i += 1) values[i] += bytes[at + i] * unit;
  }
  if (delta) for (let i = 1; i < count; i += 1) values[i] += values[i - 1];
  if (nullable) {
    for (let i = 0; i < count; i += 1) values[i] = values[i] === 0 ? NONE : base + values[i] - 1;
  } else if (base !== 0) for (let i = 0; i < count; i += 1) values[i] += base;
  return values;
}

// An array for codes of so many things: they are never negative nor unknown, and the narrowest holds them.
export function codesFor(count, size) {
  if (size <= 256) return new Uint8Array(count);
  return size <= 65536 ? new Uint16Array(count) : new Uint32Array(count);
}

export const unpackCodes = (bytes, count, how, size) => unpack(bytes, count, how, codesFor(count, size));

// Where each of several runs ends, from how long each is: one more than the runs, from 0.
export function endsOf(lengths) {
  const ends = new Uint32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i += 1) ends[i + 1] = ends[i] + Math.max(0, lengths[i]);
  return ends;
}
