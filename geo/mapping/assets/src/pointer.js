// The mouse and the finger on the map: what lies under them, its tip, and what a click opens.

/* global L */

import { boundsOf } from "./bounds.js";
import { h, plainText } from "./dom.js";
import { UNIT } from "./sites.js";
import { fill, sayDateShortly, sayIncidents, sayWord, WORDS } from "./words.js";

const DEEPEST = 14;
const CLOSER = 3;

export class Pointer {
  constructor(page) {
    this.page = page;
    this.tip = h("div", { class: "gm-tip gm-box", role: "presentation", dir: WORDS.direction, hidden: true });
  }

  get events() {
    return { click: this.click, mousemove: this.hover, mouseout: this.leave, movestart: this.leave };
  }

  // What lies under a point: {sites, count} or null.
  at(point) {
    const { symbols, areas, sites } = this.page;
    const mark = this.page.isLayerOn("symbols") ? symbols.meet(point) : null;
    if (mark) return mark;
    const unit = this.page.isLayerOn("areas") ? areas.unitAt(point) : -1;
    return unit >= 0 ? { sites: [unit], count: sites.count[unit] } : null;
  }

  heading(sites) {
    if (sites.length > 1) return WORDS.places.several;
    const [site] = sites;
    const { kind } = this.page.sites;
    return kind[site] === UNIT ? fill(WORDS.places.unit, { name: this.page.sites.name(site) }) : WORDS.places.one;
  }

  leave() {
    this.tip.hidden = true;
  }

  click({ containerPoint }) {
    const found = this.at(containerPoint);
    if (!found) return;
    this.leave();
    const { page } = this;
    const { sites } = found;
    const rows = page.engine.rowsAtSites(sites);
    if (rows.length === 1) page.show(rows[0]);
    else if (sites.length === 1 || !this.flyTo(sites)) page.showList(rows, this.heading(sites), sites[0]);
  }

  // Closer, if that can take the places apart.
  flyTo(sites) {
    const { map, reducedMotion } = this.page;
    const bounds = boundsOf(this.page.sites, sites);
    const zoom = map.getZoom();
    if (zoom >= DEEPEST || map.getBoundsZoom(bounds, false, L.point(200, 200)) <= zoom) return false;
    const { paddingTopLeft, paddingBottomRight } = this.page.padding();
    map.flyToBounds(bounds, { maxZoom: Math.min(DEEPEST, zoom + CLOSER), animate: !reducedMotion, duration: 0.5, paddingTopLeft, paddingBottomRight });
    return true;
  }

  hover({ containerPoint: point }) {
    const found = this.at(point);
    const { map } = this.page;
    map.getContainer().classList.toggle("gm-over", Boolean(found));
    this.tip.hidden = !found;
    if (!found) return;
    this.tip.textContent = plainText(this.words(found));
    const size = map.getSize();
    this.tip.style.left = `${Math.min(point.x + 14, size.x - 240)}px`;
    this.tip.style.top = `${Math.min(point.y + 14, size.y - 60)}px`;
  }

  words({ count, sites }) {
    if (count > 1) return `${sayIncidents(count)} ${this.heading(sites)}`;
    const { table, engine } = this.page;
    const [row] = engine.rowsAtSites(sites);
    const type = table.word("sub_event_type", row) ?? table.word("event_type", row);
    return [
      type === null ? WORDS.noType : sayWord(type),
      sayDateShortly(table.start(row), table.lastDayOf(row), table.word("date_precision", row)),
      table.word("place", row),
    ].filter(Boolean).join(" · ");
  }
}
