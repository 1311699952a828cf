// The panel: title, totals of what is shown, and four tabs: filters, layers, list, share.

import { h, replace, said } from "./dom.js";
import { sayCount, sayIncidents, sayTotal, WORDS } from "./words.js";

const PHONE_PX = 700;

export class Panel {
  // tabs: [{name, content (with element and update())}]
  constructor(engine, tabs, { title, subtitle, folded = false, ontab = () => {} }) {
    this.engine = engine;
    this.contents = tabs;
    this.ontab = ontab;
    this.build(title || WORDS.untitled, subtitle);
    this.open(!folded && window.innerWidth >= PHONE_PX);
    this.select(tabs[0].name);
  }

  build(title, subtitle) {
    this.total = h("p", { class: "gm-total" });
    this.notes = h("p", { class: "gm-notes" });
    this.live = h("p", { class: "gm-visually-hidden", "aria-live": "polite" });
    this.tabs = this.contents.map(({ name, content }) => this.makeTab(name, content));
    this.fold = h("button", { type: "button", class: "gm-fold", "aria-expanded": "true", "aria-controls": "gm-panel-body", onclick: () => this.open(this.body.hidden) });
    this.body = h("div", { id: "gm-panel-body", class: "gm-panel-body" },
      h("div", { class: "gm-tabs", role: "tablist", "aria-label": WORDS.panel.label, onkeydown: (event) => this.tabKey(event) }, this.tabs.map((tab) => tab.button)),
      this.tabs.map((tab) => tab.panel));
    this.element = h("section", { class: "gm-panel gm-box", "aria-label": WORDS.panel.label },
      h("header", {}, h("div", {}, h("h1", {}, said(title)), subtitle ? h("p", { class: "gm-soft" }, said(subtitle)) : null, this.total, this.notes), this.fold),
      this.body, this.live);
  }

  makeTab(name, content) {
    const button = h("button", { type: "button", role: "tab", id: `gm-to-${name}`, "aria-controls": `gm-tab-${name}`, onclick: () => this.select(name) }, WORDS.panel[name]);
    const panel = h("div", { id: `gm-tab-${name}`, class: "gm-tab", role: "tabpanel", "aria-labelledby": `gm-to-${name}` }, content.element);
    return { name, button, panel, content };
  }

  select(name) {
    this.selected = name;
    this.ontab(name); // first, for the list's height hangs on it
    for (const tab of this.tabs) {
      const chosen = tab.name === name;
      tab.panel.hidden = !chosen;
      tab.button.setAttribute("aria-selected", String(chosen));
      tab.button.tabIndex = chosen ? 0 : -1;
      tab.content.setVisible?.(chosen && !this.body.hidden);
      if (chosen && !tab.content.setVisible) tab.content.update();
    }
  }

  tabKey(event) {
    const forward = WORDS.direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const moves = { ArrowLeft: -1, ArrowRight: 1 };
    const at = this.tabs.findIndex(({ name }) => name === this.selected);
    let to = -1;
    if (event.key in moves) to = (at + (event.key === forward ? 1 : -1) + this.tabs.length) % this.tabs.length;
    else if (event.key === "Home") to = 0;
    else if (event.key === "End") to = this.tabs.length - 1;
    if (to < 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.select(this.tabs[to].name);
    this.tabs[to].button.focus();
  }

  get isOpen() {
    return !this.body.hidden;
  }

  open(isOpen) {
    this.body.hidden = !isOpen;
    this.element.classList.toggle("gm-folded", !isOpen);
    this.fold.setAttribute("aria-expanded", String(isOpen));
    this.fold.setAttribute("aria-label", isOpen ? WORDS.panel.fold : WORDS.panel.unfold);
    this.fold.textContent = isOpen ? "▴" : "▾";
    if (this.selected) this.select(this.selected);
  }

  totals() {
    const { engine } = this;
    const parts = [sayIncidents(engine.shownCount)];
    if (engine.shownCount) parts.push(sayTotal(engine.sums.killed, "killed"));
    if (engine.sums.injured.known) parts.push(sayTotal(engine.sums.injured, "injured"));
    return parts;
  }

  update({ keepOrder = false } = {}) {
    const parts = this.totals();
    replace(this.total, parts.join(" · "));
    const notes = this.noteWords();
    replace(this.notes, notes.flatMap((note, i) => [i ? " " : "", h("span", {}, i + 1 < notes.length ? `${note} ·` : note)]));
    if (this.isOpen) this.tabs.find(({ name }) => name === this.selected).content.update({ keepOrder });
    this.announce(parts.join(", "));
  }

  noteWords() {
    const { shownCount, sums } = this.engine;
    const counts = { tollless: sums.killed.known ? shownCount - sums.killed.known : 0, undated: sums.undated, unplaced: sums.unplaced };
    return Object.entries(counts).filter(([, n]) => n > 0).map(([name, n]) => sayCount(WORDS.notes[name], n));
  }

  announce(text) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => { this.live.textContent = text; }, 700);
  }
}
