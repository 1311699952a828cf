// Text to the clipboard, and to a file of the reader's, without any server.

import { h } from "./dom.js";

// True where the browser has done it. A page from a file or in a frame may not use the newer way.
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text) {
  const before = document.activeElement;
  const field = h("textarea", { class: "gm-visually-hidden", readonly: true });
  field.value = text;
  document.body.append(field);
  field.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    done = false; // a frame without the right to; the caller says so
  }
  field.remove();
  before?.focus?.({ preventScroll: true });
  return done;
}

export function saveFile(name, blob) {
  const url = URL.createObjectURL(blob);
  const anchor = h("a", { href: url, download: name, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

// A name for a file, out of a title of any script.
export function fileName(title, ending) {
  const plain = title.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return `${plain || "incidents"}.${ending}`;
}
