// One map page: the data, the engine and everything that shows them, tied together.

/* global L */

import { AreaCanvas } from "./areas.js";
import { boundsOf } from "./bounds.js";
import { Card } from "./card.js";
import { openContainer } from "./container.js";
import { dayOf } from "./days.js";
import { h } from "./dom.js";
import { Engine } from "./engine.js";
import { read, write } from "./hash.js";
import { List } from "./list.js";
import { Panel } from "./panel.js";
import { SymbolCanvas } from "./points.js";
import { Search } from "./search.js";
import { Sites, UNIT } from "./sites.js";
import { Table } from "./table.js";
import { Texts } from "./texts.js";
import { colorsOf, isDark } from "./theme.js";
import { Timeline } from "./timeline.js";
import { sayDateShortly, sayIncidents, WORDS } from "./words.js";

const SPOT_M = 20e3;

export class Page {
  constructor(map, container, options) {
    this.map = map;
    this.options = options;
    this.dark = isDark(options.theme);
    this.colors = colorsOf(this.dark);
    this.reducedMotion = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.table = new Table(container);
    this.sites = new Sites(this.table, container);
    this.engine = new Engine(this.table, this.sites);
    this.search = new Search(`${options.id}-`, this.table);
    this.engine.search = this.search;
    this.engine.onchange = () => this.changed();
    this.texts = new Texts(`${options.id}-`, this.table);
    this.areas = new AreaCanvas(this.sites, this.colors);
    this.symbols = new SymbolCanvas(this.sites, this.colors);
    this.symbols.setView(options.view ?? "clusters");
    this.build(container);
  }

  build(container) {
    const root = this.map.getContainer();
    root.classList.add("gm-root");
    root.setAttribute("role", "main");
    root.setAttribute("aria-label", WORDS.map);
    root.classList.toggle("gm-dark", this.dark);
    const theme = this.colors;
    this.list = new List(this.engine, { theme, open: (row, rows) => this.show(row, rows) });
    this.panel = new Panel(this.engine, this.list, { title: container.header.title, theme });
    this.card = new Card(this.table, this.texts, { theme, onopen: (row) => this.opened(row), onclose: () => this.opened(-1) });
    this.timeline = new Timeline(this.engine, this.sites);
    this.tip = h("div", { class: "gm-tip gm-box", role: "presentation", hidden: true });
    this.boxes = [this.panel.element, this.timeline.element, this.card.element];
    for (const box of this.boxes) {
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
    }
    if (this.timeline.element.hidden) root.classList.add("gm-timeless");
  }

  attach() {
    const { map } = this;
    map.getContainer().append(...this.boxes, this.tip);
    if (this.reducedMotion) Object.assign(map.options, { zoomAnimation: false, inertia: false });
    this.symbols.ondrawn = (boxes) => map.fire("geomap:drawn", { boxes });
    map.addLayer(this.areas);
    map.addLayer(this.symbols);
    map.on(this.events, this);
    if (this.attached) this.changed();
    else this.restore(read(window.location.hash));
    this.attached = true;
  }

  get events() {
    return { click: this.click, mousemove: this.hover, mouseout: this.leave, movestart: this.leave, moveend: this.remember };
  }

  detach() {
    this.map.off(this.events, this);
    this.map.removeLayer(this.areas);
    this.map.removeLayer(this.symbols);
    for (const box of [...this.boxes, this.tip]) box.remove();
  }

  // --- state
  restore(state) {
    for (const [name, values] of state.filters) {
      if (name in this.table.dictionaries) this.engine.setFilter(name, values);
    }
    if (this.options.precisions && !state.filters.size) this.engine.setFilter("place_precision", this.options.precisions);
    if (state.start !== null || state.end !== null) this.engine.setTime(state.start, state.end);
    else if (this.options.period) this.engine.setTime(...this.options.period.map((day) => (day === null ? null : dayOf(day))));
    if (state.undated !== null) this.engine.setUndated(state.undated);
    if (state.view) this.map.setView([state.view.lat, state.view.lng], state.view.zoom, { animate: false });
    else if (this.options.centre) this.map.setView(this.options.centre.slice(0, 2), this.options.centre[2] ?? 6, { animate: false });
    else this.fit();
    this.changed();
    if (state.id && this.table.row(state.id) >= 0) {
      this.viewIsGiven = Boolean(state.view);
      this.open(state.id);
      this.viewIsGiven = false;
    }
  }

  // The whole of the data between the boxes that lie over the map.
  fit() {
    const bounds = boundsOf(this.sites, this.sites.all());
    if (bounds === null) return;
    const wide = this.map.getSize().x >= 700;
    const isSpot = bounds.getSouthWest().distanceTo(bounds.getNorthEast()) < SPOT_M;
    this.map.fitBounds(bounds, {
      animate: false,
      maxZoom: isSpot ? 6 : 8, // around one spot enough of the country to know where it is
      paddingTopLeft: wide ? [330, 30] : [20, 90],
      paddingBottomRight: [30, this.timeline.element.hidden ? 40 : 160],
    });
  }

  state() {
    const { lat, lng } = this.map.getCenter();
    return write({
      view: { zoom: this.map.getZoom(), lat, lng },
      start: this.engine.start,
      end: this.engine.end,
      undated: this.engine.undated,
      filters: this.engine.filters,
      id: this.card.row >= 0 ? this.table.idOf(this.card.row) : null,
    });
  }

  remember() {
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => {
      try {
        history.replaceState(null, "", `#${this.state()}`);
      } catch {
        // A sandboxed frame has no address of its own; nothing is lost but the bookmark.
      }
    }, 250);
  }

  changed() {
    this.areas.schedule();
    this.symbols.schedule();
    this.panel.update();
    this.list.update();
    this.timeline.draw();
    this.remember();
  }

  setView(view) {
    this.symbols.setView(view);
    this.remember();
  }

  // --- the card
  opened(row) {
    const site = row >= 0 ? this.sites.siteOf[row] : -1;
    this.areas.selected = site;
    this.symbols.selected = site;
    if (site >= 0 && !this.viewIsGiven) this.bringIntoView(site);
    this.areas.schedule();
    this.symbols.schedule();
    this.remember();
  }

  bringIntoView(site) {
    const { map } = this;
    const bounds = boundsOf(this.sites, [site]);
    const point = map.latLngToContainerPoint(bounds.getCenter());
    const size = map.getSize();
    const wide = size.x >= 700;
    const [left, right] = wide ? [320, size.x - 410] : [20, size.x - 20];
    const [top, bottom] = wide ? [30, size.y - 160] : [90, size.y * 0.4];
    if (point.x > left && point.x < right && point.y > top && point.y < bottom) return;
    const middle = L.point((left + right) / 2, (top + bottom) / 2);
    map.panBy(point.subtract(middle), { animate: !this.reducedMotion });
  }

  show(row, rows, heading = null) {
    return this.card.open(row, rows, heading);
  }

  async open(id) {
    const row = this.table.row(id);
    if (row < 0) throw new RangeError(`no incident has the id ${id}`);
    const rows = this.engine.inTimeOrder();
    await this.show(row, rows.includes(row) ? rows : [row]);
  }

  // --- the mouse
  at(point) {
    const mark = this.symbols.meet(point);
    const unit = mark ? -1 : this.areas.unitAt(point);
    if (mark) return mark;
    return unit >= 0 ? { sites: [unit], count: this.sites.count[unit] } : null;
  }

  rowsOf({ sites }) {
    return this.engine.rowsAtSites(sites);
  }

  heading(sites) {
    if (sites.length > 1) return "close together on the map";
    const [site] = sites;
    return this.sites.kind[site] === UNIT ? `somewhere in ${this.sites.name(site)}` : "at one place";
  }

  leave() {
    this.tip.hidden = true;
  }

  click({ containerPoint }) {
    const found = this.at(containerPoint);
    if (!found) return;
    this.leave();
    const { sites } = found;
    const rows = this.rowsOf(found);
    if (rows.length === 1) {
      this.show(rows[0], rows);
      return;
    }
    const bounds = boundsOf(this.sites, sites);
    const closer = this.map.getBoundsZoom(bounds, false, L.point(200, 200));
    if (sites.length > 1 && closer > this.map.getZoom() && this.map.getZoom() < 14) {
      this.map.flyToBounds(bounds, { maxZoom: Math.min(14, this.map.getZoom() + 3), animate: !this.reducedMotion, duration: 0.5, paddingTopLeft: [330, 60], paddingBottomRight: [60, 180] });
      return;
    }
    this.card.showList(rows, this.heading(sites));
    this.areas.selected = sites[0];
    this.symbols.selected = sites[0];
    this.symbols.schedule();
  }

  hover({ containerPoint: point }) {
    const found = this.at(point);
    this.map.getContainer().classList.toggle("gm-over", Boolean(found));
    if (!found) {
      this.tip.hidden = true;
      return;
    }
    this.tip.textContent = this.tipWords(found);
    this.tip.hidden = false;
    const size = this.map.getSize();
    this.tip.style.left = `${Math.min(point.x + 14, size.x - 240)}px`;
    this.tip.style.top = `${Math.min(point.y + 14, size.y - 60)}px`;
  }

  tipWords(found) {
    if (found.count > 1) return `${sayIncidents(found.count)} ${this.heading(found.sites)}`;
    const [row] = this.rowsOf(found);
    const { table } = this;
    return [
      table.word("sub_event_type", row) ?? table.word("event_type", row) ?? WORDS.noType,
      sayDateShortly(table.start(row), table.lastDayOf(row), table.word("date_precision", row)),
      table.word("place", row),
    ].filter(Boolean).join(" · ");
  }

  // --- for programs (CONTRACT section 7)
  api() {
    const day = (iso) => (iso === null || iso === undefined ? null : dayOf(iso));
    return {
      count: () => this.engine.shownCount,
      totals: () => this.engine.totals(),
      setTime: (start, end) => this.engine.setTime(day(start), day(end)),
      setFilter: (name, values) => this.engine.setFilter(name, values ?? null),
      setView: (view) => this.setView(view),
      open: (id) => this.open(id),
      state: () => this.state(),
    };
  }
}

export async function openPage(map, options) {
  return new Page(map, await openContainer(`${options.id}-data`), options);
}
