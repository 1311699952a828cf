// The incidents shown, as a list: the way without a map. It grows by pages as it is read.

import { h, replace, said } from "./dom.js";
import { OTHER, symbolCanvas, symbolOf } from "./symbols.js";
import { sayDateShortly, sayIncidents, sayNumber, sayTollShortly, WORDS } from "./words.js";

const PAGE = 100;

export class List {
  constructor(engine, { open, theme }) {
    this.engine = engine;
    this.open = open;
    this.theme = theme;
    this.visible = false;
    this.limit = PAGE;
    this.unplacedOnly = false;
    this.only = h("input", { type: "checkbox", onchange: (event) => this.setUnplaced(event.target.checked) });
    this.onlyLabel = h("span", {});
    this.onlyRow = h("label", { class: "gm-unplaced" }, this.only, this.onlyLabel);
    this.items = h("ul", { class: "gm-items" });
    this.more = h("button", { type: "button", class: "gm-button gm-more", onclick: () => this.grow() });
    this.element = h("div", {}, this.onlyRow, this.items, this.more);
  }

  setVisible(visible) {
    this.visible = visible;
    if (visible) this.update();
  }

  setUnplaced(only) {
    this.unplacedOnly = only;
    this.only.checked = only;
    this.update();
  }

  grow() {
    const last = this.items.lastElementChild;
    this.limit += PAGE;
    this.update(false);
    last?.nextElementSibling?.querySelector("button")?.focus();
  }

  rows() {
    const rows = this.engine.inTimeOrder();
    return this.unplacedOnly ? rows.filter((row) => !this.engine.table.isPlaced(row)) : rows;
  }

  update(fromTop = true) {
    if (!this.visible) return;
    if (fromTop) this.limit = PAGE;
    const { unplaced } = this.engine.sums;
    this.onlyRow.hidden = unplaced === 0 && !this.unplacedOnly;
    this.onlyLabel.textContent = `Only those that could not be placed (${sayNumber(unplaced)})`;
    const rows = this.rows();
    if (rows.length === 0) replace(this.items, h("li", { class: "gm-empty" }, "No incident is shown: widen the period or the layers."));
    else replace(this.items, Array.from(rows.slice(0, this.limit), (row) => listItem(this.engine.table, row, this.theme, () => this.open(row, rows))));
    const left = rows.length - this.limit;
    this.more.hidden = left <= 0;
    this.more.textContent = `Show ${sayNumber(Math.min(PAGE, left))} more of ${sayIncidents(rows.length)}`;
  }
}

export function listItem(table, row, theme, onclick) {
  const type = table.word("event_type", row);
  const killed = sayTollShortly(table.toll("killed", row));
  const place = table.word("place", row) ?? table.word("admin1", row);
  const symbol = symbolCanvas(type === null ? OTHER : symbolOf(type), theme, { size: 16 });
  return h("li", {}, h("button", { type: "button", class: "gm-item", onclick }, symbol,
    h("span", { class: "gm-item-words" },
      h("span", { class: "gm-item-what" }, said(table.word("sub_event_type", row) ?? type ?? WORDS.noType)),
      h("span", { class: "gm-item-where" },
        sayDateShortly(table.start(row), table.lastDayOf(row), table.word("date_precision", row)), " · ",
        table.isPlaced(row) ? said(place ?? "unnamed place") : "not placed")),
    killed === null ? null : h("span", { class: "gm-item-toll" }, `${killed} killed`)));
}
