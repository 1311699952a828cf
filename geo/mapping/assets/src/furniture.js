// What Leaflet puts on the map itself, in the words of the page: zoom buttons and the scale bar.

/* global L */

import { sayDistance, WORDS } from "./words.js";

const Scale = L.Control.Scale.extend({
  _updateMetric(metres) {
    const round = this._getRoundNum(metres);
    this._updateScale(this._mScale, sayDistance(round), round / metres);
  },
});

export class Furniture {
  constructor(map) {
    this.map = map;
    this.scale = new Scale({ imperial: false, maxWidth: 110, position: "bottomleft" });
  }

  attach() {
    this.scale.addTo(this.map);
    this.scale.getContainer().setAttribute("aria-hidden", "true");
    const names = { _zoomInButton: WORDS.zoom.in, _zoomOutButton: WORDS.zoom.out };
    for (const [name, words] of Object.entries(names)) {
      const button = this.map.zoomControl?.[name];
      button?.setAttribute("title", words);
      button?.setAttribute("aria-label", words);
    }
  }

  detach() {
    this.scale.remove();
  }

  // How long the bar is, in pixels, and what it stands for: for the picture.
  describe() {
    const { _mScale: line } = this.scale;
    return { width: line.offsetWidth, words: line.textContent };
  }
}
