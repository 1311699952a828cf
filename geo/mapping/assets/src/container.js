// The blocks of data in the page: base64 of gzip of [length of header][header as JSON][blobs].

function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

export async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export function parse(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const blob = (name) => {
    const [offset, size] = header.blobs[name];
    return bytes.subarray(4 + length + offset, 4 + length + offset + size);
  };
  return { header, blob };
}

// Texts stand behind the script: while the page is still being read, one may not be there yet.
function wholePage() {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
}

// The bytes of a block as they are kept, packed.
export async function packedOf(id) {
  if (!document.getElementById(id)) await wholePage();
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page holds no block ${id}`);
  return fromBase64(element.textContent.trim());
}

export async function openContainer(id) {
  return parse(await inflate(await packedOf(id)));
}
