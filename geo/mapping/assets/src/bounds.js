// The box on Earth that holds given sites, circles and outlines included.

/* global L */

import { pixelsOf, UNIT } from "./sites.js";

export function boundsOf(sites, indices) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const index of indices) {
    const site = sites.list[index];
    const unit = site.kind === UNIT ? sites.units[site.unit].box : null;
    const pad = site.radius ? pixelsOf(site.radius, site.y, 1) : 0;
    box[0] = Math.min(box[0], unit ? unit[0] : site.x - pad);
    box[1] = Math.min(box[1], unit ? unit[1] : site.y - pad);
    box[2] = Math.max(box[2], unit ? unit[2] : site.x + pad);
    box[3] = Math.max(box[3], unit ? unit[3] : site.y + pad);
  }
  const lat = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  const lon = (x) => (x - 0.5) * 360;
  return L.latLngBounds([lat(box[3]), lon(box[0])], [lat(box[1]), lon(box[2])]);
}
