// What folium's script calls: two Leaflet layers, and a sign when the page can be used.

/* global L */

import { BaseCanvas, decodeBase } from "./basemap.js";
import { openContainer } from "./container.js";
import { h } from "./dom.js";
import { LabelLayer } from "./labels.js";
import { openPage } from "./page.js";
import { colorsOf, isDark } from "./theme.js";
import { WORDS } from "./words.js";

const PANES = { "gm-base": 150, "gm-areas": 350, "gm-labels": 380, "gm-symbols": 450 };
// Natural Earth asks for no credit, GeoNames does (CC BY 4.0).
const CREDIT =
  'Base map: Natural Earth · Places: <a href="https://www.geonames.org/">GeoNames</a>, ' +
  '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>';
const waiting = new Set();
const views = []; // promises that an incident layer has chosen what its map shows

function setUp(map) {
  map.attributionControl?.setPrefix("Leaflet");
  for (const [name, depth] of Object.entries(PANES)) {
    if (map.getPane(name)) continue;
    map.createPane(name).style.zIndex = depth;
    map.getPane(name).style.pointerEvents = "none";
  }
}

function fail(map, error) {
  document.documentElement.dataset.state = "failed";
  map.getContainer().classList.add("gm-root");
  map.getContainer().append(h("p", { class: "gm-box gm-failed", role: "alert" }, WORDS.failed));
  throw error;
}

// Runs the work; the page is ready when all work begun has ended and a frame was drawn.
function awaited(map, work) {
  const promise = work.catch((error) => fail(map, error)).finally(() => {
    waiting.delete(promise);
    if (waiting.size > 0 || document.documentElement.dataset.state === "failed") return;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (waiting.size === 0) document.documentElement.dataset.state = "ready";
    }));
  });
  waiting.add(promise);
}

const credited = {
  getAttribution: () => CREDIT,
};

const BaseMap = L.Layer.extend({
  ...credited,

  initialize(options) {
    L.setOptions(this, options);
  },

  onAdd(map) {
    setUp(map);
    this.boxes = null;
    map.on("geomap:drawn", this.drawn, this);
    awaited(map, this.fill(map));
  },

  async fill(map) {
    const colors = colorsOf(isDark(this.options.theme));
    const container = await openContainer(`${this.options.id}-data`);
    await Promise.all(views); // or the base would be drawn twice
    this.land = new BaseCanvas(decodeBase(container), colors).addTo(map);
    container.close();
    map.getContainer().classList.add("gm-with-base");
    map.getContainer().style.background = colors.water;
    map.on("geomap:dressed", this.dress, this);
    if (!this.options.labels) return;
    this.names = new LabelLayer(container.header.labels, colors);
    this.names.obstacles = this.boxes;
    this.names.addTo(map);
  },

  // The symbols may be drawn before there are names that give way to them.
  drawn({ boxes }) {
    this.boxes = boxes;
    if (!this.names) return;
    this.names.obstacles = boxes;
    this.names.schedule();
  },

  dress({ colors }) {
    this._map.getContainer().style.background = colors.water;
    this.land.dress(colors);
    this.names?.dress(colors);
  },

  onRemove(map) {
    map.off("geomap:drawn", this.drawn, this);
    map.off("geomap:dressed", this.dress, this);
    for (const layer of [this.land, this.names]) if (layer) map.removeLayer(layer);
  },
});

const Incidents = L.Layer.extend({
  ...credited,

  initialize(options) {
    L.setOptions(this, options);
  },

  onAdd(map) {
    setUp(map);
    const work = this.fill(map);
    views.push(work.catch(() => {}));
    awaited(map, work);
  },

  async fill(map) {
    this.page = this.page ?? (await openPage(map, this.options));
    this.page.attach();
    window.geomap = this.page.api();
  },

  onRemove() {
    this.page?.detach();
  },
});

window.geomapLayers = { BaseMap, Incidents };
