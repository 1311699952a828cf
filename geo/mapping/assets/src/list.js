// The incidents shown, as a list: the way without a map. Sorted by any column, of any length.

import { commas, h, replace, said } from "./dom.js";
import { sortRows } from "./order.js";
import { OTHER, symbolImage, symbolOf } from "./symbols.js";
import { VirtualGrid } from "./virtual.js";
import { fill, sayCountry, sayDateShortly, sayNumber, sayTollShortly, sayWord, WORDS } from "./words.js";

const ROW_PX = 54;
const COLUMNS = [["when", "when"], ["event_type", "what"], ["place", "where"], ["actor1", "who"], ["killed", "killed"], ["injured", "injured"], ["grade", "grade"]];
const LARGEST_FIRST = new Set(["killed", "injured"]);

function whereOf(table, row) {
  const place = table.word("place", row) ?? table.word("admin1", row);
  if (!table.isPlaced(row)) return [place ? [said(place), " · "] : null, WORDS.list.notPlaced];
  const code = table.word("country", row);
  const names = [...new Set([place, code && sayCountry(code)])].filter(Boolean);
  return names.length ? commas(names.map((name) => said(name))) : [WORDS.unnamed];
}

const sayType = (table, row) => {
  const word = table.word("sub_event_type", row) ?? table.word("event_type", row);
  return word === null ? WORDS.noType : sayWord(word);
};

// "a/b/c" may go on in the next line after each stroke.
const breakable = (words) => words.split("/").flatMap((part, i) => (i ? ["/", h("wbr"), part] : [part]));

// The cells of one incident; what does not fit a narrow list is shown when it is wide.
export function cellsOf(table, row, theme) {
  const type = table.word("event_type", row);
  const cell = (name, ...content) => h("div", { role: "gridcell", class: `gm-cell gm-cell-${name}` }, ...content);
  const killed = sayTollShortly(table.toll("killed", row));
  const injured = sayTollShortly(table.toll("injured", row));
  const who = table.names("actors", row);
  const grade = table.word("grade", row);
  return [
    cell("symbol", symbolImage(type === null ? OTHER : symbolOf(type), theme, { size: 16 })),
    cell("when", sayDateShortly(table.start(row), table.lastDayOf(row), table.word("date_precision", row))),
    cell("what", h("bdi", {}, breakable(sayType(table, row)))),
    cell("where", whereOf(table, row)),
    cell("who", who.length ? who.flatMap((name, i) => (i ? [" – ", said(name)] : [said(name)])) : "–"),
    cell("killed", killed ?? h("span", { class: "gm-soft", "aria-label": WORDS.notKnown }, "?")),
    cell("injured", injured ?? h("span", { class: "gm-soft", "aria-label": WORDS.notKnown }, "?")),
    cell("grade", said(WORDS.grade[grade] ?? grade ?? "")),
  ];
}

export function rowGrid({ table, theme, label, open, header = null }) {
  return new VirtualGrid({ label, rowHeight: ROW_PX, cells: (row) => cellsOf(table, row, theme), open, header });
}

export class List {
  constructor(engine, { open, theme, onwide = () => {} }) {
    this.engine = engine;
    this.open = open;
    this.onwide = onwide;
    this.visible = false;
    this.column = "when";
    this.descending = false;
    this.unplacedOnly = false;
    this.only = h("input", { type: "checkbox", onchange: (event) => this.setUnplaced(event.target.checked) });
    this.onlyLabel = h("span", {});
    this.onlyRow = h("label", { class: "gm-unplaced" }, this.only, this.onlyLabel);
    this.widen = h("button", { type: "button", class: "gm-link gm-widen", "aria-pressed": "false", onclick: () => this.setWide(!this.wide) }, WORDS.list.wide);
    this.heads = COLUMNS.map(([column, name]) => this.head(column, WORDS.list[name]));
    const header = h("div", { class: "gm-grid-head", role: "row", "aria-rowindex": 1 }, h("div", { role: "columnheader", class: "gm-cell-symbol" }, h("span", { class: "gm-visually-hidden" }, WORDS.filters.types)), this.heads.map(({ element }) => element));
    this.grid = rowGrid({ table: engine.table, theme, label: WORDS.list.label, open: (row) => this.open(row), header });
    this.nothing = h("p", { class: "gm-empty" }, WORDS.list.nothing);
    this.element = h("div", { class: "gm-list" }, h("div", { class: "gm-list-bar" }, this.onlyRow, h("span", { class: "gm-gap" }), this.widen), this.nothing, this.grid.element);
    this.showOrder();
  }

  head(column, label) {
    const arrow = h("span", { class: "gm-arrow", "aria-hidden": "true" });
    const element = h("div", { role: "columnheader", class: `gm-cell-${COLUMNS.find(([name]) => name === column)[1]}` },
      h("button", { type: "button", class: "gm-sort", onclick: () => this.sortBy(column) }, label, arrow));
    return { column, element, arrow };
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

  setWide(wide) {
    this.wide = wide;
    this.widen.textContent = wide ? WORDS.list.narrow : WORDS.list.wide;
    this.widen.setAttribute("aria-pressed", String(wide));
    this.onwide(wide);
  }

  sortBy(column) {
    const first = LARGEST_FIRST.has(column);
    this.descending = this.column === column ? !this.descending : first;
    this.column = column;
    this.showOrder();
    this.update();
  }

  showOrder() {
    for (const { column, element, arrow } of this.heads) {
      const chosen = column === this.column;
      element.setAttribute("aria-sort", chosen ? (this.descending ? "descending" : "ascending") : "none");
      arrow.textContent = chosen ? (this.descending ? " ▾" : " ▴") : "";
    }
  }

  rows() {
    const { table } = this.engine;
    let rows = this.engine.inTimeOrder();
    if (this.unplacedOnly) rows = rows.filter((row) => !table.isPlaced(row));
    return sortRows(table, rows, { column: this.column, descending: this.descending, say: sayWord, locale: WORDS.locale });
  }

  update() {
    if (!this.visible) return;
    const { unplaced } = this.engine.sums;
    this.onlyRow.hidden = unplaced === 0 && !this.unplacedOnly;
    replace(this.onlyLabel, fill(WORDS.list.unplaced, { n: sayNumber(unplaced) }));
    const rows = this.rows();
    this.nothing.hidden = rows.length > 0;
    this.grid.setRows(rows);
  }
}
