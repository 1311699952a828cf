// A canvas that covers the view of a Leaflet map, moves with it and is drawn once a frame.

/* global L */

import { sizeCanvas } from "./pen.js";

const SPARED = 3; // drawings after which the browser keeps no more pictures of a canvas
const REST_MS = 1000;

export const CanvasLayer = L.Layer.extend({
  initialize(pane, options) {
    L.setOptions(this, options);
    this.pane = pane;
  },

  onAdd(map) {
    const container = map.getPane(this.pane);
    this.canvas = L.DomUtil.create("canvas", "leaflet-layer leaflet-zoom-animated gm-canvas", container);
    this.canvas.setAttribute("aria-hidden", "true");
    this.context = this.canvas.getContext("2d");
    this.drawings = 0;
    this.reset();
  },

  onRemove() {
    if (this.frame) cancelAnimationFrame(this.frame);
    this.frame = null;
    clearTimeout(this.resting);
    this.canvas.remove();
  },

  getEvents() {
    const events = { move: this.schedule, viewreset: this.reset, resize: this.reset, moveend: this.reset };
    if (this._map.options.zoomAnimation && L.Browser.any3d) events.zoomanim = this.animate;
    return events;
  },

  animate(event) {
    const scale = this._map.getZoomScale(event.zoom, this.drawnZoom);
    const offset = this._map._latLngToNewLayerPoint(this.drawnCorner, event.zoom, event.center);
    L.DomUtil.setTransform(this.canvas, offset, scale);
  },

  schedule() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      this.reset();
    });
  },

  // Draws at once in other colours.
  dress(colors) {
    this.colors = colors;
    this.forget();
    this.reset();
  },

  // What was drawn is of no use any more.
  forget() {},

  // A layer may know that what it would draw stands there already.
  needsDrawing() {
    return true;
  },

  // A canvas that was drawn often leaves its last pictures with the browser, 4 MB each. When all is
  // still it is emptied and drawn once more: they go.
  rest() {
    clearTimeout(this.resting);
    this.drawings += 1;
    if (this.drawings > SPARED) this.resting = setTimeout(() => this.renew(), REST_MS);
  },

  renew() {
    if (!this._map || document.hidden) return;
    this.drawings = -1;
    this.canvas.width = 0;
    this.reset();
  },

  reset() {
    if (!this._map) return;
    const map = this._map;
    const size = map.getSize();
    const ratio = window.devicePixelRatio || 1;
    const fits = sizeCanvas(this.canvas, size.x, size.y);
    if (!fits) {
      this.canvas.style.width = `${size.x}px`;
      this.canvas.style.height = `${size.y}px`;
    }
    const corner = map.containerPointToLayerPoint([0, 0]);
    L.DomUtil.setTransform(this.canvas, corner, 1);
    this.drawnZoom = map.getZoom();
    this.drawnCorner = map.containerPointToLatLng([0, 0]);
    const origin = map.getPixelOrigin().add(corner);
    const view = { scale: 256 * 2 ** this.drawnZoom, left: origin.x, top: origin.y, width: size.x, height: size.y, zoom: this.drawnZoom };
    if (!this.needsDrawing(view) && fits) return;
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.clearRect(0, 0, size.x, size.y);
    this.draw(this.context, view);
    this.rest();
  },
});

// Which copies of the world the view shows: 0 is the one around Greenwich.
export function worldsIn(view) {
  const first = Math.floor(view.left / view.scale);
  const last = Math.floor((view.left + view.width) / view.scale);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
