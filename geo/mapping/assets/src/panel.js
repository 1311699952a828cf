// The panel: title, totals of what is shown, the layers with their counts, the legend, the list.

import { h, replace, said } from "./dom.js";
import { OTHER, symbolCanvas, symbolOf, TYPES } from "./symbols.js";
import { sayIncidents, sayNumber, sayTotal, WORDS } from "./words.js";

export class Panel {
  constructor(engine, list, { title, theme }) {
    this.engine = engine;
    this.list = list;
    this.theme = theme;
    this.types = this.presentTypes();
    this.build(title || WORDS.untitled);
  }

  // The types of the data in the order of ACLED's hierarchy; null where none is stated.
  presentTypes() {
    const words = this.engine.table.dictionaries.event_type;
    const order = Object.keys(TYPES);
    const rank = (word) => (order.includes(word) ? order.indexOf(word) : order.length);
    const types = [...words].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
    return this.engine.table.columns.event_type.includes(0) ? [...types, null] : types;
  }

  build(title) {
    this.total = h("p", { class: "gm-total" });
    this.notes = h("p", { class: "gm-notes" });
    this.live = h("p", { class: "gm-visually-hidden", "aria-live": "polite" });
    this.rows = new Map(this.types.map((type) => [type, this.layerRow(type)]));
    const empty = this.types.length === 0;
    const layers = h("div", { id: "gm-tab-layers", role: "tabpanel", "aria-labelledby": "gm-to-layers" },
      empty ? h("p", { class: "gm-empty" }, WORDS.empty) : null,
      h("div", { class: "gm-heading", hidden: empty }, h("h2", {}, WORDS.types),
        h("button", { type: "button", class: "gm-link", onclick: () => this.choose(null) }, WORDS.all),
        h("button", { type: "button", class: "gm-link", onclick: () => this.choose([]) }, WORDS.none)),
      h("ul", { class: "gm-layers" }, [...this.rows.values()].map((row) => row.element)),
      ...(empty ? [] : [h("div", { class: "gm-heading" }, h("h2", {}, WORDS.legend)), this.legend()]));
    const listPanel = h("div", { id: "gm-tab-list", role: "tabpanel", "aria-labelledby": "gm-to-list", hidden: true }, this.list.element);
    this.tabs = [this.tab("layers", WORDS.layers, layers), this.tab("list", WORDS.list, listPanel)];
    this.fold = h("button", { type: "button", class: "gm-fold", "aria-expanded": "true", "aria-controls": "gm-panel-body", onclick: () => this.toggle() });
    this.body = h("div", { id: "gm-panel-body", class: "gm-panel-body" },
      h("div", { class: "gm-tabs", role: "tablist", onkeydown: (event) => this.tabKey(event) }, this.tabs.map((tab) => tab.button)), layers, listPanel);
    this.element = h("section", { class: "gm-panel gm-box", "aria-label": "Layers and list" },
      h("header", {}, h("div", {}, h("h1", {}, said(title)), this.total, this.notes), this.fold), this.body, this.live);
    this.open(window.innerWidth >= 700);
    this.select("layers");
  }

  tab(name, label, panel) {
    const button = h("button", { type: "button", role: "tab", id: `gm-to-${name}`, "aria-controls": `gm-tab-${name}`, onclick: () => this.select(name) }, label);
    return { name, button, panel };
  }

  select(name) {
    for (const tab of this.tabs) {
      const chosen = tab.name === name;
      tab.panel.hidden = !chosen;
      tab.button.setAttribute("aria-selected", String(chosen));
      tab.button.tabIndex = chosen ? 0 : -1;
    }
    this.list.setVisible(name === "list");
  }

  tabKey(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const next = this.tabs.find((tab) => tab.button.tabIndex === -1);
    this.select(next.name);
    next.button.focus();
  }

  toggle() {
    this.open(this.body.hidden);
  }

  open(isOpen) {
    this.body.hidden = !isOpen;
    this.fold.setAttribute("aria-expanded", String(isOpen));
    this.fold.setAttribute("aria-label", isOpen ? "Fold the panel" : "Unfold the panel");
    this.fold.textContent = isOpen ? "▴" : "▾";
  }

  layerRow(type) {
    const box = h("input", { type: "checkbox", onchange: () => this.tick() });
    const count = h("span", { class: "gm-count" });
    const symbol = symbolCanvas(type === null ? OTHER : symbolOf(type), this.theme);
    const only = h("button", { type: "button", class: "gm-link gm-only", "aria-label": `Only ${type ?? WORDS.noType}`, onclick: () => this.choose([type]) }, WORDS.only);
    const element = h("li", {}, h("label", {}, box, symbol, h("span", { class: "gm-name" }, said(type ?? WORDS.noType))), only, count);
    return { element, box, count };
  }

  tick() {
    const chosen = this.types.filter((type) => this.rows.get(type).box.checked);
    this.choose(chosen.length === this.types.length ? null : chosen);
  }

  choose(types) {
    this.engine.setFilter("event_type", types);
  }

  legend() {
    const picture = (kind) => h("span", { class: `gm-key gm-key-${kind}`, "aria-hidden": "true" });
    const first = { color: "#6b6b6b", shape: "circle" };
    return h("ul", { class: "gm-legend" },
      h("li", {}, symbolCanvas(first, this.theme), WORDS.placed.point),
      h("li", {}, picture("circle"), WORDS.placed.circle),
      h("li", {}, picture("unit"), WORDS.placed.unit),
      h("li", {}, picture("ring"), WORDS.placed.ring),
      h("li", { class: "gm-of-base" }, picture("border"), WORDS.borders));
  }

  update() {
    const { engine } = this;
    const counts = engine.counts("event_type");
    const words = engine.table.dictionaries.event_type;
    const chosen = engine.filters.get("event_type");
    for (const [type, row] of this.rows) {
      row.count.textContent = sayNumber(counts[type === null ? 0 : words.indexOf(type) + 1]);
      row.box.checked = !chosen || chosen.has(type);
    }
    const parts = [sayIncidents(engine.shownCount)];
    if (engine.shownCount) parts.push(sayTotal(engine.sums.killed, "killed"));
    if (engine.sums.injured.known) parts.push(sayTotal(engine.sums.injured, "injured"));
    replace(this.total, parts.join(" · "));
    replace(this.notes, this.noteWords().join(" · "));
    this.announce(parts.join(", "));
  }

  noteWords() {
    const { shownCount, sums } = this.engine;
    const notes = [];
    const tollless = shownCount - sums.killed.known;
    if (sums.killed.known && tollless) notes.push(`${sayNumber(tollless)} without a known death toll`);
    if (sums.undated) notes.push(`${sayNumber(sums.undated)} undated`);
    if (sums.unplaced) notes.push(`${sayNumber(sums.unplaced)} not placed: see the list`);
    return notes;
  }

  announce(text) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => { this.live.textContent = text; }, 700);
  }
}
