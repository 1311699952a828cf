// A grid of any number of rows, of which only those in view are elements. One stop for the Tab key:
// arrows, Page, Home and End move within, Enter opens.

import { h, replace } from "./dom.js";

const TALLEST_PX = 1.5e7; // browsers draw no taller element; beyond it the bar moves in larger steps
const SPARE = 4;
let grids = 0;

// Where a grid of `count` rows stands when scrolled to `top`: its first row and that row's place.
export function windowOf({ count, rowHeight, viewHeight, top }) {
  const full = count * rowHeight;
  const tall = Math.min(full, TALLEST_PX);
  const ratio = tall > viewHeight ? (full - viewHeight) / (tall - viewHeight) : 1;
  const offset = Math.min(Math.max(0, top) * ratio, Math.max(0, full - viewHeight));
  const first = Math.max(0, Math.floor(offset / rowHeight) - SPARE);
  const last = Math.min(count, Math.ceil((offset + viewHeight) / rowHeight) + SPARE);
  return { first, last, shift: top - offset + first * rowHeight, tall, ratio };
}

export class VirtualGrid {
  // cells(row) -> cells of the row; columns: header cells or none; open(row, index)
  constructor({ label, rowHeight, cells, open, header = null }) {
    Object.assign(this, { rowHeight, cells, open });
    grids += 1;
    this.id = `gm-grid-${grids}`;
    this.rows = [];
    this.active = 0;
    this.space = h("div", { class: "gm-grid-space", role: "presentation" });
    this.body = h("div", { class: "gm-grid-rows", role: "presentation" });
    this.space.append(this.body);
    this.scroller = h("div", { class: "gm-grid-scroll", role: "rowgroup", tabindex: -1, onscroll: () => this.draw() }, this.space);
    this.element = h("div", { class: "gm-grid", role: "grid", tabindex: 0, "aria-label": label, onkeydown: (event) => this.key(event), onfocus: () => this.point() },
      header ? h("div", { role: "rowgroup", class: "gm-grid-top" }, header) : null, this.scroller);
    this.hasHeader = header !== null;
    this.sizes = new ResizeObserver(() => this.draw());
    this.sizes.observe(this.scroller);
  }

  setRows(rows, { keepPlace = false } = {}) {
    const was = this.rows[this.active];
    this.rows = rows;
    const at = keepPlace && was !== undefined ? rows.indexOf(was) : -1;
    this.active = Math.max(0, at);
    if (!keepPlace) this.scroller.scrollTop = 0;
    this.element.setAttribute("aria-rowcount", String(rows.length + (this.hasHeader ? 1 : 0)));
    this.draw();
  }

  draw() {
    // Never more than a screen of rows, even while the page is still being laid out.
    const viewHeight = Math.min(this.scroller.clientHeight, window.innerHeight);
    const view = windowOf({ count: this.rows.length, rowHeight: this.rowHeight, viewHeight, top: this.scroller.scrollTop });
    this.ratio = view.ratio;
    this.space.style.height = `${view.tall}px`;
    this.body.style.transform = `translateY(${view.shift}px)`;
    const elements = [];
    for (let index = view.first; index < view.last; index += 1) elements.push(this.makeRow(index));
    replace(this.body, elements);
    this.point();
  }

  makeRow(index) {
    const row = this.rows[index];
    return h("div", {
      class: "gm-grid-row", role: "row", id: `${this.id}-${index}`,
      "aria-rowindex": index + 1 + (this.hasHeader ? 1 : 0), "data-index": index,
      onclick: () => { this.active = index; this.point(); this.open(row, index); },
    }, this.cells(row));
  }

  point() {
    const id = `${this.id}-${this.active}`;
    let found = false;
    for (const element of this.body.children) {
      const on = element.id === id;
      element.classList.toggle("gm-active", on);
      element.setAttribute("aria-selected", String(on));
      found ||= on;
    }
    if (found) this.element.setAttribute("aria-activedescendant", id);
    else this.element.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.target !== this.element && event.target !== this.scroller) return;
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / this.rowHeight) - 1);
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in moves) this.moveTo(this.active + moves[event.key]);
    else if (event.key === "Enter" && this.rows.length) this.open(this.rows[this.active], this.active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  moveTo(index) {
    if (this.rows.length === 0) return;
    this.active = Math.max(0, Math.min(this.rows.length - 1, index));
    const { scroller, rowHeight, ratio } = this;
    const top = this.active * rowHeight;
    const seen = scroller.scrollTop * ratio;
    if (top < seen) scroller.scrollTop = top / ratio;
    else if (top + rowHeight > seen + scroller.clientHeight) scroller.scrollTop = (top + rowHeight - scroller.clientHeight) / ratio;
    this.draw();
  }

  close() {
    this.sizes.disconnect();
  }
}
