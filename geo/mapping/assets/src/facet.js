// One facet of the panel: a heading that unfolds, and a row for each value with its live count.

import { h, replace, said } from "./dom.js";
import { symbolImage } from "./symbols.js";
import { fill, sayCount, sayNumber, WORDS } from "./words.js";

const FEW = 8;
const FINDABLE = 12; // values above which there is a field to find one
const fold = (text) => String(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export class Facet {
  // choice: see choices.js; layers: its values are layers, with "only" beside each
  constructor(choice, { theme, open = false, layers = false, extra = null }) {
    Object.assign(this, { choice, theme, layers });
    this.rows = new Map();
    this.limit = layers ? Infinity : FEW;
    this.state = h("span", { class: "gm-facet-state" });
    this.list = h("ul", { class: layers ? "gm-values gm-layers" : "gm-values", "aria-label": choice.label });
    this.find = h("input", { type: "search", class: "gm-find", placeholder: WORDS.filters.find, "aria-label": `${choice.label}: ${WORDS.filters.find}`, oninput: () => this.update() });
    this.more = h("button", { type: "button", class: "gm-link gm-more", onclick: () => this.grow() });
    this.less = h("button", { type: "button", class: "gm-link gm-more", onclick: () => this.grow(FEW) }, WORDS.fewer);
    const both = layers ? [
      h("button", { type: "button", class: "gm-link gm-all", onclick: () => choice.clear() }, WORDS.all),
      h("button", { type: "button", class: "gm-link gm-none", onclick: () => choice.none() }, WORDS.none)] : [];
    this.element = h("details", { class: "gm-facet", open, ontoggle: () => this.update() },
      h("summary", {}, h("h2", {}, choice.label), this.state),
      both.length ? h("div", { class: "gm-both" }, both) : null, extra,
      choice.size > FINDABLE ? this.find : null, this.list, h("div", {}, this.more, this.less));
  }

  grow(limit = this.limit + 30) {
    this.limit = limit;
    this.update();
  }

  get isOpen() {
    return this.element.open;
  }

  update({ keepOrder = false } = {}) {
    const count = this.layers ? 0 : this.choice.chosen.size;
    this.state.textContent = count ? sayCount(WORDS.filters.chosen, count) : "";
    if (!this.isOpen) return;
    const wanted = fold(this.find.value.trim());
    const values = this.choice.values({ keepOrder }).filter(({ label }) => !wanted || fold(label).includes(wanted));
    const tops = values.filter(({ depth }) => depth === 0);
    const seen = new Set(tops.filter((value, i) => i < this.limit || value.on).map(({ key }) => key));
    let top = null;
    const shown = values.filter((value) => {
      if (value.depth === 0) top = value.key;
      return seen.has(top) || (wanted && value.depth > 0);
    });
    this.show(shown);
    const left = tops.length - seen.size;
    this.more.hidden = left <= 0;
    this.more.textContent = fill(WORDS.more, { n: sayNumber(left) });
    this.less.hidden = this.limit <= FEW || this.layers || tops.length <= FEW;
  }

  // Rows are kept and moved, so that the one with the focus keeps it.
  show(values) {
    const focused = this.list.contains(document.activeElement) ? document.activeElement : null;
    const known = this.rows;
    this.rows = new Map();
    const elements = values.map((value) => {
      const id = `${value.depth}|${value.parent ?? ""}|${value.key}`;
      const row = known.get(id) ?? this.makeRow(value);
      this.rows.set(id, row);
      row.set(value);
      return row.element;
    });
    const same = elements.length === this.list.childElementCount && elements.every((element, i) => this.list.children[i] === element);
    if (!same) replace(this.list, elements.length ? elements : h("li", { class: "gm-empty" }, WORDS.filters.nothing));
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  }

  makeRow(value) {
    const { key, label, depth, parent, symbol, inner } = value;
    const box = h("input", { type: "checkbox", onchange: () => this.choice.toggle(key, box.checked, parent) });
    const count = h("span", { class: "gm-count" });
    const only = this.layers ? h("button", { type: "button", class: "gm-link gm-only", "aria-label": fill(WORDS.onlyThis, { name: label }), onclick: () => this.choice.only(key, parent) }, WORDS.only) : null;
    const unfold = inner ? h("button", { type: "button", class: "gm-unfold", "aria-label": fill(inner, { name: label }), "aria-expanded": "false", onclick: () => this.unfold(key) }) : h("span", { class: "gm-unfold" });
    const nests = depth > 0 || inner || this.choice.unfolded;
    const element = h("li", { class: depth ? "gm-inner" : "" },
      h("label", {}, box, symbol ? symbolImage(symbol, this.theme) : null, h("span", { class: "gm-name", title: label }, said(label))), only, count, nests ? unfold : null);
    const set = (now) => {
      box.checked = now.on === true;
      box.indeterminate = now.on === "mixed";
      const text = sayNumber(now.count);
      if (count.textContent !== text) count.textContent = text;
      element.classList.toggle("gm-zero", now.count === 0);
      if (inner) unfold.setAttribute("aria-expanded", String(this.choice.unfolded.has(key)));
    };
    return { element, set };
  }

  unfold(key) {
    const { unfolded } = this.choice;
    if (!unfolded.delete(key)) unfolded.add(key);
    this.update({ keepOrder: true });
  }
}
