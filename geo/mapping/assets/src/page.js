// One map page: the data, the engine and everything that shows them, tied together.

/* global L */

import { AreaCanvas } from "./areas.js";
import { boundsOf } from "./bounds.js";
import { Boxes } from "./boxes.js";
import { openContainer } from "./container.js";
import { dayOf } from "./days.js";
import { Engine } from "./engine.js";
import { sayFilter } from "./filterpanel.js";
import { Furniture } from "./furniture.js";
import { read, write } from "./hash.js";
import { listenToKeys } from "./keys.js";
import { SymbolCanvas } from "./points.js";
import { Search } from "./search.js";
import { listenToPrinter } from "./sheet.js";
import { Sites } from "./sites.js";
import { Table } from "./table.js";
import { Texts } from "./texts.js";
import { colorsOf, isDark } from "./theme.js";
import { spellOut, sumUp } from "./where.js";
import { languageFor, sayRange, speak, WORDS } from "./words.js";

const SPOT_M = 20e3;
const PANE_OF = { symbols: "gm-symbols", areas: "gm-areas", names: "gm-labels", base: "gm-base" };

export class Page {
  constructor(map, container, options) {
    this.map = map;
    this.options = options;
    this.container = map.getContainer();
    this.asked = read(window.location.hash);
    this.language = this.asked.language ?? options.language ?? null;
    speak(languageFor(this.language, navigator.languages));
    this.dark = isDark(options.theme);
    this.colors = colorsOf(this.dark);
    this.reducedMotion = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.table = new Table(container);
    this.sites = new Sites(this.table, container);
    container.close();
    this.engine = new Engine(this.table, this.sites);
    this.engine.search = new Search(`${options.id}-`, this.table);
    this.engine.onchange = () => this.changed();
    this.texts = new Texts(`${options.id}-`, this.table);
    this.furniture = new Furniture(map);
    this.areas = new AreaCanvas(this.sites, this.colors);
    this.symbols = new SymbolCanvas(this.sites, this.colors);
    this.givenTitle = container.header.title;
    this.subtitle = container.header.subtitle;
    this.view = this.asked.view ?? options.view ?? "clusters";
    this.container.classList.add("gm-root");
    this.container.setAttribute("role", "main");
    this.container.classList.toggle("gm-dark", this.dark);
  }

  get title() {
    return this.givenTitle || WORDS.untitled;
  }

  attach() {
    const { map } = this;
    if (this.reducedMotion) Object.assign(map.options, { zoomAnimation: false, inertia: false });
    this.symbols.ondrawn = (boxes) => map.fire("geomap:drawn", { boxes });
    this.putUp({ measure: this.asked.measure, mode: this.asked.mode });
    this.stopKeys = listenToKeys(this);
    this.stopPrinter = listenToPrinter(() => this.describeSheet(), (work) => this.inLight(work));
    map.on("moveend", this.remember, this);
    if (this.attached) this.changed();
    else this.restore(this.asked);
    this.attached = true;
    // After the view is chosen, or they would be drawn twice.
    map.addLayer(this.areas);
    map.addLayer(this.symbols);
  }

  putUp(state) {
    this.boxes = new Boxes(this, state);
    this.boxes.attach();
    this.map.on(this.boxes.pointer.events, this.boxes.pointer);
    if (this.boxes.isNarrow) this.map.zoomControl?.setPosition("bottomright");
    this.furniture.attach();
  }

  takeDown() {
    this.map.off(this.boxes.pointer.events, this.boxes.pointer);
    this.furniture.detach();
    this.boxes.detach();
  }

  detach() {
    this.takeDown();
    this.stopKeys();
    this.stopPrinter();
    this.map.off("moveend", this.remember, this);
    this.map.removeLayer(this.areas);
    this.map.removeLayer(this.symbols);
  }

  // The same page in another language.
  speak(language) {
    const { timeline, card, panel } = this.boxes;
    const row = card.row;
    this.language = language;
    speak(language);
    this.takeDown();
    this.putUp({ measure: timeline.measure, mode: timeline.mode });
    this.boxes.panel.open(panel.isOpen);
    this.boxes.panel.select(panel.selected);
    this.changed();
    if (row >= 0) this.show(row);
    this.boxes.share.element.querySelector("select").focus();
  }

  // --- state
  restore(state) {
    const { precisions, period, centre } = this.options;
    for (const [name, values] of state.filters) this.tryFilter(name, values);
    if (precisions && !state.filters.size) this.setFilter("place_precision", precisions);
    if (state.start !== null || state.end !== null) this.engine.setTime(state.start, state.end);
    else if (period) this.engine.setTime(...period.map((day) => (day === null ? null : dayOf(day))));
    if (state.undated !== null) this.engine.setUndated(state.undated);
    if (state.map) this.map.setView([state.map.lat, state.map.lng], state.map.zoom, { animate: false });
    else if (centre) this.map.setView(centre.slice(0, 2), centre[2] ?? 6, { animate: false });
    else this.fit();
    this.setView(this.view);
    this.changed();
    if (state.id && this.table.row(state.id) >= 0) {
      this.viewIsGiven = Boolean(state.map);
      this.open(state.id).finally(() => { this.viewIsGiven = false; });
    }
  }

  // A filter of the address that this page does not know is passed over.
  tryFilter(name, values) {
    try {
      this.setFilter(name, values);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }

  setFilter(name, values) {
    const words = name === "where" && values ? spellOut(this.table.dictionaries.where, values) : values;
    return this.engine.setFilter(name, words);
  }

  padding() {
    const { x, y } = this.map.getSize();
    const room = this.boxes.room();
    return { paddingTopLeft: [room.left, room.top], paddingBottomRight: [x - room.right, y - room.bottom] };
  }

  // The whole of the data between the boxes that lie over the map.
  fit() {
    const bounds = boundsOf(this.sites, this.sites.all());
    if (bounds === null) return;
    const isSpot = bounds.getSouthWest().distanceTo(bounds.getNorthEast()) < SPOT_M;
    // Around one spot enough of the country to know where it is.
    this.map.fitBounds(bounds, { animate: false, maxZoom: isSpot ? 6 : 8, ...this.padding() });
  }

  state() {
    const { lat, lng } = this.map.getCenter();
    const { engine, table, boxes } = this;
    const filters = new Map(engine.filters);
    if (filters.has("where")) filters.set("where", sumUp(table.dictionaries.where, filters.get("where")));
    return write({
      map: { zoom: this.map.getZoom(), lat, lng },
      start: engine.start, end: engine.end, undated: engine.undated, filters,
      view: this.view, measure: boxes.timeline.measure, mode: boxes.timeline.mode, language: this.language,
      id: boxes.card.row >= 0 ? table.idOf(boxes.card.row) : null,
    });
  }

  linkOf() {
    return `${window.location.href.split("#")[0]}#${this.state()}`;
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
    this.boxes?.update();
    this.remember();
  }

  // --- layers and view
  setView(view) {
    this.view = view;
    this.symbols.setView(view);
    this.boxes.layers.update();
    this.remember();
  }

  isLayerOn(name) {
    return this.map.getPane(PANE_OF[name])?.style.display !== "none";
  }

  toggleLayer(name, on) {
    const pane = this.map.getPane(PANE_OF[name]);
    if (pane) pane.style.display = on ? "" : "none";
  }

  // --- the card
  opened(row) {
    this.select(row >= 0 ? this.sites.siteOf(row) : -1);
    this.remember();
  }

  shown(row) {
    const site = this.sites.siteOf(row);
    if (site >= 0 && !this.viewIsGiven) this.bringIntoView(site);
  }

  select(site) {
    this.areas.selected = site;
    this.symbols.selected = site;
    this.areas.schedule();
    this.symbols.schedule();
  }

  bringIntoView(site) {
    const { map } = this;
    const point = map.latLngToContainerPoint(boundsOf(this.sites, [site]).getCenter());
    const { left, right, top, bottom } = this.boxes.room();
    if (point.x > left && point.x < right && point.y > top && point.y < bottom) return;
    map.panBy(point.subtract(L.point((left + right) / 2, (top + bottom) / 2)), { animate: !this.reducedMotion });
  }

  show(row, rows = null, heading = null) {
    return this.boxes.card.open(row, rows, heading);
  }

  showList(rows, heading, site) {
    this.boxes.card.showList(rows, heading);
    this.select(site);
  }

  async open(id) {
    const row = this.table.row(id);
    if (row < 0) throw new RangeError(`no incident has the id ${id}`);
    await this.show(row);
  }

  // --- for picture and paper
  dress(dark) {
    const { map, areas, symbols } = this;
    this.colors = colorsOf(dark);
    this.container.classList.toggle("gm-dark", dark);
    map.fire("geomap:dressed", { colors: this.colors });
    areas.dress(this.colors);
    symbols.dress(this.colors);
    this.boxes.timeline.draw();
  }

  // Paper is white: what is drawn for it is drawn in light colours, before any frame is shown.
  inLight(work) {
    if (this.dark) this.dress(false);
    try {
      work();
    } finally {
      if (this.dark) this.dress(true);
    }
  }

  describe() {
    const { engine, boxes, table } = this;
    const { timeline, panel, filters } = boxes;
    const words = table.dictionaries.event_type;
    const counts = engine.counts("event_type");
    const [start, end] = [engine.start ?? timeline.first, engine.end ?? timeline.last];
    return {
      title: this.title, subtitle: this.subtitle,
      totals: panel.totals().join(" · "), notes: panel.noteWords().join(" · "),
      period: timeline.empty ? WORDS.time.noDates : sayRange(start, end),
      filters: [...engine.filters].map(([name, values]) => sayFilter(name, values, table.dictionaries[name])).join(" · "),
      credits: this.container.querySelector(".leaflet-control-attribution")?.textContent ?? "",
      types: filters.facets[0].choice.types.filter((type) => engine.filters.get("event_type")?.has(type) !== false && counts[type === null ? 0 : words.indexOf(type) + 1] > 0),
      theme: this.colors,
      scale: this.furniture.describe(),
      isBase: this.container.classList.contains("gm-with-base"),
      histogram: timeline.empty ? null : timeline.canvas,
    };
  }

  describeSheet() {
    const { card } = this.boxes;
    return {
      container: this.container, what: this.describe(), table: this.table, rows: this.engine.inTimeOrder(),
      card: card.row >= 0 && !card.element.hidden ? card.body : null,
    };
  }

  // --- for programs (CONTRACT section 7)
  api() {
    const day = (iso) => (iso === null || iso === undefined ? null : dayOf(iso));
    return {
      count: () => this.engine.shownCount,
      totals: () => this.engine.totals(),
      setTime: (start, end) => this.engine.setTime(day(start), day(end)),
      setFilter: (name, values) => this.setFilter(name, values ?? null),
      setView: (view) => this.setView(view),
      open: (id) => this.open(id),
      state: () => this.state(),
    };
  }
}

export async function openPage(map, options) {
  return new Page(map, await openContainer(`${options.id}-data`), options);
}
