// The box on Earth that holds given sites, circles and outlines included.

/* global L */

import { NOWHERE, UNIT } from "./sites.js";

export function boundsOf(sites, indices) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const site of indices) {
    if (sites.kind[site] === NOWHERE) continue;
    const unit = sites.kind[site] === UNIT ? sites.units[sites.unit[site]].box : null;
    const pad = sites.reach[site];
    box[0] = Math.min(box[0], unit ? unit[0] : sites.x[site] - pad);
    box[1] = Math.min(box[1], unit ? unit[1] : sites.y[site] - pad);
    box[2] = Math.max(box[2], unit ? unit[2] : sites.x[site] + pad);
    box[3] = Math.max(box[3], unit ? unit[3] : sites.y[site] + pad);
  }
  if (box[0] > box[2]) return null;
  const lat = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  const lon = (x) => (x - 0.5) * 360;
  return L.latLngBounds([lat(box[3]), lon(box[0])], [lat(box[1]), lon(box[2])]);
}
