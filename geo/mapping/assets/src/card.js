// The card of one incident, or the list of several at one place; walked through by arrows.

import { copyText } from "./clipboard.js";
import { h, replace } from "./dom.js";
import { factsOf, footOf, headOf, partOf } from "./facts.js";
import { rowGrid } from "./list.js";
import { claimsOf, disagreementsOf, othersOf, quotesOf } from "./quotes.js";
import { featureOf } from "./records.js";
import { fill, sayIncidents, sayNumber, WORDS } from "./words.js";

export class Card {
  // timeRows(): the shown rows through time, which a card that belongs to no list walks through
  constructor(table, texts, { theme, timeRows, onopen, onshown, onclose, linkOf }) {
    Object.assign(this, { table, texts, theme, timeRows, onopen, onshown, onclose, linkOf });
    this.rows = null; // of a list at one place; null: all shown, through time
    this.row = -1;
    this.asked = 0;
    this.back = null;
    this.build();
  }

  build() {
    const { card, close } = WORDS;
    this.body = h("div", { class: "gm-card-body" });
    this.where = h("span", { class: "gm-card-where" });
    this.before = h("button", { type: "button", class: "gm-button", "aria-label": card.previous, onclick: () => this.walk(-1) }, h("span", { class: "gm-flip", "aria-hidden": "true" }, "‹"));
    this.after = h("button", { type: "button", class: "gm-button", "aria-label": card.next, onclick: () => this.walk(1) }, h("span", { class: "gm-flip", "aria-hidden": "true" }, "›"));
    this.toList = h("button", { type: "button", class: "gm-link", onclick: () => this.showList(this.rows, this.heading) }, card.toList);
    this.element = h("section", { class: "gm-card gm-box", role: "dialog", "aria-label": card.label, tabindex: -1, hidden: true, onkeydown: (event) => this.key(event) },
      h("div", { class: "gm-card-bar" }, h("span", { class: "gm-walk" }, this.before, this.where, this.after), this.toList, h("span", { class: "gm-gap" }),
        h("button", { type: "button", class: "gm-button gm-close", "aria-label": close, onclick: () => this.close() }, "×")),
      this.body);
  }

  key(event) {
    const back = WORDS.direction === "rtl" ? "ArrowRight" : "ArrowLeft";
    const isArrow = event.key === "ArrowLeft" || event.key === "ArrowRight";
    if (event.key === "Escape") this.close();
    else if (isArrow && this.row >= 0 && !event.altKey && !event.ctrlKey && !event.metaKey) this.walk(event.key === back ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  get walked() {
    return this.rows ?? this.timeRows();
  }

  walk(step) {
    const rows = this.walked;
    const next = rows.indexOf(this.row) + step;
    if (next >= 0 && next < rows.length) this.open(rows[next], this.rows, this.heading);
  }

  reveal() {
    if (this.element.hidden) this.back = document.activeElement;
    this.element.hidden = false;
    this.body.scrollTop = 0;
    this.element.focus({ preventScroll: true });
  }

  close() {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.row = -1;
    this.asked += 1;
    this.dropGrid();
    this.onclose();
    if (this.back?.isConnected) this.back.focus({ preventScroll: true });
  }

  dropGrid() {
    this.grid?.close();
    this.grid = null;
  }

  // Several incidents at one place: a list, not a pile.
  showList(rows, heading) {
    const back = this.row;
    this.rows = rows;
    this.heading = heading;
    this.row = -1;
    this.asked += 1;
    this.bar();
    this.dropGrid();
    this.grid = rowGrid({ table: this.table, theme: this.theme, label: `${sayIncidents(rows.length)} ${heading}`, open: (row) => this.open(row, rows, heading) });
    replace(this.body, h("h2", {}, sayIncidents(rows.length)), h("p", { class: "gm-soft" }, heading), this.grid.element);
    this.body.classList.add("gm-holds-list");
    this.grid.scroller.style.height = `${Math.min(rows.length * this.grid.rowHeight, 2000)}px`;
    this.reveal();
    this.grid.setRows(rows);
    if (back >= 0) this.grid.moveTo(rows.indexOf(back));
    this.grid.element.focus({ preventScroll: true });
  }

  bar() {
    const rows = this.row >= 0 ? this.walked : [];
    const at = rows.indexOf(this.row);
    const walks = at >= 0 && rows.length > 1;
    this.where.textContent = walks ? fill(WORDS.card.position, { at: sayNumber(at + 1), n: sayNumber(rows.length) }) : "";
    this.before.hidden = !walks;
    this.after.hidden = !walks;
    this.before.disabled = at <= 0;
    this.after.disabled = at >= rows.length - 1;
    this.toList.hidden = this.row < 0 || !this.heading;
  }

  async open(row, rows = null, heading = null) {
    this.asked += 1;
    const mine = this.asked;
    Object.assign(this, { row, rows, heading });
    this.onopen(row);
    const details = await this.texts.of(row);
    if (mine !== this.asked) return;
    this.bar();
    this.dropGrid();
    this.body.classList.remove("gm-holds-list");
    const { table, theme } = this;
    replace(this.body, headOf(table, row, theme), factsOf(table, row, details), disagreementsOf(details, table.word("grade", row)),
      claimsOf(details), quotesOf(details), othersOf(details), footOf(table, row, details), this.actions(row));
    this.reveal();
    this.onshown(row);
    await this.tellTotal(row, mine);
  }

  // What a total over several days sums stays apart from it; each is a step away.
  async tellTotal(row, mine) {
    const { sums } = await this.texts.whole(row);
    const parts = sums.map((id) => this.table.row(id)).filter((part) => part >= 0);
    if (mine !== this.asked || parts.length === 0) return;
    const steps = parts.map((part) => h("li", {}, h("button", { type: "button", class: "gm-button", onclick: () => this.open(part) }, partOf(this.table, part))));
    this.body.insertBefore(h("section", { class: "gm-summed" }, h("p", {}, WORDS.card.totalOf), h("ul", { class: "gm-plain" }, steps)), this.body.lastElementChild);
  }

  actions(row) {
    const { card } = WORDS;
    const status = h("span", { class: "gm-soft", role: "status" });
    const copy = (text) => async () => { status.textContent = (await copyText(await text())) ? card.copied : card.notCopied; };
    return h("div", { class: "gm-actions" },
      h("button", { type: "button", class: "gm-button gm-copy", onclick: copy(async () => JSON.stringify(featureOf(this.table, row, await this.texts.whole(row)), null, 2)) }, card.copy),
      h("button", { type: "button", class: "gm-button", onclick: copy(() => this.linkOf()) }, card.copyLink), status);
  }
}
