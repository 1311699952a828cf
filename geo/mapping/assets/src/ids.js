// The ids of incidents, kept in few bytes until one is asked for (geo/mapping/identifiers.py).

import { unpack } from "./unpack.js";

const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

class Digests {
  constructor(bytes, { size }) {
    this.bytes = bytes;
    this.size = size;
  }

  at(row) {
    return hexOf(this.bytes.subarray(row * this.size, (row + 1) * this.size));
  }

  find(id) {
    if (id.length !== this.size * 2 || !/^[0-9a-f]*$/.test(id)) return -1;
    const wanted = Uint8Array.from(id.match(/../g), (pair) => parseInt(pair, 16));
    for (let at = 0; at < this.bytes.length; at += this.size) {
      let i = 0;
      while (i < this.size && this.bytes[at + i] === wanted[i]) i += 1;
      if (i === this.size) return at / this.size;
    }
    return -1;
  }
}

class Counted {
  constructor(bytes, { prefix, how }, starts) {
    this.prefix = prefix;
    this.numbers = unpack(bytes, starts.length, how);
    for (let row = 1; row < starts.length; row += 1) if (starts[row] === starts[row - 1]) this.numbers[row] += this.numbers[row - 1];
  }

  at(row) {
    return this.prefix + this.numbers[row];
  }

  find(id) {
    if (!id.startsWith(this.prefix)) return -1;
    const tail = id.slice(this.prefix.length);
    return /^(0|[1-9]\d*)$/.test(tail) ? this.numbers.indexOf(Number(tail)) : -1;
  }
}

class Listed {
  constructor(bytes) {
    this.ids = JSON.parse(new TextDecoder().decode(bytes));
  }

  at(row) {
    return this.ids[row];
  }

  find(id) {
    return this.ids.indexOf(id);
  }
}

const KINDS = { digest: Digests, counted: Counted, list: Listed };

// `starts`: the first day of every row; within a day counted ids rise.
export const openIds = (bytes, how, starts) => new KINDS[how.kind](bytes, how, starts);
