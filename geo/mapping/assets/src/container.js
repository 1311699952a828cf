// The blocks of data in the page: base64 of gzip of [length of header][header as JSON][blobs].

function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

const PIECE = 1 << 20; // of base64: whole groups of four letters

// Gives the memory of bytes back at once: a browser collects what nobody holds only when it must.
export function release({ buffer, byteLength }) {
  if (buffer.transfer && buffer.byteLength === byteLength) buffer.transfer(0);
}

// The bytes of base64 a piece at a time, out of texts that follow each other: the whole never stands
// beside them.
export function* piecesOf(texts, piece = PIECE) {
  let rest = "";
  for (const next of texts) {
    const text = rest + next;
    const whole = text.length - (text.length % 4);
    for (let at = 0; at < whole; at += piece) yield fromBase64(text.slice(at, Math.min(whole, at + piece)));
    rest = text.slice(whole);
  }
  if (rest) yield fromBase64(rest);
}

// gzip ends with how many bytes it holds.
const inflatedSize = (bytes) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);

async function feed(stream, pieces) {
  const writer = stream.getWriter();
  for (const piece of pieces) {
    await writer.write(piece);
    release(piece);
  }
  await writer.close();
}

// `size` bytes out of pieces of gzip. A block that is damaged or cut short is an error.
async function inflatePieces(pieces, size) {
  const stream = new DecompressionStream("gzip");
  const fed = feed(stream.writable, pieces);
  const bytes = new Uint8Array(size);
  const reader = stream.readable.getReader();
  let at = 0;
  const read = async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      bytes.set(part.value, at);
      at += part.value.length;
      release(part.value);
    }
  };
  await Promise.all([fed, read()]);
  if (at !== size) throw new Error("a block of data is cut short");
  return bytes;
}

export const inflate = (bytes) => inflatePieces([bytes], inflatedSize(bytes));

export function parse(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const blob = (name) => {
    const [offset, size] = header.blobs[name];
    return bytes.subarray(4 + length + offset, 4 + length + offset + size);
  };
  return { header, blob, close: () => release(bytes) };
}

// Texts stand behind the script: while the page is still being read, one may not be there yet, or
// not whole: only what something follows is.
function wholePage() {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
}

async function elementOf(id) {
  if (!document.getElementById(id)?.nextSibling) await wholePage();
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page holds no block ${id}`);
  return element;
}

// The texts as the page holds them: `textContent` would be another of the same megabytes.
const textsOf = async (id) => Array.from((await elementOf(id)).childNodes, ({ data }) => data);

function lastOf(texts, length) {
  let last = "";
  for (let i = texts.length - 1; i >= 0 && last.length < length; i -= 1) last = texts[i].slice(last.length - length) + last;
  return last;
}

// The bytes of a block as they are kept, packed.
export async function packedOf(id) {
  const pieces = [...piecesOf(await textsOf(id))];
  if (pieces.length === 1) return pieces[0];
  const bytes = new Uint8Array(pieces.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
    release(piece);
  }
  return bytes;
}

export async function openContainer(id) {
  const texts = await textsOf(id);
  // Four letters are three bytes: the last eight hold the size.
  return parse(await inflatePieces(piecesOf(texts), inflatedSize(fromBase64(lastOf(texts, 8)))));
}
