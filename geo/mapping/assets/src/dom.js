// Elements from words, never from markup: every string becomes a text node.

import { WORDS } from "./words.js";

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

// Report text: isolated, so that right-to-left marks inside it turn nothing around it. Where it has
// no letters it reads from the left: degrees must not change places in an Arabic page.
export function said(text) {
  return h("bdi", { dir: /\p{L}/u.test(text) ? null : "ltr" }, text);
}

export function replace(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
}

// Parts of a sentence with the language's comma between them.
export const commas = (parts) => parts.flatMap((part, i) => (i ? [WORDS.comma, part] : [part]));

// A link only for addresses of the web; anything else is shown as the text it is.
export function link(address, label) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    return said(label);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return said(label);
  return h("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, said(label));
}

// Report text for a canvas, where no element isolates it: without marks that turn the direction.
export const plainText = (text) => String(text).replace(/[\p{Cc}\p{Cf}]/gu, " ");
